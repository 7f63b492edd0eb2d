#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "parse/log_pattern.h"
#include "parse/log_reader.h"

#define TEXT_MAX_BYTES 4096
#define HEAD "I0415 10:37:55.758685       1 x.go:200] "

/* What diag was told, first. */
struct told {
	uint64_t line;
	char text[512];
};

static void
note(void *context, const char *path, uint64_t line, const char *text)
{
	struct told *told = context;

	cr_expect_str_eq(path, "x.yaml");
	if (told->text[0] != '\0')
		return;
	told->line = line;
	snprintf(told->text, sizeof(told->text), "%s", text);
}

/* A right entry, of which each case changes one line. */
#define ID "- id: one\n"
#define KIND "  kind: trigger\n"
#define MEANS "  means: For the test.\n"
#define MESSAGE "  message: Hello\n"
#define SAMPLES "  samples:\n  - line: '" HEAD "Hello'\n"
#define TOP "product: test\npatterns:\n"
#define ENTRY ID KIND MEANS MESSAGE SAMPLES

static const struct {
	const char *yaml;
	uint64_t line;
	const char *text; /* part of what diag is told */
} rejected[] = {
	/* Not a pattern file. */
	{ "", 1, "empty" },
	{ "patterns: [", 2, "did not find expected" },
	{ "- a\n", 1, "not a map" },
	{ "product: x\n", 1, "not a list" },
	{ TOP "- one\n", 3, "not a map" },
	{ "patterns: {}\n", 1, "not a list" },
	{ "patterns: []\nmore: x\n", 2, "not a known key" },
	{ TOP ENTRY "---\na: b\n", 9, "more than one document" },
	{ TOP "- &a x\n- *a\n", 4, "an alias" },
	{ TOP "- {id: a, id: b}\n", 3, "the same key twice" },
	{ TOP "- {[a]: b}\n", 3, "a key that is not text" },
	{ TOP "- id: \"a\\0b\"\n", 3, "a NUL" },
	/* Not a right entry. */
	{ TOP ENTRY "  colour: red\n", 9, "colour: not a known key" },
	{ TOP "- kind: trigger\n" MEANS MESSAGE SAMPLES, 3, "id: needed" },
	{ TOP "- id: One\n" KIND MEANS MESSAGE SAMPLES, 3, "id: needed" },
	{ TOP "- id: [one]\n" KIND MEANS MESSAGE SAMPLES, 3, "not a text" },
	{ TOP ID MEANS MESSAGE SAMPLES, 3, "not a kind" },
	{ TOP ID "  kind: party\n" MEANS MESSAGE SAMPLES, 3, "not a kind" },
	{ TOP ID KIND MESSAGE SAMPLES, 3, "no \"means\"" },
	{ TOP ID KIND MEANS SAMPLES, 3, "either message or regex" },
	{ TOP ENTRY "  regex: ^Hello everybody\n", 3,
	    "either message or regex" },
	{ TOP ENTRY "  count_only: yes\n", 9, "neither true nor false" },
	{ TOP ENTRY "  named: 1\n", 9, "neither true nor false" },
	{ TOP ENTRY "  repeats: twice\n", 3, "can only be fold" },
	{ TOP ENTRY "  repeats: fold\n  count_only: true\n", 3,
	    "cannot be folded" },
	{ TOP ENTRY "  varies: [detail]\n", 9, "not beside" },
	{ TOP ENTRY "  repeats: fold\n  varies: detail\n", 10, "not a list" },
	{ TOP ENTRY "  repeats: fold\n  varies: [due_in]\n", 10,
	    "not a column" },
	{ TOP ENTRY "  severity: info\n", 3, "severity is" },
	{ TOP ENTRY "  requires: key\n", 9, "not a list" },
	{ TOP ENTRY "  when: x\n", 9, "not a map" },
	{ TOP ENTRY "  when: { due_in: 1h }\n", 9, "not a column" },
	{ TOP ENTRY "  fields: x\n", 9, "not a map" },
	{ TOP ENTRY "  fields: { size: key }\n", 9, "not a field" },
	{ TOP ENTRY "  fields: { object: [] }\n", 9, "no key" },
	{ TOP ENTRY "  fields: { object: [a, b, c, d, e] }\n", 9,
	    "up to four" },
	{ TOP ENTRY ENTRY, 9, "a pattern with this id" },
	/* A regex by which nothing could be found. */
	{ TOP ID KIND MEANS "  regex: Hello everybody\n" SAMPLES, 3,
	    "must begin with" },
	{ TOP ID KIND MEANS "  regex: ^Hello\n" SAMPLES, 3, "must begin with" },
	{ TOP ID KIND MEANS "  regex: ^Hello a*ll of you\n" SAMPLES, 3,
	    "must begin with" },
	{ TOP ID KIND MEANS "  regex: ^Hello everybody|Bye\n" SAMPLES, 3,
	    "must begin with" },
	{ TOP ID KIND MEANS "  regex: '^Hello everybody ('\n" SAMPLES, 3,
	    "the regex is wrong at byte" },
	{ TOP ID KIND MEANS "  regex: '^Hello everybody "
			    "()()()()()()()()()()()()()()()()'\n" SAMPLES,
	    3, "groups" },
	/* Samples that are missing or not true. */
	{ TOP ID KIND MEANS MESSAGE, 3, "no samples" },
	{ TOP ID KIND MEANS MESSAGE "  samples: []\n", 3, "no samples" },
	{ TOP ID KIND MEANS MESSAGE "  samples: [ { gives: {} } ]\n", 7,
	    "needs a line" },
	{ TOP ID KIND MEANS MESSAGE "  samples:\n  - line: 'Hello'\n", 8,
	    "recognised as nothing" },
	{ TOP ID KIND MEANS MESSAGE "  samples:\n  - line: '" HEAD "Bye'\n", 8,
	    "recognised as nothing" },
	{ TOP ID KIND MEANS MESSAGE "  samples:\n  - line: \"" HEAD
				    "Hello\\n" HEAD "Hello\"\n",
	    8, "is not one record" },
	{ TOP ENTRY "    gives: { object: web }\n", 8, "gives another object" },
	{ TOP ENTRY "    gives: { size: web }\n", 8, "gives another size" },
	{ TOP ENTRY "    gives: { due_in: 1h }\n", 8, "another due_in" },
	{ TOP ENTRY "    gives: { planned: 2021-01-01T00:00:00Z }\n", 8,
	    "another planned" },
	{ TOP ENTRY "    gives: { moment: 2021-01-01T00:00:00Z }\n", 8,
	    "another moment" },
	{ TOP ENTRY "    gives: { uptime: 1s }\n", 8, "another uptime" },
	{ TOP ENTRY "  rejects: x\n", 9, "not a list" },
	{ TOP ENTRY "  rejects:\n  - '" HEAD "Hello'\n", 10,
	    "to reject is recognised" },
	/* The first entry takes all, so that the second one's sample fails. */
	{ TOP ENTRY "- id: two\n" KIND MEANS MESSAGE SAMPLES, 14,
	    "recognised as one of x.yaml" },
};

