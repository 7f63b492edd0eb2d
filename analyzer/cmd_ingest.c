#include <stdio.h>

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

	int status = view_status(session.db, options, session.status);

	session_close(&session);
	return command_end(status);
}
