#include <criterion/criterion.h>
#include <string.h>

#include "parse/utf8.h"

static void
drop(void *context, const char *path, uint64_t line, const char *text)
{
	(void)context;
	(void)path;
	(void)line;
	(void)text;
}

static const struct diag nowhere = { drop, NULL };

static const struct {
	const char *from;
	const char *to;
} texts[] = {
	{ "", "" },
	{ "name: x\n\ty\n", "name: x\n\ty\n" },
	{ "gr\xc3\xbc\xc3\x9f", "gr\xc3\xbc\xc3\x9f" },
	{ "\xf0\x9f\x98\x80", "\xf0\x9f\x98\x80" },
	/* Marks of byte order, at the start and where files were joined. */
	{ "\xef\xbb\xbf"
	  "a\n\xef\xbb\xbf"
	  "b",
	    "a\nb" },
	/* Lines. */
	{ "a\r\nb\r\n", "a\nb\n" },
	{ "a\rb\r", "a b " },
	{ "a\xc2\x85"
	  "b\xe2\x80\xa8"
	  "c\xe2\x80\xa9"
	  "d",
	    "a b c d" },
	/* What YAML does not print. */
	{ "a\x1b[0m\x7f", "a?[0m?" },
	{ "\xc2\x80\xef\xbf\xbf", "??" },
	/* What is not UTF-8: Latin-1, overlong, half a pair, too high, cut. */
	{ "gr\xfc\xdf"
	  "e",
	    "gr??e" },
	{ "\xc0\xaf", "??" },
	{ "\xe0\x80\xaf", "???" },
	{ "\xed\xa0\xbd", "?" },
	{ "\xf4\x90\x80\x80", "?" },
	{ "a\xe2\x82", "a??" },
};

static size_t
read_all(const char *text, size_t len, char *to, size_t step)
{
	struct source *source = source_from_bytes("x", text, len, &nowhere);
	struct utf8 *utf8 = utf8_open(source);
	size_t sum = 0;
	size_t n;

	while ((n = utf8_read(utf8, (unsigned char *)to + sum, step)) > 0)
		sum += n;
	utf8_close(utf8);
	source_close(source);
	return sum;
}

Test(utf8, gives_text_that_yaml_takes)
{
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		char to[256];
		size_t n =
		    read_all(texts[i].from, strlen(texts[i].from), to, 64);

		to[n] = '\0';
		cr_expect_str_eq(
		    to, texts[i].to, "case %zu gave \"%s\"", i, to);
	}
}

Test(utf8, takes_a_nul_for_a_control_character)
{
	char to[128];

	cr_expect_eq(read_all("a\0b", 3, to, 64), 3);
	cr_expect_arr_eq(to, "a?b", 3);
}

Test(utf8, is_the_same_wherever_the_reads_end)
{
	static char from[40000];
	static char to[sizeof(from) + 64];

	for (size_t i = 0; i < sizeof(from); i++)
		from[i] = "\xe2\x82\xac"[i % 3];
	for (size_t step = 64; step < 72; step++) {
		size_t n = read_all(from, sizeof(from) - 1, to, step);

		cr_expect_eq(
		    n, sizeof(from) - 1, "step %zu: %zu bytes", step, n);
		cr_expect_arr_eq(to, from, sizeof(from) - 1);
	}
}
