/*
 * A stream of bytes, whatever it is packed in.
 *
 * Sources form a chain: a file, a gzip layer over it, an archive's member.
 * All are read in the same way.  Damage ends a source early: it is told to
 * diag once, where it is found, and source_damaged() says so afterwards.
 */
#ifndef OPEN_SOURCE_H
#define OPEN_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"

/* How much can be looked at before reading. */
#define SOURCE_PEEK_BYTES ((size_t)64 * 1024)

struct source;

/*
 * Opens the file at path.  Returns NULL, after telling diag why, if it cannot
 * be opened or is not a regular file or a pipe.
 */
struct source *source_open(const char *path, const struct diag *diag);

/* Reads what is left in fd, which stays the caller's; path names it. */
struct source *source_open_fd(
    int fd, const char *path, const struct diag *diag);

/* Reads len bytes at bytes, which must outlive the source.  For tests too. */
struct source *source_from_bytes(
    const char *path, const void *bytes, size_t len, const struct diag *diag);

/* source_close(NULL) does nothing. */
void source_close(struct source *source);

/* The name to show: the path as given, "!member" for each nesting. */
const char *source_path(const struct source *source);

const struct diag *source_diag(const struct source *source);

/*
 * Points *bytes to what comes next without consuming it and returns how much
 * of it there is: SOURCE_PEEK_BYTES, or less near the end.  Valid until the
 * next call on this source.
 */
size_t source_peek(struct source *source, const unsigned char **bytes);

/* Reads up to size bytes; returns 0 at the end or at damage. */
size_t source_read(struct source *source, void *buffer, size_t size);

/*
 * What the source is a link to, or NULL: a path as source_path() gives it, where
 * the link leads to a place in the same archive, else its own words.  A link has
 * no bytes.
 */
const char *source_link(const struct source *source);

/* True if the source ended before its end because something was wrong. */
bool source_damaged(const struct source *source);

/* Bytes handed out so far. */
uint64_t source_bytes(const struct source *source);

/*
 * How many bytes it has in all.  Returns false, leaving *size untouched, where
 * that is not known before they are read.
 */
bool source_size(const struct source *source, uint64_t *size);

/* Reads and drops the rest. */
void source_drain(struct source *source);

/*
 * Says that source_digest() will not be called, so that reading need not hash.
 * For layers whose digest nobody wants: hashing what gzip unpacks takes as long
 * as unpacking it.
 */
void source_undigested(struct source *source);

/*
 * Reads and drops the rest, then writes the SHA-256 of all bytes of this
 * source, from its first, as 64 hex digits and a NUL.  source_bytes() is its
 * size afterwards.
 */
void source_digest(struct source *source, char hex[65]);

/*
 * The time that the container gives this member (tar, zip, gzip header), in
 * Unix microseconds.  Returns false, leaving *mtime_us untouched, where there is
 * none; a plain file has none, as copying changes it.
 */
bool source_mtime(const struct source *source, int64_t *mtime_us);

#endif
