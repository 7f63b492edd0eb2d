#include "parse/log_reader.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/fatal.h"
#include "parse/log_json.h"
#include "parse/log_line.h"
#include "parse/log_match.h"
#include "parse/log_shape.h"

/* What is joined from several lines ends here; the rest is dropped. */
#define JOINED_MAX_BYTES ((size_t)1024 * 1024)
#define BLOCK_MAX_LINES 2000

#define ESCAPE '\x1b' /* begins a terminal's colour sequence */

/* Bytes that grow and stay. */
struct buffer {
	char *bytes;
	size_t len;
	size_t size;
};

/* A line without its envelope, or several that belong together. */
struct entry {
	uint64_t number; /* of the first */
	bool has_at;
	int64_t at_us;
	struct str raw;
	struct str text;
};

/* An entry that waits: its bytes are copied. */
struct pending {
	bool is_open;
	struct entry entry; /* raw and text are set when it is taken */
	struct buffer raw;
	struct buffer text;
	size_t nlines;
};

struct log_reader {
	struct log_matcher *matcher;
	struct arena *arena; /* of one record */
	struct log_text text;
	char shape[LOG_SHAPE_BYTES];

	struct pending partial[LOG_STREAM_STDERR + 1]; /* CRI, by stream */
	struct pending block;                          /* err=< ... > */

	/*
	 * When a header stands where a block should go on, the call gives the
	 * block, and this line waits for the next call.
	 */
	struct pending held;
	struct pending taken; /* what was held, while it is looked at */
};

static void *
allocate(size_t size)
{
	void *memory = calloc(1, size);

	if (memory == NULL)
		fatal("out of memory");
	return memory;
}

struct log_reader *
log_reader_open(const struct log_pattern_set *set)
{
	struct log_reader *reader = allocate(sizeof(*reader));

	reader->matcher = log_matcher_open(set);
	reader->arena = arena_new();
	return reader;
}

static void
free_pending(struct pending *pending)
{
	free(pending->raw.bytes);
	free(pending->text.bytes);
}

void
log_reader_close(struct log_reader *reader)
{
	if (reader == NULL)
		return;
	for (size_t i = 0; i <= LOG_STREAM_STDERR; i++)
		free_pending(&reader->partial[i]);
	free_pending(&reader->block);
	free_pending(&reader->held);
	free_pending(&reader->taken);
	log_matcher_close(reader->matcher);
	arena_free(reader->arena);
	free(reader);
}

static void
append(struct buffer *buffer, struct str bytes)
{
	size_t room = JOINED_MAX_BYTES * 2 - buffer->len;
	size_t len = bytes.len < room ? bytes.len : room;

	if (buffer->len + len > buffer->size) {
		size_t size = (buffer->len + len) * 2;
		char *grown = realloc(buffer->bytes, size);

		if (grown == NULL)
			fatal("out of memory");
		buffer->bytes = grown;
		buffer->size = size;
	}
	if (len > 0)
		memcpy(buffer->bytes + buffer->len, bytes.ptr, len);
	buffer->len += len;
}

/* Begins pending with a copy of entry. */
static void
pending_begin(struct pending *pending, const struct entry *entry)
{
	pending->is_open = true;
	pending->entry = *entry;
	pending->nlines = 1;
	pending->raw.len = 0;
	pending->text.len = 0;
	append(&pending->raw, entry->raw);
	append(&pending->text, entry->text);
}

/* Adds entry to pending, with glue between their texts. */
static void
pending_join(
    struct pending *pending, const struct entry *entry, const char *glue)
{
	pending->nlines++;
	append(&pending->raw, (struct str){ "\n", 1 });
	append(&pending->raw, entry->raw);
	append(&pending->text, str_from(glue));
	append(&pending->text, entry->text);
}

/* What buffer holds; it has no bytes of its own before its first. */
static struct str
buffer_text(const struct buffer *buffer)
{
	return (
	    struct str){ buffer->len == 0 ? "" : buffer->bytes, buffer->len };
}

/* Ends pending; the entry's bytes stay valid until it begins again. */
static struct entry
pending_end(struct pending *pending)
{
	pending->is_open = false;
	pending->entry.raw = buffer_text(&pending->raw);
	pending->entry.text = buffer_text(&pending->text);
	return pending->entry;
}

