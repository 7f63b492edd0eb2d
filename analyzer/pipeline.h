/*
 * From the inputs on the command line to evidence in the database.
 */
#ifndef PIPELINE_H
#define PIPELINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "parse/log_pattern.h"
#include "store/db.h"

struct pipeline_result {
	uint64_t members;    /* files and archive members met */
	uint64_t incomplete; /* of these: failed, skipped or cut short */
	bool unusable; /* an input could not be read, or held nothing known */
};

/*
 * Reads the files at and below the ninputs paths ("-" is standard input) into
 * db, inside the caller's transaction; log messages are those of patterns.  What is wrong with them is told on
 * standard error, one line each with path and line, unless quiet, and becomes
 * rows.  Bytes that the database has already under the same path change
 * nothing.  A line of progress is kept up to date on standard error if progress
 * is true.
 */
void pipeline_ingest(struct db *db, struct log_pattern_set *patterns,
    char *const *inputs, size_t ninputs, bool quiet, bool progress,
    struct pipeline_result *result);

#endif
