/*
 * A small YAML file as one tree with line numbers: what certtrail itself is
 * told (patterns), not what a customer saved.
 */
#ifndef PARSE_YAML_DOC_H
#define PARSE_YAML_DOC_H

#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"

enum yaml_type { YAML_TEXT, YAML_LIST, YAML_MAP };

struct yaml_item {
	enum yaml_type type;
	uint64_t line;
	const char *key;         /* in a map */
	const char *text;        /* YAML_TEXT; NULL for a plain null or ~ */
	struct yaml_item *first; /* of a list or a map */
	struct yaml_item *next;  /* in the list or map that this is in */
};

/*
 * Reads text, which path names.  Returns NULL, after telling diag with the
 * line, if it is not one YAML document, or if it has an alias, a key that is
 * not text, the same key twice, a NUL, or a nesting beyond 32.
 */
struct yaml_item *yaml_doc_parse(struct arena *arena, const char *path,
    const char *text, const struct diag *diag);

/* The item of a map with this key, or NULL. */
const struct yaml_item *yaml_item_get(
    const struct yaml_item *map, const char *key);

#endif