Test(log_pattern, tells_what_is_wrong_with_a_file_and_where)
{
	for (size_t i = 0; i < sizeof(rejected) / sizeof(rejected[0]); i++) {
		struct told told = { 0 };
		const struct diag diag = { note, &told };

		cr_expect_null(
		    log_pattern_set_parse("x.yaml", rejected[i].yaml, &diag),
		    "accepted:\n%s", rejected[i].yaml);
		cr_expect_eq(told.line, rejected[i].line,
		    "line %llu, \"%s\" for:\n%s", (unsigned long long)told.line,
		    told.text, rejected[i].yaml);
		cr_expect_not_null(strstr(told.text, rejected[i].text),
		    "\"%s\" for:\n%s", told.text, rejected[i].yaml);
	}
}

static void
fail(void *context, const char *path, uint64_t line, const char *text)
{
	(void)context;
	cr_assert(false, "%s:%llu: %s", path, (unsigned long long)line, text);
}

static const struct diag strict = { fail, NULL };

/* Which pattern of the set knows the line. */
static const char *
known_as(const struct log_pattern_set *set, const char *line)
{
	struct log_reader *reader = log_reader_open(set);
	struct log_record record;
	bool given = log_reader_line(reader, 1, str_from(line), &record);

	log_reader_close(reader);
	cr_assert(given, "%s", line);
	return record.pattern == NULL ? "nothing" : record.pattern;
}

