#include <criterion/criterion.h>
#include <string.h>

#include "parse/log_shape.h"

static const struct {
	const char *message;
	const char *shape;
} shapes[] = {
	{ "Hello world", "Hello world" },
	{ "it isn't there.", "it isn't there." },
	{ "certificate \"web\" of shop/web-1 has 12 days", /* */
	    "certificate * of * has * days" },
	{ "1 2 3 a-b x.y", "*" },
	{ "see 10.0.0.1:53, and http://x/", "see * and *" },
	{ "(well) [known]: names!", "(well) [known]: names!" },
	{ "caf\xc3\xa9 is open", "* is open" },
	{ "one  two\tthree\n four", "one two three four" },
	{ " one two ", "one two" },
	{ "one \"two\"three", "one *three" },
	{ "one\"two\" three", "one* three" },
	{ "one\"two three", "one* three" },
	{ "one two,three four,", "one * four," },
	{ "one, two... three! 'four' 'five six", "one, two... three! * six" },
	{ "don't \"\" stop", "don't * stop" },
	{ "", "" },
	{ "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa b",
	    "* b" },
	{ "one two three four five six seven eight nine ten one two three "
	  "four five six seven eight nine ten one two three four five six",
	    "one two three four five six seven eight nine ten one two three "
	    "four five six seven eight nine ten one two three four" },
};

Test(log_shape, keeps_the_words_and_blanks_the_rest)
{
	for (size_t i = 0; i < sizeof(shapes) / sizeof(shapes[0]); i++) {
		char buffer[LOG_SHAPE_BYTES];
		struct str got = log_shape(str_from(shapes[i].message), buffer);

		cr_expect(str_equals(got, shapes[i].shape),
		    "\"%s\" gave \"%.*s\"", shapes[i].message, (int)got.len,
		    got.ptr);
	}
}

/* Words are walked several bytes at once. */
Test(log_shape, finds_the_end_of_a_word_of_any_length)
{
	static const char ends[] = " \t\r\n";

	for (size_t len = 1; len < 30; len++) {
		for (size_t i = 0; i < sizeof(ends) - 1; i++) {
			char message[64] = "";
			char buffer[LOG_SHAPE_BYTES];

			memset(message, '1', len);
			message[len] = ends[i];
			strcpy(message + len + 1, "word");
			cr_expect(
			    str_equals(
				log_shape(str_from(message), buffer), "* word"),
			    "%zu bytes before 0x%02x", len, ends[i]);
			/* A quote begins another, which is blanked as well. */
			strcpy(message + len, "`a b` word");
			cr_expect(
			    str_equals(
				log_shape(str_from(message), buffer), "* word"),
			    "%zu bytes before a quote", len);
		}
	}
}

Test(log_shape, is_never_longer_than_its_buffer)
{
	static const char text[] = "aaaa bbbb \"c\" dddd 1 eeee ffff gggg "
				   "hhhh iiii jjjj kkkk llll mmmm nnnn oooo "
				   "pppp qqqq rrrr ssss tttt uuuu vvvv wwww";

	for (size_t len = 0; len < sizeof(text); len++) {
		char buffer[LOG_SHAPE_BYTES + 1];

		buffer[LOG_SHAPE_BYTES] = '!';

		struct str got = log_shape((struct str){ text, len }, buffer);

		cr_expect_leq(got.len, LOG_SHAPE_BYTES, "%zu bytes", len);
		cr_expect_eq(buffer[LOG_SHAPE_BYTES], '!', "%zu bytes", len);
	}
}
