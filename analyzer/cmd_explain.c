#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/fatal.h"
#include "command.h"
#include "report/query.h"
#include "session.h"
#include "view.h"

/* One object: the finding or renewal, and its evidence. */
static void
print_json(struct db *db, const struct query_filter *filter,
    const struct writer_options *layout)
{
	static const struct {
		const char *key;
		const char *path;
	} parts[] = {
		{ "finding", "40_report/explain_finding.sql" },
		{ "renewal", "40_report/explain_renewal.sql" },
		{ "evidence", "40_report/explain_evidence.sql" },
		{ "known", "40_report/explain_known_faults.sql" },
	};
	struct writer_options nested = *layout;
	const char *error = NULL;

	nested.nested = true;
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		printf("%s\"%s\": ", i == 0 ? "{" : ",\n", parts[i].key);
		query_print(query_bind(db, parts[i].path, filter),
		    writer_format_find("json"), &nested, stdout, &error);
	}
	if (error != NULL)
		fatal("explain: %s", error);
	puts("}");
}

int
cmd_explain(const char *name, const struct options *options)
{
	struct options inputs = *options;
	struct session session;

	(void)name;
	if (options->ninputs < 2) {
		fprintf(stderr,
		    "certtrail: explain needs an ID, as findings and renewals "
		    "show it, and a database or inputs\n");
		return STATUS_USAGE;
	}
	inputs.inputs++;
	inputs.ninputs--;
	if (!session_open(&session, &inputs))
		return STATUS_USAGE;

	struct query_filter filter = { .subject = options->inputs[0] };
	struct writer_options layout = view_writer_options(options);
	int status = session.status;

	if (!stmt_row(query_bind(
		session.db, "40_report/explain_known.sql", &filter))) {
		fprintf(stderr,
		    "certtrail: %s: there is no finding or renewal of this "
		    "id\n",
		    filter.subject);
		status = STATUS_USAGE;
	} else if (strcmp(options->output, "json") == 0) {
		print_json(session.db, &filter, &layout);
	} else if (strcmp(options->output, "text") == 0 ||
	    strcmp(options->output, "wide") == 0) {
		query_tell(
		    query_bind(session.db, "40_report/explain.sql", &filter),
		    stdout, layout.width, layout.color);
	} else {
		fprintf(
		    stderr, "certtrail: explain knows -o text and -o json\n");
		status = STATUS_USAGE;
	}
	session_close(&session);
	return command_end(status);
}
