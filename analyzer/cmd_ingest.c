#include <stdio.h>

#include "base/arena.h"
#include "command.h"
#include "report/query.h"
#include "session.h"
#include "view.h"

int
cmd_ingest(const char *name, const struct options *options)
{
	struct session session;

	(void)name;
	if (options->db == NULL) {
		fprintf(stderr,
		    "certtrail: ingest needs --db FILE, where the database is "
		    "to be\n");
		return STATUS_USAGE;
	}
	if (!session_open(&session, options))
		return STATUS_USAGE;
	if (!options->quiet)
		query_tell(db_stmt(session.db, "40_report/ingested.sql"),
		    stderr, 80, false);

	struct arena *arena = arena_new();
	struct query_filter filter = view_filter(session.db, arena, options);
	int status = view_status(session.db, options, &filter, session.status);

	arena_free(arena);
	session_close(&session);
	return command_end(status);
}
