/*
 * A document of maps, lists and values, written as kubectl would: keys in
 * order, as YAML or as JSON.
 */
#ifndef TESTS_ACCURACY_NODE_H
#define TESTS_ACCURACY_NODE_H

#include "accuracy/sheet.h"

enum node_kind { NODE_MAP, NODE_LIST, NODE_TEXT, NODE_BARE };

struct node {
	enum node_kind kind;
	const char *key;
	const char *text;
	struct node *first;
	struct node *next;
};

struct node *node_new(struct arena *arena, enum node_kind kind);

/* Puts child into a map, and returns it. */
struct node *node_put(struct node *map, const char *key, struct node *child);

/* Puts an empty map or list there; text of NULL puts nothing. */
struct node *node_map(struct arena *arena, struct node *map, const char *key);
struct node *node_list(struct arena *arena, struct node *map, const char *key);
void node_text(
    struct arena *arena, struct node *map, const char *key, const char *text);
void node_bare(
    struct arena *arena, struct node *map, const char *key, const char *text);

/* Adds to the end of a list, and returns what it added. */
struct node *node_add(struct node *list, struct node *child);
struct node *node_add_map(struct arena *arena, struct node *list);

/* A shallow copy: what it holds is shared. */
struct node *node_share(struct arena *arena, const struct node *node);

const struct node *node_get(const struct node *map, const char *key);

void node_yaml(struct sheet *sheet, const struct node *node);
void node_json(struct sheet *sheet, const struct node *node);

#endif
