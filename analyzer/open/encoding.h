/*
 * Text from Windows, made UTF-8.
 */
#ifndef OPEN_ENCODING_H
#define OPEN_ENCODING_H

#include "open/source.h"

/*
 * If inner holds UTF-16, returns a source with the same text in UTF-8; inner is
 * then borrowed and must outlive the result, and the path stays the same.
 * UTF-16 is what begins with its byte order mark, or what has a NUL in nearly
 * every odd, or every even, of its first bytes.  Half a surrogate pair and half
 * a unit at the end become U+FFFD.
 *
 * Returns NULL if inner can be read as it is.  A UTF-8 byte order mark at its
 * beginning has then been read.
 */
struct source *encoding_open(struct source *inner);

#endif
