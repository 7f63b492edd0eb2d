#include <criterion/criterion.h>
#include <stdlib.h>

#include "written.h"

#define TEXT(literal) literal, sizeof(literal) - 1

Test(format_markdown, writes_a_table)
{
	struct sheet sheet = { { "pod", "not_after" }, 2,
		{ { STR("gwv6-0"), INT(-3) }, { NIL, NUM(0.5) } } };
	char *got = written("markdown", NULL, &sheet);

	cr_expect_str_eq(got,
	    "| pod | not\\_after |\n"
	    "| --- | --- |\n"
	    "| gwv6-0 | -3 |\n"
	    "|  | 0.5 |\n");
	free(got);
}

static const struct {
	const char *text;
	size_t len;
	const char *cell;
} cells[] = {
	{ TEXT("apic/gateway"), "apic/gateway" },
	{ TEXT("a|b"), "a\\|b" },
	{ TEXT("a\\|b\\"), "a\\\\\\|b\\\\" },
	{ TEXT("a\nb\r\n| x |"), "a\\\\nb\\\\x0d\\\\n\\| x \\|" },
	{ TEXT("<script>alert(1)</script>"),
	    "&lt;script&gt;alert(1)&lt;/script&gt;" },
	{ TEXT("&lt;"), "&amp;lt;" },
	{ TEXT("![x](http://host/)"), "!\\[x\\](http://host/)" },
	{ TEXT("`x` *y* _z_ ~~s~~ $m$"),
	    "\\`x\\` \\*y\\* \\_z\\_ \\~\\~s\\~\\~ \\$m\\$" },
	{ TEXT("\x1b[2J\0"), "\\\\x1b\\[2J\\\\x00" },
	{ TEXT("\xe2\x80\xae"), "\\\\u202e" },
	{ TEXT("\xff"), "\\\\xff" },
	{ TEXT("caf\xc3\xa9"), "caf\xc3\xa9" },
};

Test(format_markdown, keeps_any_text_in_its_cell)
{
	for (size_t i = 0; i < sizeof(cells) / sizeof(cells[0]); i++) {
		char expected[128];
		char *got =
		    written_cell("markdown", cells[i].text, cells[i].len);

		snprintf(expected, sizeof(expected), "| c |\n| --- |\n| %s |\n",
		    cells[i].cell);
		cr_expect_str_eq(
		    got, expected, "%s became %s", cells[i].cell, got);
		free(got);
	}
}
