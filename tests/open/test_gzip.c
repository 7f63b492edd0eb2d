#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <zlib.h>

#include "../told.h"
#include "open/gzip.h"

#define TEXT "I0405 10:00:00.000001       1 a.go:1] one\n"
#define MTIME_S 1638781200

static unsigned char packed[512 * 1024];
static size_t npacked;

static void
add_bytes(const void *bytes, size_t len)
{
	cr_assert_leq(len, sizeof(packed) - npacked);
	memcpy(packed + npacked, bytes, len);
	npacked += len;
}

/* Adds a member; mtime 0 is none. */
static void
add_member(const void *bytes, size_t len, uLong mtime_s)
{
	z_stream stream = { 0 };
	gz_header header = { .time = mtime_s, .os = 255 };
	unsigned char text[sizeof(packed) / 2];

	cr_assert_leq(len, sizeof(text));
	memcpy(text, bytes, len);
	cr_assert_eq(
	    deflateInit2(&stream, 6, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY),
	    Z_OK);
	deflateSetHeader(&stream, &header);
	stream.next_in = text;
	stream.avail_in = (uInt)len;
	stream.next_out = packed + npacked;
	stream.avail_out = (uInt)(sizeof(packed) - npacked);
	cr_assert_eq(deflate(&stream, Z_FINISH), Z_STREAM_END);
	npacked += stream.total_out;
	deflateEnd(&stream);
}

struct result {
	size_t len;
	bool damaged;
	bool packed_damaged;
	struct told told;
	char text[256 * 1024];
};

static struct result result;

/* Unpacks the bytes with reads of size. */
static void
unpack(size_t size)
{
	struct source *source = source_from_bytes(
	    "x.gz", packed, npacked, told_begin(&result.told));
	struct source *text = gzip_open(source);
	size_t n;

	result.len = 0;
	while ((n = source_read(text, result.text + result.len, size)) > 0) {
		result.len += n;
		cr_assert_leq(result.len + size, sizeof(result.text));
	}
	result.damaged = source_damaged(text);
	cr_expect_str_eq(source_path(text), "x.gz");
	source_close(text);
	source_close(source);
}

static const size_t sizes[] = { 1, 7, 4096, 100000 };

Test(gzip, is_recognised_by_its_first_bytes)
{
	static const struct {
		const char *bytes;
		size_t len;
		bool is;
	} cases[] = {
		{ "\x1f\x8b\x08\x00", 4, true },
		{ "\x1f\x8b", 2, true },
		{ "\x1f\x8b\x07", 3, false },
		{ "\x1f", 1, false },
		{ "\x1f\x9d\x90", 3, false }, /* compress(1) */
		{ "", 0, false },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		cr_expect_eq(
		    gzip_recognise(
			(const unsigned char *)cases[i].bytes, cases[i].len),
		    cases[i].is, "case %zu", i);
}

Test(gzip, reads_all_members_and_passes_over_padding)
{
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		npacked = 0;
		add_member("one\n", 4, 0);
		add_member("", 0, 0);
		add_member("two\n", 4, 0);
		add_bytes("\0\0\0\0\0\0\0", 7);
		add_member("three\n", 6, 0);
		add_bytes("\0\0\0\0\0\0\0", 7);
		unpack(sizes[i]);
		cr_expect_eq(result.len, 14, "by %zu", sizes[i]);
		cr_expect_arr_eq(result.text, "one\ntwo\nthree\n", 14);
		cr_expect_not(result.damaged, "by %zu", sizes[i]);
		cr_expect_eq(result.told.n, 0, "by %zu", sizes[i]);
	}
}

Test(gzip, reads_more_than_its_buffers_hold)
{
	static unsigned char noise[200 * 1024];
	uint32_t x = 1;

	for (size_t i = 0; i < sizeof(noise); i++) {
		x = x * 1664525 + 1013904223;
		noise[i] = (unsigned char)(x >> 24);
	}
	npacked = 0;
	add_member(noise, sizeof(noise), 0);
	add_member(noise, 100, 0);
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		if (sizes[i] > sizeof(result.text) - sizeof(noise) - 100)
			continue;
		unpack(sizes[i]);
		cr_expect_eq(result.len, sizeof(noise) + 100);
		cr_expect_arr_eq(result.text, noise, sizeof(noise));
		cr_expect_not(result.damaged);
	}
}

