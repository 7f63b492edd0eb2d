#include "parse/log_line.h"

#include <string.h>

#include "parse/timestamp.h"

#define PID_MAX_DIGITS 10
#define LINE_MAX_DIGITS 7
#define DATE_BYTES 10 /* "2021-03-30" */

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* Steps *at over blanks; returns whether there was one. */
static bool
take_blanks(struct str *at)
{
	size_t before = at->len;

	while (at->len > 0 && is_blank(at->ptr[0]))
		*at = str_skip(*at, 1);
	return at->len < before;
}

/* Steps *at over a number of 1 to max digits. */
static bool
take_number(struct str *at, size_t max, int64_t *value)
{
	int64_t sum = 0;
	size_t n = 0;

	while (n < at->len && is_digit(at->ptr[n])) {
		if (n == max)
			return false;
		sum = sum * 10 + (at->ptr[n++] - '0');
	}
	*at = str_skip(*at, n);
	*value = sum;
	return n > 0;
}

/* The value of the two digits at text; the caller has seen that they are. */
static int
two_digits(const char *text)
{
	return (text[0] - '0') * 10 + (text[1] - '0');
}

/* Steps *line over "stderr F ", the words of the CRI log format. */
static void
take_stream(struct str *line, struct log_envelope *envelope)
{
	static const char *const names[] = {
		[LOG_STREAM_STDOUT] = "stdout ",
		[LOG_STREAM_STDERR] = "stderr ",
	};

	for (size_t i = LOG_STREAM_STDOUT; i <= LOG_STREAM_STDERR; i++) {
		if (!str_starts(*line, names[i]))
			continue;

		struct str at = str_skip(*line, strlen(names[i]));
		struct str tags, text;

		/* Tags are split at colons; the first one is P or F. */
		if (!str_cut(at, ' ', &tags, &text)) {
			tags = at;
			text = str_skip(at, at.len);
		}
		if (!str_equals(tags, "F") && !str_equals(tags, "P") &&
		    !str_starts(tags, "F:") && !str_starts(tags, "P:"))
			return;
		envelope->stream = (enum log_stream)i;
		envelope->partial = tags.ptr[0] == 'P';
		*line = text;
		return;
	}
}

/* Steps *line over "[pod/web-1/cert-manager] ". */
static void
take_prefix(struct str *line)
{
	struct str head, tail;

	if (str_starts(*line, "[pod/") && str_cut(*line, ']', &head, &tail) &&
	    str_starts(tail, " ") && str_find(head, " ") == NULL)
		*line = str_skip(tail, 1);
}

void
log_envelope_take(struct str *line, struct log_envelope *envelope)
{
	struct str head, tail;

	*envelope = (struct log_envelope){ 0 };
	if (line->len > 0 && line->ptr[0] == '[')
		take_prefix(line);
	if (line->len <= DATE_BYTES || !is_digit(line->ptr[0]) ||
	    line->ptr[4] != '-' || line->ptr[DATE_BYTES] != 'T')
		return;
	if (!str_cut(*line, ' ', &head, &tail)) {
		head = *line;
		tail = str_skip(*line, line->len);
	}
	if (!timestamp_parse(head, &envelope->at_us))
		return;
	envelope->has_at = true;
	*line = tail;
	take_stream(line, envelope);
}

struct header {
	char severity;
	int month, day, hour, minute, second;
	int64_t micros;
	int64_t file_line;
	struct str file;
};

/* Steps *at over "file.go:123] ". */
static bool
take_file(struct str *at, struct header *header)
{
	size_t n = 0;

	while (n < at->len && at->ptr[n] != ':' && !is_blank(at->ptr[n]) &&
	    at->ptr[n] != ']')
		n++;
	header->file = (struct str){ at->ptr, n };
	if (n == 0 || n == at->len || at->ptr[n] != ':')
		return false;
	*at = str_skip(*at, n + 1);
	if (!take_number(at, LINE_MAX_DIGITS, &header->file_line) ||
	    at->len == 0 || at->ptr[0] != ']')
		return false;
	*at = str_skip(*at, 1);
	if (at->len > 0 && at->ptr[0] == ' ')
		*at = str_skip(*at, 1);
	return true;
}

/* Steps *at over "hh:mm:ss.uuuuuu". */
static bool
take_clock(struct str *at, struct header *header)
{
	static const char shape[] = "00:00:00.000000";
	size_t n = sizeof(shape) - 1;

	if (at->len < n)
		return false;
	for (size_t i = 0; i < n; i++) {
		if (shape[i] == '0' ? !is_digit(at->ptr[i])
				    : at->ptr[i] != shape[i])
			return false;
	}
	header->hour = two_digits(at->ptr);
	header->minute = two_digits(at->ptr + 3);
	header->second = two_digits(at->ptr + 6);
	header->micros = (int64_t)two_digits(at->ptr + 9) * 10000 +
	    (int64_t)two_digits(at->ptr + 11) * 100 + two_digits(at->ptr + 13);
	*at = str_skip(*at, n);
	return true;
}

