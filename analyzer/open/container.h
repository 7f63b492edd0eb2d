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

/*
 * True if bytes begin like such a file.  The old binary cpio is not recognised,
 * as any two bytes could be it.
 */
bool container_recognise(const unsigned char *bytes, size_t len);

struct container;

/*
 * Opens the archive in packed, which is borrowed, of which nothing must have
 * been read, and which must outlive the result.  Returns NULL, after telling
 * diag, if libarchive does not take it, or if it is a 7z in a pipe or in another
 * archive.
 */
struct container *container_open(struct source *packed);

/* container_close(NULL) does nothing. */
void container_close(struct container *container);

/*
 * The next member that is a regular file or a link, as a source that stays valid until
 * the next call; NULL after the last one.  It is the container's to close.  Its
 * path is that of packed, "!" and the member's name without a leading "./";
 * what a single packed file holds keeps the path of packed.  A name that
 * cannot be read is "?".  A link is an empty source; see source_link().
 * Directories are passed over; devices are passed over too and counted.  A member that is encrypted or packed in an
 * unknown way is an empty, damaged source.
 *
 * The time of a member of a zip that has only a DOS time, which knows no zone,
 * is read as one of this process's zone.
 */
struct source *container_next(struct container *container);

/* How many devices were passed over so far. */
size_t container_passed(const struct container *container);

/*
 * True if the list of members has a gap or ended early because something was
 * wrong.
 */
bool container_damaged(const struct container *container);

#endif
