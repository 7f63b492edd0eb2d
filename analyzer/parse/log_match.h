/*
 * How messages are matched with patterns; for the log_*.c of this folder only.
 */
#ifndef PARSE_LOG_MATCH_H
#define PARSE_LOG_MATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"
#include "model/log_record.h"
#include "parse/log_pairs.h"
#include "parse/log_pattern.h"

/* The shortest text that a pattern with a regex must begin with. */
#define LOG_PREFIX_MIN_BYTES 8

#define LOG_GROUPS_MAX 16

/* What stands before the message of a "named" pattern, beside the groups. */
#define LOG_GROUP_NAME LOG_GROUPS_MAX
#define LOG_KEY_NAME "name"

#define LOG_KEYS_MAX 4

/* What a pattern can fill: the columns of log_record, and these. */
enum log_target {
	LOG_TARGET_OBJECT_KEY = LOG_NFIELDS, /* "ns/name" */
	LOG_TARGET_RELATED_KEY,
	LOG_TARGET_DUE_IN,  /* a Go duration, or nanoseconds */
	LOG_TARGET_MOMENT,  /* a Go time that is the record's own */
	LOG_TARGET_PLANNED, /* a time that the record speaks of */
	LOG_TARGET_CONFLICT, /* an error of the API server that names an object */
	LOG_NTARGETS
};

/* The name of a target in pattern files. */
const char *log_target_name(int target);

/* Where a target's value comes from: the first of these that is there. */
struct log_take {
	int target; /* below LOG_NTARGETS */
	size_t nkeys;
	const char *keys[LOG_KEYS_MAX]; /* of pairs, or names of groups */
	uint32_t group[LOG_KEYS_MAX];   /* 0: not a group */
	struct log_take *next;
};

/* A column must have this value; NULL: it must be absent. */
struct log_when {
	enum log_field field;
	const char *value;
	struct log_when *next;
};

struct log_require {
	const char *key;
	struct log_require *next;
};

struct log_give {
	const char *name;
	const char *value; /* NULL: absent */
	struct log_give *next;
};

struct log_sample {
	uint64_t at;      /* its line in the pattern file */
	const char *text; /* one record: one line or several */
	struct log_give *gives;
	struct log_sample *next;
};

struct log_pattern {
	uint64_t at; /* its line in the pattern file */
	struct log_pattern_about about;
	char severity; /* 0: any */
	bool named;    /* the message stands behind "NAME: " */
	bool is_noted; /* it is only counted, but takes a reason */

	struct str literal; /* the message, or what it begins with */
	bool begins;        /* it is only the beginning */
	const char *regex;  /* NULL: the literal says all */
	size_t program;     /* of the regex: its number in the set */

	const char *object_kind;
	struct log_require *requires;
	struct log_when *when;
	struct log_take *takes;

	struct log_sample *samples;
	struct log_sample *rejects;

	struct log_pattern *next;         /* in the order of the files */
	struct log_pattern *next_in_slot; /* of the hash table */
};

/* A message with what follows it, split only if a pattern asks. */
struct log_text {
	char severity;
	struct str message;
	enum log_body body;
	struct str rest;
	bool is_split;
	struct log_pairs pairs;
	struct arena *arena; /* for texts that had escapes */
	size_t tried;        /* the number of the last regex, plus 1; 0: none */
	bool tried_matches;
	/* Of that regex, and the name; no name: there was none. */
	struct str groups[LOG_GROUPS_MAX + 1];
};

const struct log_pairs *log_text_pairs(struct log_text *text);

/*
 * The text, in arena, that all matched by regex begins with; empty if none is
 * certain.  *whole: everything that begins with it matches.
 */
struct str log_regex_literal(
    struct arena *arena, const char *regex, bool *whole);

/*
 * Reads the pattern file text into a list, allocated in arena; *patterns gets
 * it.  Returns false, after telling diag, if anything is wrong with the form
 * of the file.
 */
bool log_pattern_load(struct arena *arena, const char *path, const char *text,
    const struct diag *diag, struct log_pattern **patterns);

/*
 * Runs the samples and counter-samples of all patterns of set that come from
 * the file at path.  Returns false, after telling diag, if one fails.
 */
bool log_pattern_check(const struct log_pattern_set *set, const char *path,
    const struct diag *diag);

/*
 * Reads the patterns of this program, as schema/pack_patterns.c left them, into
 * a list.  Their samples are not there.
 */
struct log_pattern *log_pack_read(struct arena *arena);

/* A set of patterns that need no check. */
struct log_pattern_set *log_pattern_set_of(
    struct arena *arena, struct log_pattern *patterns);

const struct log_pattern *log_pattern_first(const struct log_pattern_set *set);

/*
 * What matching needs besides the set: one for each thread.  The set must not
 * grow while there is one.
 */
struct log_matcher;

struct log_matcher *log_matcher_open(const struct log_pattern_set *set);
void log_matcher_close(struct log_matcher *matcher);

/*
 * The pattern that knows the message, or NULL.  What it gives, from folds on, is
 * then set in record, unless it is only to be counted and not noted.  Patterns of the whole message come
 * before those with a regex, and each in the order of the file; "named" ones
 * are asked last.
 */
const struct log_pattern *log_matcher_find(struct log_matcher *matcher,
    struct log_text *text, struct log_record *record);

/* True if the pattern's conditions hold for a text whose message matches. */
bool log_fields_hold(const struct log_pattern *pattern, struct log_text *text);

/* Sets record, from folds on, to what the pattern takes out of text. */
void log_fields_fill(const struct log_pattern *pattern, struct log_text *text,
    struct log_record *record);

#endif
