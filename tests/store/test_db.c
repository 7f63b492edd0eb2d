#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../answer.h"
#include "../scratch.h"
#include "base/fatal.h"
#include "store/db.h"

#define LEN(array) (sizeof(array) / sizeof((array)[0]))

static void
make_database(const char *path, const char *sql)
{
	struct db *db = db_create(path);

	db_run(db, "test", sql);
	db_close(db);
}

Test(db, knows_its_own_files)
{
	static const struct {
		const char *path;
		enum db_file kind;
	} cases[] = {
		{ "nowhere", DB_FILE_NONE },
		{ "no/such/folder", DB_FILE_NONE },
		{ "empty", DB_FILE_NONE },
		{ "ours", DB_FILE_OURS },
		{ "others", DB_FILE_OTHER },
		{ "next-contract", DB_FILE_OTHER },
		{ "damaged", DB_FILE_OTHER },
		{ "text", DB_FILE_ALIEN },
		{ "short", DB_FILE_ALIEN },
		{ "folder", DB_FILE_ALIEN },
		{ "fifo", DB_FILE_ALIEN },
	};

	scratch_enter();
	scratch_write("empty", "", 0);
	scratch_write("text", "not a database\n", 15);
	scratch_write("short", "SQLite", 6);
	scratch_write("damaged", "SQLite format 3\0 and so on", 26);
	make_database("ours", "CREATE TABLE t (x)");
	make_database("others", "PRAGMA application_id = 7");
	make_database("next-contract", "PRAGMA user_version = 2");
	cr_assert_eq(mkdir("folder", 0700), 0);
	cr_assert_eq(mkfifo("fifo", 0600), 0);
	for (size_t i = 0; i < LEN(cases); i++) {
		cr_expect_eq(db_file_kind(cases[i].path), cases[i].kind, "%s",
		    cases[i].path);
	}
	cr_expect_neq(access("nowhere", F_OK), 0);
	scratch_leave();
}

Test(db, copies_all_and_leaves_the_first_alone)
{
	struct arena *arena = arena_new();
	struct db *first = db_create(":memory:");

	db_run(first, "test", "CREATE TABLE t (x); INSERT INTO t VALUES (1)");

	struct db *copy = db_copy(first, ":memory:");

	db_run(copy, "test", "INSERT INTO t VALUES (2)");
	cr_expect_str_eq(answer_of(arena, copy, "SELECT x FROM t"), "1\n2\n");
	cr_expect_str_eq(answer_of(arena, first, "SELECT x FROM t"), "1\n");
	db_close(copy);
	db_close(first);
	arena_free(arena);
}

Test(db, undoes_to_the_innermost_mark)
{
	struct arena *arena = arena_new();
	struct db *db = db_create(":memory:");

	db_run(db, "test", "CREATE TABLE t (x)");
	db_begin(db);
	db_mark(db);
	db_run(db, "test", "INSERT INTO t VALUES (1)");
	db_mark(db);
	db_run(db, "test", "INSERT INTO t VALUES (2)");
	db_undo(db);
	db_mark(db);
	db_run(db, "test", "INSERT INTO t VALUES (3)");
	db_keep(db);
	db_keep(db);
	db_mark(db);
	db_run(db, "test", "INSERT INTO t VALUES (4)");
	db_mark(db);
	db_run(db, "test", "INSERT INTO t VALUES (5)");
	db_keep(db);
	db_undo(db);
	db_commit(db);
	cr_expect_str_eq(answer_of(arena, db, "SELECT x FROM t"), "1\n3\n");
	db_close(db);
	arena_free(arena);
}

