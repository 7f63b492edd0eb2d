#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "parse/log_pairs.h"

static const char fill[] = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

/* Quoted text is walked several bytes at once. */
Test(log_quoted, ends_at_the_first_quote_that_is_not_escaped)
{
	for (int n = 0; n <= 20; n++) {
		char text[80];
		struct str inner, rest;
		bool escaped;

		snprintf(text, sizeof(text), "\"%.*s\" \"\\", n, fill);
		cr_assert(
		    log_quoted_take(str_from(text), &inner, &rest, &escaped),
		    "%d", n);
		cr_expect(
		    inner.ptr == text + 1 && inner.len == (size_t)n, "%d", n);
		cr_expect(str_equals(rest, " \"\\"), "%d", n);
		cr_expect_not(escaped, "%d", n);

		snprintf(text, sizeof(text), "\"%.*s\\\"%.*s\\\\\"z", n, fill,
		    20 - n, fill);
		cr_assert(
		    log_quoted_take(str_from(text), &inner, &rest, &escaped),
		    "%d", n);
		cr_expect_eq(inner.len, 24, "%d", n);
		cr_expect(str_equals(rest, "z"), "%d", n);
		cr_expect(escaped, "%d", n);
	}
}

Test(log_quoted, leaves_all_untouched_where_there_is_no_end)
{
	static const char *const cases[] = { "", "a\"", "\"", "\"a", "\"\\",
		"\"\\\"", "\"aaaaaaaa\\\"", "\"aaaaaaa\\", "\"aaaaaa\\\\\\\"",
		"\"aaaaaaaaaaaaaaaaaaaaaaa" };

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct str inner = { NULL, 42 };
		struct str rest = { NULL, 43 };
		bool escaped = true;

		cr_expect_not(log_quoted_take(
				  str_from(cases[i]), &inner, &rest, &escaped),
		    "%s", cases[i]);
		cr_expect(inner.len == 42 && rest.len == 43 && escaped, "%s",
		    cases[i]);
	}
}

static const struct {
	const char *inner;
	const char *text;
} escapes[] = {
	{ "plain", "plain" },
	{ "a \\\"b\\\" c", "a \"b\" c" },
	{ "\\\\\\\"", "\\\"" },
	{ "\\n\\t\\u0041\\x41\\101", "\n\tAAA" },
	{ "\\ud83d\\ude00", "\xf0\x9f\x98\x80" },
	{ "\\xff\\u0000", "\xef\xbf\xbd\xef\xbf\xbd" },
	{ "cut\\", "cut\\" },
	{ "\\", "\\" },
	{ "\\\xc3\xa9", "\xc3\xa9" },
	{ "\\q", "q" },
};

Test(log_quoted, resolves_escapes)
{
	struct arena *arena = arena_new();

	for (size_t i = 0; i < sizeof(escapes) / sizeof(escapes[0]); i++) {
		struct str got =
		    log_quoted_text(str_from(escapes[i].inner), arena);

		cr_expect(str_equals(got, escapes[i].text), "%s gave %.*s",
		    escapes[i].inner, (int)got.len, got.ptr);
	}
	arena_free(arena);
}
