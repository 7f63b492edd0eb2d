/*
 * Quoted text and key-value pairs, in the three forms that cert-manager's logs
 * have had: klogr ("key"="value"), klog (key="value") and JSON
 * ("key":"value").
 */
#ifndef PARSE_LOG_PAIRS_H
#define PARSE_LOG_PAIRS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"

/* Pairs beyond these are not read. */
#define LOG_PAIRS_MAX 64

enum log_body {
	LOG_BODY_TEXT,   /* free text: no pairs */
	LOG_BODY_KLOGR,  /* v0.8 to v1.11 */
	LOG_BODY_QUOTED, /* v1.12 and later */
	LOG_BODY_JSON    /* --logging-format=json */
};

enum log_value {
	LOG_VALUE_QUOTED, /* between quotes; may hold escapes */
	LOG_VALUE_BLOCK,  /* several lines, from "<" to ">" */
	LOG_VALUE_BARE,   /* a number, a word */
	LOG_VALUE_NESTED  /* an object or a list */
};

struct log_pair {
	struct str key;
	struct str value; /* as written, without quotes */
	enum log_value form;
	bool escaped; /* LOG_VALUE_QUOTED: there is a backslash */
};

struct log_pairs {
	size_t npairs;
	struct log_pair pair[LOG_PAIRS_MAX];
};

/*
 * Splits the text that follows a message; for JSON the whole object.  What is
 * not a pair is passed over.  A value that is cut off is dropped, as half a
 * name would be a wrong name.
 */
void log_pairs_split(
    struct log_pairs *pairs, enum log_body body, struct str text);

/* The last pair with this key, as that is the one that counts; or NULL. */
const struct log_pair *log_pairs_find(
    const struct log_pairs *pairs, const char *key);

/*
 * The value as text: unescaped, in arena where it had to be.  Absent for null,
 * for an empty text and for the empty object, as which klogr writes an error
 * that it cannot print.
 */
struct str log_pair_text(const struct log_pair *pair, struct arena *arena);

/*
 * The text between the quote at the beginning of text and the next one that is
 * not escaped; *rest gets what follows.  Returns false, leaving all untouched,
 * if there is no such quote.  *escaped tells whether there is a backslash.
 */
bool log_quoted_take(
    struct str text, struct str *inner, struct str *rest, bool *escaped);

/*
 * inner without its escapes, by the rules of JSON and of Go's quoted strings.
 * Escapes that stand for no character of UTF-8, and NUL, become U+FFFD.
 */
struct str log_quoted_text(struct str inner, struct arena *arena);

#endif
