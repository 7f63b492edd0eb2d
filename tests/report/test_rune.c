#include <criterion/criterion.h>
#include <string.h>

#include "report/rune.h"

static const struct {
	const char *text;
	uint32_t rune;
	bool shown;
	size_t width; /* where it is shown */
} characters[] = {
	{ "a", 'a', true, 1 },
	{ " ", ' ', true, 1 },
	{ "~", '~', true, 1 },
	{ "\x1b", 0x1b, false, 0 },
	{ "\n", '\n', false, 0 },
	{ "\x7f", 0x7f, false, 0 },
	/* The ends of each length of UTF-8. */
	{ "\xc2\x80", 0x80, false, 0 },
	{ "\xdf\xbf", 0x7ff, true, 1 },
	{ "\xe0\xa0\x80", 0x800, true, 1 },
	{ "\xef\xbf\xbd", 0xfffd, true, 1 },
	{ "\xf0\x90\x80\x80", 0x10000, true, 1 },
	{ "\xf4\x8f\xbf\xbf", 0x10ffff, true, 1 },
	/* Letters. */
	{ "\xc2\xa0", 0xa0, true, 1 },
	{ "\xc3\xa9", 0xe9, true, 1 },
	{ "\xd0\x96", 0x416, true, 1 },
	{ "\xe2\x80\xa6", 0x2026, true, 1 },
	{ "\xcc\x81", 0x301, true, 0 },
	{ "\xe0\xa5\x8d", 0x94d, true, 0 },
	{ "\xe3\x82\x99", 0x3099, true, 0 },
	{ "\xe1\x85\xa1", 0x1161, true, 0 },
	{ "\xe3\x81\x82", 0x3042, true, 2 },
	{ "\xe8\xa8\xbc", 0x8a3c, true, 2 },
	{ "\xed\x95\x9c", 0xd55c, true, 2 },
	{ "\xef\xbc\xa1", 0xff21, true, 2 },
	{ "\xef\xbd\xb1", 0xff71, true, 1 },
	{ "\xf0\x9f\x94\x92", 0x1f512, true, 2 },
	{ "\xf0\xa0\x80\x80", 0x20000, true, 2 },
	/* What hides, or turns the direction of writing. */
	{ "\xc2\x9b", 0x9b, false, 0 },
	{ "\xc2\xad", 0xad, false, 0 },
	{ "\xe2\x80\x8b", 0x200b, false, 0 },
	{ "\xe2\x80\x8f", 0x200f, false, 0 },
	{ "\xe2\x80\xa8", 0x2028, false, 0 },
	{ "\xe2\x80\xae", 0x202e, false, 0 },
	{ "\xe2\x81\xa6", 0x2066, false, 0 },
	{ "\xe3\x85\xa4", 0x3164, false, 0 },
	{ "\xef\xb8\x8f", 0xfe0f, false, 0 },
	{ "\xef\xbb\xbf", 0xfeff, false, 0 },
	{ "\xf3\xa0\x81\x81", 0xe0041, false, 0 },
};

static const char *const bad[] = {
	"\x80",             /* follows nothing */
	"\xbf",             /* */
	"\xc3",             /* ends early */
	"\xe2\x80",         /* */
	"\xf0\x9f\x94",     /* */
	"\xc3(",            /* is followed by something else */
	"\xe2\x28\xa1",     /* */
	"\xe2\x80(",        /* */
	"\xf0\x9f\x94(",    /* */
	"\xc0\xaf",         /* longer than needed */
	"\xc1\xbf",         /* */
	"\xe0\x9f\xbf",     /* */
	"\xf0\x8f\xbf\xbf", /* */
	"\xed\xa0\x80",     /* surrogates */
	"\xed\xbf\xbf",     /* */
	"\xf4\x90\x80\x80", /* past the end of Unicode */
	"\xf5\x80\x80\x80", /* */
	"\xfe",             /* */
	"\xff",             /* */
};

Test(rune, reads_characters_and_knows_how_a_terminal_shows_them)
{
	for (size_t i = 0; i < sizeof(characters) / sizeof(characters[0]);
	     i++) {
		const char *text = characters[i].text;
		uint32_t expected = characters[i].rune;
		uint32_t rune = 0;

		cr_expect_eq(rune_read(text, strlen(text), &rune), strlen(text),
		    "U+%04X has another length", expected);
		cr_expect_eq(
		    rune, expected, "U+%04X was read as %x", expected, rune);
		cr_expect_eq(rune_is_shown(rune), characters[i].shown, "U+%04X",
		    expected);
		if (characters[i].shown)
			cr_expect_eq(rune_width(rune), characters[i].width,
			    "U+%04X is %zu wide", expected, rune_width(rune));
	}
}

Test(rune, takes_one_byte_of_what_is_not_utf_8)
{
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		uint32_t rune = 0;
		unsigned char first = (unsigned char)bad[i][0];

		cr_expect_eq(rune_read(bad[i], strlen(bad[i]), &rune), 1,
		    "case %zu has another length", i);
		cr_expect_eq(
		    rune, RUNE_BAD | first, "case %zu gave %x", i, rune);
		cr_expect_not(rune_is_shown(rune), "case %zu is shown", i);
	}
}

Test(rune, reads_a_nul_like_any_other_character)
{
	uint32_t rune = 1;

	cr_expect_eq(rune_read("\0x", 2, &rune), 1);
	cr_expect_eq(rune, 0);
	cr_expect_not(rune_is_shown(rune));
}
