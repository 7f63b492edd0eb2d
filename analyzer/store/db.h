/*
 * SQLite, with every failure fatal and every statement named by its file.
 *
 * With stmt.c, where its statements are, and db_function.c, which adds functions
 * to it, the only module that includes <sqlite3.h>.
 */
#ifndef STORE_DB_H
#define STORE_DB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DB_APPLICATION_ID INT64_C(0x43545231) /* "CTR1" */
#define DB_CONTRACT INT64_C(1)                /* PRAGMA user_version */

struct db;
struct stmt;

enum db_file {
	DB_FILE_NONE,  /* there is no such file, or it is empty */
	DB_FILE_OURS,  /* a certtrail database of this contract */
	DB_FILE_OTHER, /* an SQLite database of another program or contract */
	DB_FILE_ALIEN  /* not an SQLite database */
};

/* Tells what lies at path, without changing it. */
enum db_file db_file_kind(const char *path);

/*
 * Creates a database in the file at path, which must be empty or not exist; a
 * path of "" stands for a file that goes away with the database.  It is filled
 * without a journal: a run that fails must remove the file.
 */
struct db *db_create(const char *path);

/* Opens one of ours, to read only. */
struct db *db_open(const char *path);

/*
 * Copies db into a file at path, which must be empty or not exist, or into
 * memory (":memory:"), and returns the copy, as db_create() would.
 */
struct db *db_copy(struct db *db, const char *path);

/* Closes db and all its statements.  db_close(NULL) does nothing. */
void db_close(struct db *db);

void db_begin(struct db *db);
void db_commit(struct db *db);

/* Marks a point inside the transaction, to keep or to undo what follows. */
void db_mark(struct db *db);
void db_keep(struct db *db);
void db_undo(struct db *db);

/* Runs every embedded file whose path starts with dir, in path order. */
void db_run_dir(struct db *db, const char *dir);

/* Runs the SQL in text; name stands for it in error messages. */
void db_run(struct db *db, const char *name, const char *text);

/*
 * Returns the statement in the embedded file at path, reset and unbound.  It
 * is prepared once and owned by db.
 */
struct stmt *db_stmt(struct db *db, const char *path);

/*
 * Prepares one statement of a user's own, which may only read.  Returns NULL
 * and points *error to SQLite's word (valid until the next call) if it cannot.
 * The caller frees the result with stmt_free().
 */
struct stmt *db_prepare_query(
    struct db *db, const char *text, const char **error);

/*
 * As stmt_row(), for a query that db_prepare_query() made: returns 1 for a row,
 * 0 at the end, -1 with *error for a failure that is the query's own.
 */
int stmt_query_row(struct stmt *stmt, const char **error);

/* stmt_free(NULL) does nothing. */
void stmt_free(struct stmt *stmt);

/*
 * Bind by parameter name, such as ":uid"; a name that the statement does not
 * have is fatal.  NULL text binds NULL; text and blobs are copied.
 */
void stmt_text(struct stmt *stmt, const char *param, const char *value);
void stmt_str(
    struct stmt *stmt, const char *param, const char *value, size_t len);
void stmt_int(struct stmt *stmt, const char *param, int64_t value);
void stmt_blob(
    struct stmt *stmt, const char *param, const void *value, size_t len);

/* True if the statement has a parameter of this name. */
bool stmt_has(struct stmt *stmt, const char *param);

/* The parameters by number: how many there are, and the name of the nth, from 1. */
int stmt_params(struct stmt *stmt);
const char *stmt_param(struct stmt *stmt, int nth);

/* Makes it ready to be bound again. */
void stmt_clear(struct stmt *stmt);

/*
 * Bind by number.  Text and blobs are not copied: they must stay where they are
 * until the statement has been run.
 */
void stmt_lend_int(struct stmt *stmt, int nth, int64_t value);
void stmt_lend_str(struct stmt *stmt, int nth, const char *value, size_t len);
void stmt_lend_blob(struct stmt *stmt, int nth, const void *value, size_t len);

/* Steps to the next row; returns false when there is none. */
bool stmt_row(struct stmt *stmt);

/* Ends a query whose remaining rows nobody wants. */
void stmt_reset(struct stmt *stmt);

/* Runs a statement that returns no rows; returns the last rowid. */
int64_t stmt_done(struct stmt *stmt);

/* Columns of the current row; text and names are borrowed until it moves on. */
enum db_type { DB_NULL, DB_INTEGER, DB_REAL, DB_TEXT };

int stmt_width(struct stmt *stmt);
const char *stmt_name(struct stmt *stmt, int column);
enum db_type stmt_type(struct stmt *stmt, int column);
int64_t stmt_column_int(struct stmt *stmt, int column);
double stmt_column_real(struct stmt *stmt, int column);
const char *stmt_column_text(struct stmt *stmt, int column, size_t *len);

/*
 * Makes function available to SQL under the name.  It gets the blobs (or text)
 * of its two arguments and returns 0 or 1; NULL arguments give NULL.
 */
typedef bool db_test(const void *a, size_t a_len, const void *b, size_t b_len);
void db_add_test(struct db *db, const char *name, db_test *function);

#endif
