#include "options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "parse/duration.h"
#include "parse/timestamp.h"
#include "report/writer.h"

static const char *const severities[] = { "critical", "high", "medium", "low" };
#define NSEVERITIES (sizeof(severities) / sizeof(severities[0]))

/* What a later release is to have; until then it is refused by name. */
static const char *const not_yet[] = { "product", "timezone", "redact",
	"verbose" };

/*
 * How many threads read unless --jobs tells: more than this make little
 * difference, as one writes, and one unpacks what lies around the members.
 */
#define DEFAULT_MAX_JOBS 4
#define MAX_JOBS 64

static bool
wrong(const char *option, const char *value, const char *why)
{
	fprintf(stderr, "certtrail: --%s %s: %s\n", option, value, why);
	return false;
}

/* Go durations, and days, which Go does not know: "7d", "1d12h". */
static bool
parse_back(struct arena *arena, const char *text, int64_t *us)
{
	size_t digits = strspn(text, "0123456789");
	int64_t days = 0;
	int64_t rest = 0;

	if (digits == 0 || digits > 6)
		return duration_parse(text, us) && *us >= 0;
	if (text[digits] == 'd') {
		days = strtol(
		    arena_copy(arena, (struct str){ text, digits }), NULL, 10);
		text += digits + 1;
		if (*text == '\0') {
			*us = days * US_PER_DAY;
			return true;
		}
	}
	if (!duration_parse(text, &rest) || rest < 0)
		return false;
	*us = days * US_PER_DAY + rest;
	return true;
}

/* A time, or a date, which stands for its first moment in UTC. */
static bool
parse_time(struct arena *arena, const char *text, int64_t *us)
{
	return timestamp_parse(str_from(text), us) ||
	    timestamp_parse(
		str_from(arena_printf(arena, "%sT00:00:00Z", text)), us);
}

static bool
take_when(struct arena *arena, const char *option, const char *value,
    struct when *when)
{
	int64_t us = 0;
	bool is_back = false;

	if (!parse_time(arena, value, &us)) {
		is_back = true;
		if (!parse_back(arena, value, &us))
			return wrong(option, value,
			    "neither a time such as 2021-12-06T09:00:00Z nor a "
			    "length of time such as 48h or 7d");
	}
	*when = (struct when){ true, is_back, us };
	return true;
}

static bool
take_severity(struct options *options, const char *value)
{
	for (size_t i = 0; i < NSEVERITIES; i++) {
		if (strcmp(value, severities[i]) == 0) {
			options->fail_on = (int)i;
			return true;
		}
	}
	return wrong("fail-on", value, "not critical, high, medium or low");
}

static bool
take_color(struct options *options, const char *value)
{
	if (strcmp(value, "always") == 0)
		options->color = true;
	else if (strcmp(value, "never") == 0)
		options->color = false;
	else if (strcmp(value, "auto") != 0)
		return wrong("color", value, "not auto, always or never");
	return true;
}

static bool
take_output(struct options *options, const char *value)
{
	if (strcmp(value, "html") == 0 || strcmp(value, "timesketch") == 0)
		return wrong("output", value, "not built yet");
	if (writer_format_find(value) == NULL)
		return wrong("output", value,
		    "not text, wide, json, jsonl, csv or markdown");
	options->output = value;
	return true;
}

static bool
take_as_of(struct options *options, struct arena *arena, const char *value)
{
	if (!parse_time(arena, value, &options->as_of_us))
		return wrong("as-of", value,
		    "not a time such as 2021-12-06T09:00:00Z or 2021-12-06");
	options->has_as_of = true;
	return true;
}

static bool
take_year(struct options *options, const char *value)
{
	char *end = NULL;
	long year = strtol(value, &end, 10);

	if (*end != '\0' || year < 2014 || year > 2119)
		return wrong("year", value, "not a year from 2014 to 2119");
	options->year = (int)year;
	return true;
}

static bool
take_jobs(struct options *options, const char *value)
{
	char *end = NULL;
	long jobs = strtol(value, &end, 10);

	if (*end != '\0' || jobs < 1 || jobs > MAX_JOBS)
		return wrong("jobs", value, "not a number from 1 to 64");
	options->jobs = (int)jobs;
	return true;
}

static int
default_jobs(void)
{
	long online = sysconf(_SC_NPROCESSORS_ONLN);

	if (online < 1)
		return 1;
	return online < DEFAULT_MAX_JOBS ? (int)online : DEFAULT_MAX_JOBS;
}

/* Takes the option name, whose value is NULL if none was attached. */
static bool
take_valued(struct options *options, struct arena *arena, const char *name,
    const char *value)
{
	if (strcmp(name, "namespace") == 0) {
		options->namespaces[options->nnamespaces++] = value;
		return true;
	}
	if (strcmp(name, "since") == 0)
		return take_when(arena, name, value, &options->since);
	if (strcmp(name, "until") == 0)
		return take_when(arena, name, value, &options->until);
	if (strcmp(name, "as-of") == 0)
		return take_as_of(options, arena, value);
	if (strcmp(name, "output") == 0)
		return take_output(options, value);
	if (strcmp(name, "fail-on") == 0)
		return take_severity(options, value);
	if (strcmp(name, "year") == 0)
		return take_year(options, value);
	if (strcmp(name, "jobs") == 0)
		return take_jobs(options, value);
	if (strcmp(name, "color") == 0)
		return take_color(options, value);
	if (strcmp(name, "patterns") == 0) {
		options->pattern_files[options->npattern_files++] = value;
		return true;
	}
	options->db = value;
	return true;
}

