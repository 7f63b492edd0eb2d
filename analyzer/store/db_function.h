/*
 * For store/db.c: the functions that certtrail's SQL has beyond SQLite's own.
 *
 *	short_id(text, ...)  ten hex digits, the same for the same texts
 *	rfc3339(us)          Unix microseconds as the contract writes times, in
 *	                     UTC; NULL for NULL
 */
#ifndef STORE_DB_FUNCTION_H
#define STORE_DB_FUNCTION_H

#include <stdbool.h>

#include "store/db.h"

struct sqlite3;

/* Returns false if SQLite refuses; it then knows why. */
bool db_function_add(struct sqlite3 *handle);

/* As db_add_test(), but returns false if SQLite refuses. */
bool db_function_add_test(
    struct sqlite3 *handle, const char *name, db_test *function);

#endif
