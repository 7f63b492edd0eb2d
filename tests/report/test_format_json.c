#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>

#include "written.h"

static const struct sheet pods = { { "pod", "restarts", "note" }, 2,
	{ { STR("gwv6-0"), INT(3), NIL },
	    { STR("a\"b\n"), INT(-1), STR("") } } };

static const struct sheet nothing = { { "pod", "restarts" }, 0, { { NIL } } };

Test(format_json, writes_an_array_with_an_object_a_line)
{
	char *got = written("json", NULL, &pods);

	cr_expect_str_eq(got,
	    "[\n"
	    "{\"pod\":\"gwv6-0\",\"restarts\":3,\"note\":null},\n"
	    "{\"pod\":\"a\\\"b\\n\",\"restarts\":-1,\"note\":\"\"}\n"
	    "]\n");
	free(got);
}

Test(format_json, writes_a_line_for_each_object)
{
	char *got = written("jsonl", NULL, &pods);

	cr_expect_str_eq(got,
	    "{\"pod\":\"gwv6-0\",\"restarts\":3,\"note\":null}\n"
	    "{\"pod\":\"a\\\"b\\n\",\"restarts\":-1,\"note\":\"\"}\n");
	free(got);
}

Test(format_json, writes_an_empty_array_without_rows)
{
	char *got = written("json", NULL, &nothing);
	char *lines = written("jsonl", NULL, &nothing);

	cr_expect_str_eq(got, "[]\n");
	cr_expect_str_eq(lines, "");
	free(got);
	free(lines);
}

Test(format_json, leaves_out_the_newline_when_nested)
{
	struct writer_options options = { .nested = true };
	struct sheet one = { { "n" }, 1, { { INT(1) } } };
	char *empty = written("json", &options, &nothing);
	char *got = written("json", &options, &one);

	cr_expect_str_eq(empty, "[]");
	cr_expect_str_eq(got, "[\n{\"n\":1}\n]");
	free(empty);
	free(got);
}

Test(format_json, escapes_names_too)
{
	struct sheet sheet = { { "a\"b" }, 1, { { INT(1) } } };
	char *got = written("jsonl", NULL, &sheet);

	cr_expect_str_eq(got, "{\"a\\\"b\":1}\n");
	free(got);
}

static const struct {
	struct cell cell;
	const char *number;
} numbers[] = {
	{ INT(0), "0" },
	{ INT(INT64_MAX), "9223372036854775807" },
	{ INT(INT64_MIN), "-9223372036854775808" },
	{ NUM(0.1), "0.1" },
	{ NUM(-2.5), "-2.5" },
	{ NUM(100.0), "100" },
	{ NUM(1e300), "1e+300" },
	{ NUM(5e-324), "4.94065645841247e-324" },
	{ NUM(0.1 + 0.2), "0.30000000000000004" },
	{ NUM(1.0 / 3), "0.3333333333333333" },
	{ NUM(HUGE_VAL), "null" },
	{ NUM(-HUGE_VAL), "null" },
	{ NUM((double)NAN), "null" },
};

Test(format_json, writes_numbers_that_read_back_the_same)
{
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		struct sheet sheet = { { "n" }, 1, { { numbers[i].cell } } };
		char expected[64];
		char *got = written("jsonl", NULL, &sheet);

		snprintf(expected, sizeof(expected), "{\"n\":%s}\n",
		    numbers[i].number);
		cr_expect_str_eq(
		    got, expected, "%s became %s", numbers[i].number, got);
		free(got);
	}
}
