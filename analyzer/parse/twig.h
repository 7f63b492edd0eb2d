/*
 * Trees that are made rather than read: the shape that an object has in YAML,
 * grown from another form of its text, for the readers of the kinds.
 */
#ifndef PARSE_TWIG_H
#define PARSE_TWIG_H

#include <stdint.h>

#include "base/arena.h"
#include "parse/yaml_node.h"

/* A mapping or list that still grows. */
struct twig {
	struct arena *arena;
	struct yaml_node *node;
	struct yaml_node **end;
};

/* An empty mapping. */
struct twig twig_root(struct arena *arena, uint64_t line);

/*
 * Add an empty mapping, an empty list, or a text to the end of parent; key is
 * borrowed, and NULL in a list.  A text of NULL adds nothing.
 */
struct twig twig_map(struct twig *parent, const char *key, uint64_t line);
struct twig twig_list(struct twig *parent, const char *key, uint64_t line);
void twig_text(
    struct twig *parent, const char *key, const char *text, uint64_t line);

#endif
