/*
 * A fact is one row of evidence on its way from a parser to the database: the
 * name of a table of schema/10_evidence and values by column name.  Parsers
 * make facts and know nothing of SQLite; the store writes them and knows
 * nothing of Kubernetes.
 *
 * Columns that name the row's place in the database (id, input_id, object_id)
 * are not the parser's: the store fills them in.
 */
#ifndef MODEL_FACT_H
#define MODEL_FACT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

#define FACT_MAX_VALUES 24

enum fact_type { FACT_INTEGER, FACT_TEXT, FACT_BLOB };

struct fact_value {
	const char *column;
	enum fact_type type;
	int64_t integer;
	const void *bytes; /* text is NUL-terminated as well */
	size_t len;
};

struct fact {
	const char *table;
	struct fact *next;
	size_t nvalues;
	struct fact_value values[FACT_MAX_VALUES];
};

/* The facts of one object, in order; the first is of table "object". */
struct fact_list {
	struct fact *first;
	struct fact **end;
};

/* Adds an empty fact, allocated in arena, to the end of list. */
struct fact *fact_add(
    struct fact_list *list, struct arena *arena, const char *table);

/*
 * Set a column, once.  table and column must be string literals; text is
 * borrowed until the fact is written.  Text of NULL sets nothing.
 */
void fact_integer(struct fact *fact, const char *column, int64_t value);
void fact_text(struct fact *fact, const char *column, const char *text);
void fact_blob(
    struct fact *fact, const char *column, const void *bytes, size_t len);

/* The value of a column, or NULL if it was not set. */
const struct fact_value *fact_get(const struct fact *fact, const char *column);

#endif
