#include "store/put.h"

int64_t
put_input_begin(
    struct db *db, const char *path, bool has_mtime, int64_t mtime_us)
{
	struct stmt *stmt = db_stmt(db, "insert/input.sql");

	stmt_text(stmt, ":path", path);
	if (has_mtime)
		stmt_int(stmt, ":mtime_us", mtime_us);
	return stmt_done(stmt);
}

static bool
has_twin(struct db *db, int64_t input_id, const char *path,
    const struct put_input *input)
{
	struct stmt *stmt = db_stmt(db, "insert/input_twin.sql");

	stmt_text(stmt, ":path", path);
	stmt_int(stmt, ":id", input_id);
	if (input->was_read) {
		stmt_text(stmt, ":sha256", input->sha256);
		stmt_int(stmt, ":bytes", (int64_t)input->bytes);
	}

	bool found = stmt_row(stmt);

	stmt_reset(stmt);
	return found;
}

bool
put_input_end(struct db *db, int64_t input_id, const struct put_input *input)
{
	struct stmt *find = db_stmt(db, "insert/input_path.sql");

	stmt_int(find, ":id", input_id);
	bool is_new = stmt_row(find) &&
	    !has_twin(db, input_id, stmt_column_text(find, 0, NULL), input);

	stmt_reset(find);
	if (!is_new)
		return false;

	struct stmt *stmt = db_stmt(db, "insert/input_done.sql");

	stmt_int(stmt, ":id", input_id);
	stmt_text(stmt, ":kind", input->kind);
	stmt_text(stmt, ":status", input->status);
	if (input->was_read) {
		stmt_int(stmt, ":bytes", (int64_t)input->bytes);
		stmt_text(stmt, ":sha256", input->sha256);
	}
	if (input->has_lines)
		stmt_int(stmt, ":lines", (int64_t)input->lines);
	stmt_int(stmt, ":objects", (int64_t)input->objects);
	stmt_int(stmt, ":events", (int64_t)input->events);
	stmt_int(stmt, ":unknown", (int64_t)input->unknown);
	stmt_text(stmt, ":note", input->note);
	stmt_text(stmt, ":link", input->link);
	stmt_done(stmt);
	return true;
}

void
put_diag(struct db *db, int64_t input_id, uint64_t line, const char *text)
{
	struct stmt *stmt = db_stmt(db, "insert/diag.sql");

	stmt_int(stmt, ":input_id", input_id);
	if (line != 0)
		stmt_int(stmt, ":line", (int64_t)line);
	stmt_text(stmt, ":text", text);
	stmt_done(stmt);
}
