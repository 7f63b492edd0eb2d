#include "parse/yaml_filter.h"

static const char *
text_of(const struct yaml_node *map, const char *key)
{
	const struct yaml_node *node = yaml_get(map, key);

	return node == NULL ? NULL : node->text;
}

const struct yaml_want *
yaml_filter_wants(const struct yaml_filter *filter, const struct yaml_node *map)
{
	return filter->wants(
	    filter->context, text_of(map, "kind"), text_of(map, "apiVersion"));
}

bool
yaml_says_kind(const struct yaml_node *map)
{
	return text_of(map, "kind") != NULL;
}
