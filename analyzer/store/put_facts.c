#include <stdio.h>
#include <string.h>

#include "store/put.h"
#include "store/put_words.h"

#define PARAM_MAX_BYTES 64

static int64_t
put_fact(
    struct db *db, int64_t input_id, int64_t object_id, const struct fact *fact)
{
	char name[PARAM_MAX_BYTES];

	snprintf(name, sizeof(name), "insert/%s.sql", fact->table);

	struct stmt *stmt = db_stmt(db, name);

	if (stmt_has(stmt, ":input_id"))
		stmt_int(stmt, ":input_id", input_id);
	if (stmt_has(stmt, ":object_id"))
		stmt_int(stmt, ":object_id", object_id);
	for (size_t i = 0; i < fact->nvalues; i++) {
		const struct fact_value *value = &fact->values[i];

		snprintf(name, sizeof(name), ":%s", value->column);
		switch (value->type) {
		case FACT_INTEGER:
			stmt_int(stmt, name, value->integer);
			break;
		case FACT_TEXT:
			put_words(stmt, name,
			    (struct str){ value->bytes, value->len });
			break;
		case FACT_BLOB:
			stmt_blob(stmt, name, value->bytes, value->len);
			break;
		}
	}
	return stmt_done(stmt);
}

void
put_facts(struct db *db, int64_t input_id, const struct fact *facts)
{
	int64_t object_id = 0;

	for (const struct fact *fact = facts; fact != NULL; fact = fact->next) {
		int64_t id = put_fact(db, input_id, object_id, fact);

		if (strcmp(fact->table, "object") == 0)
			object_id = id;
	}
}
