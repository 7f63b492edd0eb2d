#include "store/put_record.h"

#include "store/put_words.h"

#define RAW_MAX_BYTES 500

static void
bind_fields(struct stmt *stmt, const struct log_record *record)
{
	static const char *const params[LOG_NFIELDS] = {
		[LOG_NAMESPACE] = ":namespace",
		[LOG_OBJECT_KIND] = ":object_kind",
		[LOG_OBJECT] = ":object",
		[LOG_RELATED_KIND] = ":related_kind",
		[LOG_RELATED_NAMESPACE] = ":related_namespace",
		[LOG_RELATED] = ":related",
		[LOG_CONDITION] = ":condition",
		[LOG_OLD_STATUS] = ":old_status",
		[LOG_STATUS] = ":status",
		[LOG_REASON] = ":reason",
		[LOG_DETAIL] = ":detail",
		[LOG_ERROR] = ":error",
		[LOG_VERSION] = ":version",
	};

	for (size_t i = 0; i < LOG_NFIELDS; i++) {
		if (record->field[i].ptr != NULL && record->field[i].len > 0)
			put_words(stmt, params[i], record->field[i]);
	}
}

int64_t
put_record(struct db *db, const struct log_record *record,
    const struct record_place *place)
{
	struct stmt *stmt = db_stmt(db, "insert/log_record.sql");
	struct str raw = record->raw;

	if (raw.len > RAW_MAX_BYTES)
		raw.len = RAW_MAX_BYTES;
	stmt_int(stmt, ":input_id", place->input_id);
	stmt_int(stmt, ":segment_id", place->segment_id);
	stmt_int(stmt, ":line", (int64_t)record->line);
	if (record->severity != 0)
		stmt_str(stmt, ":severity", &record->severity, 1);
	stmt_int(stmt, ":roll", place->stamp.roll);
	if (place->stamp.known)
		stmt_int(stmt, ":stamp_us", place->stamp.us);
	if (record->has_at)
		stmt_int(stmt, ":full_us", record->at_us);
	else if (record->has_moment)
		stmt_int(stmt, ":full_us", record->moment_us);
	stmt_text(stmt, ":pattern", record->pattern);
	stmt_text(stmt, ":kind", record->kind);
	bind_fields(stmt, record);
	if (record->has_due_in)
		stmt_int(stmt, ":due_in_us", record->due_in_us);
	if (record->has_planned)
		stmt_int(stmt, ":planned_us", record->planned_us);
	if (record->has_uptime)
		stmt_int(stmt, ":uptime_us", record->uptime_us);
	put_words(stmt, ":message", record->message);
	put_words(stmt, ":raw", raw);
	return stmt_done(stmt);
}
