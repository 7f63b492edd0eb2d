#include "open/ahead.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/fatal.h"
#include "open/note.h"
#include "open/source_impl.h"

#define BLOCK_BYTES ((size_t)256 * 1024)
#define NBLOCKS 4

struct block {
	struct notes notes; /* to be told before its bytes are read */
	bool damaged;       /* inner was, when this had been read */
	size_t len;         /* 0: the end */
	unsigned char bytes[BLOCK_BYTES];
};

struct ahead {
	struct source *inner;
	const struct diag *diag; /* what the sources below told before */
	struct diag passing;     /* what they tell now */
	struct diag lasting;
	pthread_t thread;

	pthread_mutex_t lock;
	pthread_cond_t changed;
	size_t nread;  /* blocks that the thread has read */
	size_t nfreed; /* blocks that the reader has done with */
	bool stop;

	/* The reader's. */
	struct block *block; /* the one being read, or NULL */
	size_t at;           /* of it */

	struct block blocks[NBLOCKS];
};

/* Where what is told now belongs; only the thread moves nread. */
static struct notes *
notes_of_next(struct ahead *ahead)
{
	return &ahead->blocks[ahead->nread % NBLOCKS].notes;
}

static void
note_passing(void *context, const char *path, uint64_t line, const char *text)
{
	notes_add(notes_of_next(context), 0, false, path, line, text);
}

static void
note_lasting(void *context, const char *path, uint64_t line, const char *text)
{
	notes_add(notes_of_next(context), 0, true, path, line, text);
}

/* Waits until a block is free; returns NULL if no more are wanted. */
static struct block *
wait_for_room(struct ahead *ahead)
{
	struct block *block = NULL;

	pthread_mutex_lock(&ahead->lock);
	while (!ahead->stop && ahead->nread - ahead->nfreed == NBLOCKS)
		pthread_cond_wait(&ahead->changed, &ahead->lock);
	if (!ahead->stop)
		block = &ahead->blocks[ahead->nread % NBLOCKS];
	pthread_mutex_unlock(&ahead->lock);
	return block;
}

static void *
read_ahead(void *context)
{
	struct ahead *ahead = context;
	struct block *block;
	bool ended = false;

	while (!ended && (block = wait_for_room(ahead)) != NULL) {
		block->len =
		    source_read(ahead->inner, block->bytes, BLOCK_BYTES);
		block->damaged = source_damaged(ahead->inner);
		ended = block->len == 0;
		pthread_mutex_lock(&ahead->lock);
		ahead->nread++;
		pthread_cond_signal(&ahead->changed);
		pthread_mutex_unlock(&ahead->lock);
	}
	return NULL;
}

/* Steps to the next block, waiting for it. */
static void
next_block(struct source *source, struct ahead *ahead)
{
	pthread_mutex_lock(&ahead->lock);
	if (ahead->block != NULL) {
		ahead->nfreed++;
		pthread_cond_signal(&ahead->changed);
	}
	while (ahead->nread == ahead->nfreed)
		pthread_cond_wait(&ahead->changed, &ahead->lock);
	ahead->block = &ahead->blocks[ahead->nfreed % NBLOCKS];
	pthread_mutex_unlock(&ahead->lock);
	ahead->at = 0;
	source->damaged = ahead->block->damaged;
	while (ahead->block->notes.first != NULL)
		notes_tell(&ahead->block->notes, source->diag);
}

static size_t
read_block(struct source *source, void *buffer, size_t size)
{
	struct ahead *ahead = source->state;

	if (ahead->block == NULL || ahead->at == ahead->block->len)
		next_block(source, ahead);

	size_t left = ahead->block->len - ahead->at;
	size_t n = left < size ? left : size;

	memcpy(buffer, ahead->block->bytes + ahead->at, n);
	ahead->at += n;
	return n;
}

/* Tells what must be told although the reader did not come to it. */
static void
tell_lasting(struct notes *notes, const struct diag *diag)
{
	while (notes->first != NULL) {
		if (notes->first->lasts)
			notes_tell(notes, diag);
		else
			notes_drop(notes);
	}
}

static void
free_ahead(struct ahead *ahead)
{
	pthread_cond_destroy(&ahead->changed);
	pthread_mutex_destroy(&ahead->lock);
	free(ahead);
}

static void
close_ahead(struct source *source)
{
	struct ahead *ahead = source->state;

	pthread_mutex_lock(&ahead->lock);
	ahead->stop = true;
	pthread_cond_signal(&ahead->changed);
	pthread_mutex_unlock(&ahead->lock);
	pthread_join(ahead->thread, NULL);
	notes_turn(ahead->inner, ahead->diag, ahead->diag);
	for (size_t i = 0; i < NBLOCKS; i++) {
		size_t nth = (ahead->nfreed + i) % NBLOCKS;

		tell_lasting(&ahead->blocks[nth].notes, source->diag);
	}
	free_ahead(ahead);
}

static const struct source_ops ahead_ops = { read_block, NULL, close_ahead };

struct source *
ahead_open(struct source *inner)
{
	struct ahead *ahead = malloc(sizeof(*ahead));

	if (ahead == NULL)
		fatal("out of memory");
	ahead->inner = inner;
	ahead->diag = inner->diag;
	ahead->passing = (struct diag){ note_passing, ahead };
	ahead->lasting = (struct diag){ note_lasting, ahead };
	ahead->nread = ahead->nfreed = 0;
	ahead->stop = false;
	ahead->block = NULL;
	ahead->at = 0;
	for (size_t i = 0; i < NBLOCKS; i++)
		notes_init(&ahead->blocks[i].notes);
	if (pthread_mutex_init(&ahead->lock, NULL) != 0 ||
	    pthread_cond_init(&ahead->changed, NULL) != 0)
		fatal("out of memory");
	notes_turn(inner, &ahead->passing, &ahead->lasting);
	if (pthread_create(&ahead->thread, NULL, read_ahead, ahead) != 0) {
		notes_turn(ahead->inner, ahead->diag, ahead->diag);
		free_ahead(ahead);
		return NULL;
	}

	struct source *source =
	    source_new(&ahead_ops, ahead, inner->path, ahead->diag);

	source->undigested = true;
	source_inherit_mtime(source, inner);
	return source;
}
