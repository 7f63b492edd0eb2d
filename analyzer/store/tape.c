#include "store/tape.h"

#include <stdlib.h>
#include <string.h>

#include "base/fatal.h"
#include "store/tape_impl.h"

struct tape {
	const struct inserts *inserts;
	tape_sink *sink;
	void *context;
	struct tape_chunk *chunk;
	const struct insert *insert; /* of the current row */
	size_t head;                 /* where the current item begins */
	int last;                    /* parameter that was bound */
	uint64_t nrows[INSERT_MAX];  /* of each statement, of this input */
};

struct tape *
tape_open(const struct inserts *inserts, tape_sink *sink, void *context)
{
	struct tape *tape = calloc(1, sizeof(*tape));

	if (tape == NULL)
		fatal("out of memory");
	tape->inserts = inserts;
	tape->sink = sink;
	tape->context = context;
	tape->chunk = tape_chunk_new();
	return tape;
}

void
tape_flush(struct tape *tape)
{
	if (tape->chunk->len > 0)
		tape->chunk = tape->sink(tape->context, tape->chunk);
}

void
tape_close(struct tape *tape)
{
	if (tape == NULL)
		return;
	tape_flush(tape);
	tape_chunk_free(tape->chunk);
	free(tape);
}

/* Makes room for len more bytes and returns where they go. */
static unsigned char *
reserve(struct tape *tape, size_t len)
{
	struct tape_chunk *chunk = tape->chunk;
	size_t at = chunk->len;

	chunk->len += len;
	if (chunk->len > chunk->size)
		tape_chunk_grow(chunk, chunk->len + chunk->len / 2);
	return chunk->bytes + at;
}

/* An item may make its piece longer than it was to be; the next one may not. */
static void
begin_item(struct tape *tape, uint8_t what, uint8_t number)
{
	unsigned char *head;

	if (tape->chunk->len >= CHUNK_BYTES - CHUNK_BYTES / 16)
		tape_flush(tape);
	tape->head = tape->chunk->len;
	head = reserve(tape, ITEM_HEAD_BYTES);
	head[0] = what;
	head[1] = number;
	head[2] = 0;
}

static unsigned char *
add_value(struct tape *tape, int param, enum value_type type, int64_t value,
    size_t len)
{
	unsigned char *to = reserve(tape, VALUE_HEAD_BYTES + len);

	tape->chunk->bytes[tape->head + 2]++;
	to[0] = (unsigned char)param;
	to[1] = (unsigned char)type;
	memcpy(to + 2, &value, sizeof(value));
	return to + VALUE_HEAD_BYTES;
}

static void
add_text(struct tape *tape, int param, struct str text)
{
	unsigned char *to =
	    add_value(tape, param, VALUE_TEXT, (int64_t)text.len, text.len + 1);

	if (text.len > 0)
		memcpy(to, text.ptr, text.len);
	to[text.len] = '\0';
}

void
tape_begin_input(struct tape *tape)
{
	memset(tape->nrows, 0, sizeof(tape->nrows));
}

void
tape_row(struct tape *tape, const char *name)
{
	tape->insert = insert_find(tape->inserts, name);
	tape->last = 0;
	begin_item(tape, ITEM_ROW, tape->insert->number);
}

static int
number_of(struct tape *tape, const char *param)
{
	int number = insert_param(tape->insert, param, &tape->last);

	if (number == 0)
		fatal("insert/%.*s.sql: there is no parameter %s",
		    (int)tape->insert->name_len, tape->insert->name, param);
	return number;
}

void
tape_int(struct tape *tape, const char *param, int64_t value)
{
	add_value(tape, number_of(tape, param), VALUE_INT, value, 0);
}

void
tape_str(struct tape *tape, const char *param, struct str value)
{
	add_text(tape, number_of(tape, param), value);
}

void
tape_text(struct tape *tape, const char *param, const char *value)
{
	int number = number_of(tape, param);

	if (value != NULL)
		add_text(tape, number, str_from(value));
}

void
tape_blob(struct tape *tape, const char *param, const void *value, size_t len)
{
	unsigned char *to = add_value(
	    tape, number_of(tape, param), VALUE_BLOB, (int64_t)len, len);

	if (len > 0)
		memcpy(to, value, len);
}

void
tape_put_id(struct tape *tape, const char *param, tape_id id)
{
	add_value(tape, number_of(tape, param), VALUE_ID, id, 0);
}

void
tape_put_input(struct tape *tape, const char *param)
{
	add_value(tape, number_of(tape, param), VALUE_INPUT, 0, 0);
}

bool
tape_has(const struct tape *tape, const char *param)
{
	int last = tape->last;

	return insert_param(tape->insert, param, &last) != 0;
}

tape_id
tape_row_end(struct tape *tape)
{
	uint8_t number = tape->insert->number;

	return (int64_t)number << TAPE_ID_SHIFT |
	    (int64_t)++tape->nrows[number];
}

void
tape_mark(struct tape *tape, uint8_t mark)
{
	begin_item(tape, mark, 0);
}

void
tape_mark_int(struct tape *tape, int64_t value)
{
	add_value(tape, 0, VALUE_INT, value, 0);
}

void
tape_mark_text(struct tape *tape, const char *value)
{
	if (value == NULL)
		add_value(tape, 0, VALUE_NULL, 0, 0);
	else
		add_text(tape, 0, str_from(value));
}
