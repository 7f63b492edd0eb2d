/*
 * Base64 (RFC 4648, section 4).
 */
#ifndef PARSE_BASE64_H
#define PARSE_BASE64_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

/* Enough room for what text of len bytes can hold. */
#define BASE64_MAX_BYTES(len) ((len) / 4 * 3 + 3)

/*
 * Decodes text into bytes and stores the number of bytes in *len.  Blanks and
 * line ends are passed over; the padding may be missing, but if it is there it
 * must be right.  Returns false, leaving *len untouched (bytes may be written
 * to), for anything else.
 */
bool base64_decode(struct str text, unsigned char *bytes, size_t *len);

#endif
