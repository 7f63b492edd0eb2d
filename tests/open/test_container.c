#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../scratch.h"
#include "../told.h"
#include "archives.h"
#include "open/container.h"
#include "open/gzip.h"
#include "open/source_impl.h"

#define TEXT "apiVersion: v1\nkind: Secret\n"
#define MTIME_S 1638781200
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static unsigned char packed[ARCHIVE_MAX_BYTES];
static unsigned char inner[ARCHIVE_MAX_BYTES];
static size_t npacked;
static struct told told;

/* A pipe's worth: short enough that nobody needs to read meanwhile. */
#define PIPE_BYTES ((size_t)60 * 1024)

/* What the archive gave, one line for each member: "PATH LENGTH[ damaged]". */
static char listing[4096];
static char digest[DIGEST_HEX_BYTES];
static bool damaged;
static size_t npassed;

static void
list_members(struct container *container)
{
	struct source *member;
	size_t at = 0;

	listing[0] = '\0';
	while ((member = container_next(container)) != NULL) {
		source_drain(member);
		at += (size_t)snprintf(listing + at, sizeof(listing) - at,
		    "%s %zu%s\n", source_path(member),
		    (size_t)source_bytes(member),
		    source_damaged(member) ? " damaged" : "");
		cr_assert_lt(at, sizeof(listing));
	}
	cr_expect_null(container_next(container), "a member after the last");
	damaged = container_damaged(container);
	npassed = container_passed(container);
}

static void
list_source(struct source *source)
{
	struct container *container = container_open(source);

	snprintf(listing, sizeof(listing), "not opened\n");
	if (container != NULL)
		list_members(container);
	container_close(container);
	source_digest(source, digest);
	source_close(source);
}

static void
list_packed(void)
{
	list_source(source_from_bytes("a", packed, npacked, told_begin(&told)));
}

static const struct {
	const char *name;
	enum packing packing;
} packings[] = {
	{ "tar", PACK_TAR },
	{ "GNU tar", PACK_GNU_TAR },
	{ "zip", PACK_ZIP },
	{ "stored zip", PACK_ZIP_STORED },
	{ "7z", PACK_7Z },
	{ "cpio", PACK_CPIO },
	{ "tar.bz2", PACK_TAR_BZ2 },
	{ "tar.xz", PACK_TAR_XZ },
	{ "tar.zst", PACK_TAR_ZSTD },
};

static const struct {
	const char *name;
	enum packing packing;
} singles[] = {
	{ "bz2", PACK_BZ2 },
	{ "xz", PACK_XZ },
	{ "zst", PACK_ZSTD },
};

Test(container, lists_the_files_of_every_format)
{
	static const struct member members[] = {
		{ "d", NULL, 0, MEMBER_FOLDER, 0 },
		{ "d/a.yaml", TEXT, sizeof(TEXT) - 1, MEMBER_FILE, MTIME_S },
		{ "z", "12345", 5, MEMBER_FILE, MTIME_S },
		{ "empty", "", 0, MEMBER_FILE, MTIME_S },
	};

	for (size_t i = 0; i < COUNT(packings); i++) {
		npacked = archive_make(
		    packed, packings[i].packing, members, COUNT(members));
		cr_expect(container_recognise(packed, npacked), "%s",
		    packings[i].name);
		list_packed();
		cr_expect_str_eq(listing, "a!d/a.yaml 28\na!z 5\na!empty 0\n",
		    "%s: %s", packings[i].name, listing);
		cr_expect_not(damaged, "%s", packings[i].name);
		cr_expect_eq(npassed, 0, "%s", packings[i].name);
		cr_expect_eq(told.n, 0, "%s: %s", packings[i].name, told.text);
	}
}

Test(container, reads_all_but_7z_from_a_pipe)
{
	static const struct member members[] = {
		{ "a.yaml", TEXT, sizeof(TEXT) - 1, MEMBER_FILE, MTIME_S },
	};

	for (size_t i = 0; i < COUNT(packings); i++) {
		int ends[2];
		bool is_7z = packings[i].packing == PACK_7Z;

		npacked = archive_make(
		    packed, packings[i].packing, members, COUNT(members));
		cr_assert_leq(npacked, PIPE_BYTES);
		cr_assert_eq(pipe(ends), 0);
		cr_assert_eq(write(ends[1], packed, npacked), (ssize_t)npacked);
		close(ends[1]);
		list_source(source_open_fd(ends[0], "a", told_begin(&told)));
		close(ends[0]);
		cr_expect_str_eq(listing,
		    is_7z ? "not opened\n" : "a!a.yaml 28\n", "%s: %s",
		    packings[i].name, listing);
		cr_expect_eq(
		    told.n, is_7z, "%s: %s", packings[i].name, told.text);
	}
}

