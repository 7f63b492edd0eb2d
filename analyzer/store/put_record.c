#include "store/put_record.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/fatal.h"
#include "base/table.h"
#include "store/put_words.h"

#define RAW_MAX_BYTES 500

struct record_words {
	struct db *db;
	struct table *ids; /* of rows of log_form and log_subject */
};

/* A column of words, from a field of the record. */
struct column {
	const char *param;
	enum log_field field;
};

static const struct column form_columns[] = {
	{ ":condition", LOG_CONDITION },
	{ ":old_status", LOG_OLD_STATUS },
	{ ":status", LOG_STATUS },
	{ ":reason", LOG_REASON },
	{ ":version", LOG_VERSION },
};

static const struct column subject_columns[] = {
	{ ":namespace", LOG_NAMESPACE },
	{ ":object_kind", LOG_OBJECT_KIND },
	{ ":object", LOG_OBJECT },
	{ ":related_kind", LOG_RELATED_KIND },
	{ ":related_namespace", LOG_RELATED_NAMESPACE },
	{ ":related", LOG_RELATED },
};

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

struct record_words *
record_words_new(struct db *db)
{
	struct record_words *words = calloc(1, sizeof(*words));

	if (words == NULL)
		fatal("out of memory");
	words->db = db;
	words->ids = table_new(sizeof(int64_t));
	return words;
}

void
record_words_free(struct record_words *words)
{
	table_free(words->ids);
	free(words);
}

static void
bind_fields(struct stmt *stmt, const struct log_record *record,
    const struct column *columns, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct str field = record->field[columns[i].field];

		if (field.ptr != NULL && field.len > 0)
			put_words(stmt, columns[i].param, field);
	}
}

static uint64_t
hash_fields(uint64_t hash, const struct log_record *record,
    const struct column *columns, size_t n)
{
	for (size_t i = 0; i < n; i++)
		hash = table_hash(hash, record->field[columns[i].field]);
	return hash;
}

static int64_t
form_id(struct record_words *words, const struct log_record *record)
{
	struct str severity = { &record->severity, 1 };
	uint64_t hash = table_hash(TABLE_HASH_START, str_from(record->pattern));

	hash = table_hash(hash, str_from(record->kind));
	hash = table_hash(hash, severity);
	hash = hash_fields(hash, record, form_columns, LENGTH(form_columns));

	int64_t *id = table_at(words->ids, hash);

	if (*id == 0) {
		struct stmt *stmt = db_stmt(words->db, "insert/log_form.sql");

		stmt_text(stmt, ":pattern", record->pattern);
		stmt_text(stmt, ":kind", record->kind);
		if (record->severity != 0)
			stmt_str(stmt, ":severity", &record->severity, 1);
		bind_fields(stmt, record, form_columns, LENGTH(form_columns));
		*id = stmt_done(stmt);
	}
	return *id;
}

static int64_t
subject_id(struct record_words *words, const struct log_record *record)
{
	/* The first text of a form is a pattern, which is never empty. */
	uint64_t hash = table_hash(TABLE_HASH_START, str_from(""));

	hash =
	    hash_fields(hash, record, subject_columns, LENGTH(subject_columns));

	int64_t *id = table_at(words->ids, hash);

	if (*id == 0) {
		struct stmt *stmt =
		    db_stmt(words->db, "insert/log_subject.sql");

		bind_fields(
		    stmt, record, subject_columns, LENGTH(subject_columns));
		*id = stmt_done(stmt);
	}
	return *id;
}

/* Whether SQL, which counts characters, finds words in raw by their bytes. */
static bool
is_ascii(struct str raw)
{
	for (size_t i = 0; i < raw.len; i++) {
		if (raw.ptr[i] <= 0)
			return false;
	}
	return str_find(raw, "PRIVATE KEY") == NULL;
}

/* Where words first stand in raw, counted from 0; -1 if they do not. */
static int64_t
find_words(struct str raw, struct str words)
{
	const char *at = raw.ptr;
	const char *end = raw.ptr + raw.len;

	if (words.len == 0)
		return -1;
	while ((size_t)(end - at) >= words.len) {
		at = memchr(
		    at, words.ptr[0], (size_t)(end - at) - words.len + 1);
		if (at == NULL)
			return -1;
		if (memcmp(at, words.ptr, words.len) == 0)
			return at - raw.ptr;
		at++;
	}
	return -1;
}

/* The columns for words: themselves, or where they stand in raw. */
struct place_params {
	const char *words;
	const char *at;
	const char *length;
};

static void
bind_place(struct stmt *stmt, const struct place_params *params, struct str raw,
    struct str words)
{
	int64_t at = find_words(raw, words);

	if (at < 0) {
		put_words(stmt, params->words, words);
		return;
	}
	stmt_int(stmt, params->at, at + 1);
	stmt_int(stmt, params->length, (int64_t)words.len);
}

static void
bind_text(struct stmt *stmt, const struct log_record *record)
{
	static const struct place_params message = { ":message", ":message_at",
		":message_length" };
	static const struct place_params detail = { ":detail", ":detail_at",
		":detail_length" };
	struct str raw = record->raw;
	struct str place = { NULL, 0 };

	if (raw.len > RAW_MAX_BYTES)
		raw.len = RAW_MAX_BYTES;
	if (is_ascii(raw))
		place = raw;
	bind_place(stmt, &message, place, record->message);
	if (record->field[LOG_DETAIL].len > 0)
		bind_place(stmt, &detail, place, record->field[LOG_DETAIL]);
	if (record->field[LOG_ERROR].len > 0)
		put_words(stmt, ":error", record->field[LOG_ERROR]);
	put_words(stmt, ":raw", raw);
}

int64_t
put_record(struct record_words *words, const struct log_record *record,
    const struct record_place *place)
{
	int64_t form = form_id(words, record);
	int64_t subject = subject_id(words, record);
	struct stmt *stmt = db_stmt(words->db, "insert/log_line.sql");

	stmt_int(stmt, ":segment_id", place->segment_id);
	stmt_int(stmt, ":form_id", form);
	stmt_int(stmt, ":subject_id", subject);
	stmt_int(stmt, ":line", (int64_t)record->line);
	stmt_int(stmt, ":roll", place->stamp.roll);
	if (place->stamp.known)
		stmt_int(stmt, ":stamp_us", place->stamp.us);
	if (record->has_at)
		stmt_int(stmt, ":full_us", record->at_us);
	else if (record->has_moment)
		stmt_int(stmt, ":full_us", record->moment_us);
	if (record->has_due_in)
		stmt_int(stmt, ":due_in_us", record->due_in_us);
	if (record->has_planned)
		stmt_int(stmt, ":planned_us", record->planned_us);
	bind_text(stmt, record);
	return stmt_done(stmt);
}
