#include "view.h"

#include <stdlib.h>
#include <string.h>

#include "base/fatal.h"
#include "report/json.h"

const char *const view_names[VIEW_COUNT] = { "findings", "renewals", "cascades",
	"restarts", "certificates", "forecast", "coverage", "inputs",
	"timeline", "events", "evidence" };

/* A JSON array of the names: SQLite's json_each() reads it. */
static const char *
json_names(struct arena *arena, const struct options *options)
{
	char *text = NULL;
	size_t len = 0;
	FILE *out;

	if (options->nnamespaces == 0)
		return NULL;
	out = open_memstream(&text, &len);
	if (out == NULL)
		fatal("out of memory");
	fputc('[', out);
	for (size_t i = 0; i < options->nnamespaces; i++) {
		if (i > 0)
			fputc(',', out);
		json_string(out, options->namespaces[i],
		    strlen(options->namespaces[i]));
	}
	fputc(']', out);
	if (fclose(out) != 0)
		fatal("out of memory");

	const char *copy = arena_copy(arena, (struct str){ text, len });

	free(text);
	return copy;
}

static int64_t
resolve(const struct when *when, int64_t now_us)
{
	return when->is_back ? now_us - when->us : when->us;
}

struct query_filter
view_filter(struct db *db, struct arena *arena, const struct options *options)
{
	struct query_filter filter = { 0 };
	struct stmt *stmt = db_stmt(db, "40_report/now.sql");
	int64_t now_us = stmt_row(stmt) ? stmt_column_int(stmt, 0) : 0;

	stmt_reset(stmt);

	filter.namespaces = json_names(arena, options);
	filter.has_since = options->since.given;
	filter.since_us = resolve(&options->since, now_us);
	filter.has_until = options->until.given;
	filter.until_us = resolve(&options->until, now_us);
	return filter;
}

struct writer_options
view_writer_options(const struct options *options)
{
	return (struct writer_options){ .width = 80, .color = options->color };
}

int
view_status(struct db *db, const struct options *options,
    const struct query_filter *filter, int status)
{
	if (options->fail_on < 0 || status == STATUS_UNUSABLE)
		return status;

	struct stmt *stmt = query_bind(db, "40_report/worst.sql", filter);

	/* worst.sql counts from 0, critical, like --fail-on. */
	if (stmt_row(stmt) && stmt_type(stmt, 0) == DB_INTEGER &&
	    stmt_column_int(stmt, 0) <= options->fail_on)
		return STATUS_FINDINGS;
	return status;
}
