#include "parse/log_json.h"

#include <stdlib.h>
#include <string.h>

#include "parse/log_line.h"
#include "parse/timestamp.h"

#define NUMBER_MAX_BYTES 40

/*
 * cert-manager writes milliseconds, IBM's operators (zap) whole seconds with a
 * fraction.  As seconds this is the year 5138, as milliseconds 1973.
 */
#define SECONDS_END 1e11
#define MILLIS_END 1e14

/* Where read_millis() holds: 2^50 / 1000 and 2^41, in 2005 and 2039. */
#define MILLIS_FIRST UINT64_C(1125899906843)
#define MILLIS_LAST UINT64_C(2199023255552)
#define MILLIS_DIGITS 13
#define PARTS_MAX UINT64_C(1000000000000000)

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static struct str
text_of(const struct log_pairs *pairs, const char *key, struct arena *arena)
{
	const struct log_pair *pair = log_pairs_find(pairs, key);

	if (pair == NULL)
		return (struct str){ NULL, 0 };
	return log_pair_text(pair, arena);
}

/* n / d, rounded to the nearest and from the middle to the even. */
static uint64_t
divide(uint64_t n, uint64_t d)
{
	uint64_t whole = n / d;
	uint64_t twice = n % d * 2;

	return whole + (twice > d || (twice == d && whole % 2 == 1));
}

/*
 * Milliseconds as cert-manager writes them, to the microsecond that a double
 * would give: between 2^40 and 2^41 it counts 4096ths, and what it counts in
 * microseconds are quarters.  Returns false for any other number.
 */
static bool
read_millis(struct str text, int64_t *at_us)
{
	uint64_t whole = 0;
	uint64_t part = 0;
	uint64_t parts = 1;
	size_t i = 0;

	for (; i < text.len && i < MILLIS_DIGITS && is_digit(text.ptr[i]); i++)
		whole = whole * 10 + (uint64_t)(text.ptr[i] - '0');
	if (whole < MILLIS_FIRST || whole >= MILLIS_LAST)
		return false;
	if (i < text.len && text.ptr[i++] != '.')
		return false;
	for (; i < text.len && parts < PARTS_MAX && is_digit(text.ptr[i]);
	     i++) {
		part = part * 10 + (uint64_t)(text.ptr[i] - '0');
		parts *= 10;
	}
	if (i < text.len)
		return false;
	whole = whole * 4096 + divide(part * 4096, parts);
	*at_us = (int64_t)((divide(whole * 1000, 1024) + 2) / 4);
	return true;
}

static bool
read_epoch(struct str text, int64_t *at_us)
{
	char digits[NUMBER_MAX_BYTES];
	char *end;

	if (read_millis(text, at_us))
		return true;
	if (text.len == 0 || text.len >= sizeof(digits))
		return false;
	memcpy(digits, text.ptr, text.len);
	digits[text.len] = '\0';
	if (strspn(digits, "0123456789.eE+") != text.len)
		return false;

	double value = strtod(digits, &end);

	if (*end != '\0' || !(value >= 0 && value < MILLIS_END))
		return false;
	*at_us = (int64_t)(value * (value < SECONDS_END ? 1e6 : 1e3) + 0.5);
	return true;
}

/* The members that count, NULL where there is none. */
struct members {
	const struct log_pair *msg;
	const struct log_pair *ts;
	const struct log_pair *level;
	const struct log_pair *v;
};

/* The last of each, as log_pairs_find() would, in one walk. */
static void
find_members(const struct log_pairs *pairs, struct members *members)
{
	*members = (struct members){ 0 };
	for (size_t i = 0; i < pairs->npairs; i++) {
		const struct log_pair *pair = &pairs->pair[i];
		const char *key = pair->key.ptr;

		switch (pair->key.len) {
		case 1:
			if (key[0] == 'v')
				members->v = pair;
			break;
		case 2:
			if (memcmp(key, "ts", 2) == 0)
				members->ts = pair;
			break;
		case 3:
			if (memcmp(key, "msg", 3) == 0)
				members->msg = pair;
			break;
		case 5:
			if (memcmp(key, "level", 5) == 0)
				members->level = pair;
			break;
		default:
			break;
		}
	}
}

/* zap says "level"; klog's JSON gives a "v" to what is not an error. */
static char
severity_of(const struct members *members, struct arena *arena)
{
	struct str level = { NULL, 0 };

	if (members->level != NULL)
		level = log_pair_text(members->level, arena);
	if (level.ptr == NULL)
		return members->v != NULL ? 'I' : 'E';
	if (str_starts(level, "e") || str_starts(level, "E"))
		return 'E';
	if (str_starts(level, "w") || str_starts(level, "W"))
		return 'W';
	return 'I';
}

bool
log_json_read(const struct log_pairs *pairs, struct arena *arena,
    struct log_record *record, struct str *message)
{
	struct members members;
	struct str ts = { NULL, 0 };

	find_members(pairs, &members);
	if (members.msg == NULL || members.msg->form != LOG_VALUE_QUOTED)
		return false;
	*message = members.msg->value;
	if (members.msg->escaped)
		*message = log_quoted_text(*message, arena);
	*message = log_logger_cut(*message);
	record->severity = severity_of(&members, arena);
	if (members.ts != NULL)
		ts = log_pair_text(members.ts, arena);
	if (ts.ptr != NULL &&
	    (read_epoch(ts, &record->at_us) ||
		timestamp_parse(ts, &record->at_us)))
		record->has_at = true;
	return true;
}

bool
log_json_unwrap(const struct log_pairs *pairs, struct arena *arena,
    struct str *text, int64_t *at_us)
{
	const struct log_pair *log = log_pairs_find(pairs, "log");
	struct str time = text_of(pairs, "time", arena);

	if (log == NULL || log->form != LOG_VALUE_QUOTED ||
	    log_pairs_find(pairs, "stream") == NULL || time.ptr == NULL ||
	    !timestamp_parse(time, at_us))
		return false;
	*text = log_quoted_text(log->value, arena);
	while (text->len > 0 &&
	    (text->ptr[text->len - 1] == '\n' ||
		text->ptr[text->len - 1] == '\r'))
		text->len--;
	return true;
}
