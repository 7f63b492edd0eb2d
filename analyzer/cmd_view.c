#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/fatal.h"
#include "command.h"
#include "report/query.h"
#include "session.h"
#include "view.h"

int
command_end(int status)
{
	errno = 0;
	/* What could not be written before is still there and fails again. */
	if ((fflush(stdout) != 0 || ferror(stdout)) && errno != EPIPE)
		fatal("standard output: %s",
		    errno == 0 ? "not all was written" : strerror(errno));
	return status;
}

int
cmd_view(const char *name, const struct options *options)
{
	struct session session;

	if (!session_open(&session, options))
		return STATUS_USAGE;

	struct arena *arena = arena_new();
	struct query_filter filter = view_filter(session.db, arena, options);
	struct writer_options layout = view_writer_options(options);
	const char *error = NULL;
	bool is_text = strcmp(options->output, "text") == 0;
	const char *path = arena_printf(
	    arena, "40_report/%s_%s.sql", is_text ? "text" : "view", name);
	struct stmt *stmt = query_bind(session.db, path, &filter);
	uint64_t rows = is_text && query_is_told(stmt)
	    ? query_tell(stmt, stdout, layout.width, layout.color)
	    : query_print(stmt, writer_format_find(options->output), &layout,
		  stdout, &error);

	if (error != NULL)
		fatal("%s: %s", path, error);
	if (rows == 0 && (is_text || strcmp(options->output, "wide") == 0))
		printf("no %s\n", name);

	int status = view_status(session.db, options, &filter, session.status);

	session_close(&session);
	arena_free(arena);
	return command_end(status);
}
