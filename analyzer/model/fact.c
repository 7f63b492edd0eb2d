#include "model/fact.h"

#include <string.h>

#include "base/fatal.h"

struct fact *
fact_add(struct fact_list *list, struct arena *arena, const char *table)
{
	struct fact *fact = arena_alloc(arena, sizeof(*fact));

	fact->table = table;
	if (list->end == NULL)
		list->end = &list->first;
	*list->end = fact;
	list->end = &fact->next;
	return fact;
}

static struct fact_value *
add_value(struct fact *fact, const char *column, enum fact_type type)
{
	if (fact->nvalues == FACT_MAX_VALUES)
		fatal("%s.%s: more columns than a fact holds", fact->table,
		    column);

	struct fact_value *value = &fact->values[fact->nvalues++];

	value->column = column;
	value->type = type;
	return value;
}

void
fact_integer(struct fact *fact, const char *column, int64_t value)
{
	add_value(fact, column, FACT_INTEGER)->integer = value;
}

void
fact_text(struct fact *fact, const char *column, const char *text)
{
	if (text == NULL)
		return;

	struct fact_value *value = add_value(fact, column, FACT_TEXT);

	value->bytes = text;
	value->len = strlen(text);
}

void
fact_blob(struct fact *fact, const char *column, const void *bytes, size_t len)
{
	struct fact_value *value = add_value(fact, column, FACT_BLOB);

	value->bytes = bytes;
	value->len = len;
}

const struct fact_value *
fact_get(const struct fact *fact, const char *column)
{
	for (size_t i = 0; i < fact->nvalues; i++) {
		if (strcmp(fact->values[i].column, column) == 0)
			return &fact->values[i];
	}
	return NULL;
}
