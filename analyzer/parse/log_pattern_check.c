#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "parse/duration.h"
#include "parse/log_match.h"
#include "parse/log_reader.h"
#include "parse/timestamp.h"

struct checking {
	const char *path;
	const struct diag *diag;
	const struct log_pattern *pattern;
	const struct log_sample *sample;
};

static bool
complain(const struct checking *checking, const char *what, const char *value)
{
	diag_at(checking->diag, checking->path, checking->sample->at,
	    "%s: the sample %s%s; file not used", checking->pattern->about.id,
	    what, value);
	return false;
}

/* The sample was recognised as the pattern of set that has another id. */
static bool
complain_taken(const struct checking *checking,
    const struct log_pattern_set *set, const char *id)
{
	const struct log_pattern *p = log_pattern_first(set);

	while (strcmp(p->about.id, id) != 0)
		p = p->next;
	diag_at(checking->diag, checking->path, checking->sample->at,
	    "%s: the sample is recognised as %s of %s, which comes first; "
	    "file not used",
	    checking->pattern->about.id, id, p->about.path);
	return false;
}

static bool
check_time(const struct log_give *give, bool has, int64_t us)
{
	int64_t given_us;

	if (give->value == NULL)
		return !has;
	return has && timestamp_parse(str_from(give->value), &given_us) &&
	    given_us == us;
}

static bool
check_duration(const struct log_give *give, bool has, int64_t us)
{
	int64_t given_us;

	if (give->value == NULL)
		return !has;
	return has && duration_parse(give->value, &given_us) && given_us == us;
}

static bool
check_give(const struct log_give *give, const struct log_record *record)
{
	if (strcmp(give->name, "due_in") == 0)
		return check_duration(
		    give, record->has_due_in, record->due_in_us);
	if (strcmp(give->name, "uptime") == 0)
		return check_duration(
		    give, record->has_uptime, record->uptime_us);
	if (strcmp(give->name, "moment") == 0)
		return check_time(give, record->has_moment, record->moment_us);
	if (strcmp(give->name, "planned") == 0)
		return check_time(
		    give, record->has_planned, record->planned_us);
	for (int i = 0; i < LOG_NFIELDS; i++) {
		if (strcmp(give->name, log_target_name(i)) != 0)
			continue;
		return give->value == NULL
		    ? record->field[i].ptr == NULL
		    : str_equals(record->field[i], give->value);
	}
	return false;
}

/*
 * Reads the text as a log of its own; *record gets the only record.  Returns
 * false if there is not exactly one.
 */
static bool
read_text(
    struct log_reader *reader, const char *text, struct log_record *record)
{
	struct str rest = str_from(text);
	struct log_record last = { 0 };
	size_t nrecords = 0;
	uint64_t number = 0;
	bool more = true;

	/* What is only counted gives nothing. */
	*record = (struct log_record){ 0 };
	rest = str_trim(rest);
	while (more) {
		struct str line = rest;

		more = str_cut(rest, '\n', &line, &rest);
		if (nrecords > 0)
			return false;
		if (log_reader_line(reader, ++number, line, record))
			nrecords++;
	}
	/* Another call would overwrite the record that was given. */
	if (nrecords == 1)
		return true;
	return log_reader_end(reader, &last) && (*record = last, true);
}

static bool
check_sample(const struct checking *checking, const struct log_pattern_set *set)
{
	struct log_reader *reader = log_reader_open(set);
	struct log_record record;
	const char *id = checking->pattern->about.id;
	bool right = read_text(reader, checking->sample->text, &record);

	if (!right)
		complain(checking, "is not one record", "");
	else if (record.pattern == NULL)
		right = complain(checking, "is recognised as nothing", "");
	else if (strcmp(record.pattern, id) != 0)
		right = complain_taken(checking, set, record.pattern);
	for (const struct log_give *give = checking->sample->gives;
	     right && give != NULL; give = give->next) {
		if (!check_give(give, &record))
			right =
			    complain(checking, "gives another ", give->name);
	}
	log_reader_close(reader);
	return right;
}

static bool
check_reject(const struct checking *checking, const struct log_pattern_set *set)
{
	struct log_reader *reader = log_reader_open(set);
	struct log_record record;
	bool right = true;

	if (read_text(reader, checking->sample->text, &record) &&
	    record.pattern != NULL &&
	    strcmp(record.pattern, checking->pattern->about.id) == 0)
		right = complain(checking, "to reject is recognised", "");
	log_reader_close(reader);
	return right;
}

static bool
check_pattern(const struct log_pattern_set *set,
    const struct log_pattern *pattern, const struct diag *diag)
{
	struct checking checking = { pattern->about.path, diag, pattern, NULL };
	bool right = true;

	for (checking.sample = pattern->samples; checking.sample != NULL;
	     checking.sample = checking.sample->next)
		right = check_sample(&checking, set) && right;
	for (checking.sample = pattern->rejects; checking.sample != NULL;
	     checking.sample = checking.sample->next)
		right = check_reject(&checking, set) && right;
	return right;
}

bool
log_pattern_check(const struct log_pattern_set *set, const char *path,
    const struct diag *diag)
{
	bool right = true;

	for (const struct log_pattern *p = log_pattern_first(set); p != NULL;
	     p = p->next) {
		if (strcmp(p->about.path, path) == 0)
			right = check_pattern(set, p, diag) && right;
	}
	return right;
}

size_t
log_pattern_samples(const struct log_pattern_set *set, const char *path)
{
	size_t nsamples = 0;

	for (const struct log_pattern *p = log_pattern_first(set); p != NULL;
	     p = p->next) {
		if (strcmp(p->about.path, path) != 0)
			continue;
		for (const struct log_sample *s = p->samples; s != NULL;
		     s = s->next)
			nsamples++;
		for (const struct log_sample *s = p->rejects; s != NULL;
		     s = s->next)
			nsamples++;
	}
	return nsamples;
}

bool
log_pattern_set_check(
    const struct log_pattern_set *set, const struct diag *diag)
{
	bool right = true;

	for (const struct log_pattern *p = log_pattern_first(set); p != NULL;
	     p = p->next)
		right = check_pattern(set, p, diag) && right;
	return right;
}
