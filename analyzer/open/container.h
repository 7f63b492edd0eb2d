/*
 * Archives (tar, zip, 7z, cpio) and single files packed with bzip2, xz or
 * zstd, by libarchive, read in place: nothing is extracted.
 *
 * gzip layers must be taken off first (open/gzip.h): libarchive 3.6 does not
 * check their CRC.
 */
#ifndef OPEN_CONTAINER_H
#define OPEN_CONTAINER_H

#include <stdbool.h>
#include <stddef.h>

#include "open/source.h"

bool container_recognise(const unsigned char *bytes, size_t len);

struct container;

/*
 * Opens the archive in packed, which is borrowed and must outlive the result.
 * Returns NULL, after telling diag, if libarchive does not take it.
 */
struct container *container_open(struct source *packed);

/* container_close(NULL) does nothing. */
void container_close(struct container *container);

/*
 * The next member that is a regular file, as a source that stays valid until
 * the next call; NULL after the last one.  Directories are passed over; links
 * and devices are passed over too and counted.
 */
struct source *container_next(struct container *container);

/* True if the list of members ended early because something was wrong. */
bool container_damaged(const struct container *container);

#endif
