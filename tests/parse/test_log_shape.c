#include <criterion/criterion.h>

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
