/*
 * Text as a pointer and a length: a slice of a line or of a file, not
 * NUL-terminated.  A slice whose ptr is NULL means "absent".
 *
 * What every line of a log asks several times is inline.
 */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct str {
	const char *ptr;
	size_t len;
};

/* The whole of the NUL-terminated text; absent if text is NULL. */
struct str str_from(const char *text);

/*
 * True if s holds exactly the bytes of text; absent equals nothing.  Inline, as
 * the length of a literal is then known when this is compiled.
 */
static inline bool
str_equals(struct str s, const char *text)
{
	return s.ptr != NULL && s.len == strlen(text) &&
	    memcmp(s.ptr, text, s.len) == 0;
}

/* The same, where the letters A to Z in s count as those of lower. */
bool str_equals_folded(struct str s, const char *lower);

/* True if s begins with the bytes of prefix. */
static inline bool
str_starts(struct str s, const char *prefix)
{
	size_t len = strlen(prefix);

	return s.ptr != NULL && s.len >= len && memcmp(s.ptr, prefix, len) == 0;
}

/* s without its first n bytes; n must not be more than s.len. */
static inline struct str
str_skip(struct str s, size_t n)
{
	return (struct str){ s.ptr + n, s.len - n };
}

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
