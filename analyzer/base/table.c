#include "base/table.h"

#include <stdlib.h>
#include <string.h>

#include "base/fatal.h"

struct table {
	size_t size; /* of a record */
	size_t n;
	size_t nslots;  /* a power of two */
	size_t *slots;  /* index of a record plus one; 0 is free */
	uint64_t *keys; /* of the records */
	unsigned char *records;
	size_t capacity;
};

static void *
grow(void *memory, size_t n, size_t size)
{
	void *larger = n > SIZE_MAX / size ? NULL : realloc(memory, n * size);

	if (larger == NULL)
		fatal("out of memory");
	return larger;
}

struct table *
table_new(size_t size)
{
	struct table *table = calloc(1, sizeof(*table));

	if (table == NULL)
		fatal("out of memory");
	table->size = size;
	return table;
}

void
table_free(struct table *table)
{
	if (table == NULL)
		return;
	free(table->slots);
	free(table->keys);
	free(table->records);
	free(table);
}

static size_t *
find_slot(struct table *table, uint64_t key)
{
	size_t at = (size_t)(key ^ key >> 32) & (table->nslots - 1);

	while (
	    table->slots[at] != 0 && table->keys[table->slots[at] - 1] != key)
		at = (at + 1) & (table->nslots - 1);
	return &table->slots[at];
}

static void
make_room(struct table *table)
{
	if (table->n == table->capacity) {
		table->capacity =
		    table->capacity == 0 ? 64 : table->capacity * 2;
		table->keys =
		    grow(table->keys, table->capacity, sizeof(*table->keys));
		table->records =
		    grow(table->records, table->capacity, table->size);
	}
	if (table->n * 2 < table->nslots)
		return;
	table->nslots = table->nslots == 0 ? 128 : table->nslots * 2;
	table->slots = grow(table->slots, table->nslots, sizeof(*table->slots));
	memset(table->slots, 0, table->nslots * sizeof(*table->slots));
	for (size_t i = 0; i < table->n; i++)
		*find_slot(table, table->keys[i]) = i + 1;
}

void *
table_at(struct table *table, uint64_t key)
{
	if (table->nslots > 0) {
		size_t *slot = find_slot(table, key);

		if (*slot != 0)
			return table->records + (*slot - 1) * table->size;
	}
	make_room(table);
	table->keys[table->n] = key;
	memset(table->records + table->n * table->size, 0, table->size);
	*find_slot(table, key) = table->n + 1;
	return table->records + table->n++ * table->size;
}

void *
table_nth(struct table *table, size_t n)
{
	return n < table->n ? table->records + n * table->size : NULL;
}

static uint64_t
mix(uint64_t hash, uint64_t bytes)
{
	hash = (hash ^ bytes) * UINT64_C(0x9E3779B97F4A7C15);
	return hash ^ hash >> 32;
}

uint64_t
table_hash(uint64_t hash, struct str text)
{
	uint64_t bytes = 0;

	/* The length tells texts whose last bytes are NUL from shorter ones. */
	hash = mix(hash, text.ptr == NULL ? UINT64_MAX : text.len);
	for (; text.len >= sizeof(bytes);
	     text = str_skip(text, sizeof(bytes))) {
		memcpy(&bytes, text.ptr, sizeof(bytes));
		hash = mix(hash, bytes);
	}
	if (text.len == 0)
		return hash;
	bytes = 0;
	memcpy(&bytes, text.ptr, text.len);
	return mix(hash, bytes);
}
