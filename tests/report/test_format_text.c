#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "report/screen.h"
#include "written.h"

#define DOTS "\xe2\x80\xa6"

static const struct sheet restarts = {
	{ "pod", "count", "renewed_at", "reason" }, 3,
	{ { STR("gwv6-0"), INT(3), STR("2021-11-24T09:00:31Z"),
	      STR("started before the new secret was in place") },
	    { STR("management-natscluster-7c9f4d5b6d-x2x4z"), INT(-120), NIL,
		STR("") },
	    { STR("p\x1b[2J"), NIL, STR("2021-11-24T09:00:31.123456Z"), NIL } }
};

static void
expect(const char *format, const struct writer_options *options,
    const struct sheet *sheet, const char *expected)
{
	char *got = written(format, options, sheet);

	cr_expect_str_eq(got, expected, "%s:\n%s", format, got);
	free(got);
}

/* Whatever is written must keep to the width and end no line in a blank. */
static void
expect_tidy(const char *text, size_t width)
{
	while (*text != '\0') {
		size_t len = strcspn(text, "\n");

		cr_expect_leq(screen_width(text, len), width,
		    "longer than %zu: %.*s", width, (int)len, text);
		cr_expect(len == 0 || text[len - 1] != ' ',
		    "ends in a blank: %.*s|", (int)len, text);
		text += len + (text[len] == '\n');
	}
}

Test(format_text, cuts_the_widest_texts_until_80_columns_hold_them)
{
	expect("text", NULL, &restarts,
	    "POD                    COUNT  RENEWED_AT                   "
	    "REASON\n"
	    "gwv6-0                     3  2021-11-24T09:00:31Z         "
	    "started be" DOTS "s in place\n"
	    "management" DOTS "5b6d-x2x4z   -120  -\n"
	    "p\\x1b[2J                   -  2021-11-24T09:00:31.123456Z  "
	    "-\n");
}

Test(format_text, cuts_nothing_when_wide)
{
	expect("wide", NULL, &restarts,
	    "POD                                      COUNT  "
	    "RENEWED_AT                   REASON\n"
	    "gwv6-0                                       3  "
	    "2021-11-24T09:00:31Z         "
	    "started before the new secret was in place\n"
	    "management-natscluster-7c9f4d5b6d-x2x4z   -120  -\n"
	    "p\\x1b[2J                                     -  "
	    "2021-11-24T09:00:31.123456Z  -\n");
}

Test(format_text, gives_each_column_a_line_where_a_table_does_not_fit)
{
	struct writer_options options = { .width = 40 };

	expect("text", &options, &restarts,
	    "pod:         gwv6-0\n"
	    "count:       3\n"
	    "renewed_at:  2021-11-24T09:00:31Z\n"
	    "reason:      started before the new\n"
	    "             secret was in place\n"
	    "\n"
	    "pod:         management-natscluster-7c9f4d5b6d-x2x4z\n"
	    "count:       -120\n"
	    "renewed_at:  -\n"
	    "reason:\n"
	    "\n"
	    "pod:         p\\x1b[2J\n"
	    "count:       -\n"
	    "renewed_at:  2021-11-24T09:00:31.123456Z\n"
	    "reason:      -\n");
}

Test(format_text, keeps_to_any_width_with_a_table)
{
	for (size_t width = 67; width < 130; width++) {
		struct writer_options options = { .width = width };
		char *got = written("text", &options, &restarts);

		cr_expect_eq(strncmp(got, "POD ", 4), 0,
		    "no table in %zu columns", width);
		expect_tidy(got, width);
		free(got);
	}
}

static const char *const uncut[] = {
	"2021-12-06T09:00:04Z",
	"2021-12-06T09:00:04.123456Z",
	"2021-12-06T09:00:04.123456789+01:00",
};

static const char *const cut[] = {
	"2021-12-06 09:00:04 UTC",
	"2021-12-06T09:00:04Z and later",
	"2021-12-06T09:00:04Z--------------------",
	"x2021-12-06T09:00:04Z",
	"2021-12-06",
};

Test(format_text, never_cuts_a_time)
{
	struct writer_options options = { .width = 1 };

	for (size_t i = 0; i < sizeof(uncut) / sizeof(uncut[0]); i++) {
		struct sheet sheet = { { "at" }, 1,
			{ { { .type = CELL_TEXT,
			    .text = uncut[i],
			    .len = strlen(uncut[i]) } } } };
		char *got = written("text", &options, &sheet);

		cr_expect_not_null(strstr(got, uncut[i]), "%s", got);
		free(got);
	}
}

