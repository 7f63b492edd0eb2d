/*
 * Text as a pointer and a length: a slice of a line or of a file, not
 * NUL-terminated.  A slice whose ptr is NULL means "absent".
 */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>

struct str {
	const char *ptr;
	size_t len;
};

/* The whole of the NUL-terminated text; absent if text is NULL. */
struct str str_from(const char *text);

/* True if s holds exactly the bytes of text; absent equals nothing. */
bool str_equals(struct str s, const char *text);

/* The same, where the letters A to Z in s count as those of lower. */
bool str_equals_folded(struct str s, const char *lower);

/* True if s begins with the bytes of prefix. */
bool str_starts(struct str s, const char *prefix);

/* s without its first n bytes; n must not be more than s.len. */
struct str str_skip(struct str s, size_t n);

/* s without blanks (space, tab, CR, LF) at either end. */
struct str str_trim(struct str s);

/*
 * Splits s at the first byte c: *head gets what is before it, *tail what is
 * after.  Returns false, leaving both untouched, if c is not in s.
 */
bool str_cut(struct str s, char c, struct str *head, struct str *tail);

/* Where needle first occurs in s, or NULL. */
const char *str_find(struct str s, const char *needle);

#endif
