/*
 * A diag that remembers, for tests.
 */
#ifndef TESTS_TOLD_H
#define TESTS_TOLD_H

#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"

struct told {
	size_t n;
	uint64_t line; /* these three: of the last one */
	char path[256];
	char text[1024];
	struct diag diag; /* counts and remembers here */
};

/* Forgets everything and returns the diag to hand on. */
const struct diag *told_begin(struct told *told);

#endif
