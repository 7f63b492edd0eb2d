/*
 * What an archive holds, as text, for tests.
 */
#ifndef TESTS_OPEN_LISTING_H
#define TESTS_OPEN_LISTING_H

#include <stdbool.h>
#include <stddef.h>

#include "../told.h"
#include "open/container.h"
#include "open/digest.h"

struct listing {
	/*
	 * A line for each member, "PATH LENGTH" and maybe " damaged" or
	 * " -> TARGET", or "not opened".
	 */
	char text[4096];
	char digest[DIGEST_HEX_BYTES]; /* of the archive's bytes */
	bool damaged;
	size_t npassed;
	struct told told;
};

/* Lists what is left in container, leaving digest and told. */
void listing_of_members(struct listing *listing, struct container *container);

/* Lists source, which must tell listing->told, and closes it. */
void listing_of_source(struct listing *listing, struct source *source);

/* Lists an archive in memory, whose path is "a". */
void listing_of_bytes(struct listing *listing, const void *bytes, size_t len);

#endif
