#include "parse/yaml_want.h"

#include <string.h>

const struct yaml_want *
yaml_want_find(const struct yaml_want *wants, const char *key, size_t len)
{
	if (wants == NULL)
		return NULL;
	for (; wants->key != NULL; wants++) {
		if (wants->len == len && memcmp(wants->key, key, len) == 0)
			return wants;
		if (wants->key[0] == '*' &&
		    (wants->accepts == NULL || wants->accepts(key)))
			return wants;
	}
	return NULL;
}

static size_t
count(const struct yaml_want *wants)
{
	size_t n = 0;

	while (wants[n].key != NULL)
		n++;
	return n;
}

/* Adds a want to list, which has n and room for one more. */
static size_t
add(struct arena *arena, struct yaml_want *list, size_t n,
    const struct yaml_want *want)
{
	for (size_t i = 0; i < n; i++) {
		if (strcmp(list[i].key, want->key) != 0)
			continue;
		if (list[i].care == YAML_NAME || want->care == YAML_SEAL)
			list[i].care = want->care;
		list[i].below =
		    yaml_want_merge(arena, list[i].below, want->below);
		return n;
	}
	list[n] = *want;
	return n + 1;
}

const struct yaml_want *
yaml_want_merge(struct arena *arena, const struct yaml_want *wants,
    const struct yaml_want *others)
{
	struct yaml_want *list;
	size_t n;

	if (wants == NULL || others == NULL || wants == others)
		return wants == NULL ? others : wants;
	n = count(wants);
	list = arena_alloc(arena, (n + count(others) + 1) * sizeof(*list));
	memcpy(list, wants, n * sizeof(*list));
	for (; others->key != NULL; others++)
		n = add(arena, list, n, others);
	return list;
}
