#include "base/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fatal.h"

#define BLOCK_BYTES ((size_t)64 * 1024)
#define ALIGN _Alignof(max_align_t)

struct block {
	struct block *next;
	size_t size;
	size_t used;
	_Alignas(max_align_t) unsigned char bytes[];
};

struct arena {
	struct block *blocks;
};

struct arena *
arena_new(void)
{
	struct arena *arena = calloc(1, sizeof(*arena));

	if (arena == NULL)
		fatal("out of memory");
	return arena;
}

static struct block *
add_block(struct arena *arena, size_t size)
{
	struct block *block = malloc(sizeof(*block) + size);

	if (block == NULL)
		fatal("out of memory");
	block->next = arena->blocks;
	block->size = size;
	block->used = 0;
	arena->blocks = block;
	return block;
}

static void
free_blocks(struct block *block)
{
	while (block != NULL) {
		struct block *next = block->next;

		free(block);
		block = next;
	}
}

void
arena_free(struct arena *arena)
{
	if (arena == NULL)
		return;
	free_blocks(arena->blocks);
	free(arena);
}

void
arena_reset(struct arena *arena)
{
	struct block *keep = NULL;

	for (struct block **at = &arena->blocks; *at != NULL;
	     at = &(*at)->next) {
		if ((*at)->size == BLOCK_BYTES) {
			keep = *at;
			*at = keep->next;
			break;
		}
	}
	free_blocks(arena->blocks);
	arena->blocks = keep;
	if (keep != NULL) {
		keep->next = NULL;
		keep->used = 0;
	}
}

struct arena_mark
arena_mark(const struct arena *arena)
{
	return (struct arena_mark){ arena->blocks,
		arena->blocks == NULL ? 0 : arena->blocks->used };
}

void
arena_release(struct arena *arena, struct arena_mark mark)
{
	while (arena->blocks != mark.block) {
		struct block *next = arena->blocks->next;

		free(arena->blocks);
		arena->blocks = next;
	}
	if (arena->blocks != NULL)
		arena->blocks->used = mark.used;
}

void *
arena_alloc(struct arena *arena, size_t size)
{
	struct block *block = arena->blocks;

	if (size > SIZE_MAX - ALIGN - sizeof(*block))
		fatal("out of memory");
	size = (size + ALIGN - 1) / ALIGN * ALIGN;
#ifdef ARENA_ONE_BY_ONE
	block = add_block(arena, size);
#else
	if (block == NULL || block->size - block->used < size)
		block =
		    add_block(arena, size > BLOCK_BYTES ? size : BLOCK_BYTES);
#endif

	void *memory = block->bytes + block->used;

	block->used += size;
	return memset(memory, 0, size);
}

char *
arena_copy(struct arena *arena, struct str text)
{
	char *copy = arena_alloc(arena, text.len + 1);

	if (text.len > 0)
		memcpy(copy, text.ptr, text.len);
	return copy;
}

char *
arena_printf(struct arena *arena, const char *format, ...)
{
	va_list args;

	va_start(args, format);

	int len = vsnprintf(NULL, 0, format, args);

	va_end(args);
	if (len < 0)
		fatal("cannot format \"%s\"", format);

	char *text = arena_alloc(arena, (size_t)len + 1);

	va_start(args, format);
	vsnprintf(text, (size_t)len + 1, format, args);
	va_end(args);
	return text;
}
