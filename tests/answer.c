#include "answer.h"

#include <string.h>

#define REPORT "40_report/"

static const char *
failure(struct arena *arena, const char *error)
{
	return arena_printf(arena, "error: %s\n", error);
}

static const char *
rows_of(struct arena *arena, struct stmt *stmt)
{
	const char *error = NULL;
	const char *answer = "";

	while (stmt_query_row(stmt, &error) == 1) {
		for (int i = 0; i < stmt_width(stmt); i++) {
			const char *text = stmt_column_text(stmt, i, NULL);

			answer = arena_printf(arena, "%s%s%s", answer,
			    i == 0 ? "" : "|", text == NULL ? "NULL" : text);
		}
		answer = arena_printf(arena, "%s\n", answer);
	}
	return error == NULL ? answer : failure(arena, error);
}

const char *
answer_of(struct arena *arena, struct db *db, const char *query)
{
	const char *error = NULL;
	const char *answer;
	struct stmt *stmt;

	if (strncmp(query, REPORT, strlen(REPORT)) == 0)
		return rows_of(arena,
		    db_stmt(db,
			arena_copy(arena,
			    (struct str){ query, strcspn(query, "\n") })));
	stmt = db_prepare_query(db, query, &error);
	answer = stmt == NULL ? failure(arena, error) : rows_of(arena, stmt);
	stmt_free(stmt);
	return answer;
}
