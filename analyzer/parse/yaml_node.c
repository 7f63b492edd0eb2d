#include "parse/yaml_node.h"

#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"

const struct yaml_node *
yaml_first(const struct yaml_node *node)
{
	return node == NULL ? NULL : node->first;
}

/* So many keys are compared faster than they are sorted. */
#define FEW 16

static const struct yaml_node *
find_key(const struct yaml_node *map, struct str key)
{
	if (map == NULL || map->type != TREE_MAP)
		return NULL;
	for (const struct yaml_node *at = map->first; at != NULL;
	     at = at->next) {
		if (at->key != NULL && at->key[0] == key.ptr[0] &&
		    strncmp(at->key, key.ptr, key.len) == 0 &&
		    at->key[key.len] == '\0')
			return at;
	}
	return NULL;
}

const struct yaml_node *
yaml_get(const struct yaml_node *map, const char *key)
{
	return find_key(map, str_from(key));
}

const struct yaml_node *
yaml_at(const struct yaml_node *map, const char *way)
{
	struct str rest = str_from(way);
	struct str key;

	while (map != NULL && str_cut(rest, '.', &key, &rest))
		map = find_key(map, key);
	return find_key(map, rest);
}

struct ranked {
	struct yaml_node *node;
	size_t rank;
};

static int
compare_ranked(const void *left, const void *right)
{
	const struct ranked *a = left;
	const struct ranked *b = right;
	int order = strcmp(a->node->key, b->node->key);

	if (order != 0)
		return order;
	return a->rank < b->rank ? -1 : a->rank > b->rank;
}

/* True if two entries have the same key; for a few entries. */
static bool
has_repeated(const struct yaml_node *map)
{
	for (const struct yaml_node *at = map->first; at != NULL;
	     at = at->next) {
		for (const struct yaml_node *to = at->next; to != NULL;
		     to = to->next) {
			if (at->key[0] == to->key[0] &&
			    strcmp(at->key, to->key) == 0)
				return true;
		}
	}
	return false;
}

void
yaml_drop_repeated(struct yaml_node *map, size_t n, struct arena *arena,
    const char *path, const struct diag *diag)
{
	if (n < 2 || (n <= FEW && !has_repeated(map)))
		return;

	struct ranked *ranked = arena_alloc(arena, n * sizeof(*ranked));
	size_t i = 0;
	bool found = false;

	for (struct yaml_node *at = map->first; at != NULL; at = at->next, i++)
		ranked[i] = (struct ranked){ at, i };
	qsort(ranked, n, sizeof(*ranked), compare_ranked);
	for (i = 0; i + 1 < n; i++) {
		struct yaml_node *node = ranked[i].node;

		if (strcmp(node->key, ranked[i + 1].node->key) != 0)
			continue;
		diag_at(diag, path, node->line,
		    "key \"%.64s\" comes again in line %llu; that one is used",
		    node->key, (unsigned long long)ranked[i + 1].node->line);
		node->mark = UINT_MAX;
		found = true;
	}
	for (struct yaml_node **at = &map->first; found && *at != NULL;) {
		if ((*at)->mark == UINT_MAX)
			*at = (*at)->next;
		else
			at = &(*at)->next;
	}
}
