#include "store/put.h"

static void
put_unless_empty(struct stmt *stmt, const char *name, const char *text)
{
	if (*text != '\0')
		stmt_text(stmt, name, text);
}

void
put_place(
    struct db *db, int64_t input_id, uint64_t line, const struct place *place)
{
	struct stmt *stmt = db_stmt(db, "insert/input_place.sql");

	stmt_int(stmt, ":input_id", input_id);
	if (line != 0)
		stmt_int(stmt, ":line", (int64_t)line);
	stmt_text(stmt, ":layout", place->layout);
	put_unless_empty(stmt, ":namespace", place->namespace);
	put_unless_empty(stmt, ":pod", place->pod);
	put_unless_empty(stmt, ":container", place->container);
	stmt_text(stmt, ":log", place->log);
	if (place->has_restarts)
		stmt_int(stmt, ":restarts", place->restarts);
	put_unless_empty(stmt, ":stamp", place->stamp);
	if (place->kind != NULL) {
		stmt_text(stmt, ":api_group", place->group);
		stmt_text(stmt, ":kind", place->kind);
	}
	stmt_done(stmt);
}
