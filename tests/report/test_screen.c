#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "report/screen.h"

#define TEXT(literal) literal, sizeof(literal) - 1

static const struct {
	const char *text;
	size_t len;
	const char *safe;
	size_t width;
} texts[] = {
	{ TEXT(""), "", 0 },
	{ NULL, 0, "", 0 },
	{ TEXT("apic/management-ca"), "apic/management-ca", 18 },
	{ TEXT("C:\\temp"), "C:\\temp", 7 },
	{ TEXT("a\nb\tc\r"), "a\\nb\\tc\\x0d", 11 },
	{ TEXT("\x1b[2J"), "\\x1b[2J", 7 },
	{ TEXT("\x1b]0;title\a"), "\\x1b]0;title\\x07", 16 },
	{ TEXT("\xc2\x9b"
	       "31m"),
	    "\\u009b31m", 9 },
	{ TEXT("a\0b"), "a\\x00b", 6 },
	{ TEXT("\x7f"), "\\x7f", 4 },
	{ TEXT("abc\xe2\x80\xae"
	       "cba"),
	    "abc\\u202ecba", 12 },
	{ TEXT("\xe2\x81\xa6x\xe2\x81\xa9"), "\\u2066x\\u2069", 13 },
	{ TEXT("pay\xe2\x80\x8bpal"), "pay\\u200bpal", 12 },
	{ TEXT("\xef\xbb\xbfx"), "\\ufeffx", 7 },
	{ TEXT("\xf3\xa0\x81\x81"), "\\U000e0041", 10 },
	{ TEXT("\xff\xfe"), "\\xff\\xfe", 8 },
	{ TEXT("caf\xc3"), "caf\\xc3", 7 },
	{ TEXT("caf\xc3\xa9"), "caf\xc3\xa9", 4 },
	{ TEXT("cafe\xcc\x81"), "cafe\xcc\x81", 4 },
	{ TEXT("\xe8\xa8\xbc\xe6\x98\x8e"), "\xe8\xa8\xbc\xe6\x98\x8e", 4 },
};

Test(screen, prints_nothing_that_moves_the_cursor_or_hides)
{
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		char *got = NULL;
		size_t len = 0;
		FILE *out = open_memstream(&got, &len);

		screen_text(out, texts[i].text, texts[i].len);
		fclose(out);
		cr_expect_str_eq(got, texts[i].safe, "case %zu", i);
		cr_expect_eq(screen_width(texts[i].text, texts[i].len),
		    texts[i].width, "\"%s\" has another width", texts[i].safe);
		free(got);
	}
}

Test(screen, leaves_safe_text_as_it_is)
{
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		const char *safe = texts[i].safe;

		cr_expect_eq(screen_width(safe, strlen(safe)), texts[i].width,
		    "\"%s\" was escaped again", safe);
	}
}

static const struct {
	const char *text;
	size_t width;
	const char *fitted;
} cuts[] = {
	{ "", 0, "" },
	{ "", 5, "" },
	{ "gateway", 8, "gateway" },
	{ "gateway", 7, "gateway" },
	{ "gateway", 6,
	    "gat\xe2\x80\xa6"
	    "ay" },
	{ "gateway", 5,
	    "ga\xe2\x80\xa6"
	    "ay" },
	{ "gateway", 3, "g\xe2\x80\xa6y" },
	{ "gateway", 2, "g\xe2\x80\xa6" },
	{ "gateway", 1, "\xe2\x80\xa6" },
	{ "gateway", 0, "" },
	/* What is written out is one piece. */
	{ "\x1b"
	  "abcd",
	    8,
	    "\\x1b"
	    "abcd" },
	{ "\x1b"
	  "abcd",
	    7,
	    "\xe2\x80\xa6"
	    "bcd" },
	{ "abcd\x1b", 7, "abc\xe2\x80\xa6" },
	{ "ab\x1b"
	  "cd",
	    7,
	    "ab\xe2\x80\xa6"
	    "cd" },
	/* Wide characters are not halved, marks stay with their letter. */
	{ "\xe8\xa8\xbc\xe6\x98\x8e\xe6\x9b\xb8", 6,
	    "\xe8\xa8\xbc\xe6\x98\x8e\xe6\x9b\xb8" },
	{ "\xe8\xa8\xbc\xe6\x98\x8e\xe6\x9b\xb8", 5,
	    "\xe8\xa8\xbc\xe2\x80\xa6\xe6\x9b\xb8" },
	{ "\xe8\xa8\xbc\xe6\x98\x8e\xe6\x9b\xb8", 4,
	    "\xe8\xa8\xbc\xe2\x80\xa6" },
	{ "ae\xcc\x81ie\xcc\x81oe\xcc\x81u", 5,
	    "ae\xcc\x81\xe2\x80\xa6"
	    "e\xcc\x81u" },
};

