/*
 * For store/tape*.c and store/play.c: how things lie on a tape.
 *
 * An item is a byte that says what it is (ITEM_ROW, or a mark), one with the
 * number of the statement, one with the number of values, and these: a byte with
 * the number of the parameter (0 in a mark), one with the type, an integer, and,
 * where that is a length, as many bytes.
 */
#ifndef STORE_TAPE_IMPL_H
#define STORE_TAPE_IMPL_H

#include <stddef.h>
#include <stdint.h>

#define CHUNK_BYTES ((size_t)64 * 1024)

#define ITEM_ROW 0
#define ITEM_HEAD_BYTES 3
#define VALUE_HEAD_BYTES (2 + sizeof(int64_t))

enum value_type {
	VALUE_NULL,
	VALUE_INT,
	VALUE_TEXT, /* ends with a NUL, which its length does not count */
	VALUE_BLOB,
	VALUE_ID,
	VALUE_INPUT
};

/* A tape_id is the statement's number and which of its rows, from 1. */
#define TAPE_ID_SHIFT 40

struct tape_chunk;

/* Makes room for size bytes in all. */
void tape_chunk_grow(struct tape_chunk *chunk, size_t size);

#endif
