/*
 * The text of a source, made fit for a YAML reader: always UTF-8 and always
 * printable, whatever the dump went through on its way.
 */
#ifndef PARSE_UTF8_H
#define PARSE_UTF8_H

#include <stddef.h>

#include "open/source.h"

struct utf8;

/* source is borrowed and must outlive the result. */
struct utf8 *utf8_open(struct source *source);

/* Wipes what it still holds.  utf8_close(NULL) does nothing. */
void utf8_close(struct utf8 *utf8);

/*
 * Reads up to size bytes, at least 64; returns 0 at the end.  Byte order marks
 * are left out.  Lines end in LF alone: CR LF becomes LF, and whatever else
 * YAML takes for a line's end becomes a blank, so that LF counts lines.  Bytes
 * that are not UTF-8 and other control characters become a question mark.
 */
size_t utf8_read(struct utf8 *utf8, unsigned char *bytes, size_t size);

#endif
