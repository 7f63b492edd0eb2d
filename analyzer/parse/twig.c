#include "parse/twig.h"

#include <string.h>

struct twig
twig_root(struct arena *arena, uint64_t line)
{
	struct twig root = { arena, arena_alloc(arena, sizeof(*root.node)),
		NULL };

	root.node->type = TREE_MAP;
	root.node->line = line;
	root.end = &root.node->first;
	return root;
}

static struct twig
add(struct twig *parent, enum tree_type type, const char *key, uint64_t line)
{
	struct twig child = twig_root(parent->arena, line);

	child.node->type = type;
	child.node->key = key;
	*parent->end = child.node;
	parent->end = &child.node->next;
	return child;
}

struct twig
twig_map(struct twig *parent, const char *key, uint64_t line)
{
	return add(parent, TREE_MAP, key, line);
}

struct twig
twig_list(struct twig *parent, const char *key, uint64_t line)
{
	return add(parent, TREE_LIST, key, line);
}

void
twig_text(struct twig *parent, const char *key, const char *text, uint64_t line)
{
	if (text == NULL)
		return;

	struct twig child = add(parent, TREE_TEXT, key, line);

	child.node->text = text;
	child.node->len = strlen(text);
}
