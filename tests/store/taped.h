/*
 * A tape that is played into a database at once, for tests.
 */
#ifndef TESTS_STORE_TAPED_H
#define TESTS_STORE_TAPED_H

#include "store/play.h"

struct taped {
	struct inserts *inserts;
	struct player *player;
	struct tape *tape;
};

/* What follows is of the input with that id; the tables must be there. */
void taped_begin(struct taped *taped, struct db *db, int64_t input_id);

/* Writes what there is and frees all. */
void taped_end(struct taped *taped);

#endif
