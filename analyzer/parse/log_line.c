#include "parse/log_line.h"

#include <stddef.h>
#include <string.h>

#include "parse/timestamp.h"

#define PID_MAX_DIGITS 10
#define LINE_MAX_DIGITS 7
#define FILE_MAX_BYTES 200
#define DATE_BYTES 10 /* "2021-03-30" */

/* "I0101 00:00:00.000000 1 x:1]" */
#define HEADER_MIN_BYTES 28

/* Where the time may begin at the latest, from the month on. */
#define HEADER_TIME_BLANKS 11

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

struct clock {
	int month, day, hour, minute, second;
	int64_t micros;
};

/* This runs for every line, so it works on bare pointers. */

/* Steps *at, which is not the end, over two digits; -1 if there are none. */
static int
take_two(const char **at)
{
	unsigned tens = (unsigned)((*at)[0] - '0');
	unsigned ones = (unsigned)((*at)[1] - '0');

	if (tens > 9 || ones > 9)
		return -1;
	*at += 2;
	return (int)(tens * 10 + ones);
}

/*
 * Eight bytes at once: each of digits gets how far the byte is from that of
 * form, and returns whether none is farther than 15 less that of room.
 */
static inline bool
read_form(const char *at, const char form[9], const char room[9],
    unsigned char digits[8])
{
	uint64_t bytes, want, more;

	memcpy(&bytes, at, sizeof(bytes));
	memcpy(&want, form, sizeof(want));
	memcpy(&more, room, sizeof(more));
	bytes ^= want;
	memcpy(digits, &bytes, sizeof(bytes));
	/* Where no byte is beyond 15, none carries into the next. */
	return ((bytes | (bytes + more)) & UINT64_C(0xF0F0F0F0F0F0F0F0)) == 0;
}

/* Steps *at over "mmdd hh:mm:ss.uuuuuu"; the caller knows there is room. */
static bool
take_time(const char **at, struct clock *clock)
{
	const char *p = *at;
	unsigned char d[8], f[8];

	if ((clock->month = take_two(&p)) < 0 ||
	    (clock->day = take_two(&p)) < 0 || !is_blank(*p++))
		return false;
	while (is_blank(*p) && p < *at + HEADER_TIME_BLANKS)
		p++;
	/* A digit is 0 to 9, which leaves 6; a sign is what it is. */
	if (!read_form(p, "00:00:00", "\6\6\17\6\6\17\6\6", d) ||
	    !read_form(p + 7, "0.000000", "\6\17\6\6\6\6\6\6", f))
		return false;
	clock->hour = d[0] * 10 + d[1];
	clock->minute = d[3] * 10 + d[4];
	clock->second = d[6] * 10 + d[7];
	clock->micros = ((f[2] * 10 + f[3]) * 100 + f[4] * 10 + f[5]) * 100 +
	    f[6] * 10 + f[7];
	*at = p + strlen("00:00:00.000000");
	return true;
}

/* Steps *at over 1 to max digits. */
static bool
take_digits(const char **at, const char *end, ptrdiff_t max)
{
	const char *p = *at;

	while (p < end && is_digit(*p) && p - *at <= max)
		p++;
	if (p == *at || p - *at > max)
		return false;
	*at = p;
	return true;
}

/* Steps *at over the number of the process between blanks. */
static bool
take_pid(const char **at, const char *end)
{
	/* A container has one process, and klog pads its number. */
	static const char one[] = "       1 ";
	const char *p = *at;

	if (end - p >= (ptrdiff_t)sizeof(one) - 1 &&
	    memcmp(p, one, sizeof(one) - 1) == 0) {
		p += sizeof(one) - 1;
	} else {
		if (p == end || !is_blank(*p))
			return false;
		while (p < end && is_blank(*p))
			p++;
		if (!take_digits(&p, end, PID_MAX_DIGITS) || p == end ||
		    !is_blank(*p))
			return false;
	}
	while (p < end && is_blank(*p))
		p++;
	*at = p;
	return true;
}

