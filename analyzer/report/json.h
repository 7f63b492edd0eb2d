/*
 * JSON strings (RFC 8259).
 */
#ifndef REPORT_JSON_H
#define REPORT_JSON_H

#include <stddef.h>
#include <stdio.h>

/*
 * Prints text as a JSON string, in quotes.  Whatever rune_is_shown() refuses
 * is escaped, so that the output does no harm on a terminal either; each byte
 * that is not UTF-8 becomes U+FFFD.  text may be NULL if len is 0.
 */
void json_string(FILE *out, const char *text, size_t len);

#endif
