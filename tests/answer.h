/*
 * What a query answers, as text to compare.
 */
#ifndef TESTS_ANSWER_H
#define TESTS_ANSWER_H

#include "base/arena.h"
#include "store/db.h"

/*
 * The rows of a query, each a line of values with | between them; NULL is
 * written so.  A query may be the path of an embedded file, "40_report/...".
 * "error: ..." if it fails.  In arena.
 */
const char *answer_of(struct arena *arena, struct db *db, const char *query);

#endif
