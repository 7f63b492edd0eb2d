#include "parse/yaml_anchor.h"

#include <string.h>

#define MAX_ANCHORS 1000

struct yaml_anchor {
	struct yaml_anchor *next;
	const char *name;
	const struct yaml_node *node;
};

void
yaml_anchors_add(struct yaml_anchors *anchors, struct arena *arena,
    const char *name, const struct yaml_node *node)
{
	if (name == NULL || anchors->n >= MAX_ANCHORS)
		return;

	struct yaml_anchor *anchor = arena_alloc(arena, sizeof(*anchor));

	anchor->name = name;
	anchor->node = node;
	anchor->next = anchors->newest;
	anchors->newest = anchor;
	anchors->n++;
}

const struct yaml_node *
yaml_anchors_find(const struct yaml_anchors *anchors, const char *name)
{
	const struct yaml_anchor *anchor = anchors->newest;

	while (anchor != NULL && strcmp(anchor->name, name) != 0)
		anchor = anchor->next;
	return anchor == NULL ? NULL : anchor->node;
}
