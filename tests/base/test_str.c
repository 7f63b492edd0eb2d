#include <criterion/criterion.h>
#include <string.h>

#include "base/str.h"

static const struct str absent = { NULL, 0 };

Test(str, tells_absent_from_empty)
{
	cr_expect_null(str_from(NULL).ptr);
	cr_expect_eq(str_from(NULL).len, 0);
	cr_expect_not_null(str_from("").ptr);
	cr_expect(str_equals(str_from(""), ""));
	cr_expect_not(str_equals(absent, ""));
	cr_expect(str_starts(str_from(""), ""));
	cr_expect_not(str_starts(absent, ""));
}

Test(str, compares_whole_slices)
{
	static const struct {
		const char *text;
		const char *other;
		bool equals;
		bool starts;
	} cases[] = {
		{ "Ready", "Ready", true, true },
		{ "Ready", "Read", false, true },
		{ "Read", "Ready", false, false },
		{ "Ready", "ready", false, false },
		{ "Ready", "", false, true },
		{ "", "R", false, false },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct str s = str_from(cases[i].text);

		cr_expect_eq(str_equals(s, cases[i].other), cases[i].equals,
		    "\"%s\", \"%s\"", cases[i].text, cases[i].other);
		cr_expect_eq(str_starts(s, cases[i].other), cases[i].starts,
		    "\"%s\", \"%s\"", cases[i].text, cases[i].other);
	}
	/* A slice ends where it says, and a NUL is a byte. */
	cr_expect(str_equals((struct str){ "Ready", 4 }, "Read"));
	cr_expect_not(str_equals((struct str){ "a\0b", 3 }, "a"));
}

Test(str, compares_without_regard_to_capitals)
{
	static const struct {
		const char *text;
		const char *lower;
		bool equals;
	} cases[] = {
		{ "Pods", "pods", true },
		{ "PODS", "pods", true },
		{ "pods", "pods", true },
		{ "", "", true },
		{ "pod", "pods", false },
		{ "pods1", "pods", false },
		{ "p[ds", "p{ds", false },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		cr_expect_eq(
		    str_equals_folded(str_from(cases[i].text), cases[i].lower),
		    cases[i].equals, "\"%s\"", cases[i].text);
	cr_expect_not(str_equals_folded(absent, ""));
}

Test(str, trims_blanks_at_both_ends)
{
	static const struct {
		const char *text;
		const char *trimmed;
	} cases[] = {
		{ "", "" },
		{ " \t\r\n", "" },
		{ "a", "a" },
		{ " a b\t", "a b" },
		{ "\r\na\r\n", "a" },
		{ "\va", "\va" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		cr_expect(str_equals(str_trim(str_from(cases[i].text)),
			      cases[i].trimmed),
		    "case %zu", i);
	cr_expect_null(str_trim(absent).ptr);
}

Test(str, cuts_at_the_first_byte)
{
	static const struct {
		const char *text;
		const char *head;
		const char *tail;
	} cases[] = {
		{ "a/b/c", "a", "b/c" },
		{ "/a", "", "a" },
		{ "a/", "a", "" },
		{ "/", "", "" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct str head;
		struct str tail;

		cr_expect(str_cut(str_from(cases[i].text), '/', &head, &tail),
		    "\"%s\"", cases[i].text);
		cr_expect(
		    str_equals(head, cases[i].head), "\"%s\"", cases[i].text);
		cr_expect(
		    str_equals(tail, cases[i].tail), "\"%s\"", cases[i].text);
	}
}

Test(str, may_be_cut_into_itself)
{
	struct str rest = str_from("a b c");
	struct str word;

	cr_expect(str_cut(rest, ' ', &word, &rest));
	cr_expect(str_cut(rest, ' ', &rest, &word));
	cr_expect(str_equals(rest, "b"));
	cr_expect(str_equals(word, "c"));
}

Test(str, writes_nothing_where_there_is_no_cut)
{
	static const char *const texts[] = { "", "abc", NULL };

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct str head = str_from("head");
		struct str tail = str_from("tail");

		cr_expect_not(str_cut(str_from(texts[i]), '/', &head, &tail));
		cr_expect(str_equals(head, "head"), "case %zu", i);
		cr_expect(str_equals(tail, "tail"), "case %zu", i);
	}
}

Test(str, finds_the_first_place)
{
	static const struct {
		const char *text;
		const char *needle;
		int at; /* -1 is nowhere */
	} cases[] = {
		{ "", "a", -1 },
		{ "", "", 0 },
		{ "abc", "", 0 },
		{ "abc", "abc", 0 },
		{ "abc", "abcd", -1 },
		{ "aab", "ab", 1 },
		{ "ababac", "abac", 2 },
		{ "xabab", "ab", 1 },
		{ "abc", "c", 2 },
		{ "abc", "cd", -1 },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *at =
		    str_find(str_from(cases[i].text), cases[i].needle);

		cr_expect_eq(at,
		    cases[i].at < 0 ? NULL : cases[i].text + cases[i].at,
		    "\"%s\" in \"%s\"", cases[i].needle, cases[i].text);
	}
	cr_expect_null(str_find(absent, "a"));
	cr_expect_null(str_find((struct str){ "abc", 2 }, "bc"), "too far");
}

Test(str, skips_up_to_its_end)
{
	struct str s = str_from("abc");

	cr_expect(str_equals(str_skip(s, 0), "abc"));
	cr_expect(str_equals(str_skip(s, 2), "c"));
	cr_expect(str_equals(str_skip(s, 3), ""));
}