static bool
take_header(struct str *at, struct header *header)
{
	int64_t pid;

	/* "#" stands before output that was pasted into a document. */
	while (at->len > 0 && (is_blank(at->ptr[0]) || at->ptr[0] == '#'))
		*at = str_skip(*at, 1);
	if (at->len < 5 || memchr("IWEF", at->ptr[0], 4) == NULL)
		return false;
	for (size_t i = 1; i < 5; i++) {
		if (!is_digit(at->ptr[i]))
			return false;
	}
	header->severity = at->ptr[0];
	header->month = two_digits(at->ptr + 1);
	header->day = two_digits(at->ptr + 3);
	*at = str_skip(*at, 5);
	return take_blanks(at) && take_clock(at, header) && take_blanks(at) &&
	    take_number(at, PID_MAX_DIGITS, &pid) && take_blanks(at) &&
	    take_file(at, header);
}

/* The header has no year, so the 29th of February may be right. */
static bool
is_possible(const struct header *header)
{
	static const int days[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30,
		31 };

	return header->month >= 1 && header->month <= 12 && header->day >= 1 &&
	    header->day <= days[header->month - 1] && header->hour < 24 &&
	    header->minute < 60 && header->second < 60;
}

bool
log_header_take(struct str *line, struct log_record *record, struct str *file)
{
	struct header header = { 0 };
	struct str at = *line;

	if (!take_header(&at, &header))
		return false;
	*line = at;
	*file = header.file;
	record->severity = header.severity;
	record->source_line = (int)header.file_line;
	if (!is_possible(&header))
		return true;
	record->has_day = true;
	record->month = header.month;
	record->day = header.day;
	record->clock_us =
	    ((int64_t)header.hour * 3600 + header.minute * 60 + header.second) *
		US_PER_S +
	    header.micros;
	return true;
}

struct str
log_logger_cut(struct str message)
{
	size_t n = strlen("cert-manager");

	if (!str_starts(message, "cert-manager"))
		return message;
	if (n < message.len && message.ptr[n] == '/') {
		while (n < message.len && message.ptr[n] != ' ' &&
		    message.ptr[n] != ':')
			n++;
	}

	struct str rest = str_skip(message, n);

	return str_starts(rest, ": ") ? str_skip(rest, 2) : message;
}

/* The message of klogr is the value of "msg", behind an optional "level". */
static bool
split_klogr(struct str text, struct log_body_parts *parts)
{
	struct str rest;

	if (str_starts(text, "\"level\"=")) {
		struct str head;

		if (!str_cut(text, ' ', &head, &text))
			return false;
	}
	if (!str_starts(text, "\"msg\"=\""))
		return false;
	text = str_skip(text, strlen("\"msg\"="));
	parts->body = LOG_BODY_KLOGR;
	if (log_quoted_take(text, &parts->message, &rest, &parts->escaped)) {
		parts->rest = rest;
	} else {
		parts->message = str_skip(text, 1);
		parts->rest = str_skip(text, text.len);
	}
	return true;
}

static void
split_quoted(struct str text, struct log_body_parts *parts)
{
	struct str rest;

	parts->body = LOG_BODY_QUOTED;
	if (log_quoted_take(text, &parts->message, &rest, &parts->escaped)) {
		parts->rest = rest;
	} else {
		parts->message = str_skip(text, 1);
		parts->rest = str_skip(text, text.len);
	}
	parts->message = log_logger_cut(parts->message);
}

/* Between a logger's name and what follows there is one blank, or more. */
static struct str
after_word(struct str text)
{
	struct str word, rest;

	if (!str_cut(text, ' ', &word, &rest))
		return str_skip(text, text.len);
	(void)take_blanks(&rest);
	return rest;
}

/*
 * message without "2021-3-9.0412 ", the local time that IBM's fork of v0.10
 * puts before its texts; months, days and hours are not padded.
 */
static struct str
cut_stamp(struct str message)
{
	struct str at = message;
	int64_t number;

	if (take_number(&at, 4, &number) && str_starts(at, "-") &&
	    (at = str_skip(at, 1), take_number(&at, 2, &number)) &&
	    str_starts(at, "-") &&
	    (at = str_skip(at, 1), take_number(&at, 2, &number)) &&
	    str_starts(at, ".") &&
	    (at = str_skip(at, 1), take_number(&at, 4, &number)) &&
	    take_blanks(&at))
		return at;
	return message;
}

void
log_body_split(struct str text, struct log_body_parts *parts)
{
	*parts = (struct log_body_parts){ 0 };
	(void)take_blanks(&text);
	if (split_klogr(text, parts))
		return;
	if (text.len > 0 && text.ptr[0] == '"') {
		split_quoted(text, parts);
		return;
	}
	if (split_klogr(after_word(text), parts))
		return;
	parts->body = LOG_BODY_TEXT;
	parts->message = cut_stamp(str_trim(text));
}
