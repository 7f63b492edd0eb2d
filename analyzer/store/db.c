#include "store/db.h"

#include <inttypes.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/embedded.h"
#include "base/fatal.h"
#include "store/db_function.h"
#include "store/db_impl.h"

static struct db *
open_handle(const char *path, int flags)
{
	struct db *db = calloc(1, sizeof(*db));

	if (db == NULL)
		fatal("out of memory");
	if (sqlite3_open_v2(path, &db->handle, flags, NULL) != SQLITE_OK)
		db_fail(db->handle, path);
	sqlite3_extended_result_codes(db->handle, 1);
	sqlite3_busy_timeout(db->handle, 5000);
	if (!db_function_add(db->handle))
		db_fail(db->handle, path);
	db_run(db, "pragmas",
	    "PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;"
	    "PRAGMA cell_size_check = ON;");
	return db;
}

static int64_t
pragma_number(sqlite3 *handle, const char *pragma)
{
	sqlite3_stmt *stmt = NULL;
	int64_t number = -1;

	if (sqlite3_prepare_v2(handle, pragma, -1, &stmt, NULL) == SQLITE_OK &&
	    sqlite3_step(stmt) == SQLITE_ROW)
		number = sqlite3_column_int64(stmt, 0);
	sqlite3_finalize(stmt);
	return number;
}

enum db_file
db_file_kind(const char *path)
{
	static const char magic[16] = "SQLite format 3";
	char start[sizeof(magic)] = { 0 };
	struct stat status;
	FILE *file;

	if (stat(path, &status) != 0)
		return DB_FILE_NONE;
	/*
	 * Opening a FIFO or a device could block or have effects; its size is 0
	 * and yet a database must not take its place.
	 */
	if (!S_ISREG(status.st_mode))
		return DB_FILE_ALIEN;
	if (status.st_size == 0)
		return DB_FILE_NONE;
	file = fopen(path, "rb");
	if (file == NULL)
		return DB_FILE_ALIEN;

	size_t len = fread(start, 1, sizeof(start), file);

	fclose(file);
	if (len != sizeof(magic) || memcmp(start, magic, sizeof(magic)) != 0)
		return DB_FILE_ALIEN;

	sqlite3 *handle = NULL;
	enum db_file kind = DB_FILE_OTHER;

	if (sqlite3_open_v2(path, &handle, SQLITE_OPEN_READONLY, NULL) ==
		SQLITE_OK &&
	    pragma_number(handle, "PRAGMA application_id") ==
		DB_APPLICATION_ID &&
	    pragma_number(handle, "PRAGMA user_version") == DB_CONTRACT)
		kind = DB_FILE_OURS;
	sqlite3_close(handle);
	return kind;
}

/* Whoever makes a file removes it if the run fails: no journal is needed. */
static struct db *
open_new(const char *path)
{
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
	struct db *db = open_handle(path, flags);

	db_run(db, path,
	    "PRAGMA page_size = 16384; PRAGMA journal_mode = MEMORY; PRAGMA "
	    "synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; PRAGMA "
	    "cache_size = -8000; PRAGMA temp.cache_size = -8000");
	return db;
}

struct db *
db_create(const char *path)
{
	struct db *db = open_new(path);
	char text[128];

	snprintf(text, sizeof(text),
	    "PRAGMA application_id = %" PRId64
	    "; PRAGMA user_version = %" PRId64,
	    DB_APPLICATION_ID, DB_CONTRACT);
	db_run(db, path, text);
	return db;
}

struct db *
db_open(const char *path)
{
	struct db *db = open_handle(path, SQLITE_OPEN_READONLY);

	db_run(db, path, "PRAGMA query_only = ON");
	return db;
}

struct db *
db_copy(struct db *db, const char *path)
{
	struct db *copy = open_new(path);
	sqlite3_backup *backup =
	    sqlite3_backup_init(copy->handle, "main", db->handle, "main");

	if (backup == NULL)
		db_fail(copy->handle, path);
	sqlite3_backup_step(backup, -1);
	if (sqlite3_backup_finish(backup) != SQLITE_OK)
		db_fail(copy->handle, path);
	return copy;
}

void
db_close(struct db *db)
{
	if (db == NULL)
		return;
	for (size_t i = 0; i < db->nstatements; i++)
		stmt_free(db->statements[i]);
	if (sqlite3_close(db->handle) != SQLITE_OK)
		db_fail(db->handle, "close");
	free(db);
}

void
db_begin(struct db *db)
{
	db_run(db, "begin", "BEGIN IMMEDIATE");
}

void
db_commit(struct db *db)
{
	db_run(db, "commit", "COMMIT");
}

void
db_mark(struct db *db)
{
	db_run(db, "mark", "SAVEPOINT mark");
}

