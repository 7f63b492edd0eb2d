/*
 * For the modules that call SQLite: what stands behind store/db.h.
 */
#ifndef STORE_DB_IMPL_H
#define STORE_DB_IMPL_H

#include <stddef.h>
#include <stdnoreturn.h>

#define MAX_STATEMENTS 128

struct sqlite3;
struct sqlite3_stmt;

struct stmt {
	struct sqlite3_stmt *handle;
	const char *name; /* of its file */
};

struct db {
	struct sqlite3 *handle;
	size_t nstatements;
	struct stmt *statements[MAX_STATEMENTS];
};

/* Ends the run with SQLite's word for what went wrong with name. */
noreturn void db_fail(struct sqlite3 *handle, const char *name);

#endif