/* Several patterns of one message, and messages that begin alike. */
static const char choices[] = TOP
    "- id: with-key\n" KIND MEANS "  message: Hello\n"
    "  requires: [key]\n"
    "  samples: [ { line: '" HEAD "\"Hello\" key=\"a\"' } ]\n"
    "- id: error\n" KIND MEANS "  message: Hello\n"
    "  severity: E\n"
    "  samples: [ { line: 'E0415 10:37:55.758685 1 x.go:2] Hello' } ]\n"
    "- id: red\n" KIND MEANS "  message: Hello\n"
    "  when: { reason: red }\n"
    "  fields: { reason: [colour, color] }\n"
    "  samples:\n"
    "  - line: '" HEAD "\"Hello\" color=\"red\"'\n"
    "    gives: { reason: red, object: ~ }\n"
    "- id: colourless\n" KIND MEANS "  message: Hello\n"
    "  when: { reason: ~, object: web }\n"
    "  fields: { reason: colour, object: name }\n"
    "  samples: [ { line: '" HEAD "\"Hello\" name=\"web\"' } ]\n"
    "- id: any\n" KIND MEANS MESSAGE SAMPLES "- id: named\n" KIND MEANS MESSAGE
    "  named: true\n"
    "  fields: { object: name }\n"
    "  samples:\n"
    "  - line: '" HEAD "web: Hello'\n"
    "    gives: { object: web }\n"
    "- id: named-regex\n" KIND MEANS "  named: true\n"
    "  regex: '^Certificate is (?<reason>\\w+)$'\n"
    "  fields: { object: name, reason: reason }\n"
    "  samples:\n"
    "  - line: '" HEAD "web: Certificate is late'\n"
    "    gives: { object: web, reason: late }\n"
    "- id: short\n" KIND MEANS "  message: Hi\n"
    "  samples: [ { line: '" HEAD "Hi' } ]\n"
    "- id: empty\n" KIND MEANS "  message: ''\n"
    "  samples: [ { line: '" HEAD "\"\"' } ]\n"
    "- id: eight\n" KIND MEANS "  message: 12345678\n"
    "  samples: [ { line: '" HEAD "12345678' } ]\n"
    "- id: whole\n" KIND MEANS "  message: Certificate ready\n"
    "  samples: [ { line: '" HEAD "Certificate ready' } ]\n"
    "- id: begins\n" KIND MEANS "  regex: '^Certificate (?<object>[a-z]+)$'\n"
    "  fields: { object: object }\n"
    "  samples:\n"
    "  - line: '" HEAD "Certificate web'\n"
    "    gives: { object: web }\n"
    "- id: escaped\n" KIND MEANS
    "  regex: '^Certificate\\(s\\)\\. (gone|lost)'\n"
    "  samples: [ { line: '" HEAD "Certificate(s). gone' } ]\n"
    "- id: stated\n" KIND MEANS "  regex: '^(?:Certificate|Cert) is late'\n"
    "  prefix: 'Certificate is'\n"
    "  samples: [ { line: '" HEAD "Certificate is late' } ]\n";

static const struct {
	const char *line;
	const char *id;
} chosen[] = {
	{ HEAD "\"Hello\" key=\"\" color=\"red\"", "with-key" },
	{ "E0415 10:37:55.758685 1 x.go:2] \"Hello\" colour=\"red\"", "error" },
	{ HEAD "\"Hello\" colour=\"red\"", "red" },
	{ HEAD "\"Hello\" colour=\"blue\" color=\"red\"", "any" },
	{ HEAD "\"Hello\" name=\"web\"", "colourless" },
	{ HEAD "\"Hello\" name=\"web\" colour=\"blue\"", "any" },
	{ HEAD "\"Hello\" name=\"shop\"", "any" },
	{ HEAD "Hello", "any" },
	{ HEAD "web-1.shop: Hello", "named" },
	{ HEAD "\"web: Hello\"", "named" },
	{ HEAD "web:Hello", "nothing" },
	{ HEAD "Web: Hello", "nothing" },
	{ HEAD "web: web: Hello", "nothing" },
	{ HEAD ": Hello", "nothing" },
	{ HEAD "web: ", "nothing" },
	{ HEAD "web:", "nothing" },
	{ HEAD "web", "nothing" },
	{ HEAD "web: Hi", "nothing" },
	{ HEAD "web: Certificate web", "nothing" },
	{ HEAD "web: Certificate is lost", "named-regex" },
	{ HEAD "Certificate is lost", "nothing" },
	{ HEAD "Hello!", "nothing" },
	{ HEAD "Hell", "nothing" },
	{ HEAD "hello", "nothing" },
	{ HEAD "\"Hello\\u0021\"", "nothing" },
	{ HEAD "\"H\\u0065llo\"", "any" },
	{ HEAD "Hi", "short" },
	{ HEAD "H", "nothing" },
	{ HEAD "", "empty" },
	{ HEAD "12345678", "eight" },
	{ HEAD "123456789", "nothing" },
	{ HEAD "1234567", "nothing" },
	{ HEAD "Certificate ready", "whole" },
	{ HEAD "Certificate readx", "begins" },
	{ HEAD "Certificate Ready", "nothing" },
	{ HEAD "Certificate ", "nothing" },
	{ HEAD "Certificate(s). lost and found", "escaped" },
	{ HEAD "Certificate(s), lost", "nothing" },
	{ HEAD "Certificate is late", "stated" },
	{ HEAD "Cert is late", "nothing" },
};

