/*
 * Forgetting what must not stay in memory.
 */
#ifndef PARSE_WIPE_H
#define PARSE_WIPE_H

#include <stddef.h>

/* Writes zeros in a way that no compiler leaves out. */
void wipe(void *memory, size_t len);

#endif
