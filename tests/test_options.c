#include <criterion/criterion.h>
#include <criterion/redirect.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "options.h"

#define LEN(array) (sizeof(array) / sizeof((array)[0]))
#define MAX_ARGS 12

#define HOUR INT64_C(3600000000)
#define DAY (24 * HOUR)

static struct arena *arena;

/* What is refused is told on standard error, which here is of no interest. */
static void
enter(void)
{
	cr_redirect_stderr();
	arena = arena_new();
}

static void
leave(void)
{
	arena_free(arena);
}

TestSuite(options, .init = enter, .fini = leave);

/* Parses the words of a line; an empty word is written as ''. */
static bool
parse(struct options *options, const char *line)
{
	char **argv = arena_alloc(arena, MAX_ARGS * sizeof(*argv));
	char *text = arena_copy(arena, str_from(line));
	int argc = 0;

	for (char *word = strtok(text, " "); word != NULL;
	     word = strtok(NULL, " ")) {
		cr_assert_lt(argc, MAX_ARGS);
		argv[argc++] = strcmp(word, "''") == 0 ? word + 2 : word;
	}
	return options_parse(options, arena, argc, argv);
}

Test(options, are_bare_unless_given)
{
	struct options options;

	cr_assert(parse(&options, "dump"));
	cr_expect_eq(options.ninputs, 1);
	cr_expect_str_eq(options.inputs[0], "dump");
	cr_expect_eq(options.nnamespaces, 0);
	cr_expect_not(options.since.given);
	cr_expect_not(options.until.given);
	cr_expect_not(options.has_as_of);
	cr_expect_eq(options.year, 0);
	cr_expect(options.jobs >= 1 && options.jobs <= 4);
	cr_expect_str_eq(options.output, "text");
	cr_expect_eq(options.fail_on, -1);
	cr_expect_null(options.db);
	cr_expect_not(options.quiet);
	cr_expect_not(options.help);
}

Test(options, stand_anywhere_among_the_inputs)
{
	struct options options;

	cr_assert(
	    parse(&options, "a -n zoo b --output=json - -nspa --db k.db c"));
	cr_expect_eq(options.ninputs, 4);
	cr_expect_str_eq(options.inputs[0], "a");
	cr_expect_str_eq(options.inputs[1], "b");
	cr_expect_str_eq(options.inputs[2], "-");
	cr_expect_str_eq(options.inputs[3], "c");
	cr_expect_eq(options.nnamespaces, 2);
	cr_expect_str_eq(options.namespaces[0], "zoo");
	cr_expect_str_eq(options.namespaces[1], "spa");
	cr_expect_str_eq(options.output, "json");
	cr_expect_str_eq(options.db, "k.db");
}

Test(options, end_at_two_dashes)
{
	struct options options;

	cr_assert(parse(&options, "-q -- -q --db --"));
	cr_expect(options.quiet);
	cr_expect_null(options.db);
	cr_expect_eq(options.ninputs, 3);
	cr_expect_str_eq(options.inputs[0], "-q");
	cr_expect_str_eq(options.inputs[2], "--");
}

Test(options, take_all_namespaces_back)
{
	struct options options;

	cr_assert(parse(&options, "-n zoo -A dump"));
	cr_expect_eq(options.nnamespaces, 0);
	cr_assert(parse(&options, "-A -n zoo dump"));
	cr_expect_eq(options.nnamespaces, 1);
}