Test(container, leaves_the_path_of_a_single_packed_file)
{
	static const struct member members[] = {
		{ "data", TEXT, sizeof(TEXT) - 1, MEMBER_FILE, 0 },
	};

	for (size_t i = 0; i < COUNT(singles); i++) {
		npacked = archive_make(packed, singles[i].packing, members, 1);
		cr_expect(container_recognise(packed, npacked), "%s",
		    singles[i].name);
		list_packed();
		cr_expect_str_eq(
		    listing, "a 28\n", "%s: %s", singles[i].name, listing);
		cr_expect_not(damaged, "%s", singles[i].name);
		cr_expect_eq(told.n, 0, "%s", singles[i].name);
		/* A cut is told once, as there is one path. */
		npacked -= 3;
		list_packed();
		cr_expect_eq(told.n, 1, "%s: %s", singles[i].name, listing);
		cr_expect_str_eq(told.path, "a", "%s", singles[i].name);
	}
}

Test(container, takes_a_packed_nothing_for_nothing)
{
	static const struct member members[] = {
		{ "data", "", 0, MEMBER_FILE, 0 },
	};

	for (size_t i = 0; i < COUNT(singles); i++) {
		npacked = archive_make(packed, singles[i].packing, members, 1);
		list_packed();
		cr_expect_str_eq(
		    listing, "", "%s: %s", singles[i].name, listing);
		cr_expect_not(damaged, "%s", singles[i].name);
		cr_expect_eq(told.n, 0, "%s: %s", singles[i].name, told.text);
	}
}

Test(container, is_hashed_whole_even_if_it_was_read_in_jumps)
{
	static unsigned char noise[300 * 1024];
	char expected[DIGEST_HEX_BYTES];

	for (size_t i = 0; i < sizeof(noise); i++)
		noise[i] = (unsigned char)(i * i >> 7);

	struct member members[] = {
		{ "noise", noise, sizeof(noise), MEMBER_FILE, MTIME_S },
		{ "z", "12345", 5, MEMBER_FILE, MTIME_S },
	};

	scratch_enter();
	for (size_t i = 0; i < COUNT(packings); i++) {
		struct digest *whole = digest_new();

		npacked = archive_make(
		    packed, packings[i].packing, members, COUNT(members));
		digest_add(whole, packed, npacked);
		digest_end(whole, expected);
		digest_free(whole);
		list_packed();
		cr_expect_str_eq(digest, expected, "%s", packings[i].name);
		scratch_write("a", packed, npacked);
		list_source(source_open("a", told_begin(&told)));
		cr_expect_str_eq(
		    digest, expected, "%s, a file", packings[i].name);
		cr_expect_str_eq(listing, "a!noise 307200\na!z 5\n", "%s: %s",
		    packings[i].name, listing);
	}
	scratch_leave();
}

Test(container, passes_over_links_and_devices_and_counts_them)
{
	static const struct member members[] = {
		{ "target", "12345", 5, MEMBER_FILE, 0 },
		{ "symlink", NULL, 0, MEMBER_SYMLINK, 0 },
		{ "hardlink", NULL, 0, MEMBER_HARDLINK, 0 },
		{ "fifo", NULL, 0, MEMBER_FIFO, 0 },
		{ "folder/", NULL, 0, MEMBER_FOLDER, 0 },
		{ "last", "1", 1, MEMBER_FILE, 0 },
	};

	npacked = archive_make(packed, PACK_TAR, members, COUNT(members));
	list_packed();
	cr_expect_str_eq(listing, "a!target 5\na!last 1\n", "%s", listing);
	cr_expect_eq(npassed, 3);
	cr_expect_eq(told.n, 0);
}

Test(container, keeps_the_bytes_of_names_but_no_dot_slash)
{
	static const struct {
		const char *name;
		const char *path;
	} cases[] = {
		{ "./x", "a!x" },
		{ "././/x", "a!x" },
		{ "../x", "a!../x" },
		{ "/x", "a!/x" },
		{ ".x", "a!.x" },
		{ "x!y", "a!x!y" },
		{ "x\x01\x1b[m", "a!x\x01\x1b[m" },
		{ "\xff\xfe", "a!\xff\xfe" },
		{ "gr\xc3\xbc"
		  "n",
		    "a!gr\xc3\xbc"
		    "n" },
	};
	static const enum packing made[] = { PACK_TAR, PACK_GNU_TAR, PACK_ZIP,
		PACK_CPIO };

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct member member = { cases[i].name, "x", 1, MEMBER_FILE,
			0 };

		for (size_t k = 0; k < COUNT(made); k++) {
			char line[64];

			npacked = archive_make(packed, made[k], &member, 1);
			snprintf(line, sizeof(line), "%s 1\n", cases[i].path);
			list_packed();
			cr_expect_str_eq(listing, line, "case %zu in %zu: %s",
			    i, k, listing);
			cr_expect_eq(told.n, 0, "case %zu: %s", i, told.text);
		}
	}
}

