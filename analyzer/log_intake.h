/*
 * Logs, from lines to rows.
 */
#ifndef LOG_INTAKE_H
#define LOG_INTAKE_H

#include "open/source.h"
#include "parse/log_pattern.h"
#include "store/put.h"

/*
 * Reads all of source: a log, or several with lines between them that tell whose
 * they are.  before is the number of lines before it in the input.  Adds to
 * events and unknown of *row, and returns how many lines it has.
 */
uint64_t log_intake(struct tape *tape, const struct log_pattern_set *patterns,
    struct source *source, uint64_t before, struct put_input *row);

#endif
