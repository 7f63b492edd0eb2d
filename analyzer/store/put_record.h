/*
 * For store/put_log.c: one record of a log as a row.
 */
#ifndef STORE_PUT_RECORD_H
#define STORE_PUT_RECORD_H

#include <stdint.h>

#include "model/log_record.h"
#include "store/db.h"
#include "store/log_segment.h"

/* Where a record stands. */
struct record_place {
	int64_t input_id;
	int64_t segment_id;
	struct log_stamp stamp;
};

/*
 * Adds the row and returns its id.  Words with a private key among them are
 * left out.
 */
int64_t put_record(struct db *db, const struct log_record *record,
    const struct record_place *place);

#endif
