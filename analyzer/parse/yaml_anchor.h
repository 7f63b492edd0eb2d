/*
 * The anchors of a text, for the aliases that refer to them.
 */
#ifndef PARSE_YAML_ANCHOR_H
#define PARSE_YAML_ANCHOR_H

#include <stddef.h>

#include "base/arena.h"
#include "parse/yaml_node.h"

struct yaml_anchor;

/* All zero is none. */
struct yaml_anchors {
	struct yaml_anchor *newest;
	size_t n;
};

/*
 * Adds an anchor.  Does nothing if name is NULL, or beyond a thousand: they are
 * searched one by one.
 */
void yaml_anchors_add(struct yaml_anchors *anchors, struct arena *arena,
    const char *name, const struct yaml_node *node);

/* What the newest anchor of that name stands for, or NULL. */
const struct yaml_node *yaml_anchors_find(
    const struct yaml_anchors *anchors, const char *name);

#endif