Test(db, lets_a_users_query_read_and_nothing_else)
{
	static const char *const refused[] = {
		"INSERT INTO t VALUES (2)",
		"UPDATE t SET x = 2",
		"DELETE FROM t",
		"DROP TABLE t",
		"CREATE TABLE u (x)",
		"CREATE TEMP TABLE u (x)",
		"ATTACH 'other.db' AS other",
		"DETACH main",
		"PRAGMA user_version = 3",
		"PRAGMA query_only = OFF",
		"BEGIN",
		"VACUUM INTO 'copy.db'",
		"SELECT load_extension('x')",
		"SELECT 1; SELECT 2",
		"SELECT 1; DROP TABLE t",
		"SELECT 1; -- and\n; SELECT 2",
		"SELECT 1; nonsense",
		"SELECT no_such_column FROM t",
		"SELEC 1",
		"",
		" -- only words\n",
		";",
	};
	static const char *const allowed[] = {
		"SELECT x FROM t",
		"SELECT x FROM t; ; \n",
		"SELECT x FROM t -- and a word\n",
		"SELECT x FROM t; -- and a word",
		"/* a word */ SELECT x FROM t;\n;-- and\n/* a word */ ;\n",
		"WITH n (i) AS (VALUES (1), (2)) SELECT sum(i) FROM n",
		"VALUES (1)",
		"EXPLAIN QUERY PLAN SELECT * FROM t",
	};
	struct db *db = db_create(":memory:");

	scratch_enter();
	db_run(db, "test", "CREATE TABLE t (x); INSERT INTO t VALUES (1)");
	for (size_t i = 0; i < LEN(refused); i++) {
		const char *error = NULL;

		cr_expect_null(
		    db_prepare_query(db, refused[i], &error), "%s", refused[i]);
		cr_expect_not_null(error, "%s", refused[i]);
	}
	for (size_t i = 0; i < LEN(allowed); i++) {
		const char *error = NULL;
		struct stmt *stmt = db_prepare_query(db, allowed[i], &error);

		cr_assert_not_null(stmt, "%s: %s", allowed[i], error);
		cr_expect_eq(stmt_query_row(stmt, &error), 1, "%s", allowed[i]);
		stmt_free(stmt);
	}
	cr_expect_neq(access("other.db", F_OK), 0);
	cr_expect_neq(access("copy.db", F_OK), 0);
	db_close(db);
	scratch_leave();
}

/* A query that fails while it runs is the user's fault, not the world's. */
Test(db, tells_what_went_wrong_in_a_query)
{
	struct db *db = db_create(":memory:");
	const char *error = NULL;
	struct stmt *stmt =
	    db_prepare_query(db, "SELECT json('not json')", &error);

	cr_assert_not_null(stmt);
	cr_expect_eq(stmt_query_row(stmt, &error), -1);
	cr_expect_str_eq(error, "malformed JSON");
	stmt_free(stmt);
	db_close(db);
}

Test(db, is_still_written_after_a_query_was_refused)
{
	struct arena *arena = arena_new();
	struct db *db = db_create(":memory:");
	const char *error = NULL;

	cr_expect_null(db_prepare_query(db, "CREATE TABLE u (x)", &error));
	db_run(db, "test", "CREATE TABLE t (x)");
	cr_expect_str_eq(answer_of(arena, db, "SELECT count(*) FROM t"), "0\n");
	db_close(db);
	arena_free(arena);
}

Test(db, hands_out_a_statement_clean)
{
	struct arena *arena = arena_new();
	struct db *db = db_create(":memory:");

	db_run_dir(db, "10_evidence/");

	struct stmt *stmt = db_stmt(db, "insert/settings.sql");

	cr_expect(stmt_has(stmt, ":year"));
	cr_expect_not(stmt_has(stmt, ":month"));
	stmt_int(stmt, ":as_of_us", 6);
	stmt_int(stmt, ":year", 2021);
	stmt_done(stmt);
	cr_expect_eq(db_stmt(db, "insert/settings.sql"), stmt);
	stmt_done(stmt);
	cr_expect_str_eq(
	    answer_of(arena, db, "SELECT as_of_us, year FROM settings"),
	    "NULL|2021\n");
	db_close(db);
	arena_free(arena);
}

