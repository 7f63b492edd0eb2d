#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "../told.h"
#include "archives.h"
#include "listing.h"
#include "open/container.h"

#define TEXT "apiVersion: v1\nkind: Secret\n"
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static unsigned char packed[ARCHIVE_MAX_BYTES];
static size_t npacked;
static struct listing got;

/* Every length of a small tar, of which the first member is 600 bytes. */
Test(container_damage, keeps_what_came_before_the_cut_of_a_tar)
{
	static char text[600];
	struct member members[] = {
		{ "x", text, sizeof(text), MEMBER_FILE, 0 },
		{ "y", "12345", 5, MEMBER_FILE, 0 },
	};

	memset(text, 'x', sizeof(text));
	npacked = archive_make(packed, PACK_GNU_TAR, members, 2);

	/* Header, two blocks, header, one block, two blocks of zeros. */
	cr_assert_geq(npacked, 7 * 512);
	for (size_t len = 1; len < npacked; len++) {
		size_t kept = len < 512 ? 0 : len - 512;

		npacked = len;
		listing_of_bytes(&got, packed, npacked);
		if (len < 512) {
			cr_expect_str_eq(got.text, "not opened\n", "%zu", len);
			cr_expect_eq(got.told.n, 1, "%zu", len);
		} else if (kept < 600) {
			char line[64];

			snprintf(line, sizeof(line), "a!x %zu damaged\n", kept);
			cr_expect_str_eq(
			    got.text, line, "%zu: %s", len, got.text);
			cr_expect(got.damaged, "%zu", len);
			cr_expect_eq(
			    got.told.n, 2, "%zu: %s", len, got.told.text);
			cr_expect_str_eq(got.told.path, "a");
		} else if (len < 4 * 512) {
			cr_expect_str_eq(
			    got.text, "a!x 600\n", "%zu: %s", len, got.text);
			cr_expect_eq(got.damaged, len != 3 * 512, "%zu", len);
		} else if (len >= 4 * 512 + 5) {
			cr_expect_str_eq(got.text, "a!x 600\na!y 5\n",
			    "%zu: %s", len, got.text);
		}
		npacked = 7 * 512;
	}
}

Test(container_damage, goes_on_behind_a_broken_header)
{
	static const struct member members[] = {
		{ "x", "1", 1, MEMBER_FILE, 0 },
		{ "y", "12", 2, MEMBER_FILE, 0 },
		{ "z", "123", 3, MEMBER_FILE, 0 },
	};

	npacked = archive_make(packed, PACK_GNU_TAR, members, 3);
	packed[2 * 512] ^= 1;
	listing_of_bytes(&got, packed, npacked);
	cr_expect_str_eq(got.text, "a!x 1\na!z 3\n", "%s", got.text);
	cr_expect(got.damaged);
	cr_expect_eq(got.told.n, 1);
	cr_expect_not_null(strstr(got.told.text, "looking for the next one"),
	    "%s", got.told.text);
}

Test(container_damage, keeps_what_came_before_the_cut_of_a_zip)
{
	static unsigned char noise[5000];
	struct member members[] = {
		{ "x", TEXT, sizeof(TEXT) - 1, MEMBER_FILE, 0 },
		{ "y", noise, sizeof(noise), MEMBER_FILE, 0 },
	};
	size_t nwhole = 0;

	for (size_t i = 0; i < sizeof(noise); i++)
		noise[i] = (unsigned char)(i * i >> 3);
	for (int k = 0; k < 2; k++) {
		size_t all = archive_make(
		    packed, k ? PACK_ZIP_STORED : PACK_ZIP, members, 2);

		for (npacked = 150; npacked < all; npacked += 17) {
			listing_of_bytes(&got, packed, npacked);
			cr_expect_eq(strncmp(got.text, "a!x 28\n", 7), 0,
			    "%zu of %zu: %s", npacked, all, got.text);
			cr_expect_eq(got.damaged, got.told.n > 0, "%zu of %zu",
			    npacked, all);
			nwhole += strstr(got.text, "a!y 5000\n") != NULL;
		}
	}
	cr_expect_gt(nwhole, 0, "the end of a zip is only a list");
}

Test(container_damage, checks_the_crc_of_a_zip)
{
	static const struct member members[] = {
		{ "x", "12345", 5, MEMBER_FILE, 0 },
		{ "y", "12345", 5, MEMBER_FILE, 0 },
	};

	npacked = archive_make(packed, PACK_ZIP_STORED, members, 2);
	for (size_t i = 0; i < npacked; i++) {
		if (memcmp(packed + i, "12345", 5) == 0) {
			packed[i] = '9';
			break;
		}
	}
	listing_of_bytes(&got, packed, npacked);
	cr_expect_str_eq(got.text, "a!x 5 damaged\na!y 5\n", "%s", got.text);
	cr_expect_not(got.damaged, "no member is missing");
	cr_expect_eq(got.told.n, 1);
	cr_expect_str_eq(got.told.path, "a!x");
	cr_expect_not_null(strstr(got.told.text, "CRC"), "%s", got.told.text);
}

