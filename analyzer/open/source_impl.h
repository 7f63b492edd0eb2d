/*
 * For the modules of open/ that are sources: what stands behind source.h.
 */
#ifndef OPEN_SOURCE_IMPL_H
#define OPEN_SOURCE_IMPL_H

#include "open/digest.h"
#include "open/source.h"

struct source_ops {
	/*
	 * Reads up to size bytes (never 0); returns 0 at the end.  At damage
	 * it tells diag, sets source->damaged and returns what is good; it is
	 * not called again after it returned 0, unless seek was.
	 */
	size_t (*read)(struct source *source, void *buffer, size_t size);

	/* Goes to offset, at most source->size.  NULL where that cannot be. */
	bool (*seek)(struct source *source, uint64_t offset);

	/* Releases source->state. */
	void (*close)(struct source *source);
};

struct source {
	const struct source_ops *ops;
	void *state; /* what ops work on */
	char *path;
	const struct diag *diag;
	char *link;           /* NULL, or what it is a link to */
	struct source *below; /* what it is read from, if that is a source */
	bool damaged;
	bool ended;
	bool has_mtime;
	int64_t mtime_us;
	uint64_t size; /* where ops->seek is not NULL */

	unsigned char *peeked; /* NULL until something was peeked at */
	size_t peek_at;        /* peeked[peek_at, peek_end) comes next */
	size_t peek_end;

	uint64_t nbytes;
	bool moved; /* there was a seek: what was hashed is of no use */
	bool undigested;
	struct digest *digest; /* of what was handed out; NULL at first */
	bool digested;
	char hex[DIGEST_HEX_BYTES];
};

/* path is copied; diag must outlive the source. */
struct source *source_new(const struct source_ops *ops, void *state,
    const char *path, const struct diag *diag);

/* Takes over the time of inner, if it has one. */
void source_inherit_mtime(struct source *source, const struct source *inner);

/*
 * Makes the byte at offset the next one.  Returns false, changing nothing, if
 * the source cannot do that (if it can, source_size() tells its size) or offset
 * is behind its end.  source_bytes() is of
 * no use afterwards until source_digest() has been called, which reads the
 * whole source again.
 */
bool source_seek(struct source *source, uint64_t offset);

#endif
