/*
 * The log messages that certtrail knows: schema/patterns, ready for use.
 */
#ifndef PARSE_LOG_PATTERN_H
#define PARSE_LOG_PATTERN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"

struct log_pattern_set;

/* The patterns of this program: schema/patterns, without their samples. */
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

/*
 * How many samples and counter-samples the patterns from the file at path have;
 * those of this program have none any more.
 */
size_t log_pattern_samples(const struct log_pattern_set *set, const char *path);

/*
 * Adds the patterns in the YAML text; they are tried after those that are
 * there.  Returns false, after telling diag and leaving set as it was, for
 * what log_pattern_set_parse() does not take.
 */
bool log_pattern_set_add(struct log_pattern_set *set, const char *path,
    const char *text, const struct diag *diag);

/* What a pattern file says of a pattern; NULL where it says nothing. */
struct log_pattern_about {
	const char *path; /* of the pattern file */
	const char *id;
	const char *kind; /* as events.kind of the contract */
	const char *product;
	const char *since;
	const char *until;
	const char *source;
	const char *means;
	const char *message; /* this, or the next */
	const char *regex;
	bool count_only;
	bool folds; /* as in struct log_record, and the next */
	uint32_t varies;
};

/* Borrowed; i must be below log_pattern_count(). */
const struct log_pattern_about *log_pattern_about(
    const struct log_pattern_set *set, size_t i);

/*
 * Runs all samples and counter-samples of set.  Returns false, after telling
 * diag, if one does not come out as it says.
 */
bool log_pattern_set_check(
    const struct log_pattern_set *set, const struct diag *diag);

#endif