/* As Python and the Explorer write it: the name is marked as UTF-8. */
Test(container, reads_marked_utf_8_in_any_locale)
{
	static const struct member member = { "gr__n", "x", 1, MEMBER_FILE, 0 };
	static const char letter[] = "\xc3\xbc";

	npacked = archive_make(packed, PACK_ZIP, &member, 1);
	for (size_t i = 0; i + 10 < npacked; i++) {
		if (memcmp(packed + i, "PK\x03\x04", 4) == 0)
			packed[i + 7] |= 8;
		if (memcmp(packed + i, "PK\x01\x02", 4) == 0)
			packed[i + 9] |= 8;
		if (memcmp(packed + i, "gr__n", 5) == 0)
			memcpy(packed + i + 2, letter, 2);
	}
	list_packed();
	cr_expect_str_eq(listing, "a!gr\xc3\xbcn 1\n", "%s", listing);
	/* A name that is marked so and is not is no name. */
	for (size_t i = 0; i + 10 < npacked; i++) {
		if (memcmp(packed + i, letter, 2) == 0)
			packed[i] = 'x';
	}
	list_packed();
	cr_expect_str_eq(listing, "a!? 1\n", "%s", listing);
}

Test(container, gives_its_members_their_times)
{
	for (size_t i = 0; i < COUNT(packings); i++) {
		static const int64_t times[] = { MTIME_S, 1 };
		struct member member = { "x", "x", 1, MEMBER_FILE, 0 };

		for (size_t k = 0; k < COUNT(times); k++) {
			int64_t mtime_us = -42;

			member.mtime_s = times[k];
			npacked = archive_make(
			    packed, packings[i].packing, &member, 1);

			struct source *source = source_from_bytes(
			    "a", packed, npacked, told_begin(&told));
			struct container *container = container_open(source);
			struct source *got = container_next(container);

			cr_assert_not_null(got, "%s", packings[i].name);
			cr_expect(source_mtime(got, &mtime_us), "%s",
			    packings[i].name);
			cr_expect_eq(mtime_us, times[k] * 1000000, "%s",
			    packings[i].name);
			container_close(container);
			source_close(source);
		}
	}
}

/* Every length of a small tar, of which the first member is 600 bytes. */
Test(container, keeps_what_came_before_the_cut_of_a_tar)
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
		list_packed();
		if (len < 512) {
			cr_expect_str_eq(listing, "not opened\n", "%zu", len);
			cr_expect_eq(told.n, 1, "%zu", len);
		} else if (kept < 600) {
			char line[64];

			snprintf(line, sizeof(line), "a!x %zu damaged\n", kept);
			cr_expect_str_eq(
			    listing, line, "%zu: %s", len, listing);
			cr_expect(damaged, "%zu", len);
			cr_expect_eq(told.n, 2, "%zu: %s", len, told.text);
			cr_expect_str_eq(told.path, "a");
		} else if (len < 4 * 512) {
			cr_expect_str_eq(
			    listing, "a!x 600\n", "%zu: %s", len, listing);
			cr_expect_eq(damaged, len != 3 * 512, "%zu", len);
		} else if (len >= 4 * 512 + 5) {
			cr_expect_str_eq(listing, "a!x 600\na!y 5\n", "%zu: %s",
			    len, listing);
		}
		npacked = 7 * 512;
	}
}

Test(container, goes_on_behind_a_broken_header)
{
	static const struct member members[] = {
		{ "x", "1", 1, MEMBER_FILE, 0 },
		{ "y", "12", 2, MEMBER_FILE, 0 },
		{ "z", "123", 3, MEMBER_FILE, 0 },
	};

	npacked = archive_make(packed, PACK_GNU_TAR, members, 3);
	packed[2 * 512] ^= 1;
	list_packed();
	cr_expect_str_eq(listing, "a!x 1\na!z 3\n", "%s", listing);
	cr_expect(damaged);
	cr_expect_eq(told.n, 1);
	cr_expect_not_null(
	    strstr(told.text, "looking for the next one"), "%s", told.text);
}

