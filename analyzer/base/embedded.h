/*
 * The files of schema/, inside the program.
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

/* Returns the text of the file at path; a path that is not there is fatal. */
const char *embedded_text(const char *path);

#endif
