/*
 * The log messages that certtrail knows: schema/patterns, ready for use.
 */
#ifndef PARSE_LOG_PATTERN_H
#define PARSE_LOG_PATTERN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"

struct log_pattern_set;

/* The patterns of this program; a fault in them is fatal. */
struct log_pattern_set *log_pattern_set_open(void);

/*
 * The patterns in the YAML text.  Returns NULL, after telling diag with the
 * line, if text is not a pattern file, if an entry lacks samples, or if a
 * sample or counter-sample does not come out as it says.
 */
struct log_pattern_set *log_pattern_set_parse(
    const char *path, const char *text, const struct diag *diag);

void log_pattern_set_close(struct log_pattern_set *set);

size_t log_pattern_count(const struct log_pattern_set *set);

#endif
