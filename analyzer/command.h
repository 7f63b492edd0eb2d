/*
 * The verbs, one function each.
 */
#ifndef COMMAND_H
#define COMMAND_H

#include "options.h"

#define COMMAND_VERSION "0.1.0"

/* name is the verb as typed.  Returns the exit status. */
typedef int command_function(const char *name, const struct options *options);

command_function cmd_audit;
command_function cmd_explain;
command_function cmd_ingest;
command_function cmd_patterns;
command_function cmd_sql;
command_function cmd_view; /* every verb that shows one view */

/*
 * Flushes standard output.  Returns status, or ends the run if the output could
 * not be written (a reader that closed the pipe is not an error).
 */
int command_end(int status);

#endif