/* text without "ESC [ ... letter" sequences; in arena if there were any. */
static struct str
strip_colours(struct str text, struct arena *arena)
{
	if (text.len == 0 || memchr(text.ptr, ESCAPE, text.len) == NULL)
		return text;

	char *plain = arena_alloc(arena, text.len);
	size_t n = 0;

	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] != ESCAPE || i + 1 == text.len ||
		    text.ptr[i + 1] != '[') {
			plain[n++] = text.ptr[i];
			continue;
		}
		i += 2;
		while (i < text.len && text.ptr[i] >= ' ' && text.ptr[i] < '@')
			i++;
	}
	return (struct str){ plain, n };
}

/* Looks the message of reader->text up; returns whether a pattern knows it. */
static bool
recognise(struct log_reader *reader, struct log_record *record)
{
	const struct log_pattern *pattern =
	    log_matcher_find(reader->matcher, &reader->text, record);

	if (pattern == NULL)
		return false;
	record->state = !pattern->about.count_only ? LOG_EVENT
	    : pattern->is_noted                    ? LOG_NOTED
						   : LOG_COUNTED;
	record->pattern = pattern->about.id;
	record->kind = pattern->about.kind;
	return true;
}

/* Fills record from the message in reader->text. */
static void
finish_record(struct log_reader *reader, struct log_record *record)
{
	record->message = reader->text.message;
	if (recognise(reader, record))
		return;
	record->state = LOG_UNKNOWN;
	record->shape = log_shape(record->message, reader->shape);
}

static void
begin_text(struct log_reader *reader, char severity, enum log_body body,
    struct str message, struct str rest)
{
	reader->text.severity = severity;
	reader->text.body = body;
	reader->text.message = message;
	reader->text.rest = rest;
	reader->text.is_split = false;
	reader->text.tried = 0;
	reader->text.arena = reader->arena;
}

static void
read_klog(struct log_reader *reader, struct str text, struct log_record *record)
{
	struct log_body_parts parts;

	log_body_split(text, &parts);
	if (parts.escaped)
		parts.message = log_quoted_text(parts.message, reader->arena);
	begin_text(
	    reader, record->severity, parts.body, parts.message, parts.rest);
	finish_record(reader, record);
}

static bool
read_json(struct log_reader *reader, struct str text, struct log_record *record)
{
	struct str message;

	begin_text(reader, 0, LOG_BODY_JSON, text, text);
	if (!log_json_read(
		log_text_pairs(&reader->text), reader->arena, record, &message))
		return false;
	reader->text.severity = record->severity;
	reader->text.message = message;
	finish_record(reader, record);
	return true;
}

/* True if text ends with the mark of a value of several lines. */
static bool
ends_open(struct str text)
{
	while (text.len > 0 && text.ptr[text.len - 1] == ' ')
		text.len--;
	return text.len >= 2 && text.ptr[text.len - 1] == '<' &&
	    text.ptr[text.len - 2] == '=';
}

static void
begin_record(const struct entry *entry, struct log_record *record)
{
	record->state = LOG_FOREIGN;
	record->line = entry->number;
	record->severity = 0;
	record->has_day = false;
	record->month = record->day = 0;
	record->clock_us = 0;
	record->has_at = entry->has_at;
	record->at_us = entry->at_us;
	record->message = record->shape = (struct str){ NULL, 0 };
	record->raw = entry->raw;
	record->pattern = record->kind = NULL;
}

/*
 * Fills record from an entry.  Returns false if a value of several lines begins
 * at its end; not for whole entries, to which all such lines have been joined.
 */
static bool
make_record(struct log_reader *reader, const struct entry *entry, bool whole,
    struct log_record *record)
{
	struct str text = entry->text;

	begin_record(entry, record);
	if (log_header_take(&text, record)) {
		if (!whole && text.len > 0 && text.ptr[0] == '"' &&
		    ends_open(text))
			return false;
		read_klog(reader, text, record);
		return true;
	}
	text = str_trim(text);
	if (text.len > 0 && text.ptr[0] == '{' &&
	    read_json(reader, text, record))
		return true;
	begin_text(reader, 0, LOG_BODY_TEXT, text, (struct str){ NULL, 0 });
	record->message = text;
	if (entry->has_at)
		(void)recognise(reader, record);
	return true;
}

static bool
has_header(struct str text)
{
	struct log_record record;

	/* The lines inside a block begin with a tab. */
	return text.len > 0 && text.ptr[0] != '\t' &&
	    log_header_take(&text, &record);
}

