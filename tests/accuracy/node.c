#include "accuracy/node.h"

#include <ctype.h>
#include <string.h>

struct node *
node_new(struct arena *arena, enum node_kind kind)
{
	struct node *node = arena_alloc(arena, sizeof(*node));

	node->kind = kind;
	return node;
}

struct node *
node_put(struct node *map, const char *key, struct node *child)
{
	struct node **at = &map->first;

	while (*at != NULL && strcmp((*at)->key, key) < 0)
		at = &(*at)->next;
	child->key = key;
	child->next = *at;
	*at = child;
	return child;
}

struct node *
node_map(struct arena *arena, struct node *map, const char *key)
{
	return node_put(map, key, node_new(arena, NODE_MAP));
}

struct node *
node_list(struct arena *arena, struct node *map, const char *key)
{
	return node_put(map, key, node_new(arena, NODE_LIST));
}

void
node_text(
    struct arena *arena, struct node *map, const char *key, const char *text)
{
	if (text == NULL)
		return;
	node_put(map, key, node_new(arena, NODE_TEXT))->text = text;
}

void
node_bare(
    struct arena *arena, struct node *map, const char *key, const char *text)
{
	node_put(map, key, node_new(arena, NODE_BARE))->text = text;
}

struct node *
node_add(struct node *list, struct node *child)
{
	struct node **at = &list->first;

	while (*at != NULL)
		at = &(*at)->next;
	*at = child;
	child->next = NULL;
	return child;
}

struct node *
node_add_map(struct arena *arena, struct node *list)
{
	return node_add(list, node_new(arena, NODE_MAP));
}

struct node *
node_share(struct arena *arena, const struct node *node)
{
	struct node *copy = node_new(arena, node->kind);

	*copy = *node;
	copy->key = NULL;
	copy->next = NULL;
	return copy;
}

const struct node *
node_get(const struct node *map, const char *key)
{
	for (const struct node *at = map == NULL ? NULL : map->first;
	     at != NULL; at = at->next) {
		if (strcmp(at->key, key) == 0)
			return at;
	}
	return NULL;
}

/* Whether YAML would take it for something else than text. */
static bool
needs_quotes(const char *text)
{
	static const char *const words[] = { "true", "false", "yes", "no", "on",
		"off", "null", "y", "n", "True", "False", "Yes", "No", "Null",
		"TRUE", "FALSE" };
	size_t len = strlen(text);

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (strcmp(text, words[i]) == 0)
			return true;
	}
	if (len == 0 || (!isalpha((unsigned char)*text) && *text != '/'))
		return true;
	return strpbrk(text, ":#\"\\\n\t'{}[]&*!|>%@`") != NULL ||
	    text[len - 1] == ' ';
}

static void
put_scalar(struct sheet *sheet, const struct node *node, int indent)
{
	size_t len = strlen(node->text);

	if (node->kind == NODE_BARE) {
		sheet_puts(sheet, node->text);
	} else if (len > 1 && node->text[len - 1] == '\n' &&
	    strchr(node->text, '\n') == node->text + len - 1) {
		sheet_printf(sheet, "|\n%*s", indent + 2, "");
		sheet_put(sheet, node->text, len - 1);
	} else if (needs_quotes(node->text)) {
		sheet_quote(sheet, node->text, false);
	} else {
		sheet_puts(sheet, node->text);
	}
	sheet_puts(sheet, "\n");
}

/* Lists stand in the column of their key. */
static void
put_yaml(struct sheet *sheet, const struct node *node, int indent, bool dashed)
{
	for (const struct node *at = node->first; at != NULL; at = at->next) {
		bool is_item = node->kind == NODE_LIST;

		if (!dashed)
			sheet_printf(sheet, "%*s", indent, "");
		dashed = false;
		if (is_item)
			sheet_puts(sheet, "- ");
		else if (needs_quotes(at->key) &&
		    !isalpha((unsigned char)*at->key))
			sheet_printf(sheet, "\"%s\":", at->key);
		else
			sheet_printf(sheet, "%s:", at->key);
		if (at->kind == NODE_TEXT || at->kind == NODE_BARE) {
			sheet_puts(sheet, is_item ? "" : " ");
			put_scalar(sheet, at, indent);
		} else if (at->first == NULL) {
			sheet_printf(sheet, "%s%s\n", is_item ? "" : " ",
			    at->kind == NODE_MAP ? "{}" : "[]");
		} else if (is_item) {
			put_yaml(sheet, at, indent + 2, true);
		} else {
			sheet_puts(sheet, "\n");
			put_yaml(sheet, at,
			    at->kind == NODE_MAP ? indent + 2 : indent, false);
		}
	}
}

void
node_yaml(struct sheet *sheet, const struct node *node)
{
	put_yaml(sheet, node, 0, false);
}

static void
put_json(struct sheet *sheet, const struct node *node, int indent)
{
	bool is_map = node->kind == NODE_MAP;

	if (node->kind == NODE_BARE) {
		sheet_puts(sheet, node->text);
		return;
	}
	if (node->kind == NODE_TEXT) {
		sheet_quote(sheet, node->text, false);
		return;
	}
	sheet_puts(sheet, is_map ? "{" : "[");
	for (const struct node *at = node->first; at != NULL; at = at->next) {
		sheet_printf(sheet, "\n%*s", indent + 4, "");
		if (is_map) {
			sheet_quote(sheet, at->key, false);
			sheet_puts(sheet, ": ");
		}
		put_json(sheet, at, indent + 4);
		if (at->next != NULL)
			sheet_puts(sheet, ",");
	}
	if (node->first != NULL)
		sheet_printf(sheet, "\n%*s", indent, "");
	sheet_puts(sheet, is_map ? "}" : "]");
}

void
node_json(struct sheet *sheet, const struct node *node)
{
	put_json(sheet, node, 0);
	sheet_puts(sheet, "\n");
}
