/*
 * A document of maps, lists and values, written as kubectl would write it: as
 * YAML or as JSON.
 */
#ifndef TESTS_BENCH_SHEET_H
#define TESTS_BENCH_SHEET_H

#include <stdbool.h>

struct sheet {
	bool is_json;
	int depth;
	int column;     /* YAML: how far the keys of this map are indented */
	bool is_fresh;  /* JSON: nothing stands in this map or list yet */
	bool is_dashed; /* YAML: the dash of an item stands there already */
};

/* key is NULL in a list and at the root.  Everything goes to stdout. */
void sheet_map(struct sheet *sheet, const char *key);
void sheet_map_end(struct sheet *sheet);
void sheet_list(struct sheet *sheet, const char *key);
void sheet_list_end(struct sheet *sheet);

/* Neither may hold control characters; what is quoted, and how, is kubectl's. */
void sheet_text(struct sheet *sheet, const char *key, const char *text);

/* One line of text with a newline behind it, which YAML writes as a block. */
void sheet_block(struct sheet *sheet, const char *key, const char *text);

/* A number, true, false or {}. */
void sheet_bare(struct sheet *sheet, const char *key, const char *value);

#endif
