/*
 * A table of records by 64-bit key.  The key is the hash of what identifies a
 * record, long enough to stand for it.
 */
#ifndef BASE_TABLE_H
#define BASE_TABLE_H

#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

struct table;

/* Records of size bytes each. */
struct table *table_new(size_t size);

/* table_free(NULL) does nothing. */
void table_free(struct table *table);

/*
 * The record of key, zeroed if it is new.  Valid until the next call with a
 * new key.
 */
void *table_at(struct table *table, uint64_t key);

/* The records in the order in which they came; NULL past the last. */
void *table_nth(struct table *table, size_t n);

/* Where hashing of a key made of several texts begins. */
#define TABLE_HASH_START UINT64_C(0xcbf29ce484222325)

/* hash with text mixed in; absent text is told from empty text. */
uint64_t table_hash(uint64_t hash, struct str text);

#endif
