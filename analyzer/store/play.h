/*
 * The other end of a tape: rows go into the database, marks to a sink.
 */
#ifndef STORE_PLAY_H
#define STORE_PLAY_H

#include "store/tape.h"

#define PLAY_MAX_VALUES 16

/* Borrowed from the chunk. */
struct play_mark {
	uint8_t mark;
	size_t nvalues;
	int64_t integers[PLAY_MAX_VALUES];
	const char *texts[PLAY_MAX_VALUES]; /* NULL for an integer, too */
};

typedef void play_sink(void *context, const struct play_mark *mark);

struct player;

/* inserts is borrowed. */
struct player *player_open(
    const struct inserts *inserts, play_sink *sink, void *context);

/* player_close(NULL) does nothing. */
void player_close(struct player *player);

/*
 * The rows that follow are of the input with that id, as tape_begin_input() says
 * on the tape.  0 is none.
 */
void player_begin_input(struct player *player, int64_t input_id);

/*
 * Plays all of chunk.  The sink may begin another input, and may play a chunk of
 * another tape before it returns, but not between a row and one that refers to
 * it.
 */
void player_play(struct player *player, const struct tape_chunk *chunk);

#endif
