/*
 * For open/container.c: what the first bytes of a packed file tell.
 */
#ifndef OPEN_CONTAINER_MAGIC_H
#define OPEN_CONTAINER_MAGIC_H

#include <stdbool.h>
#include <stddef.h>

/* True for bzip2, xz and zstd, which may hold a single file. */
bool container_is_filter(const unsigned char *bytes, size_t len);

/* Both have the list of their members at the end; 7z has it only there. */
bool container_is_zip(const unsigned char *bytes, size_t len);
bool container_is_7z(const unsigned char *bytes, size_t len);

#endif