/* True if text is the line with ">" that ends a value of several lines. */
static bool
closes_block(struct str text)
{
	while (text.len > 0 && text.ptr[0] == ' ')
		text = str_skip(text, 1);
	return text.len > 0 && text.ptr[0] == '>' &&
	    (text.len == 1 || text.ptr[1] == ' ');
}

/* True if one block may follow on the line that ends another. */
static bool
reopens_block(struct str text)
{
	return text.len >= 2 && memcmp(text.ptr + text.len - 2, "=<", 2) == 0;
}

/* Takes an entry; returns whether that gives a record. */
static bool
take_entry(struct log_reader *reader, const struct entry *entry,
    struct log_record *record)
{
	struct pending *block = &reader->block;
	struct entry joined;

	if (!block->is_open) {
		if (make_record(reader, entry, false, record))
			return true;

		struct entry first = *entry;

		first.text = str_trim(first.text);
		pending_begin(block, &first);
		return false;
	}
	if (has_header(entry->text)) {
		pending_begin(&reader->held, entry);
	} else {
		pending_join(block, entry, "\n");
		if (block->nlines < BLOCK_MAX_LINES &&
		    block->text.len < JOINED_MAX_BYTES &&
		    (!closes_block(entry->text) || reopens_block(entry->text)))
			return false;
	}
	joined = pending_end(block);
	return make_record(reader, &joined, true, record);
}

/* Steps entry over a docker envelope, {"log":...}. */
static void
unwrap_docker(struct log_reader *reader, struct entry *entry)
{
	struct str text;

	if (entry->text.len == 0 || entry->text.ptr[0] != '{' ||
	    !str_starts(entry->text, "{\"log\":"))
		return;
	begin_text(reader, 0, LOG_BODY_JSON, entry->text, entry->text);
	if (!log_json_unwrap(log_text_pairs(&reader->text), reader->arena,
		&text, &entry->at_us))
		return;
	entry->has_at = true;
	entry->text = text;
}

/*
 * Makes an entry of a physical line.  Returns false if it is part of a longer
 * one that is not complete yet.
 */
static bool
make_entry(struct log_reader *reader, uint64_t number, struct str line,
    struct entry *entry)
{
	struct log_envelope envelope;
	struct pending *partial;

	*entry = (struct entry){ .number = number, .raw = line };
	entry->text = strip_colours(line, reader->arena);
	log_envelope_take(&entry->text, &envelope);
	entry->has_at = envelope.has_at;
	entry->at_us = envelope.at_us;
	unwrap_docker(reader, entry);
	if (envelope.stream == LOG_STREAM_NONE)
		return true;
	partial = &reader->partial[envelope.stream];
	if (partial->is_open)
		pending_join(partial, entry, "");
	else if (envelope.partial)
		pending_begin(partial, entry);
	else
		return true;
	if (envelope.partial)
		return false;
	*entry = pending_end(partial);
	return true;
}

/* Takes the line that was held, if there is one. */
static bool
take_held(struct log_reader *reader, struct log_record *record)
{
	if (!reader->held.is_open)
		return false;

	struct pending swapped = reader->taken;

	reader->taken = reader->held;
	reader->held = swapped;
	reader->held.is_open = false;

	struct entry entry = pending_end(&reader->taken);

	return take_entry(reader, &entry, record);
}

bool
log_reader_line(struct log_reader *reader, uint64_t number, struct str line,
    struct log_record *record)
{
	struct entry entry;

	arena_reset(reader->arena);
	if (!make_entry(reader, number, line, &entry))
		return take_held(reader, record);
	if (take_held(reader, record)) {
		pending_begin(&reader->held, &entry);
		return true;
	}
	return take_entry(reader, &entry, record);
}

bool
log_reader_end(struct log_reader *reader, struct log_record *record)
{
	struct entry entry;

	arena_reset(reader->arena);
	if (take_held(reader, record))
		return true;
	for (size_t i = 0; i <= LOG_STREAM_STDERR; i++) {
		if (!reader->partial[i].is_open)
			continue;
		entry = pending_end(&reader->partial[i]);
		if (take_entry(reader, &entry, record))
			return true;
	}
	if (!reader->block.is_open)
		return false;
	entry = pending_end(&reader->block);
	return make_record(reader, &entry, true, record);
}
