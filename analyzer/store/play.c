#include "store/play.h"

#include <stdlib.h>
#include <string.h>

#include "base/fatal.h"
#include "store/tape_impl.h"

/* Rows of one statement: SQLite numbers what goes into a table one by one. */
struct numbered {
	int64_t first_id;
	int64_t last_id;
	int64_t n;
};

struct player {
	const struct inserts *inserts;
	play_sink *sink;
	void *context;
	int64_t input_id;
	struct numbered rows[INSERT_MAX];
};

struct value {
	int param;
	enum value_type type;
	int64_t integer; /* or the length */
	const char *bytes;
};

struct player *
player_open(const struct inserts *inserts, play_sink *sink, void *context)
{
	struct player *player = calloc(1, sizeof(*player));

	if (player == NULL)
		fatal("out of memory");
	player->inserts = inserts;
	player->sink = sink;
	player->context = context;
	return player;
}

void
player_close(struct player *player)
{
	free(player);
}

void
player_begin_input(struct player *player, int64_t input_id)
{
	player->input_id = input_id;
	memset(player->rows, 0, sizeof(player->rows));
}

static const unsigned char *
take_value(const unsigned char *at, struct value *value)
{
	value->param = at[0];
	value->type = (enum value_type)at[1];
	memcpy(&value->integer, at + 2, sizeof(value->integer));
	at += VALUE_HEAD_BYTES;
	value->bytes = (const char *)at;
	if (value->type == VALUE_TEXT)
		at += value->integer + 1;
	else if (value->type == VALUE_BLOB)
		at += value->integer;
	return at;
}

static int64_t
find_id(const struct player *player, tape_id id)
{
	const struct numbered *rows = &player->rows[id >> TAPE_ID_SHIFT];
	int64_t nth = id & ((INT64_C(1) << TAPE_ID_SHIFT) - 1);

	if (nth > rows->n || rows->last_id != rows->first_id + rows->n - 1)
		fatal("a row refers to one that is not there");
	return rows->first_id + nth - 1;
}

static void
bind(const struct player *player, struct stmt *stmt, const struct value *value)
{
	switch (value->type) {
	case VALUE_NULL:
		break;
	case VALUE_INT:
		stmt_lend_int(stmt, value->param, value->integer);
		break;
	case VALUE_TEXT:
		stmt_lend_str(
		    stmt, value->param, value->bytes, (size_t)value->integer);
		break;
	case VALUE_BLOB:
		stmt_lend_blob(
		    stmt, value->param, value->bytes, (size_t)value->integer);
		break;
	case VALUE_ID:
		stmt_lend_int(
		    stmt, value->param, find_id(player, value->integer));
		break;
	case VALUE_INPUT:
		stmt_lend_int(stmt, value->param, player->input_id);
		break;
	}
}

static const unsigned char *
play_row(struct player *player, const unsigned char *at)
{
	const struct insert *insert = &player->inserts->all[at[1]];
	struct numbered *rows = &player->rows[at[1]];
	size_t nvalues = at[2];
	struct value value;

	at += ITEM_HEAD_BYTES;
	stmt_clear(insert->stmt);
	for (size_t i = 0; i < nvalues; i++) {
		at = take_value(at, &value);
		bind(player, insert->stmt, &value);
	}
	rows->last_id = stmt_done(insert->stmt);
	if (rows->n++ == 0)
		rows->first_id = rows->last_id;
	return at;
}

static const unsigned char *
play_mark(struct player *player, const unsigned char *at)
{
	struct play_mark mark = { .mark = at[0], .nvalues = at[2] };
	struct value value;

	if (mark.nvalues > PLAY_MAX_VALUES)
		fatal("a mark with more values than are kept");
	at += ITEM_HEAD_BYTES;
	for (size_t i = 0; i < mark.nvalues; i++) {
		at = take_value(at, &value);
		mark.integers[i] = value.integer;
		mark.texts[i] = value.type == VALUE_TEXT ? value.bytes : NULL;
	}
	player->sink(player->context, &mark);
	return at;
}

void
player_play(struct player *player, const struct tape_chunk *chunk)
{
	const unsigned char *at = chunk->bytes;
	const unsigned char *end = at + chunk->len;

	while (at < end) {
		if (at[0] == ITEM_ROW)
			at = play_row(player, at);
		else
			at = play_mark(player, at);
	}
}
