/*
 * A folder of its own for a test that needs real files.
 */
#ifndef TESTS_SCRATCH_H
#define TESTS_SCRATCH_H

#include <stddef.h>

/*
 * Makes an empty folder and makes it the current one; the paths below are
 * relative to it.
 */
void scratch_enter(void);

/* Removes the folder and everything in it. */
void scratch_leave(void);

void scratch_write(const char *path, const void *bytes, size_t len);

#endif