Test(container, keeps_what_came_before_the_cut_of_a_zip)
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
			list_packed();
			cr_expect_eq(strncmp(listing, "a!x 28\n", 7), 0,
			    "%zu of %zu: %s", npacked, all, listing);
			cr_expect_eq(
			    damaged, told.n > 0, "%zu of %zu", npacked, all);
			nwhole += strstr(listing, "a!y 5000\n") != NULL;
		}
	}
	cr_expect_gt(nwhole, 0, "the end of a zip is only a list");
}

Test(container, checks_the_crc_of_a_zip)
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
	list_packed();
	cr_expect_str_eq(listing, "a!x 5 damaged\na!y 5\n", "%s", listing);
	cr_expect_not(damaged, "no member is missing");
	cr_expect_eq(told.n, 1);
	cr_expect_str_eq(told.path, "a!x");
	cr_expect_not_null(strstr(told.text, "CRC"), "%s", told.text);
}

Test(container, names_what_is_encrypted_and_goes_on)
{
	static const struct member members[] = {
		{ "x", "12345", 5, MEMBER_FILE, 0 },
		{ "y", "12345", 5, MEMBER_FILE, 0 },
	};

	npacked = archive_make_encrypted(packed, members, 2);
	list_packed();
	cr_expect_str_eq(
	    listing, "a!x 0 damaged\na!y 0 damaged\n", "%s", listing);
	cr_expect_eq(told.n, 2);
	cr_expect_str_eq(told.path, "a!y");
	cr_expect_str_eq(told.text, "is encrypted; not read");
}

Test(container, names_what_is_packed_in_an_unknown_way_and_goes_on)
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
	list_packed();
	cr_expect_str_eq(listing, "a!x 0 damaged\na!y 5\n", "%s", listing);
	cr_expect_eq(told.n, 1);
	cr_expect_str_eq(told.path, "a!x");
}

/* A log.gz whose CRC is wrong in a tar: libarchive alone would not see it. */
Test(container, leaves_gzip_members_packed)
{
	size_t ninner = archive_gzip(inner, TEXT, sizeof(TEXT) - 1);
	struct member members[] = {
		{ "x.gz", inner, ninner, MEMBER_FILE, 0 },
		{ "y", "12345", 5, MEMBER_FILE, 0 },
	};

	inner[ninner - 8] ^= 1;
	npacked = archive_make(packed, PACK_TAR, members, 2);

	struct source *source =
	    source_from_bytes("a", packed, npacked, told_begin(&told));
	struct container *container = container_open(source);
	struct source *member = container_next(container);
	struct source *text = gzip_open(member);
	char buffer[100];

	cr_expect_eq(source_read(text, buffer, 100), sizeof(TEXT) - 1);
	cr_expect_arr_eq(buffer, TEXT, sizeof(TEXT) - 1);
	cr_expect_eq(source_read(text, buffer, 100), 0);
	cr_expect(source_damaged(text));
	cr_expect_not(source_damaged(member));
	cr_expect_eq(told.n, 1);
	cr_expect_str_eq(told.path, "a!x.gz");
	source_close(text);
	member = container_next(container);
	cr_expect_str_eq(source_path(member), "a!y");
	container_close(container);
	source_close(source);
}

Test(container, opens_inside_a_member_of_another)
{
	static const struct member leaf = { "l.yaml", TEXT, sizeof(TEXT) - 1,
		MEMBER_FILE, 0 };
	static unsigned char tar[64 * 1024];
	size_t ntar = archive_make(inner, PACK_TAR, &leaf, 1);

	cr_assert_leq(ntar, sizeof(tar));
	memcpy(tar, inner, ntar);

	size_t ngz = archive_gzip(inner, tar, ntar);
	struct member members[] = {
		{ "t.tgz", inner, ngz, MEMBER_FILE, 0 },
		{ "z", "12345", 5, MEMBER_FILE, 0 },
	};

	npacked = archive_make(packed, PACK_ZIP, members, 2);

	struct source *source =
	    source_from_bytes("a", packed, npacked, told_begin(&told));
	struct container *outer = container_open(source);
	struct source *member = container_next(outer);
	struct source *tgz = gzip_open(member);
	struct container *nested = container_open(tgz);

	cr_assert_not_null(nested);
	list_members(nested);
	cr_expect_str_eq(listing, "a!t.tgz!l.yaml 28\n", "%s", listing);
	container_close(nested);
	source_close(tgz);
	list_members(outer);
	cr_expect_str_eq(listing, "a!z 5\n", "%s", listing);
	cr_expect_eq(told.n, 0);
	container_close(outer);
	source_close(source);
}

