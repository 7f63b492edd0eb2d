/*
 * A tree of YAML: mappings, lists and texts with the lines they stand in.
 */
#ifndef PARSE_YAML_NODE_H
#define PARSE_YAML_NODE_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"

enum tree_type { TREE_NULL, TREE_TEXT, TREE_MAP, TREE_LIST };

struct yaml_node {
	enum tree_type type;
	uint64_t line;    /* of the key if there is one, else of the value */
	const char *key;  /* NULL for the entries of a list */
	const char *text; /* of TREE_TEXT, else NULL */
	size_t len;
	unsigned mark;   /* for the filter's use */
	unsigned weight; /* nodes in it, each as often as it is referred to */
	struct yaml_node *first; /* entries, in the order of the text */
	struct yaml_node *next;
};

/* The value of key in map, or NULL if map is NULL, no mapping, or lacks it. */
const struct yaml_node *yaml_get(const struct yaml_node *map, const char *key);

/* Like yaml_get, by a way of keys with dots: "spec.issuerRef.name". */
const struct yaml_node *yaml_at(const struct yaml_node *map, const char *way);

/* The first entry of a mapping or list; NULL for anything else. */
const struct yaml_node *yaml_first(const struct yaml_node *node);

/*
 * Leaves only the last of those of map's n entries that have the same key, and
 * tells diag of the others.
 */
void yaml_drop_repeated(struct yaml_node *map, size_t n, struct arena *arena,
    const char *path, const struct diag *diag);

#endif
