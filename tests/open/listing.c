#include "listing.h"

#include <criterion/criterion.h>
#include <stdio.h>

#include "open/source.h"

void
listing_of_members(struct listing *listing, struct container *container)
{
	struct source *member;
	size_t at = 0;

	listing->text[0] = '\0';
	while ((member = container_next(container)) != NULL) {
		source_drain(member);
		at += (size_t)snprintf(listing->text + at,
		    sizeof(listing->text) - at, "%s %zu%s%s%s\n",
		    source_path(member), (size_t)source_bytes(member),
		    source_damaged(member) ? " damaged" : "",
		    source_link(member) == NULL ? "" : " -> ",
		    source_link(member) == NULL ? "" : source_link(member));
		cr_assert_lt(at, sizeof(listing->text));
	}
	cr_expect_null(container_next(container), "a member after the last");
	listing->damaged = container_damaged(container);
	listing->npassed = container_passed(container);
}

void
listing_of_source(struct listing *listing, struct source *source)
{
	struct container *container = container_open(source);

	snprintf(listing->text, sizeof(listing->text), "not opened\n");
	if (container != NULL)
		listing_of_members(listing, container);
	container_close(container);
	source_digest(source, listing->digest);
	source_close(source);
}

void
listing_of_bytes(struct listing *listing, const void *bytes, size_t len)
{
	listing_of_source(listing,
	    source_from_bytes("a", bytes, len, told_begin(&listing->told)));
}