/* What ends the run must not look like a leak of the test. */
static struct db *volatile kept;

Test(db, is_read_only_once_it_is_kept, .exit_code = FATAL_STATUS)
{
	char path[] = "/tmp/certtrail-test.XXXXXX";
	int fd = mkstemp(path);

	cr_assert_geq(fd, 0);
	close(fd);
	make_database(path, "CREATE TABLE t (x)");
	kept = db_open(path);
	unlink(path);
	db_run(kept, "test", "INSERT INTO t VALUES (1)");
}

Test(db, ends_the_run_for_a_statement_that_is_not_there,
    .exit_code = FATAL_STATUS)
{
	kept = db_create(":memory:");
	db_stmt(kept, "insert/nothing.sql");
}

Test(db, ends_the_run_for_a_parameter_that_is_not_there,
    .exit_code = FATAL_STATUS)
{
	kept = db_create(":memory:");
	db_run_dir(kept, "10_evidence/");
	stmt_int(db_stmt(kept, "insert/settings.sql"), ":month", 1);
}

Test(db, writes_times_as_the_contract_has_them)
{
	static const struct {
		const char *us;
		const char *time;
	} cases[] = {
		{ "NULL", "NULL\n" },
		{ "1388534400000000", "2014-01-01T00:00:00Z\n" },
		{ "1582934400000000", "2020-02-29T00:00:00Z\n" },
		{ "1609459199999999", "2020-12-31T23:59:59.999999Z\n" },
		{ "1638781204500000", "2021-12-06T09:00:04.5Z\n" },
		{ "1638781204000010", "2021-12-06T09:00:04.00001Z\n" },
		{ "4107542400000000", "2100-03-01T00:00:00Z\n" },
		{ "253402300799000000", "9999-12-31T23:59:59Z\n" },
	};
	struct arena *arena = arena_new();
	struct db *db = db_create(":memory:");

	for (size_t i = 0; i < LEN(cases); i++) {
		cr_expect_str_eq(
		    answer_of(arena, db,
			arena_printf(arena, "SELECT rfc3339(%s)", cases[i].us)),
		    cases[i].time, "%s", cases[i].us);
	}
	/* The year 2000 stands for one that nothing tells. */
	cr_expect_str_eq(answer_of(arena, db,
			     "SELECT rfc3339(unixepoch('2000-02-29') "
			     "* 1000000 + 500000)"),
	    "--02-29T00:00:00.5Z\n");
	db_close(db);
	arena_free(arena);
}

Test(db, makes_short_ids_that_keep_their_parts_apart)
{
	struct arena *arena = arena_new();
	struct db *db = db_create(":memory:");

	cr_expect_str_eq(answer_of(arena, db,
			     "SELECT length(short_id('a', 'b')),"
			     " short_id('a', 'b') = short_id('a', 'b'),"
			     " short_id('a', 'b') = short_id('ab', ''),"
			     " short_id('a', 'b') = short_id('b', 'a'),"
			     " short_id('a', NULL) = short_id('a')"),
	    "10|1|0|0|0\n");
	db_close(db);
	arena_free(arena);
}

static bool
is_longer(const void *a, size_t a_len, const void *b, size_t b_len)
{
	(void)a;
	(void)b;
	return a_len > b_len;
}

Test(db, lends_tests_to_sql)
{
	struct arena *arena = arena_new();
	struct db *db = db_create(":memory:");

	db_add_test(db, "is_longer", is_longer);
	cr_expect_str_eq(
	    answer_of(arena, db,
		"SELECT is_longer(x'00ff', 'a'), is_longer('', 'a'),"
		" is_longer(NULL, 'a'), is_longer('a', NULL)"),
	    "1|0|NULL|NULL\n");
	db_close(db);
	arena_free(arena);
}

Test(db, closes_nothing_at_all)
{
	db_close(NULL);
	stmt_free(NULL);
}