Test(container, can_be_left_in_the_middle_of_a_member)
{
	static char text[100000];
	struct member members[] = {
		{ "x", text, sizeof(text), MEMBER_FILE, 0 },
		{ "y", text, sizeof(text), MEMBER_FILE, 0 },
		{ "z", "12345", 5, MEMBER_FILE, 0 },
	};

	for (size_t i = 0; i < COUNT(packings); i++) {
		char buffer[10];

		npacked = archive_make(
		    packed, packings[i].packing, members, COUNT(members));

		struct source *source =
		    source_from_bytes("a", packed, npacked, told_begin(&told));
		struct container *container = container_open(source);

		(void)source_read(container_next(container), buffer, 10);
		(void)container_next(container);

		struct source *last = container_next(container);

		cr_assert_not_null(last, "%s", packings[i].name);
		cr_expect_eq(source_read(last, buffer, 10), 5);
		cr_expect_eq(told.n, 0, "%s", packings[i].name);
		container_close(container);
		source_close(source);
	}
}

/* One GNU sparse member: a hole of this size, and "end" behind it. */
static void
make_sparse(uint64_t hole)
{
	static const struct member member = { "s", "end", 3, MEMBER_FILE, 0 };
	unsigned sum = 0;

	npacked = archive_make(packed, PACK_GNU_TAR, &member, 1);
	packed[156] = 'S';
	snprintf((char *)packed + 386, 12, "%011llo", (unsigned long long)hole);
	snprintf((char *)packed + 398, 12, "%011o", 3U);
	snprintf(
	    (char *)packed + 483, 12, "%011llo", (unsigned long long)hole + 3);
	memset(packed + 148, ' ', 8);
	for (size_t i = 0; i < 512; i++)
		sum += packed[i];
	snprintf((char *)packed + 148, 8, "%06o", sum);
}

Test(container, fills_holes_but_not_without_end)
{
	make_sparse(100000);
	list_packed();
	cr_expect_str_eq(listing, "a!s 100003\n", "%s", listing);
	cr_expect_eq(told.n, 0);
	make_sparse(UINT64_C(4) * 1024 * 1024 * 1024);
	list_packed();
	cr_expect_str_eq(listing, "a!s 0 damaged\n", "%s", listing);
	cr_expect_eq(told.n, 1);
	cr_expect_str_eq(told.text,
	    "has a hole of more than 64 MiB; what came before is kept");
}

Test(container, recognises_nothing_else)
{
	static const struct {
		const char *bytes;
		size_t len;
	} cases[] = {
		{ "", 0 },
		{ "PK", 2 },
		{ "PK\x01\x02", 4 },
		{ "BZh9 is how bzip2 begins", 24 },
		{ "070707 is a number", 18 },
		{ "7z", 2 },
		{ "\xfd"
		  "7zXZ",
		    5 },
		{ "\x1f\x8b\x08\0", 4 },
	};
	static const unsigned char zeros[1024];

	for (size_t i = 0; i < COUNT(cases); i++)
		cr_expect_not(
		    container_recognise(
			(const unsigned char *)cases[i].bytes, cases[i].len),
		    "case %zu", i);
	cr_expect_not(container_recognise(zeros, sizeof(zeros)));
	memset(packed, '7', 1024);
	cr_expect_not(container_recognise(packed, 1024), "many digits");
	container_close(NULL);
}

Test(container, recognises_an_old_tar_by_its_sum)
{
	static const struct member member = { "s", "end", 3, MEMBER_FILE, 0 };
	unsigned sum = 0;

	npacked = archive_make(packed, PACK_GNU_TAR, &member, 1);
	memset(packed + 257, 0, 255);
	memset(packed + 148, ' ', 8);
	for (size_t i = 0; i < 512; i++)
		sum += packed[i];
	snprintf((char *)packed + 148, 8, "%06o", sum);
	cr_expect(container_recognise(packed, npacked));
	list_packed();
	cr_expect_str_eq(listing, "a!s 3\n", "%s", listing);
	packed[0] ^= 1;
	cr_expect_not(container_recognise(packed, npacked));
}

Test(container, does_not_open_what_only_begins_like_one)
{
	static const char *const cases[] = { "PK\x03\x04 and nothing",
		"BZh91AY&SY and nothing", "7z\xbc\xaf\x27\x1c and nothing" };

	for (size_t i = 0; i < COUNT(cases); i++) {
		npacked = strlen(cases[i]);
		memcpy(packed, cases[i], npacked);
		list_packed();
		cr_expect_eq(told.n, 1, "case %zu: %s", i, listing);
		cr_expect_str_eq(told.path, "a", "case %zu", i);
	}
}
