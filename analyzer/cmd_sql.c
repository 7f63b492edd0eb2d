#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/fatal.h"
#include "command.h"
#include "report/query.h"
#include "store/db.h"
#include "view.h"

#define QUERY_MAX_BYTES ((size_t)1024 * 1024)

/* All of standard input, or NULL if it is longer than any query. */
static const char *
read_query(struct arena *arena)
{
	char *text = arena_alloc(arena, QUERY_MAX_BYTES + 1);
	size_t len = fread(text, 1, QUERY_MAX_BYTES + 1, stdin);

	if (len > QUERY_MAX_BYTES)
		return NULL;
	return text;
}

static int
run_query(struct db *db, const char *text, const struct options *options)
{
	struct writer_options layout = view_writer_options(options);
	const char *error = NULL;
	struct stmt *stmt = db_prepare_query(db, text, &error);

	if (stmt != NULL) {
		query_print(stmt, writer_format_find(options->output), &layout,
		    stdout, &error);
	}
	if (error != NULL)
		fprintf(stderr, "certtrail: sql: %s\n", error);
	stmt_free(stmt);
	return error == NULL ? STATUS_DONE : STATUS_USAGE;
}

int
cmd_sql(const char *name, const struct options *options)
{
	(void)name;
	if (options->ninputs < 1 || options->ninputs > 2) {
		fprintf(stderr,
		    "certtrail: sql needs a database, and at most one query "
		    "(in quotes)\n");
		return STATUS_USAGE;
	}
	if (db_file_kind(options->inputs[0]) != DB_FILE_OURS) {
		fprintf(stderr,
		    "certtrail: %s: not a certtrail database; make one with "
		    "certtrail ingest\n",
		    options->inputs[0]);
		return STATUS_USAGE;
	}

	struct arena *arena = arena_new();
	const char *text =
	    options->ninputs == 2 ? options->inputs[1] : read_query(arena);
	int status = STATUS_USAGE;

	if (text == NULL) {
		fprintf(stderr, "certtrail: sql: the query is too long\n");
	} else {
		struct db *db = db_open(options->inputs[0]);

		status = run_query(db, text, options);
		db_close(db);
	}
	arena_free(arena);
	return command_end(status);
}
