/*
 * The statements of schema/insert, and the numbers of their parameters, so that
 * rows can be made ready by threads that must not touch the database.
 */
#ifndef STORE_INSERT_H
#define STORE_INSERT_H

#include <stddef.h>
#include <stdint.h>

#include "store/db.h"

#define INSERT_MAX 64 /* statements */
#define INSERT_MAX_PARAMS 64

/* Nothing of it changes, but that whoever writes binds stmt. */
struct insert {
	uint8_t number;
	size_t name_len;
	const char *name; /* "log_record", not NUL-terminated */
	struct stmt *stmt;
	uint8_t nparams;
	char *params[INSERT_MAX_PARAMS]; /* ":line"; the nth is at n - 1 */
};

struct inserts {
	size_t n;
	struct insert all[INSERT_MAX];
};

/* Prepares all of them for db, whose tables must be there. */
struct inserts *inserts_open(struct db *db);

/* The statements stay db's. */
void inserts_close(struct inserts *inserts);

/* The statement in insert/NAME.sql; one that is not there is fatal. */
const struct insert *insert_find(
    const struct inserts *inserts, const char *name);

/*
 * The number of a parameter, from 1, or 0 if there is none of that name.  It is
 * found at once if it comes soon after the number in *last, which is moved
 * there.
 */
int insert_param(const struct insert *insert, const char *param, int *last);

#endif
