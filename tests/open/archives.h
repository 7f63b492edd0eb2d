/*
 * Archives made in memory, for tests.
 */
#ifndef TESTS_OPEN_ARCHIVES_H
#define TESTS_OPEN_ARCHIVES_H

#include <stddef.h>
#include <stdint.h>

enum packing {
	PACK_TAR, /* pax */
	PACK_GNU_TAR,
	PACK_ZIP, /* deflated */
	PACK_ZIP_STORED,
	PACK_7Z,
	PACK_CPIO, /* newc */
	PACK_TAR_BZ2,
	PACK_TAR_XZ,
	PACK_TAR_ZSTD,
	PACK_BZ2, /* a single file, as the next two */
	PACK_XZ,
	PACK_ZSTD
};

enum member_type {
	MEMBER_FILE,
	MEMBER_FOLDER,
	MEMBER_SYMLINK,
	MEMBER_HARDLINK,
	MEMBER_FIFO
};

struct member {
	const char *name;
	const void *bytes; /* of a link, a text: where it leads */
	size_t len;
	enum member_type type;
	int64_t mtime_s; /* 0 is none */
};

#define ARCHIVE_MAX_BYTES ((size_t)4 * 1024 * 1024)

/* Writes the members to out, of ARCHIVE_MAX_BYTES, and returns the length. */
size_t archive_make(unsigned char *out, enum packing packing,
    const struct member *members, size_t nmembers);

/* The same with each member encrypted; zip only. */
size_t archive_make_encrypted(
    unsigned char *out, const struct member *members, size_t nmembers);

/* Writes a gzip member with the bytes to out and returns the length. */
size_t archive_gzip(unsigned char *out, const void *bytes, size_t len);

#endif