static bool
is_valued(const char *name)
{
	static const char *const names[] = { "namespace", "since", "until",
		"as-of", "output", "fail-on", "year", "color", "jobs",
		"patterns", "db" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (strcmp(name, names[i]) == 0)
			return true;
	}
	return false;
}

/* The long name of a short option, or NULL. */
static const char *
long_name(char letter)
{
	switch (letter) {
	case 'n':
		return "namespace";
	case 'A':
		return "all-namespaces";
	case 'o':
		return "output";
	case 'q':
		return "quiet";
	case 'v':
		return "verbose";
	case 'h':
		return "help";
	default:
		return NULL;
	}
}

/* Refuses what is no option, or none yet. */
static bool
refuse(const char *name)
{
	for (size_t i = 0; i < sizeof(not_yet) / sizeof(not_yet[0]); i++) {
		if (strcmp(name, not_yet[i]) == 0) {
			fprintf(
			    stderr, "certtrail: --%s: not built yet\n", name);
			return false;
		}
	}
	fprintf(stderr,
	    "certtrail: --%s: there is no such option; see certtrail --help\n",
	    name);
	return false;
}

/* Takes an option that has no value; text is how it was given. */
static bool
take_flag(struct options *options, const char *name, const char *value,
    const char *text)
{
	bool is_quiet = strcmp(name, "quiet") == 0;
	bool is_help = strcmp(name, "help") == 0;
	bool is_all = strcmp(name, "all-namespaces") == 0;
	bool is_check = strcmp(name, "check") == 0;

	/* There is no pager: --no-pager asks for what is. */
	if (!is_quiet && !is_help && !is_all && !is_check &&
	    strcmp(name, "no-pager") != 0)
		return refuse(name);
	if (value != NULL) {
		fprintf(stderr, "certtrail: %s: %s\n", text,
		    text[1] == '-' || text[2] == '=' ? "takes no value"
						     : "one option at a time");
		return false;
	}
	options->quiet = options->quiet || is_quiet;
	options->help = options->help || is_help;
	options->check = options->check || is_check;
	if (is_all)
		options->nnamespaces = 0;
	return true;
}

/* Takes the option at argv[*i], stepping over a value that stands apart. */
static bool
take_option(
    struct options *options, struct arena *arena, int argc, char **argv, int *i)
{
	const char *text = argv[*i];
	const char *name;
	const char *value = NULL;

	if (text[1] == '-') {
		const char *equals = strchr(text, '=');

		name = text + 2;
		if (equals != NULL) {
			name = arena_copy(arena,
			    (struct str){ name, (size_t)(equals - name) });
			value = equals + 1;
		}
	} else {
		name = long_name(text[1]);
		if (name == NULL) {
			fprintf(stderr,
			    "certtrail: -%c: there is no such option; see "
			    "certtrail --help\n",
			    text[1]);
			return false;
		}
		if (text[2] != '\0')
			value = text + (text[2] == '=' ? 3 : 2);
	}
	if (!is_valued(name))
		return take_flag(options, name, value, text);
	if (value == NULL && *i + 1 < argc)
		value = argv[++*i];
	if (value == NULL || *value == '\0') {
		fprintf(stderr, "certtrail: --%s: needs a value\n", name);
		return false;
	}
	return take_valued(options, arena, name, value);
}

bool
options_parse(
    struct options *options, struct arena *arena, int argc, char **argv)
{
	bool only_inputs = false;

	*options = (struct options){
		.output = "text", .fail_on = -1, .jobs = default_jobs()
	};
	options->inputs = arena_alloc(arena, (size_t)argc * sizeof(char *) + 1);
	options->namespaces =
	    arena_alloc(arena, (size_t)argc * sizeof(char *) + 1);
	options->pattern_files =
	    arena_alloc(arena, (size_t)argc * sizeof(char *) + 1);
	options->color =
	    isatty(STDOUT_FILENO) == 1 && getenv("NO_COLOR") == NULL;
	for (int i = 0; i < argc; i++) {
		if (!only_inputs && strcmp(argv[i], "--") == 0) {
			only_inputs = true;
		} else if (!only_inputs && argv[i][0] == '-' &&
		    argv[i][1] != '\0') {
			if (!take_option(options, arena, argc, argv, &i))
				return false;
		} else if (argv[i][0] == '\0') {
			fprintf(stderr,
			    "certtrail: an empty argument names no input\n");
			return false;
		} else {
			options->inputs[options->ninputs++] = argv[i];
		}
	}
	return true;
}
