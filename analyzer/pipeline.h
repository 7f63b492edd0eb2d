/*
 * From the inputs on the command line to evidence in the database.
 */
#ifndef PIPELINE_H
#define PIPELINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/db.h"

struct log_pattern_set;

struct pipeline_options {
	bool quiet;    /* says nothing about the inputs */
	bool progress; /* keeps a line of progress up to date */
	struct log_pattern_set
	    *patterns; /* of the log messages that it knows */
	int jobs; /* at most this many threads read; with 1 there are none */
};

struct pipeline_result {
	uint64_t members;    /* files and archive members met */
	uint64_t incomplete; /* of these: failed, skipped or cut short */
	bool unusable; /* an input could not be read, or held nothing known */
};

/*
 * Reads the files at and below the ninputs paths ("-" is standard input) into
 * db, inside the caller's transaction.  What is wrong with them is told on
 * standard error, one line each with path and line, unless quiet, and becomes
 * rows.  Bytes that the database has already under the same path change
 * nothing.  The number of jobs changes nothing but the time.
 */
void pipeline_ingest(struct db *db, char *const *inputs, size_t ninputs,
    const struct pipeline_options *options, struct pipeline_result *result);

#endif
