/* Statements, for store/db.h. */
#include <sqlite3.h>
#include <stdlib.h>

#include "base/fatal.h"
#include "store/db.h"
#include "store/db_impl.h"

noreturn void
db_fail(sqlite3 *handle, const char *name)
{
	fatal("%s: %s", name, sqlite3_errmsg(handle));
}

int
stmt_query_row(struct stmt *stmt, const char **error)
{
	switch (sqlite3_step(stmt->handle)) {
	case SQLITE_ROW:
		return 1;
	case SQLITE_DONE:
		return 0;
	default:
		*error = sqlite3_errmsg(sqlite3_db_handle(stmt->handle));
		return -1;
	}
}

void
stmt_free(struct stmt *stmt)
{
	if (stmt == NULL)
		return;
	sqlite3_finalize(stmt->handle);
	free(stmt);
}

static int
parameter(struct stmt *stmt, const char *param)
{
	int index = sqlite3_bind_parameter_index(stmt->handle, param);

	if (index == 0)
		fatal("%s: there is no parameter %s", stmt->name, param);
	return index;
}

static void
check_bound(struct stmt *stmt, int result)
{
	if (result != SQLITE_OK)
		db_fail(sqlite3_db_handle(stmt->handle), stmt->name);
}

void
stmt_text(struct stmt *stmt, const char *param, const char *value)
{
	check_bound(stmt,
	    sqlite3_bind_text(stmt->handle, parameter(stmt, param), value, -1,
		SQLITE_TRANSIENT));
}

void
stmt_str(struct stmt *stmt, const char *param, const char *value, size_t len)
{
	check_bound(stmt,
	    sqlite3_bind_text64(stmt->handle, parameter(stmt, param), value,
		len, SQLITE_TRANSIENT, SQLITE_UTF8));
}

void
stmt_int(struct stmt *stmt, const char *param, int64_t value)
{
	check_bound(stmt,
	    sqlite3_bind_int64(stmt->handle, parameter(stmt, param), value));
}

void
stmt_blob(struct stmt *stmt, const char *param, const void *value, size_t len)
{
	check_bound(stmt,
	    sqlite3_bind_blob64(stmt->handle, parameter(stmt, param), value,
		len, SQLITE_TRANSIENT));
}

bool
stmt_has(struct stmt *stmt, const char *param)
{
	return sqlite3_bind_parameter_index(stmt->handle, param) != 0;
}

bool
stmt_row(struct stmt *stmt)
{
	int result = sqlite3_step(stmt->handle);

	if (result != SQLITE_ROW && result != SQLITE_DONE)
		db_fail(sqlite3_db_handle(stmt->handle), stmt->name);
	return result == SQLITE_ROW;
}

void
stmt_reset(struct stmt *stmt)
{
	sqlite3_reset(stmt->handle);
}

int64_t
stmt_done(struct stmt *stmt)
{
	while (stmt_row(stmt))
		continue;
	sqlite3_reset(stmt->handle);
	return sqlite3_last_insert_rowid(sqlite3_db_handle(stmt->handle));
}

int
stmt_width(struct stmt *stmt)
{
	return sqlite3_column_count(stmt->handle);
}

const char *
stmt_name(struct stmt *stmt, int column)
{
	return sqlite3_column_name(stmt->handle, column);
}

enum db_type
stmt_type(struct stmt *stmt, int column)
{
	switch (sqlite3_column_type(stmt->handle, column)) {
	case SQLITE_NULL:
		return DB_NULL;
	case SQLITE_INTEGER:
		return DB_INTEGER;
	case SQLITE_FLOAT:
		return DB_REAL;
	default:
		return DB_TEXT;
	}
}

int64_t
stmt_column_int(struct stmt *stmt, int column)
{
	return sqlite3_column_int64(stmt->handle, column);
}

double
stmt_column_real(struct stmt *stmt, int column)
{
	return sqlite3_column_double(stmt->handle, column);
}

const char *
stmt_column_text(struct stmt *stmt, int column, size_t *len)
{
	const char *text =
	    (const char *)sqlite3_column_text(stmt->handle, column);

	if (len != NULL)
		*len = (size_t)sqlite3_column_bytes(stmt->handle, column);
	return text;
}

int
stmt_params(struct stmt *stmt)
{
	return sqlite3_bind_parameter_count(stmt->handle);
}

const char *
stmt_param(struct stmt *stmt, int nth)
{
	return sqlite3_bind_parameter_name(stmt->handle, nth);
}

void
stmt_clear(struct stmt *stmt)
{
	sqlite3_reset(stmt->handle);
	sqlite3_clear_bindings(stmt->handle);
}

void
stmt_lend_int(struct stmt *stmt, int nth, int64_t value)
{
	check_bound(stmt, sqlite3_bind_int64(stmt->handle, nth, value));
}

void
stmt_lend_str(struct stmt *stmt, int nth, const char *value, size_t len)
{
	check_bound(stmt,
	    sqlite3_bind_text64(
		stmt->handle, nth, value, len, SQLITE_STATIC, SQLITE_UTF8));
}

void
stmt_lend_blob(struct stmt *stmt, int nth, const void *value, size_t len)
{
	check_bound(stmt,
	    sqlite3_bind_blob64(stmt->handle, nth, value, len, SQLITE_STATIC));
}
