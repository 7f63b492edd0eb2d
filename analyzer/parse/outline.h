/*
 * The lines of one described object, "Key:  value" with deeper lines below
 * them, as a tree: what "kubectl describe" and "cmctl status" print.
 */
#ifndef PARSE_OUTLINE_H
#define PARSE_OUTLINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

#define OUTLINE_MAX_DEPTH 32
#define OUTLINE_MAX_NODES ((size_t)200 * 1000)

/* What outline_data() adds to; no key of an object has that name. */
#define OUTLINE_DATA "="

struct outline_node {
	uint64_t line;
	const char *key;  /* NULL: a line that is all value */
	const char *text; /* NULL: nothing stands behind the key */
	struct outline_node *first;
	struct outline_node *next;
};

struct outline {
	struct arena *arena;
	struct outline_node *root;
	size_t nnodes;
	bool overflowed; /* the rest was left out */
	size_t skip;     /* lines deeper than that are left out */
	size_t message;  /* indent of a message that may go on; 0: none */
	size_t depth;
	struct {
		size_t indent;
		struct outline_node *node;
		struct outline_node **end;
	} open[OUTLINE_MAX_DEPTH];
};

void outline_begin(struct outline *outline, struct arena *arena);

/*
 * Adds a line that has no tabs and no control characters.  Left out: lines at
 * the margin that are not a key of an object, as they belong to a message of
 * several lines; values of environment variables, arguments and the like,
 * which may be secret; what is too deep or too much.
 */
void outline_add(struct outline *outline, uint64_t number, struct str line);

/*
 * Adds the name of one of a Secret's or ConfigMap's values, with its size if
 * that is what value says.  A value in clear, such as that of a token, is not
 * kept.
 */
void outline_data(
    struct outline *outline, uint64_t number, struct str key, struct str value);

/* Splits "Key:  value"; false if line is not that. */
bool outline_key(struct str line, struct str *key, struct str *value);

/* True if a described object may have key at its margin. */
bool outline_is_top(struct str key);

/* The first entry of node with key, or NULL; node may be NULL. */
const struct outline_node *outline_get(
    const struct outline_node *node, const char *key);

/*
 * What stands behind the key of that entry; NULL if that is nothing, or a word
 * for nothing such as "<none>".
 */
const char *outline_text(const struct outline_node *node, const char *key);

#endif