Test(gzip, ignores_what_follows_the_last_member_and_says_so)
{
	npacked = 0;
	add_member("one\n", 4, 0);

	size_t end = npacked;
	char text[128];

	add_bytes("\0\0rest", 6);
	snprintf(text, sizeof(text),
	    "something other than gzip follows at byte %zu of the packed data; "
	    "ignored",
	    end + 2);
	unpack(100);
	cr_expect_eq(result.len, 4);
	cr_expect_not(result.damaged);
	cr_expect_eq(result.told.n, 1);
	cr_expect_str_eq(result.told.text, text);
	cr_expect_str_eq(result.told.path, "x.gz");
}

Test(gzip, keeps_what_came_before_a_cut)
{
	npacked = 0;
	add_member(TEXT, strlen(TEXT), 0);

	size_t first = npacked;

	add_member(TEXT, strlen(TEXT), 0);
	for (size_t cut = npacked - 1; cut > 0; cut--) {
		char text[128];

		npacked = cut;
		unpack(100);
		if (cut == first)
			cr_expect_not(result.damaged);
		else if (cut == first + 1)
			continue; /* one byte is not recognised as a header */
		else
			cr_expect(result.damaged, "cut at %zu", cut);
		cr_expect_eq(result.told.n, cut == first ? 0 : 1);
		if (cut >= first)
			cr_expect_geq(result.len, strlen(TEXT));
		cr_expect_eq(memcmp(result.text, TEXT TEXT, result.len), 0);
		snprintf(text, sizeof(text),
		    "gzip data ends too early, at byte %zu of the packed data; "
		    "what came before is kept",
		    cut);
		if (cut != first)
			cr_expect_str_eq(result.told.text, text);
	}
}

Test(gzip, checks_the_crc_and_the_length)
{
	static const struct {
		size_t from_end;
		const char *text;
	} cases[] = {
		{ 8, "(incorrect data check)" },
		{ 5, "(incorrect data check)" },
		{ 4, "(incorrect length check)" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		npacked = 0;
		add_member(TEXT, strlen(TEXT), 0);
		packed[npacked - cases[i].from_end] ^= 0x10;
		unpack(100);
		cr_expect_eq(result.len, strlen(TEXT), "case %zu", i);
		cr_expect_arr_eq(result.text, TEXT, strlen(TEXT));
		cr_expect(result.damaged, "case %zu", i);
		cr_expect_eq(result.told.n, 1, "case %zu", i);
		cr_expect_not_null(
		    strstr(result.told.text, cases[i].text), "case %zu", i);
	}
}

Test(gzip, survives_every_single_broken_byte)
{
	npacked = 0;
	add_member(TEXT TEXT TEXT, 3 * strlen(TEXT), MTIME_S);

	size_t len = npacked;

	for (size_t i = 0; i < len; i++) {
		packed[i] ^= 0xff;
		unpack(50000);
		/* Nothing guards the time, the level and the system. */
		if (i >= 4 && i < 10)
			cr_expect_not(result.damaged, "byte %zu", i);
		else
			cr_expect(result.damaged, "byte %zu", i);
		cr_expect_eq(result.told.n, result.damaged, "byte %zu", i);
		packed[i] ^= 0xff;
	}
}

Test(gzip, has_the_time_of_its_header_or_none)
{
	static const struct {
		uLong mtime_s;
		bool has;
	} cases[] = { { MTIME_S, true }, { 0, false }, { 0xffffffffUL, true } };

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		npacked = 0;
		add_member("x", 1, cases[i].mtime_s);

		struct source *source = source_from_bytes(
		    "x.gz", packed, npacked, told_begin(&result.told));
		struct source *text = gzip_open(source);
		int64_t mtime_us = -42;

		cr_expect_eq(source_mtime(text, &mtime_us), cases[i].has);
		cr_expect_eq(mtime_us,
		    cases[i].has ? (int64_t)cases[i].mtime_s * 1000000 : -42);
		source_close(text);
		source_close(source);
	}
}

Test(gzip, unpacks_gzip_in_gzip_and_tells_of_damage_once)
{
	static unsigned char inner[4096];

	npacked = 0;
	add_member(TEXT, strlen(TEXT), 0);

	size_t ninner = npacked;

	memcpy(inner, packed, ninner);
	npacked = 0;
	add_member(inner, ninner, 0);
	for (int cut = 0; cut < 2; cut++) {
		/* The cut leaves the inner bytes whole, or takes the last. */
		struct source *source = source_from_bytes("x.gz", packed,
		    npacked - (cut ? 12 : 0), told_begin(&result.told));
		struct source *middle = gzip_open(source);
		struct source *text = gzip_open(middle);

		source_drain(text);
		cr_expect_eq(source_damaged(text), cut == 1);
		cr_expect_eq(source_damaged(middle), cut == 1);
		cr_expect_eq(result.told.n, (size_t)cut);
		source_close(text);
		source_close(middle);
		source_close(source);
	}
}
