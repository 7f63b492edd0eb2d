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
 * zero bytes after the last are ignored.  A cut or broken member yields what
 * came before the damage, which diag is told with the offset.
 */
struct source *gzip_open(struct source *packed);

#endif
