/*
 * Decides what of a text gets into a tree.
 */
#ifndef PARSE_YAML_FILTER_H
#define PARSE_YAML_FILTER_H

#include "parse/yaml_node.h"
#include "parse/yaml_want.h"

struct yaml_filter {
	/*
	 * What is wanted of an object, going by what it has said of itself so
	 * far; either may be NULL.
	 */
	const struct yaml_want *(*wants)(
	    void *context, const char *kind, const char *api_version);
	/*
	 * Sees the texts under YAML_SEAL; may set node's type, text, len and
	 * mark from value, which is wiped after it.
	 */
	void (*seal)(void *context, struct arena *arena, struct yaml_node *node,
	    const char *value, size_t len);
	void *context;
	/*
	 * Takes an object that says its kind out of a list that is itself in an
	 * object, as soon as it is complete: it is then gone from the tree.  So
	 * lists in lists may be of any size.  NULL: all stay in the tree.
	 */
	void (*take)(void *taker, const struct yaml_node *object);
	void *taker;
};

/* What is wanted of the object that map is, or is going to be. */
const struct yaml_want *yaml_filter_wants(
    const struct yaml_filter *filter, const struct yaml_node *map);

/* True if the object has a kind. */
bool yaml_says_kind(const struct yaml_node *map);

#endif