/* Steps *at over "file.go:123] ". */
static bool
take_file(const char **at, const char *end)
{
	const char *p = *at;
	const char *last = end - p < FILE_MAX_BYTES ? end : p + FILE_MAX_BYTES;

	while (p < last && *p != ':' && *p != ' ')
		p++;
	if (p == last || *p == ' ' || p++ == *at ||
	    !take_digits(&p, end, LINE_MAX_DIGITS) || p == end || *p++ != ']')
		return false;
	if (p < end && *p == ' ')
		p++;
	*at = p;
	return true;
}

static bool
is_severity(char c)
{
	return c == 'I' || c == 'E' || c == 'W' || c == 'F';
}

/* The header has no year, so the 29th of February may be right. */
static bool
is_possible(const struct clock *clock)
{
	static const int days[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30,
		31 };

	return clock->month >= 1 && clock->month <= 12 && clock->day >= 1 &&
	    clock->day <= days[clock->month - 1] && clock->hour < 24 &&
	    clock->minute < 60 && clock->second < 60;
}

bool
log_header_take(struct str *line, struct log_record *record)
{
	const char *p = line->ptr;
	const char *end = p + line->len;
	struct clock clock;

	if (line->len < HEADER_MIN_BYTES)
		return false;
	/* "#" stands before output that was pasted into a document. */
	while (p < end && (is_blank(*p) || *p == '#'))
		p++;
	if (end - p < HEADER_MIN_BYTES || !is_severity(*p))
		return false;

	char severity = *p++;

	if (!take_time(&p, &clock) || !take_pid(&p, end) || !take_file(&p, end))
		return false;
	*line = (struct str){ p, (size_t)(end - p) };
	record->severity = severity;
	if (!is_possible(&clock))
		return true;
	record->has_day = true;
	record->month = clock.month;
	record->day = clock.day;
	record->clock_us =
	    ((int64_t)clock.hour * 3600 + clock.minute * 60 + clock.second) *
		US_PER_S +
	    clock.micros;
	return true;
}

struct str
log_logger_cut(struct str message)
{
	size_t n = strlen("cert-manager");

	if (message.len == 0 || message.ptr[0] != 'c' ||
	    !str_starts(message, "cert-manager"))
		return message;
	if (n < message.len && message.ptr[n] == '/') {
		while (n < message.len && message.ptr[n] != ' ' &&
		    message.ptr[n] != ':')
			n++;
	}

	struct str rest = str_skip(message, n);

	return str_starts(rest, ": ") ? str_skip(rest, 2) : message;
}

/* Splits at the end of the quoted message that text begins with. */
static void
split_message(struct str text, struct log_body_parts *parts)
{
	if (!log_quoted_take(
		text, &parts->message, &parts->rest, &parts->escaped)) {
		/* Cut off; what there is can still be counted. */
		parts->message = str_skip(text, 1);
		parts->rest = str_skip(text, text.len);
	}
}

/* The message of klogr is the value of "msg", behind an optional "level". */
static bool
split_klogr(struct str text, struct log_body_parts *parts)
{
	if (text.len > 1 && text.ptr[1] == 'l' &&
	    str_starts(text, "\"level\"=")) {
		struct str head;

		if (!str_cut(text, ' ', &head, &text))
			return false;
	}
	if (text.len < 2 || text.ptr[1] != 'm' ||
	    !str_starts(text, "\"msg\"=\""))
		return false;
	parts->body = LOG_BODY_KLOGR;
	split_message(str_skip(text, strlen("\"msg\"=")), parts);
	return true;
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

	if (message.len == 0 || !is_digit(message.ptr[0]))
		return message;
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
	if (text.len > 0 && text.ptr[0] == '"') {
		if (split_klogr(text, parts))
			return;
		parts->body = LOG_BODY_QUOTED;
		split_message(text, parts);
		parts->message = log_logger_cut(parts->message);
		return;
	}

	struct str rest = after_word(text);

	if (rest.len > 0 && rest.ptr[0] == '"' && split_klogr(rest, parts))
		return;
	parts->body = LOG_BODY_TEXT;
	parts->message = cut_stamp(str_trim(text));
}
