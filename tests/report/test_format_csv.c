#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "written.h"

#define TEXT(literal) literal, sizeof(literal) - 1

Test(format_csv, writes_a_header_and_crlf)
{
	struct sheet sheet = { { "pod", "restarts", "load", "a,b" }, 2,
		{ { STR("gwv6-0"), INT(-3), NUM(-0.5), NIL },
		    { NIL, NIL, NUM((double)NAN), STR("") } } };
	char *got = written("csv", NULL, &sheet);

	cr_expect_str_eq(got,
	    "pod,restarts,load,\"a,b\"\r\n"
	    "gwv6-0,-3,-0.5,\r\n"
	    ",,,\"\"\r\n");
	free(got);
}

Test(format_csv, writes_the_header_without_rows)
{
	struct sheet sheet = { { "pod", "restarts" }, 0, { { NIL } } };
	char *got = written("csv", NULL, &sheet);

	cr_expect_str_eq(got, "pod,restarts\r\n");
	free(got);
}

Test(format_csv, writes_no_empty_line)
{
	struct sheet sheet = { { "pod" }, 1, { { NIL } } };
	char *got = written("csv", NULL, &sheet);

	cr_expect_str_eq(got, "pod\r\n\"\"\r\n");
	free(got);
}

static const struct {
	const char *text;
	size_t len;
	const char *field;
} fields[] = {
	{ TEXT("apic/gateway"), "apic/gateway" },
	{ TEXT(" two words "), " two words " },
	{ TEXT("it's"), "it's" },
	/* Quoted only where RFC 4180 asks for it. */
	{ TEXT("a,b"), "\"a,b\"" },
	{ TEXT("say \"x\""), "\"say \"\"x\"\"\"" },
	{ TEXT("a\nb\r\nc\td"), "\"a\nb\r\nc\td\"" },
	/* A spreadsheet must not compute. */
	{ TEXT("=1+1"), "'=1+1" },
	{ TEXT("+1"), "'+1" },
	{ TEXT("-1"), "'-1" },
	{ TEXT("@SUM(A1)"), "'@SUM(A1)" },
	{ TEXT("\t=1"), "\"'\t=1\"" },
	{ TEXT("\r=1"), "\"'\r=1\"" },
	{ TEXT("\n=1"), "\"'\n=1\"" },
	{ TEXT("=HYPERLINK(\"x\",\"y\")"),
	    "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"" },
	{ TEXT("\xef\xbc\x9d"
	       "1"),
	    "'\xef\xbc\x9d"
	    "1" },
	{ TEXT("a=1"), "a=1" },
	/* What no reader of CSV expects is written out. */
	{ TEXT("a\0\x1b[2J\x7f"), "a\\x00\\x1b[2J\\x7f" },
	{ TEXT("\xc2\x9b\xe2\x80\xae"), "\\u009b\\u202e" },
	{ TEXT("a\xffz\xc3"), "a\xef\xbf\xbdz\xef\xbf\xbd" },
	{ TEXT("caf\xc3\xa9"), "caf\xc3\xa9" },
};

Test(format_csv, keeps_any_text_in_its_field)
{
	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		char expected[128];
		char *got = written_cell("csv", fields[i].text, fields[i].len);

		snprintf(
		    expected, sizeof(expected), "c\r\n%s\r\n", fields[i].field);
		cr_expect_str_eq(
		    got, expected, "%s became %s", fields[i].field, got);
		free(got);
	}
}
