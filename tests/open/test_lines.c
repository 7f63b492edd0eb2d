#include <criterion/criterion.h>
#include <string.h>
#include <unistd.h>

#include "../told.h"
#include "open/lines.h"

#define MAX LINES_MAX_BYTES

static const struct {
	const char *text;
	size_t len;
	const char *lines[4]; /* ends with NULL */
} cases[] = {
	{ "", 0, { NULL } },
	{ "a", 1, { "a" } },
	{ "a\n", 2, { "a" } },
	{ "\n", 1, { "" } },
	{ "\n\n", 2, { "", "" } },
	{ "a\nb", 3, { "a", "b" } },
	{ "a\r\nb\r\n", 6, { "a", "b" } },
	{ "\r\n\r\n", 4, { "", "" } },
	/* A CR elsewhere is a byte like others. */
	{ "a\rb\n", 4, { "a\rb" } },
	{ "a\r\r\n", 4, { "a\r" } },
	{ "a\r", 2, { "a\r" } },
	/* A byte order mark counts at the beginning only. */
	{ "\xef\xbb\xbf", 3, { NULL } },
	{ "\xef\xbb\xbf\n", 4, { "" } },
	{ "\xef\xbb\xbf"
	  "a\n\xef\xbb\xbf"
	  "b",
	    9,
	    { "a",
		"\xef\xbb\xbf"
		"b" } },
	{ "\xef\xbb", 2, { "\xef\xbb" } },
};

Test(lines, are_split_as_people_expect)
{
	struct told told;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct source *source = source_from_bytes(
		    "f", cases[i].text, cases[i].len, told_begin(&told));
		struct lines *lines = lines_open(source);
		struct str line;
		size_t n = 0;

		while (lines_next(lines, &line)) {
			cr_assert_not_null(
			    cases[i].lines[n], "case %zu: too many", i);
			cr_expect(str_equals(line, cases[i].lines[n]),
			    "case %zu, line %zu: \"%.*s\"", i, n + 1,
			    (int)line.len, line.ptr);
			cr_expect_eq(lines_number(lines), ++n, "case %zu", i);
		}
		cr_expect_null(cases[i].lines[n], "case %zu: too few", i);
		cr_expect_not(lines_next(lines, &line), "case %zu", i);
		cr_expect_eq(lines_number(lines), n, "case %zu", i);
		cr_expect_eq(told.n, 0, "case %zu", i);
		lines_close(lines);
		source_close(source);
	}
}

Test(lines, keep_nul_bytes)
{
	struct told told;
	struct source *source =
	    source_from_bytes("f", "a\0b\n\0\n", 6, told_begin(&told));
	struct lines *lines = lines_open(source);
	struct str line;

	cr_assert(lines_next(lines, &line));
	cr_expect_eq(line.len, 3);
	cr_expect_arr_eq(line.ptr, "a\0b", 3);
	cr_assert(lines_next(lines, &line));
	cr_expect_eq(line.len, 1);
	cr_expect_eq(line.ptr[0], '\0');
	lines_close(lines);
	source_close(source);
}

Test(lines, longer_than_the_limit_are_cut_and_told_once)
{
	static const struct {
		size_t len;      /* of the long line */
		const char *end; /* of it */
		bool cut;
	} longs[] = {
		{ MAX - 1, "\n", false },
		{ MAX, "\n", false },
		{ MAX, "\r\n", false },
		{ MAX, "", false },
		{ MAX + 1, "\n", true },
		{ MAX + 1, "\r\n", true },
		{ MAX + 1, "", true },
		{ MAX + 2, "\n", true },
		{ MAX + 256 * 1024, "\n", true },
		{ MAX + 256 * 1024 + 1, "\r\n", true },
		{ 3 * MAX + 7, "\n", true },
		{ 3 * MAX + 7, "", true },
	};
	static char text[7 * MAX];
	struct told told;

	for (size_t i = 0; i < sizeof(longs) / sizeof(longs[0]); i++) {
		size_t len = 0;
		struct str line;

		memcpy(text, "before\n", 7);
		len = 7;
		for (int twice = 0; twice < 2; twice++) {
			memset(text + len, 'x', longs[i].len);
			len += longs[i].len;
			memcpy(text + len, longs[i].end, strlen(longs[i].end));
			len += strlen(longs[i].end);
			if (longs[i].end[0] == '\0')
				break;
		}
		if (longs[i].end[0] != '\0') {
			memcpy(text + len, "after", 5);
			len += 5;
		}

		struct source *source =
		    source_from_bytes("f", text, len, told_begin(&told));
		struct lines *lines = lines_open(source);

		cr_assert(lines_next(lines, &line));
		cr_expect(str_equals(line, "before"));
		cr_assert(lines_next(lines, &line));
		cr_expect_eq(line.len, longs[i].len < MAX ? longs[i].len : MAX,
		    "case %zu: %zu", i, line.len);
		cr_expect_eq(told.n, longs[i].cut, "case %zu", i);
		cr_expect_eq(told.line, longs[i].cut ? 2 : 0, "case %zu", i);
		if (longs[i].end[0] != '\0') {
			cr_assert(lines_next(lines, &line));
			cr_expect_eq(line.ptr[0], 'x', "case %zu", i);
			cr_assert(lines_next(lines, &line));
			cr_expect(str_equals(line, "after"), "case %zu", i);
			cr_expect_eq(lines_number(lines), 4, "case %zu", i);
		}
		cr_expect_not(lines_next(lines, &line), "case %zu", i);
		cr_expect_eq(told.n, longs[i].cut, "case %zu", i);
		lines_close(lines);
		source_close(source);
	}
}

/* Lines of all lengths, so that some lie across every edge of a block. */
Test(lines, are_whole_across_blocks)
{
	static char text[3 * MAX];
	struct told told;
	size_t len = 0;
	size_t count = 0;
	struct str line;

	while (len + 2100 < sizeof(text)) {
		size_t n = ++count * 7 % 2000;

		memset(text + len, 'a' + (int)(count % 26), n);
		len += n;
		text[len++] = '\n';
	}

	struct source *source =
	    source_from_bytes("f", text, len, told_begin(&told));
	struct lines *lines = lines_open(source);

	for (size_t i = 1; i <= count; i++) {
		cr_assert(lines_next(lines, &line));
		cr_assert_eq(line.len, i * 7 % 2000, "line %zu", i);
		for (size_t at = 0; at < line.len; at++)
			cr_assert_eq(line.ptr[at], 'a' + (int)(i % 26));
	}
	cr_expect_not(lines_next(lines, &line));
	lines_close(lines);
	source_close(source);
}

Test(lines, come_through_a_pipe_in_pieces)
{
	static const char *const pieces[] = { "\xef", "\xbb", "\xbf", "fi",
		"rst", "\r", "\nsec", "ond" };
	struct told told;
	int ends[2];
	struct str line;

	cr_assert_eq(pipe(ends), 0);
	for (size_t i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++) {
		size_t len = strlen(pieces[i]);

		cr_assert_eq(write(ends[1], pieces[i], len), (ssize_t)len);
	}
	close(ends[1]);

	struct source *source = source_open_fd(ends[0], "-", told_begin(&told));
	struct lines *lines = lines_open(source);

	cr_assert(lines_next(lines, &line));
	cr_expect(str_equals(line, "first"));
	cr_assert(lines_next(lines, &line));
	cr_expect(str_equals(line, "second"));
	cr_expect_not(lines_next(lines, &line));
	lines_close(lines);
	source_close(source);
	close(ends[0]);
	lines_close(NULL);
}