Test(container_damage, names_what_is_encrypted_and_goes_on)
{
	static const struct member members[] = {
		{ "x", "12345", 5, MEMBER_FILE, 0 },
		{ "y", "12345", 5, MEMBER_FILE, 0 },
	};

	npacked = archive_make_encrypted(packed, members, 2);
	listing_of_bytes(&got, packed, npacked);
	cr_expect_str_eq(
	    got.text, "a!x 0 damaged\na!y 0 damaged\n", "%s", got.text);
	cr_expect_eq(got.told.n, 2);
	cr_expect_str_eq(got.told.path, "a!y");
	cr_expect_str_eq(got.told.text, "is encrypted; not read");
}

Test(container_damage, names_what_is_packed_in_an_unknown_way_and_goes_on)
{
	static const struct member members[] = {
		{ "x", "12345", 5, MEMBER_FILE, 0 },
		{ "y", "12345", 5, MEMBER_FILE, 0 },
	};
	bool first = true;

	npacked = archive_make(packed, PACK_ZIP_STORED, members, 2);
	for (size_t i = 0; i + 12 < npacked; i++) {
		if (first && memcmp(packed + i, "PK\x03\x04", 4) == 0) {
			packed[i + 8] = 9; /* deflate64 */
			first = false;
		}
	}
	listing_of_bytes(&got, packed, npacked);
	cr_expect_str_eq(got.text, "a!x 0 damaged\na!y 5\n", "%s", got.text);
	cr_expect_eq(got.told.n, 1);
	cr_expect_str_eq(got.told.path, "a!x");
}

/* A number as tar writes it: eleven octal digits and a NUL. */
static void
put_octal(unsigned char *field, uint64_t value)
{
	for (size_t i = 11; i-- > 0; value >>= 3)
		field[i] = (unsigned char)('0' + (value & 7));
	field[11] = '\0';
}

/* One GNU sparse member: n holes of this size, each with "end" behind it. */
static void
make_sparse(uint64_t hole, size_t n)
{
	const struct member member = { "s", "endendend", 3 * n, MEMBER_FILE,
		0 };
	unsigned sum = 0;

	npacked = archive_make(packed, PACK_GNU_TAR, &member, 1);
	packed[156] = 'S';
	for (size_t i = 0; i < n; i++) {
		put_octal(packed + 386 + 24 * i, hole + i * (hole + 3));
		put_octal(packed + 398 + 24 * i, 3);
	}
	put_octal(packed + 483, n * (hole + 3));
	memset(packed + 148, ' ', 8);
	for (size_t i = 0; i < 512; i++)
		sum += packed[i];
	snprintf((char *)packed + 148, 8, "%06o", sum);
}

Test(container_damage, fills_holes_but_not_without_end)
{
	make_sparse(100000, 1);
	listing_of_bytes(&got, packed, npacked);
	cr_expect_str_eq(got.text, "a!s 100003\n", "%s", got.text);
	cr_expect_eq(got.told.n, 0);
	make_sparse(UINT64_C(4) * 1024 * 1024 * 1024, 1);
	listing_of_bytes(&got, packed, npacked);
	cr_expect_str_eq(got.text, "a!s 0 damaged\n", "%s", got.text);
	cr_expect_eq(got.told.n, 1);
	cr_expect_str_eq(got.told.text,
	    "has holes of more than 64 MiB; what came before is kept");
}

Test(container_damage, counts_the_holes_of_a_member_together)
{
	make_sparse(1000000, 3);
	listing_of_bytes(&got, packed, npacked);
	cr_expect_str_eq(got.text, "a!s 3000009\n", "%s", got.text);
	cr_expect_eq(got.told.n, 0);
	make_sparse(UINT64_C(30) * 1024 * 1024, 3);
	listing_of_bytes(&got, packed, npacked);
	cr_expect_str_eq(got.text, "a!s 62914566 damaged\n", "%s", got.text);
	cr_expect_eq(got.told.n, 1);
}

Test(container_damage, does_not_open_what_only_begins_like_one)
{
	static const char *const cases[] = { "PK\x03\x04 and nothing",
		"BZh91AY&SY and nothing", "7z\xbc\xaf\x27\x1c and nothing" };

	for (size_t i = 0; i < COUNT(cases); i++) {
		npacked = strlen(cases[i]);
		memcpy(packed, cases[i], npacked);
		listing_of_bytes(&got, packed, npacked);
		cr_expect_eq(got.told.n, 1, "case %zu: %s", i, got.text);
		cr_expect_str_eq(got.told.path, "a", "case %zu", i);
	}
}
