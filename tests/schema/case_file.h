/*
 * Cases that are written down as SQL, in the files of tests/schema/cases:
 *
 *	-- case: what is shown
 *	INSERT INTO a_certificate (namespace, name) VALUES ('zoo', 'web');
 *	-- x509: secret=zoo/web role=tls.crt subject=web key=A
 *	-- query
 *	SELECT namespace, state FROM forecast;
 *	-- expect
 *	zoo|ok
 *
 * The rows of a case go into a new database; words.sql has the short words for
 * them.  "-- x509:" makes a certificate with the given key, signed with the key
 * by, in the object that the rows above it made.  The path of a file below
 * schema/ may stand for the query.  What is expected ends at a blank line; NULL
 * is written so.
 */
#ifndef TESTS_SCHEMA_CASE_FILE_H
#define TESTS_SCHEMA_CASE_FILE_H

#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"
#include "store/db.h"

struct test_case {
	const char *name;
	size_t line;
	const char *rows;
	const char *query;
	const char *expected; /* each row ends with a newline */
	struct test_case *next;
};

/* The cases of the file at path, in order, in arena.  NULL if it has none. */
struct test_case *case_file_read(struct arena *arena, const char *path);

/* Runs one case in a database of its own; returns what its query gave. */
const char *case_run(struct arena *arena, const struct test_case *test_case);

/* A database with the evidence tables and the words for cases. */
struct db *case_database(struct arena *arena);

#endif
