/*
 * One piece of YAML or JSON as a tree with line numbers, without what nobody
 * wants to know.
 */
#ifndef PARSE_YAML_TREE_H
#define PARSE_YAML_TREE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"
#include "parse/yaml_filter.h"
#include "parse/yaml_node.h"
#include "parse/yaml_split.h"

/* Collections that lie deeper are left out, after telling diag. */
#define YAML_MAX_DEPTH 200

struct yaml_fault {
	bool found;
	bool at_end; /* of the source: it was cut, rather than wrong */
	uint64_t line;
	const char *text;
};

/*
 * Reads the piece that split stands at, which begins at line, into a tree in
 * arena.  Where the text goes wrong *fault says so and the tree is what was
 * read until then; NULL if that is nothing, or if the piece is empty.  Other
 * oddities (keys that repeat, of which the last wins; aliases without an
 * anchor) are told to diag.
 */
struct yaml_node *yaml_tree_read(struct yaml_split *split, uint64_t line,
    struct arena *arena, const struct yaml_filter *filter, const char *path,
    const struct diag *diag, struct yaml_fault *fault);

#endif