Test(format_text, cuts_what_only_looks_like_a_time)
{
	struct writer_options options = { .width = 16 };

	for (size_t i = 0; i < sizeof(cut) / sizeof(cut[0]); i++) {
		struct sheet sheet = { { "at", "n" }, 1,
			{ { { .type = CELL_TEXT,
				.text = cut[i],
				.len = strlen(cut[i]) },
			    INT(1) } } };
		char *got = written("text", &options, &sheet);

		cr_expect_eq(strncmp(got, "AT", 2), 0, "%s", got);
		expect_tidy(got, 16);
		free(got);
	}
}

Test(format_text, sets_numbers_right_and_their_absence_with_them)
{
	struct sheet numbers = { { "n", "load", "mixed" }, 3,
		{ { INT(1), NUM(0.5), INT(7) }, { INT(1000), NIL, STR("text") },
		    { NIL, NUM(12.25), NIL } } };

	expect("text", NULL, &numbers,
	    "   N   LOAD  MIXED\n"
	    "   1    0.5      7\n"
	    "1000      -  text\n"
	    "   -  12.25  -\n");
}

Test(format_text, aligns_by_columns_of_the_screen_and_not_by_bytes)
{
	struct sheet sheet = { { "name", "n" }, 4,
		{ { STR("abcd"), STR("x") },
		    { STR("\xe8\xa8\xbc\xe6\x98\x8e"), STR("x") },
		    { STR("cafe\xcc\x81"), STR("x") },
		    { STR("\xff"), STR("x") } } };

	expect("text", NULL, &sheet,
	    "NAME  N\n"
	    "abcd  x\n"
	    "\xe8\xa8\xbc\xe6\x98\x8e  x\n"
	    "cafe\xcc\x81  x\n"
	    "\\xff  x\n");
}

Test(format_text, ends_no_line_in_a_blank)
{
	struct sheet sheet = { { "first", "last" }, 3,
		{ { STR("x"), STR("") }, { STR(""), STR("blanks   ") },
		    { STR(""), STR("") } } };

	expect("text", NULL, &sheet,
	    "FIRST  LAST\n"
	    "x\n"
	    "       blanks\n"
	    "\n");
}

Test(format_text, prints_nothing_without_rows)
{
	struct sheet sheet = { { "pod", "count" }, 0, { { NIL } } };

	expect("text", NULL, &sheet, "");
	expect("wide", NULL, &sheet, "");
}

Test(format_text, colors_what_the_words_say)
{
	struct writer_options options = { .color = true };
	struct sheet sheet = { { "severity", "n" }, 3,
		{ { STR("critical"), INT(1) }, { STR("info"), INT(10) },
		    { STR("\x1b[5mhigh"), INT(0) } } };

	expect("wide", &options, &sheet,
	    "\x1b[1mSEVERITY      N\x1b[0m\n"
	    "\x1b[1;31mcritical\x1b[0m      1\n"
	    "info         10\n"
	    "\\x1b[5mhigh   0\n");
}

/* More rows than are kept, the widest last. */
Test(format_text, gives_late_rows_the_widths_of_the_first)
{
	static const char *const names[] = { "n", "name" };
	char *got = NULL;
	size_t len = 0;
	FILE *out = open_memstream(&got, &len);
	struct writer *writer =
	    writer_open(writer_format_find("text"), out, NULL, 2, names);
	struct cell row[] = { INT(1), STR("management-ca") };
	struct cell late[] = { INT(2), STR("management-ca-copy-of-old") };
	size_t nlines = 0;

	for (size_t i = 0; i < 12000; i++)
		writer_row(writer, row);
	writer_row(writer, late);
	writer_close(writer);
	fclose(out);
	for (const char *c = got; *c != '\0'; c++)
		nlines += *c == '\n';
	cr_expect_eq(nlines, 12002, "%zu lines", nlines);
	cr_expect_eq(strncmp(got, "N  NAME\n1  management-ca\n", 24), 0);
	cr_expect_not_null(
	    strstr(got, "\n1  management-ca\n2  manage" DOTS "of-old\n"));
	free(got);
}