void
db_keep(struct db *db)
{
	db_run(db, "keep", "RELEASE mark");
}

void
db_undo(struct db *db)
{
	db_run(db, "undo", "ROLLBACK TO mark; RELEASE mark");
}

void
db_run(struct db *db, const char *name, const char *text)
{
	if (sqlite3_exec(db->handle, text, NULL, NULL, NULL) != SQLITE_OK)
		db_fail(db->handle, name);
}

void
db_run_dir(struct db *db, const char *dir)
{
	size_t len = strlen(dir);

	for (const struct embedded *file = embedded_data; file->path != NULL;
	     file++) {
		if (strncmp(file->path, dir, len) == 0)
			db_run(db, file->path, file->text);
	}
}

static struct stmt *
prepare(struct db *db, const char *name, const char *text)
{
	struct stmt *stmt = calloc(1, sizeof(*stmt));

	if (stmt == NULL)
		fatal("out of memory");
	stmt->name = name;
	if (sqlite3_prepare_v3(db->handle, text, -1, SQLITE_PREPARE_PERSISTENT,
		&stmt->handle, NULL) != SQLITE_OK)
		db_fail(db->handle, name);
	return stmt;
}

struct stmt *
db_stmt(struct db *db, const char *path)
{
	for (size_t i = 0; i < db->nstatements; i++) {
		struct stmt *stmt = db->statements[i];

		if (strcmp(stmt->name, path) == 0) {
			sqlite3_reset(stmt->handle);
			sqlite3_clear_bindings(stmt->handle);
			return stmt;
		}
	}
	if (db->nstatements == MAX_STATEMENTS)
		fatal("%s: more statements than a database keeps", path);

	const struct embedded *file = embedded_find(path);

	return db->statements[db->nstatements++] =
		   prepare(db, file->path, file->text);
}

/* A user's query may read tables and call functions, nothing else. */
static int
allow_reading(void *context, int action, const char *a, const char *b,
    const char *database, const char *trigger)
{
	(void)context;
	(void)database;
	(void)trigger;
	switch (action) {
	case SQLITE_SELECT:
	case SQLITE_READ:
	case SQLITE_RECURSIVE:
		return SQLITE_OK;
	/*
	 * pragma_table_info() and the like declare their columns by what looks
	 * like writing to the schema; real CREATE or DROP is denied before.
	 */
	case SQLITE_PRAGMA:
		return strncmp(a, "table_", 6) == 0 ? SQLITE_OK : SQLITE_DENY;
	case SQLITE_UPDATE:
		return strcmp(a, "sqlite_master") == 0 ? SQLITE_OK
						       : SQLITE_DENY;
	case SQLITE_FUNCTION:
		return b != NULL && strcmp(b, "load_extension") == 0
		    ? SQLITE_DENY
		    : SQLITE_OK;
	default:
		return SQLITE_DENY;
	}
}

/* False for blanks and comments. */
static bool
holds_statement(struct db *db, const char *text)
{
	sqlite3_stmt *handle = NULL;
	const char *rest = text;
	int result = SQLITE_OK;

	while (result == SQLITE_OK && handle == NULL && *rest != '\0')
		result =
		    sqlite3_prepare_v2(db->handle, rest, -1, &handle, &rest);
	sqlite3_finalize(handle);
	return result != SQLITE_OK || handle != NULL;
}

struct stmt *
db_prepare_query(struct db *db, const char *text, const char **error)
{
	sqlite3_stmt *handle = NULL;
	const char *rest = "";

	sqlite3_set_authorizer(db->handle, allow_reading, NULL);

	int result = sqlite3_prepare_v2(db->handle, text, -1, &handle, &rest);

	sqlite3_set_authorizer(db->handle, NULL, NULL);
	if (result == SQLITE_AUTH) {
		*error = "only reading is allowed";
		return NULL;
	}
	if (result != SQLITE_OK) {
		*error = sqlite3_errmsg(db->handle);
		return NULL;
	}
	if (handle == NULL) {
		*error = "there is no statement";
		return NULL;
	}
	/* VACUUM INTO asks no leave before it runs, and then writes a file. */
	if (sqlite3_stmt_readonly(handle) == 0) {
		*error = "only reading is allowed";
		sqlite3_finalize(handle);
		return NULL;
	}
	if (holds_statement(db, rest)) {
		*error = "only one statement at a time";
		sqlite3_finalize(handle);
		return NULL;
	}

	struct stmt *stmt = calloc(1, sizeof(*stmt));

	if (stmt == NULL)
		fatal("out of memory");
	stmt->name = "query";
	stmt->handle = handle;
	return stmt;
}

void
db_add_test(struct db *db, const char *name, db_test *function)
{
	if (!db_function_add_test(db->handle, name, function))
		db_fail(db->handle, name);
}
