/*
 * Memory that is freed all at once.
 *
 * With ARENA_ONE_BY_ONE (the asan build) each allocation is its own malloc, so
 * that AddressSanitizer sees an overrun.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

#include "base/str.h"

struct arena;

/* No memory is fatal, here and below.  arena_free(NULL) does nothing. */
struct arena *arena_new(void);
void arena_free(struct arena *arena);

/* Frees everything that was allocated, keeping the arena. */
void arena_reset(struct arena *arena);

/* A point to which an arena can go back. */
struct arena_mark {
	const void *block;
	size_t used;
};

struct arena_mark arena_mark(const struct arena *arena);

/* Frees what was allocated since mark, which must be of this arena. */
void arena_release(struct arena *arena, struct arena_mark mark);

/* size bytes, zeroed, aligned for any type. */
void *arena_alloc(struct arena *arena, size_t size);

/* A NUL-terminated copy. */
char *arena_copy(struct arena *arena, struct str text);

char *arena_printf(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
