/*
 * The database that a verb works on: one that was kept, or one made from the
 * inputs for this run.
 */
#ifndef SESSION_H
#define SESSION_H

#include <stdbool.h>

#include "options.h"
#include "store/db.h"

struct log_pattern_set;

struct session {
	struct db *db;
	struct log_pattern_set *patterns; /* while inputs are read */
	int status; /* STATUS_DONE, STATUS_UNUSABLE or STATUS_INCOMPLETE */
};

/*
 * Opens what the inputs name: a single certtrail database, which is not
 * changed, or anything else, which is read into options->db or a temporary
 * database.  Returns false, after telling standard error, if the command line
 * or --db does not fit.
 */
bool session_open(struct session *session, const struct options *options);
void session_close(struct session *session);

#endif
