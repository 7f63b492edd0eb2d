#include "parse/yaml_node.h"

#include "base/str.h"

const struct yaml_node *
yaml_first(const struct yaml_node *node)
{
	return node == NULL ? NULL : node->first;
}

static const struct yaml_node *
find_key(const struct yaml_node *map, struct str key)
{
	if (map == NULL || map->type != TREE_MAP)
		return NULL;
	for (const struct yaml_node *at = map->first; at != NULL;
	     at = at->next) {
		if (str_equals(key, at->key))
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
