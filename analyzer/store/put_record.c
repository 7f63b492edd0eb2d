#include "store/put_record.h"

#include "store/put_words.h"

#define RAW_MAX_BYTES 500

static void
bind_fields(struct tape *tape, const struct log_record *record)
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
			put_words(tape, params[i], record->field[i]);
	}
}

tape_id
put_record(struct tape *tape, const struct log_record *record,
    const struct record_place *place)
{
	struct str raw = record->raw;

	if (raw.len > RAW_MAX_BYTES)
		raw.len = RAW_MAX_BYTES;
	tape_row(tape, "log_record");
	tape_put_input(tape, ":input_id");
	tape_put_id(tape, ":segment_id", place->segment_id);
	tape_int(tape, ":line", (int64_t)record->line);
	if (record->severity != 0)
		tape_str(
		    tape, ":severity", (struct str){ &record->severity, 1 });
	tape_int(tape, ":roll", place->stamp.roll);
	if (place->stamp.known)
		tape_int(tape, ":stamp_us", place->stamp.us);
	if (record->has_at)
		tape_int(tape, ":full_us", record->at_us);
	else if (record->has_moment)
		tape_int(tape, ":full_us", record->moment_us);
	tape_text(tape, ":pattern", record->pattern);
	tape_text(tape, ":kind", record->kind);
	bind_fields(tape, record);
	if (record->has_due_in)
		tape_int(tape, ":due_in_us", record->due_in_us);
	if (record->has_planned)
		tape_int(tape, ":planned_us", record->planned_us);
	if (record->has_uptime)
		tape_int(tape, ":uptime_us", record->uptime_us);
	put_words(tape, ":message", record->message);
	put_words(tape, ":raw", raw);
	return tape_row_end(tape);
}
