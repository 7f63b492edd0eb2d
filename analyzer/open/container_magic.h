/*
 * For open/container.c: what the first bytes of a packed file tell.
 */
#ifndef OPEN_CONTAINER_MAGIC_H
#define OPEN_CONTAINER_MAGIC_H

#include <stdbool.h>
#include <stddef.h>

/* True for bzip2, xz and zstd, which may hold a single file. */
bool container_is_filter(const unsigned char *bytes, size_t len);

/* True for zip and 7z, whose list of members stands at the end. */
bool container_wants_seeks(const unsigned char *bytes, size_t len);

#endif