Test(log_pattern, picks_the_first_whose_conditions_hold)
{
	struct log_pattern_set *set =
	    log_pattern_set_parse("x.yaml", choices, &strict);

	cr_assert_not_null(set);
	for (size_t i = 0; i < sizeof(chosen) / sizeof(chosen[0]); i++) {
		const char *id = known_as(set, chosen[i].line);

		cr_expect_str_eq(
		    id, chosen[i].id, "%s is %s", chosen[i].line, id);
	}
	log_pattern_set_close(set);
}

Test(log_pattern, tells_what_a_file_says_of_each)
{
	struct log_pattern_set *set = log_pattern_set_parse("x.yaml",
	    TOP ENTRY "  since: \"1.3\"\n  until: \"1.17\"\n  source: a/b.go\n"
		      "  count_only: true\n",
	    &strict);

	cr_assert_not_null(set);
	cr_assert_eq(log_pattern_count(set), 1);

	const struct log_pattern_about *about = log_pattern_about(set, 0);

	cr_expect_str_eq(about->path, "x.yaml");
	cr_expect_str_eq(about->id, "one");
	cr_expect_str_eq(about->kind, "trigger");
	cr_expect_str_eq(about->product, "test");
	cr_expect_str_eq(about->since, "1.3");
	cr_expect_str_eq(about->until, "1.17");
	cr_expect_str_eq(about->source, "a/b.go");
	cr_expect_str_eq(about->means, "For the test.");
	cr_expect(about->count_only);
	cr_expect_not(about->folds);
	log_pattern_set_close(set);
}

Test(log_pattern, tells_what_of_its_records_is_folded)
{
	struct log_pattern_set *set = log_pattern_set_parse("x.yaml",
	    TOP ENTRY "  repeats: fold\n  varies: [detail, error]\n", &strict);

	cr_assert_not_null(set);

	struct log_reader *reader = log_reader_open(set);
	struct log_record record;

	cr_assert(log_reader_line(reader, 1, str_from(HEAD "Hello"), &record));
	cr_expect(record.folds);
	cr_expect_eq(record.varies, 1U << LOG_DETAIL | 1U << LOG_ERROR);
	log_reader_close(reader);
	log_pattern_set_close(set);
}

Test(log_pattern, takes_another_file_or_stays_as_it_was)
{
	static const char more[] =
	    TOP "- id: two\n" KIND MEANS "  regex: '^Goodbye (?<object>.*)$'\n"
		"  samples: [ { line: '" HEAD "Goodbye web' } ]\n";
	struct told told = { 0 };
	const struct diag diag = { note, &told };
	struct log_pattern_set *set =
	    log_pattern_set_parse("x.yaml", TOP ENTRY, &strict);

	cr_assert_not_null(set);
	cr_expect_not(log_pattern_set_add(set, "x.yaml", TOP ENTRY, &diag));
	cr_expect_not_null(strstr(told.text, "with this id"));
	cr_expect_eq(log_pattern_count(set), 1);
	cr_expect_str_eq(known_as(set, HEAD "Goodbye web"), "nothing");
	cr_expect(log_pattern_set_add(set, "y.yaml", more, &strict));
	cr_expect_eq(log_pattern_count(set), 2);
	cr_expect_str_eq(known_as(set, HEAD "Goodbye web"), "two");
	cr_expect_str_eq(known_as(set, HEAD "Hello"), "one");
	cr_expect_str_eq(log_pattern_about(set, 1)->path, "y.yaml");
	cr_expect(log_pattern_set_check(set, &strict));
	log_pattern_set_close(set);
}

Test(log_pattern, survives_any_part_of_a_file)
{
	for (size_t len = 0; len < sizeof(choices); len += 7) {
		struct told told = { 0 };
		const struct diag diag = { note, &told };
		char text[TEXT_MAX_BYTES];

		snprintf(text, sizeof(text), "%.*s", (int)len, choices);

		struct log_pattern_set *set =
		    log_pattern_set_parse("x.yaml", text, &diag);

		cr_expect((set == NULL) == (told.text[0] != '\0'),
		    "the first %zu bytes", len);
		log_pattern_set_close(set);
	}
}
