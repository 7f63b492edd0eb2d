/*
 * What is wanted of a text, key by key: all else need not be read.
 *
 * A list of wants speaks of the keys of one mapping and ends with YAML_WANT_END.
 * Lists between a mapping and the next do not count: "env" of a container and
 * "env" of each container in a list are wanted in the same way.
 */
#ifndef PARSE_YAML_WANT_H
#define PARSE_YAML_WANT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

enum yaml_care {
	YAML_KEEP, /* a text as it is, a collection as far as it is wanted */
	YAML_NAME, /* only that the key is there: its value is TREE_NULL */
	YAML_SEAL, /* as YAML_KEEP, but the filter says what to keep of texts */
	YAML_OBJECTS /* a list of objects, or objects in a list of lists */
};

struct yaml_want {
	const char *key; /* "*" stands for any */
	size_t len;
	enum yaml_care care;
	const struct yaml_want *below;    /* NULL: no key is wanted */
	bool (*accepts)(const char *key); /* of "*"; NULL: all keys */
};

#define YAML_WANT(text) .key = (text), .len = sizeof(text) - 1
#define YAML_WANT_END \
	{ \
		.key = NULL \
	}

/*
 * The want for a key, which ends in a NUL after len bytes, or NULL.  wants may
 * be NULL.
 */
const struct yaml_want *yaml_want_find(
    const struct yaml_want *wants, const char *key, size_t len);

/*
 * What either wants; both may be NULL.  Where one seals the result does, and
 * where one keeps a value that the other only names, it is kept.
 */
const struct yaml_want *yaml_want_merge(struct arena *arena,
    const struct yaml_want *wants, const struct yaml_want *others);

#endif
