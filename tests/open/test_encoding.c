#include <criterion/criterion.h>
#include <string.h>

#include "../told.h"
#include "open/encoding.h"
#include "open/source_impl.h"

#define BYTES(text) text, sizeof(text) - 1
#define BAD "\xef\xbf\xbd"

/* Long enough to be recognised without a byte order mark. */
#define LE "k\0i\0n\0d\0:\0 \0"
#define BE "\0k\0i\0n\0d\0:\0 "

static const struct {
	const char *bytes;
	size_t len;
	const char *text;
} changed[] = {
	{ BYTES("\xff\xfe"), "" },
	{ BYTES("\xff\xfe"
		"a\0"),
	    "a" },
	{ BYTES("\xfe\xff"
		"\0a"),
	    "a" },
	{ BYTES(LE), "kind: " },
	{ BYTES(BE), "kind: " },
	/* One, two, three and four bytes of UTF-8. */
	{ BYTES("\xff\xfe"
		"\x7f\0\x80\0\xff\x07\0\x08\xff\xff"),
	    "\x7f\xc2\x80\xdf\xbf\xe0\xa0\x80\xef\xbf\xbf" },
	{ BYTES("\xff\xfe"
		"\0\xd8\0\xdc\xff\xdb\xff\xdf"),
	    "\xf0\x90\x80\x80\xf4\x8f\xbf\xbf" },
	{ BYTES("\xfe\xff"
		"\xd8\x3d\xde\0"),
	    "\xf0\x9f\x98\x80" },
	/* Half a pair: the first, the second, in the wrong order, at the end. */
	{ BYTES("\xff\xfe"
		"\0\xd8"
		"a\0"),
	    BAD "a" },
	{ BYTES("\xff\xfe"
		"\0\xdc"
		"a\0"),
	    BAD "a" },
	{ BYTES("\xff\xfe"
		"\0\xdc\0\xd8"),
	    BAD BAD },
	{ BYTES("\xff\xfe"
		"\0\xd8\0\xd8\0\xdc"),
	    BAD "\xf0\x90\x80\x80" },
	{ BYTES("\xff\xfe"
		"a\0\0\xd8"),
	    "a" BAD },
	/* Half a unit. */
	{ BYTES("\xff\xfe"
		"a\0b"),
	    "a" BAD },
	{ BYTES(LE "x"), "kind: " BAD },
	/* A second mark is a letter. */
	{ BYTES("\xff\xfe\xff\xfe"), "\xef\xbb\xbf" },
};

static const struct {
	const char *bytes;
	size_t len;
	size_t nread; /* of the byte order mark */
} unchanged[] = {
	{ BYTES(""), 0 },
	{ BYTES("a"), 0 },
	{ BYTES("\xff"), 0 },
	{ BYTES("kind: Secret\n"), 0 },
	{ BYTES("\xef\xbb\xbfkind: Secret\n"), 3 },
	{ BYTES("\xef\xbb\xbf"), 3 },
	{ BYTES("\xef\xbb"), 0 },
	{ BYTES("a\0b\0"), 0 }, /* too short to tell */
	{ BYTES("\0\0\0\0\0\0\0\0\0\0"), 0 },
	{ BYTES("k\0i\0n\0d\0\0\0 \0"), 0 },
	{ BYTES("k\0i\0n\0d\0:x \0"), 0 },
};

Test(encoding, turns_utf_16_into_utf_8)
{
	static const size_t sizes[] = { 1, 3, 100 };
	struct told told;

	for (size_t i = 0; i < sizeof(changed) / sizeof(changed[0]); i++) {
		for (size_t k = 0; k < sizeof(sizes) / sizeof(sizes[0]); k++) {
			struct source *inner =
			    source_from_bytes("f", changed[i].bytes,
				changed[i].len, told_begin(&told));
			struct source *text = encoding_open(inner);
			char got[200] = "";
			size_t len = 0;
			size_t n;

			cr_assert_not_null(text, "case %zu", i);
			while ((n = source_read(text, got + len, sizes[k])) > 0)
				len += n;
			got[len] = '\0';
			cr_expect_str_eq(
			    got, changed[i].text, "case %zu: %s", i, got);
			cr_expect_not(source_damaged(text), "case %zu", i);
			cr_expect_str_eq(source_path(text), "f");
			source_close(text);
			source_close(inner);
		}
	}
}

Test(encoding, leaves_everything_else_alone)
{
	struct told told;

	for (size_t i = 0; i < sizeof(unchanged) / sizeof(unchanged[0]); i++) {
		struct source *inner = source_from_bytes("f",
		    unchanged[i].bytes, unchanged[i].len, told_begin(&told));

		cr_expect_null(encoding_open(inner), "case %zu", i);
		cr_expect_eq(
		    source_bytes(inner), unchanged[i].nread, "case %zu", i);
		source_close(inner);
	}
}

Test(encoding, keeps_pairs_together_across_its_buffers)
{
	/* One byte of shift at a time, so that every part meets the edge. */
	static unsigned char bytes[200 * 1024];
	static char got[300 * 1024];
	struct told told;

	for (size_t shift = 0; shift < 4; shift++) {
		size_t len = 2;
		size_t ngot = 0;
		size_t n;

		memcpy(bytes, "\xff\xfe", 2);
		for (size_t i = 0; i < shift; i++) {
			memcpy(bytes + len, "a\0", 2);
			len += 2;
		}
		while (len + 4 <= sizeof(bytes)) {
			memcpy(bytes + len, "\x3d\xd8\x00\xde", 4);
			len += 4;
		}

		struct source *inner =
		    source_from_bytes("f", bytes, len, told_begin(&told));
		struct source *text = encoding_open(inner);

		cr_assert_not_null(text);
		while ((n = source_read(text, got + ngot, 9999)) > 0)
			ngot += n;
		cr_expect_eq(ngot, shift + len - 2 - 2 * shift);
		for (size_t i = shift; i + 4 <= ngot; i += 4)
			cr_assert_eq(memcmp(got + i, "\xf0\x9f\x98\x80", 4), 0);
		source_close(text);
		source_close(inner);
	}
}
