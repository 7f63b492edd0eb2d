#include "taped.h"

static struct tape_chunk *
play_at_once(void *context, struct tape_chunk *chunk)
{
	player_play(context, chunk);
	chunk->len = 0;
	return chunk;
}

void
taped_begin(struct taped *taped, struct db *db, int64_t input_id)
{
	taped->inserts = inserts_open(db);
	taped->player = player_open(taped->inserts, NULL, NULL);
	taped->tape = tape_open(taped->inserts, play_at_once, taped->player);
	player_begin_input(taped->player, input_id);
}

void
taped_end(struct taped *taped)
{
	tape_close(taped->tape);
	player_close(taped->player);
	inserts_close(taped->inserts);
}
