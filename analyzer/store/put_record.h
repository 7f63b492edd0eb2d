/*
 * One record of a log as a row.
 */
#ifndef STORE_PUT_RECORD_H
#define STORE_PUT_RECORD_H

#include <stdbool.h>
#include <stdint.h>

#include "model/log_record.h"
#include "store/db.h"

/* Where a record stands, and its klog time (schema/10_evidence). */
struct record_place {
	int64_t input_id;
	int64_t segment_id;
	bool has_stamp;
	int64_t stamp_us;
	int64_t roll;
};

/*
 * Adds the row and returns its id.  Words with a private key among them are
 * left out.
 */
int64_t put_record(struct db *db, const struct log_record *record,
    const struct record_place *place);

#endif
