/*
 * Any bytes as a log, line by line; and, from the byte 0xFF on, as a pattern
 * file.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "parse/log_pattern.h"
#include "parse/log_reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

/* The patterns do not change from one input to the next. */
static struct log_pattern_set *set;

static volatile char last_byte;

static void
touch(struct str text)
{
	if (text.ptr != NULL && text.len > 0)
		last_byte = text.ptr[text.len - 1];
}

static void
use(const struct log_record *record)
{
	touch(record->message);
	touch(record->shape);
	touch(record->raw);
	for (int i = 0; record->state == LOG_EVENT && i < LOG_NFIELDS; i++)
		touch(record->field[i]);
	if (record->state == LOG_EVENT && record->pattern == NULL)
		abort();
	if (record->line == 0)
		abort();
}

static void
ignore(void *context, const char *path, uint64_t line, const char *text)
{
	(void)context;
	(void)path;
	(void)line;
	(void)text;
}

static void
read_patterns(const uint8_t *bytes, size_t len)
{
	const struct diag diag = { ignore, NULL };
	char *text = malloc(len + 1);

	if (text == NULL)
		abort();
	memcpy(text, bytes, len);
	text[len] = '\0';
	log_pattern_set_close(log_pattern_set_parse("fuzz", text, &diag));
	free(text);
}

/* Each line in a block of its own, so that a step beyond its end is seen. */
static bool
read_line(struct log_reader *reader, uint64_t number, struct str line)
{
	struct log_record record;
	char *copy = malloc(line.len + 1);

	if (copy == NULL)
		abort();
	if (line.len > 0)
		memcpy(copy + 1, line.ptr, line.len);

	bool given = log_reader_line(
	    reader, number, (struct str){ copy + 1, line.len }, &record);

	if (given)
		use(&record);
	free(copy);
	return given;
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct str rest = { (const char *)bytes, len };
	struct log_reader *reader;
	struct log_record record;
	uint64_t number = 0;
	uint64_t nrecords = 0;
	bool more = true;

	if (len > 0 && bytes[0] == 0xFF) {
		read_patterns(bytes + 1, len - 1);
		return 0;
	}
	if (set == NULL)
		set = log_pattern_set_open();
	reader = log_reader_open(set);
	while (more) {
		struct str line = rest;

		more = str_cut(rest, '\n', &line, &rest);
		if (read_line(reader, ++number, line))
			nrecords++;
	}
	while (log_reader_end(reader, &record)) {
		use(&record);
		nrecords++;
	}
	/* Nothing is lost, and nothing comes twice. */
	if (nrecords == 0 || nrecords > number)
		abort();
	log_reader_close(reader);
	return 0;
}
