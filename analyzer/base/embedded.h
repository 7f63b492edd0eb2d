/*
 * The files of schema/, inside the program; but for patterns/, see
 * parse/log_pack.h.
 */
#ifndef BASE_EMBEDDED_H
#define BASE_EMBEDDED_H

#include <stddef.h>

struct embedded {
	const char *path; /* below schema/, such as "insert/object.sql" */
	const char *text; /* NUL-terminated */
	size_t len;
};

/* Sorted by path; ends with a path of NULL. */
extern const struct embedded embedded_data[];

/* The file at path; a path that is not there is fatal. */
const struct embedded *embedded_find(const char *path);

#endif
