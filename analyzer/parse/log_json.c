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

static struct str
text_of(const struct log_pairs *pairs, const char *key, struct arena *arena)
{
	const struct log_pair *pair = log_pairs_find(pairs, key);

	if (pair == NULL)
		return (struct str){ NULL, 0 };
	return log_pair_text(pair, arena);
}

static bool
read_epoch(struct str text, int64_t *at_us)
{
	char digits[NUMBER_MAX_BYTES];
	char *end;

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

/* zap says "level"; klog's JSON gives a "v" to what is not an error. */
static char
severity_of(const struct log_pairs *pairs, struct arena *arena)
{
	struct str level = text_of(pairs, "level", arena);

	if (level.ptr == NULL)
		return log_pairs_find(pairs, "v") != NULL ? 'I' : 'E';
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
	const struct log_pair *msg = log_pairs_find(pairs, "msg");
	struct str ts = text_of(pairs, "ts", arena);

	if (msg == NULL || msg->form != LOG_VALUE_QUOTED)
		return false;
	*message = log_logger_cut(log_quoted_text(msg->value, arena));
	record->severity = severity_of(pairs, arena);
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
