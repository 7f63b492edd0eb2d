/*
 * What reading an input gives, in order, on its way to whoever writes it into
 * the database: rows of evidence, and marks, which mean something to the two
 * ends only.  Threads that read have a tape each; play.h is the other end.
 */
#ifndef STORE_TAPE_H
#define STORE_TAPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "store/insert.h"

/* A piece of tape. */
struct tape_chunk {
	struct tape_chunk *next; /* for whoever holds it */
	size_t len;
	size_t size;
	unsigned char *bytes;
};

/* An empty one, and its end; tape_chunk_free(NULL) does nothing. */
struct tape_chunk *tape_chunk_new(void);
void tape_chunk_free(struct tape_chunk *chunk);

/*
 * Takes a piece that is full, or the last one, and gives an empty one back (the
 * same, if that has been played).
 */
typedef struct tape_chunk *tape_sink(void *context, struct tape_chunk *chunk);

struct tape;

/* inserts is borrowed. */
struct tape *tape_open(
    const struct inserts *inserts, tape_sink *sink, void *context);

/* Hands on what there is. */
void tape_flush(struct tape *tape);

/* Flushes and frees it; tape_close(NULL) does nothing. */
void tape_close(struct tape *tape);

/*
 * Stands for the id of a row that was put on this tape since the last
 * tape_begin_input(); never 0.
 */
typedef int64_t tape_id;

/* The rows that follow are of another input: ids begin anew. */
void tape_begin_input(struct tape *tape);

/*
 * Begins a row of the statement insert/NAME.sql.  Its values follow, by
 * parameter name; a name that the statement does not have is fatal.  What is not
 * given is NULL.
 */
void tape_row(struct tape *tape, const char *name);
void tape_int(struct tape *tape, const char *param, int64_t value);
void tape_str(struct tape *tape, const char *param, struct str value);
void tape_text(struct tape *tape, const char *param, const char *value);
void tape_blob(
    struct tape *tape, const char *param, const void *value, size_t len);

/* The id of a row, and that of the input being read. */
void tape_put_id(struct tape *tape, const char *param, tape_id id);
void tape_put_input(struct tape *tape, const char *param);

/* True if the row's statement has that parameter. */
bool tape_has(const struct tape *tape, const char *param);

/* Ends the row. */
tape_id tape_row_end(struct tape *tape);

/*
 * Puts a mark between the rows, and its values, in order.  Text of NULL counts
 * as a value.
 */
void tape_mark(struct tape *tape, uint8_t mark);
void tape_mark_int(struct tape *tape, int64_t value);
void tape_mark_text(struct tape *tape, const char *value);

#endif
