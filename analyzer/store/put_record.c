#include "store/put_record.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/fatal.h"
#include "base/table.h"
#include "store/put_words.h"

#define RAW_MAX_BYTES 500

/* A header ends before this, whatever stands before it. */
#define HEADER_MAX_BYTES 400

struct record_words {
	struct tape *tape;
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
record_words_new(struct tape *tape)
{
	struct record_words *words = calloc(1, sizeof(*words));

	if (words == NULL)
		fatal("out of memory");
	words->tape = tape;
	words->ids = table_new(sizeof(tape_id));
	return words;
}

void
record_words_free(struct record_words *words)
{
	table_free(words->ids);
	free(words);
}

static void
bind_fields(struct tape *tape, const struct log_record *record,
    const struct column *columns, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct str field = record->field[columns[i].field];

		if (field.ptr != NULL && field.len > 0)
			put_words(tape, columns[i].param, field);
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

/* Where words first stand in raw, counted from 0; -1 if they do not. */
static int64_t
find_words(struct str raw, struct str words)
{
	if (words.len == 0 || raw.ptr == NULL)
		return -1;

	const char *at = raw.ptr;
	const char *end = raw.ptr + raw.len;

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

static bool
is_word_byte(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
	    (byte >= '0' && byte <= '9') || byte == '_';
}

/*
 * The source line that a record's header or "caller" names, such as
 * "acme.go:233"; no text where there is none.
 */
static struct str
source_line(struct str raw)
{
	static const struct str mark = { ".go:", 4 };
	size_t begin;
	size_t end;
	int64_t at;

	if (raw.len > HEADER_MAX_BYTES)
		raw.len = HEADER_MAX_BYTES;
	at = find_words(raw, mark);
	if (at < 0)
		return (struct str){ NULL, 0 };
	begin = (size_t)at;
	while (begin > 0 && is_word_byte(raw.ptr[begin - 1]))
		begin--;
	end = (size_t)at + mark.len;
	while (end < raw.len && raw.ptr[end] >= '0' && raw.ptr[end] <= '9')
		end++;
	return (struct str){ raw.ptr + begin, end - begin };
}

static tape_id
form_id(struct record_words *words, const struct log_record *record,
    const struct record_place *place)
{
	struct str severity = { &record->severity, 1 };
	uint64_t hash = table_hash(TABLE_HASH_START, str_from(record->pattern));

	hash = table_hash(hash, str_from(record->kind));
	hash = table_hash(hash, severity);
	hash = hash_fields(hash, record, form_columns, LENGTH(form_columns));

	tape_id *id = table_at(words->ids, hash);

	if (*id == 0) {
		struct tape *tape = words->tape;
		struct str source = source_line(record->raw);

		tape_row(tape, "log_form");
		tape_text(tape, ":pattern", record->pattern);
		tape_text(tape, ":kind", record->kind);
		if (record->severity != 0)
			tape_str(tape, ":severity", severity);
		bind_fields(tape, record, form_columns, LENGTH(form_columns));
		tape_put_id(tape, ":first_segment_id", place->segment_id);
		if (source.len > 0)
			put_words(tape, ":source_line", source);
		*id = tape_row_end(tape);
	}
	return *id;
}

static tape_id
subject_id(struct record_words *words, const struct log_record *record)
{
	/* The first text of a form is a pattern, which is never empty. */
	uint64_t hash = table_hash(TABLE_HASH_START, str_from(""));

	hash =
	    hash_fields(hash, record, subject_columns, LENGTH(subject_columns));

	tape_id *id = table_at(words->ids, hash);

	if (*id == 0) {
		struct tape *tape = words->tape;

		tape_row(tape, "log_subject");
		bind_fields(
		    tape, record, subject_columns, LENGTH(subject_columns));
		*id = tape_row_end(tape);
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

/* The columns for words: themselves, or where they stand in raw. */
struct place_params {
	const char *words;
	const char *at;
	const char *length;
};

static void
bind_place(struct tape *tape, const struct place_params *params, struct str raw,
    struct str words)
{
	int64_t at = find_words(raw, words);

	if (at < 0) {
		put_words(tape, params->words, words);
		return;
	}
	tape_int(tape, params->at, at + 1);
	tape_int(tape, params->length, (int64_t)words.len);
}

static void
bind_text(struct tape *tape, const struct log_record *record)
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
	bind_place(tape, &message, place, record->message);
	if (record->field[LOG_DETAIL].len > 0)
		bind_place(tape, &detail, place, record->field[LOG_DETAIL]);
	if (record->field[LOG_ERROR].len > 0)
		put_words(tape, ":error", record->field[LOG_ERROR]);
	put_words(tape, ":raw", raw);
}

tape_id
put_record(struct record_words *words, const struct log_record *record,
    const struct record_place *place)
{
	tape_id form = form_id(words, record, place);
	tape_id subject = subject_id(words, record);
	struct tape *tape = words->tape;

	tape_row(tape, "log_line");
	tape_put_id(tape, ":segment_id", place->segment_id);
	tape_put_id(tape, ":form_id", form);
	tape_put_id(tape, ":subject_id", subject);
	tape_int(tape, ":line", (int64_t)record->line);
	tape_int(tape, ":roll", place->stamp.roll);
	if (place->stamp.known)
		tape_int(tape, ":stamp_us", place->stamp.us);
	if (record->has_at)
		tape_int(tape, ":full_us", record->at_us);
	else if (record->has_moment)
		tape_int(tape, ":full_us", record->moment_us);
	if (record->has_due_in)
		tape_int(tape, ":due_in_us", record->due_in_us);
	if (record->has_planned)
		tape_int(tape, ":planned_us", record->planned_us);
	bind_text(tape, record);
	return tape_row_end(tape);
}

void
put_note(struct record_words *words, const struct log_record *record,
    const struct record_place *place)
{
	(void)form_id(words, record, place);
}
