#include <stdlib.h>

#include "base/fatal.h"
#include "store/tape.h"
#include "store/tape_impl.h"

struct tape_chunk *
tape_chunk_new(void)
{
	struct tape_chunk *chunk = calloc(1, sizeof(*chunk));

	if (chunk != NULL)
		chunk->bytes = malloc(CHUNK_BYTES);
	if (chunk == NULL || chunk->bytes == NULL)
		fatal("out of memory");
	chunk->size = CHUNK_BYTES;
	return chunk;
}

void
tape_chunk_free(struct tape_chunk *chunk)
{
	if (chunk == NULL)
		return;
	free(chunk->bytes);
	free(chunk);
}

void
tape_chunk_grow(struct tape_chunk *chunk, size_t size)
{
	unsigned char *grown = realloc(chunk->bytes, size);

	if (grown == NULL)
		fatal("out of memory");
	chunk->bytes = grown;
	chunk->size = size;
}
