/*
 * For store/put_log.c: the segments of a log file, in each of which the times of
 * the lines are in order (schema/10_evidence/060_log_segment.sql).
 */
#ifndef STORE_LOG_SEGMENT_H
#define STORE_LOG_SEGMENT_H

#include <stdbool.h>
#include <stdint.h>

#include "model/log_record.h"
#include "store/tape.h"

/* A klog time: within a leap year, and how many New Years have passed. */
struct log_stamp {
	bool known;
	int64_t us;
	int64_t roll;
};

struct log_segment;

struct log_segment *log_segment_new(struct tape *tape);

/* Writes what is still to be written and frees segment. */
void log_segment_end(struct log_segment *segment);

/*
 * Places a record in the current segment, or in a new one where the clock steps
 * back by an amount that neither disorder nor a New Year explains (bundles hold
 * files that were pasted together).  The last of a few hundred segments takes
 * whatever still comes.  The stamp is not known if the record has no klog
 * header.
 */
struct log_stamp log_segment_place(
    struct log_segment *segment, const struct log_record *record);

/* Counts a line that is not a record as one of the current segment. */
void log_segment_pass(struct log_segment *segment, uint64_t line);

/* The row of the segment in which the last record was placed. */
tape_id log_segment_id(const struct log_segment *segment);

/* A point on one scale for all stamps of a segment. */
int64_t log_stamp_scale(struct log_stamp stamp);

/* Puts a stamp that is known into the row. */
void log_stamp_bind(struct tape *tape, const char *us, const char *roll,
    struct log_stamp stamp);

#endif
