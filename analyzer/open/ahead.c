#include "open/ahead.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/fatal.h"
#include "open/source_impl.h"

#define BLOCK_BYTES ((size_t)256 * 1024)
#define NBLOCKS 4

/* What was told, until the reader comes to that place. */
struct note {
	struct note *next;
	bool lasts; /* told even if the reader never comes there */
	uint64_t line;
	char *path;
	char *text;
};

struct block {
	struct note *notes; /* to be told before its bytes are read */
	struct note **notes_end;
	bool damaged; /* inner was, when this had been read */
	size_t len;   /* 0: the end */
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

static void
add_note(struct ahead *ahead, const char *path, uint64_t line, const char *text,
    bool lasts)
{
	/* Only the thread moves nread; so it may look at it. */
	struct block *block = &ahead->blocks[ahead->nread % NBLOCKS];
	struct note *note = calloc(1, sizeof(*note));

	if (note == NULL)
		fatal("out of memory");
	note->lasts = lasts;
	note->line = line;
	note->path = strdup(path);
	note->text = strdup(text);
	if (note->path == NULL || note->text == NULL)
		fatal("out of memory");
	*block->notes_end = note;
	block->notes_end = &note->next;
}

static void
note_passing(void *context, const char *path, uint64_t line, const char *text)
{
	add_note(context, path, line, text, false);
}

static void
note_lasting(void *context, const char *path, uint64_t line, const char *text)
{
	add_note(context, path, line, text, true);
}

/* Tells the notes of block, or only those that last, and forgets them. */
static void
tell_notes(struct block *block, const struct diag *diag, bool all)
{
	while (block->notes != NULL) {
		struct note *note = block->notes;

		block->notes = note->next;
		if (all || note->lasts)
			diag_at(diag, note->path, note->line, "%s", note->text);
		free(note->path);
		free(note->text);
		free(note);
	}
	block->notes_end = &block->notes;
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
	tell_notes(ahead->block, source->diag, true);
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

/* Lets the sources below tell their complaints to where they shall go now. */
static void
turn_diags(
    struct ahead *ahead, const struct diag *passing, const struct diag *lasting)
{
	bool lasts = false;

	for (struct source *at = ahead->inner; at != NULL; at = at->below) {
		lasts = lasts || !at->undigested;
		at->diag = lasts ? lasting : passing;
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
	turn_diags(ahead, ahead->diag, ahead->diag);
	for (size_t i = 0; i < NBLOCKS; i++) {
		size_t nth = (ahead->nfreed + i) % NBLOCKS;

		tell_notes(&ahead->blocks[nth], source->diag, false);
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
	for (size_t i = 0; i < NBLOCKS; i++) {
		ahead->blocks[i].notes = NULL;
		ahead->blocks[i].notes_end = &ahead->blocks[i].notes;
	}
	if (pthread_mutex_init(&ahead->lock, NULL) != 0 ||
	    pthread_cond_init(&ahead->changed, NULL) != 0)
		fatal("out of memory");
	turn_diags(ahead, &ahead->passing, &ahead->lasting);
	if (pthread_create(&ahead->thread, NULL, read_ahead, ahead) != 0) {
		turn_diags(ahead, ahead->diag, ahead->diag);
		free_ahead(ahead);
		return NULL;
	}

	struct source *source =
	    source_new(&ahead_ops, ahead, inner->path, ahead->diag);

	source->undigested = true;
	source_inherit_mtime(source, inner);
	return source;
}