Test(options, take_times_and_lengths_of_time)
{
	static const struct {
		const char *line;
		bool is_back;
		int64_t us;
	} cases[] = {
		{ "--since 2021-12-06T09:00:00Z", false, 1638781200000000 },
		{ "--since=2021-12-06T10:00:00+01:00", false,
		    1638781200000000 },
		{ "--since 2021-12-06", false, 1638748800000000 },
		{ "--since 48h", true, 48 * HOUR },
		{ "--since 90m", true, 3 * HOUR / 2 },
		{ "--since 7d", true, 7 * DAY },
		{ "--since 1d12h", true, DAY + 12 * HOUR },
		{ "--since 0d", true, 0 },
		{ "--since 0", true, 0 },
		{ "--since 999999d", true, 999999 * DAY },
	};

	for (size_t i = 0; i < LEN(cases); i++) {
		struct options options;

		cr_assert(parse(&options, cases[i].line), "%s", cases[i].line);
		cr_expect(options.since.given);
		cr_expect_eq(options.since.is_back, cases[i].is_back, "%s",
		    cases[i].line);
		cr_expect_eq(
		    options.since.us, cases[i].us, "%s", cases[i].line);
		cr_expect_not(options.until.given);
	}
}

Test(options, take_what_the_usage_text_says)
{
	struct options options;

	cr_assert(parse(&options, "--as-of 2021-12-06T09:00:00Z --year 2021"));
	cr_expect(options.has_as_of);
	cr_expect_eq(options.as_of_us, INT64_C(1638781200000000));
	cr_expect_eq(options.year, 2021);
	cr_assert(parse(&options, "--as-of 2021-12-06"));
	cr_expect_eq(options.as_of_us, INT64_C(1638748800000000));
	cr_assert(parse(&options, "--jobs 1"));
	cr_expect_eq(options.jobs, 1);
	cr_assert(parse(&options, "--jobs=64"));
	cr_expect_eq(options.jobs, 64);
	cr_assert(parse(&options, "-h"));
	cr_expect(options.help);
	cr_assert(parse(&options, "--color=always --no-pager"));
	cr_expect(options.color);
	cr_assert(parse(&options, "--color always --color never"));
	cr_expect_not(options.color);
}

Test(options, rank_the_severities)
{
	static const char *const names[] = { "critical", "high", "medium",
		"low" };

	for (int i = 0; i < 4; i++) {
		struct options options;

		cr_assert(parse(
		    &options, arena_printf(arena, "--fail-on %s", names[i])));
		cr_expect_eq(options.fail_on, i);
	}
}

Test(options, take_every_format_that_is_built)
{
	static const char *const names[] = { "text", "wide", "json", "jsonl",
		"csv", "markdown" };

	for (size_t i = 0; i < LEN(names); i++) {
		struct options options;

		cr_assert(
		    parse(&options, arena_printf(arena, "-o %s", names[i])),
		    "%s", names[i]);
		cr_expect_str_eq(options.output, names[i]);
	}
}

Test(options, refuse_everything_else)
{
	static const char *const lines[] = { "''", "dump ''",
		/* Not an option, or not as it is written. */
		"--frobnicate", "-x", "-qx", "--quiet=yes", "---", "--=x",
		"--NAMESPACE zoo", "-qv",
		/* Without its value. */
		"-n", "--namespace", "--namespace=", "-o", "dump --db",
		"--since", "--fail-on=", "-n ''",
		/* Not built yet. */
		"--redact", "--timezone UTC", "-v", "--verbose",
		"--product x.yaml", "-o html", "-o timesketch",
		/* Values that mean nothing. */
		"-o xml", "-o JSON", "--fail-on info", "--fail-on HIGH",
		"--color sometimes", "--year 21", "--year 2013", "--year 2120",
		"--year 2021x", "--year x", "--year -2021", "--since yesterday",
		"--since -48h", "--since 48", "--since 2021-13-01",
		"--since 2021-12-06T25:00:00Z", "--since 1d2", "--since 1dd",
		"--since 1d-2h", "--since 9999999d", "--until 2h3d",
		"--as-of 48h", "--as-of now", "--jobs 0", "--jobs -1",
		"--jobs 65", "--jobs 2x", "--jobs x", "--jobs" };

	for (size_t i = 0; i < LEN(lines); i++) {
		struct options options;

		cr_expect_not(parse(&options, lines[i]), "%s", lines[i]);
	}
}
