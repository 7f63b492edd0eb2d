#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/fatal.h"
#include "command.h"
#include "report/query.h"
#include "report/screen.h"
#include "session.h"
#include "view.h"

/* One object with the case and a key for each view. */
static void
print_json(struct db *db, struct arena *arena,
    const struct query_filter *filter, const struct writer_options *layout)
{
	struct writer_options nested = *layout;
	const struct writer_format *json = writer_format_find("json");
	const char *error = NULL;
	struct stmt *stmt = db_stmt(db, "40_report/case.sql");

	nested.nested = true;
	if (stmt_row(stmt))
		printf("{\"case\": %s", stmt_column_text(stmt, 0, NULL));
	for (size_t i = 0; i < VIEW_COUNT && error == NULL; i++) {
		printf(",\n\"%s\": ", view_names[i]);
		query_print(query_bind(db,
				arena_printf(arena, "40_report/view_%s.sql",
				    view_names[i]),
				filter),
		    json, &nested, stdout, &error);
	}
	if (error != NULL)
		fatal("%s", error);
	puts("}");
}

/* Headings, the views that a report needs, and a table each. */
static void
print_markdown(struct db *db, struct arena *arena,
    const struct query_filter *filter, const struct writer_options *layout)
{
	static const struct {
		const char *view;
		const char *title;
	} parts[] = {
		{ "findings", "Findings" },
		{ "renewals", "Renewals" },
		{ "cascades", "CA cascades" },
		{ "restarts", "Restarts" },
		{ "forecast", "What comes next" },
		{ "coverage", "What the logs can prove" },
		{ "inputs", "What was read" },
	};
	const struct writer_format *markdown = writer_format_find("markdown");
	const char *error = NULL;

	puts("# Certificates: what happened\n");
	query_print(db_stmt(db, "40_report/case_rows.sql"), markdown, layout,
	    stdout, &error);
	for (size_t i = 0;
	     i < sizeof(parts) / sizeof(parts[0]) && error == NULL; i++) {
		printf("\n## %s\n\n", parts[i].title);
		query_print(query_bind(db,
				arena_printf(arena, "40_report/view_%s.sql",
				    parts[i].view),
				filter),
		    markdown, layout, stdout, &error);
	}
	if (error != NULL)
		fatal("%s", error);
}

static void
print_text(struct db *db, const struct query_filter *filter,
    const struct writer_options *layout)
{
	static const char *const parts[] = {
		"40_report/audit_1_head.sql",
		"40_report/audit_2_findings.sql",
		"40_report/audit_2b_checks.sql",
		"40_report/audit_3_renewals.sql",
		"40_report/audit_4_unknown.sql",
		"40_report/audit_5_next.sql",
		"40_report/audit_6_read.sql",
	};

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		query_tell(query_bind(db, parts[i], filter), stdout,
		    layout->width, layout->color);
}

int
cmd_audit(const char *name, const struct options *options)
{
	struct session session;

	(void)name;
	if (strcmp(options->output, "csv") == 0 ||
	    strcmp(options->output, "jsonl") == 0) {
		fprintf(stderr,
		    "certtrail: -o %s is for one view, such as certtrail "
		    "findings; audit knows text, json and markdown\n",
		    options->output);
		return STATUS_USAGE;
	}
	if (!session_open(&session, options))
		return STATUS_USAGE;

	struct arena *arena = arena_new();
	struct query_filter filter = view_filter(session.db, arena, options);
	struct writer_options layout = view_writer_options(options);
	int status = view_status(session.db, options, &filter, session.status);

	/* What the commands to paste are to name: where the answers lie. */
	filter.version = COMMAND_VERSION;
	filter.subject = options->db != NULL ? options->db : options->inputs[0];
	if (options->db == NULL && options->ninputs > 1)
		filter.subject = "INPUT...";
	if (strcmp(options->output, "json") == 0)
		print_json(session.db, arena, &filter, &layout);
	else if (strcmp(options->output, "markdown") == 0)
		print_markdown(session.db, arena, &filter, &layout);
	else
		print_text(session.db, &filter, &layout);
	session_close(&session);
	arena_free(arena);
	return command_end(status);
}