Test(screen, fits_text_by_cutting_its_middle)
{
	struct arena *arena = arena_new();

	for (size_t i = 0; i < sizeof(cuts) / sizeof(cuts[0]); i++) {
		char *got = screen_fit(
		    arena, cuts[i].text, strlen(cuts[i].text), cuts[i].width);

		cr_expect_str_eq(
		    got, cuts[i].fitted, "case %zu gave \"%s\"", i, got);
	}
	arena_free(arena);
}

Test(screen, fits_any_bytes_into_any_width)
{
	struct arena *arena = arena_new();
	unsigned seed = 1;

	for (int round = 0; round < 2000; round++) {
		char text[40];

		for (size_t i = 0; i < sizeof(text); i++) {
			seed = seed * 1103515245U + 12345U;
			text[i] = (char)(seed >> 16);
		}
		for (size_t width = 0; width < 30; width++) {
			char *got =
			    screen_fit(arena, text, sizeof(text), width);

			cr_expect_leq(screen_width(got, strlen(got)), width,
			    "round %d, width %zu: \"%s\"", round, width, got);
		}
		arena_reset(arena);
	}
	arena_free(arena);
}

static const struct {
	const char *text;
	size_t indent;
	size_t width;
	const char *paragraph;
} paragraphs[] = {
	{ "", 4, 20, "\n" },
	{ " \n ", 4, 20, "\n" },
	{ "one", 4, 20, "one\n" },
	{ "one two three", 0, 13, "one two three\n" },
	{ "one two three", 0, 12, "one two\nthree\n" },
	{ "one two three", 4, 11, "one two\n    three\n" },
	{ "one two three", 4, 10, "one\n    two\n    three\n" },
	{ "  one\t\ttwo \n three  ", 2, 80, "one two three\n" },
	{ "a overlongword b", 2, 8, "a\n  overlongword\n  b\n" },
	{ "overlongword b", 2, 8, "overlongword\n  b\n" },
	{ "a b", 9, 8, "a\n         b\n" },
	{ "\x1b[0m x", 0, 8, "\\x1b[0m\nx\n" },
	{ "\xe8\xa8\xbc\xe6\x98\x8e ab", 0, 7,
	    "\xe8\xa8\xbc\xe6\x98\x8e ab\n" },
	{ "\xe8\xa8\xbc\xe6\x98\x8e ab", 0, 6,
	    "\xe8\xa8\xbc\xe6\x98\x8e\nab\n" },
};

Test(screen, wraps_words_under_a_hanging_indent)
{
	for (size_t i = 0; i < sizeof(paragraphs) / sizeof(paragraphs[0]);
	     i++) {
		char *got = NULL;
		size_t len = 0;
		FILE *out = open_memstream(&got, &len);

		screen_wrap(out, paragraphs[i].text, strlen(paragraphs[i].text),
		    paragraphs[i].indent, paragraphs[i].width);
		fclose(out);
		cr_expect_str_eq(got, paragraphs[i].paragraph,
		    "case %zu gave \"%s\"", i, got);
		free(got);
	}
}
