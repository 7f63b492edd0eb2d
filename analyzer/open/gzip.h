/*
 * The gzip format (RFC 1952), by zlib, with the CRC checked.
 */
#ifndef OPEN_GZIP_H
#define OPEN_GZIP_H

#include <stdbool.h>
#include <stddef.h>

#include "open/source.h"

bool gzip_recognise(const unsigned char *bytes, size_t len);

/*
 * The decompressed bytes of packed, which is borrowed and must outlive the
 * result; its path stays the same.  All members are read, one after the other;
 * zero bytes after the last are ignored, and so is anything else, which diag is
 * told but which is not damage.  A cut or broken member yields what came before
 * the damage, which diag is told with the offset, unless packed was cut itself
 * and has told.  Its time is that of the first header, or packed's if there is
 * none.
 */
struct source *gzip_open(struct source *packed);

#endif
