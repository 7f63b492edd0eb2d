#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "../scratch.h"
#include "../told.h"
#include "archives.h"
#include "listing.h"
#include "open/container.h"
#include "open/digest.h"
#include "open/gzip.h"
#include "open/source.h"

#define TEXT "apiVersion: v1\nkind: Secret\n"
#define MTIME_S 1638781200
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static unsigned char packed[ARCHIVE_MAX_BYTES];
static unsigned char inner[ARCHIVE_MAX_BYTES];
static size_t npacked;
static struct listing got;

/* A pipe's worth: short enough that nobody needs to read meanwhile. */
#define PIPE_BYTES ((size_t)60 * 1024)

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
		listing_of_bytes(&got, packed, npacked);
		cr_expect_str_eq(got.text, "a!d/a.yaml 28\na!z 5\na!empty 0\n",
		    "%s: %s", packings[i].name, got.text);
		cr_expect_not(got.damaged, "%s", packings[i].name);
		cr_expect_eq(got.npassed, 0, "%s", packings[i].name);
		cr_expect_eq(
		    got.told.n, 0, "%s: %s", packings[i].name, got.told.text);
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
		listing_of_source(
		    &got, source_open_fd(ends[0], "a", told_begin(&got.told)));
		close(ends[0]);
		cr_expect_str_eq(got.text,
		    is_7z ? "not opened\n" : "a!a.yaml 28\n", "%s: %s",
		    packings[i].name, got.text);
		cr_expect_eq(got.told.n, is_7z, "%s: %s", packings[i].name,
		    got.told.text);
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
		listing_of_bytes(&got, packed, npacked);
		cr_expect_str_eq(
		    got.text, "a 28\n", "%s: %s", singles[i].name, got.text);
		cr_expect_not(got.damaged, "%s", singles[i].name);
		cr_expect_eq(got.told.n, 0, "%s", singles[i].name);
		/* A cut is told once, as there is one path. */
		npacked -= 3;
		listing_of_bytes(&got, packed, npacked);
		cr_expect_eq(
		    got.told.n, 1, "%s: %s", singles[i].name, got.text);
		cr_expect_str_eq(got.told.path, "a", "%s", singles[i].name);
	}
}

Test(container, takes_a_packed_nothing_for_nothing)
{
	static const struct member members[] = {
		{ "data", "", 0, MEMBER_FILE, 0 },
	};

	for (size_t i = 0; i < COUNT(singles); i++) {
		npacked = archive_make(packed, singles[i].packing, members, 1);
		listing_of_bytes(&got, packed, npacked);
		cr_expect_str_eq(
		    got.text, "", "%s: %s", singles[i].name, got.text);
		cr_expect_not(got.damaged, "%s", singles[i].name);
		cr_expect_eq(
		    got.told.n, 0, "%s: %s", singles[i].name, got.told.text);
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
		listing_of_bytes(&got, packed, npacked);
		cr_expect_str_eq(got.digest, expected, "%s", packings[i].name);
		scratch_write("a", packed, npacked);
		listing_of_source(
		    &got, source_open("a", told_begin(&got.told)));
		cr_expect_str_eq(
		    got.digest, expected, "%s, a file", packings[i].name);
		cr_expect_str_eq(got.text, "a!noise 307200\na!z 5\n", "%s: %s",
		    packings[i].name, got.text);
	}
	scratch_leave();
}

Test(container, tells_where_links_lead_and_passes_over_devices)
{
	static const struct member members[] = {
		{ "target", "12345", 5, MEMBER_FILE, 0 },
		{ "b/symlink", "../target", 0, MEMBER_SYMLINK, 0 },
		{ "b/nowhere", "nothing", 0, MEMBER_SYMLINK, 0 },
		{ "outside", "../../etc/x", 0, MEMBER_SYMLINK, 0 },
		{ "absolute", "/etc/x", 0, MEMBER_SYMLINK, 0 },
		{ "b/hardlink", "./target", 0, MEMBER_HARDLINK, 0 },
		{ "fifo", NULL, 0, MEMBER_FIFO, 0 },
		{ "folder/", NULL, 0, MEMBER_FOLDER, 0 },
		{ "last", "1", 1, MEMBER_FILE, 0 },
	};

	npacked = archive_make(packed, PACK_TAR, members, COUNT(members));
	listing_of_bytes(&got, packed, npacked);
	cr_expect_str_eq(got.text,
	    "a!target 5\na!b/symlink 0 -> a!target\n"
	    "a!b/nowhere 0 -> a!b/nothing\na!outside 0 -> ../../etc/x\n"
	    "a!absolute 0 -> /etc/x\na!b/hardlink 0 -> a!target\na!last 1\n",
	    "%s", got.text);
	cr_expect_eq(got.npassed, 1);
	cr_expect_eq(got.told.n, 0);
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
			listing_of_bytes(&got, packed, npacked);
			cr_expect_str_eq(got.text, line, "case %zu in %zu: %s",
			    i, k, got.text);
			cr_expect_eq(
			    got.told.n, 0, "case %zu: %s", i, got.told.text);
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
	listing_of_bytes(&got, packed, npacked);
	cr_expect_str_eq(got.text, "a!gr\xc3\xbcn 1\n", "%s", got.text);
	/* A name that is marked so and is not is no name. */
	for (size_t i = 0; i + 10 < npacked; i++) {
		if (memcmp(packed + i, letter, 2) == 0)
			packed[i] = 'x';
	}
	listing_of_bytes(&got, packed, npacked);
	cr_expect_str_eq(got.text, "a!? 1\n", "%s", got.text);
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
			    "a", packed, npacked, told_begin(&got.told));
			struct container *container = container_open(source);
			struct source *first = container_next(container);

			cr_assert_not_null(first, "%s", packings[i].name);
			cr_expect(source_mtime(first, &mtime_us), "%s",
			    packings[i].name);
			cr_expect_eq(mtime_us, times[k] * 1000000, "%s",
			    packings[i].name);
			container_close(container);
			source_close(source);
		}
	}
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
	    source_from_bytes("a", packed, npacked, told_begin(&got.told));
	struct container *container = container_open(source);
	struct source *member = container_next(container);
	struct source *text = gzip_open(member);
	char buffer[100];

	cr_expect_eq(source_read(text, buffer, 100), sizeof(TEXT) - 1);
	cr_expect_arr_eq(buffer, TEXT, sizeof(TEXT) - 1);
	cr_expect_eq(source_read(text, buffer, 100), 0);
	cr_expect(source_damaged(text));
	cr_expect_not(source_damaged(member));
	cr_expect_eq(got.told.n, 1);
	cr_expect_str_eq(got.told.path, "a!x.gz");
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
	    source_from_bytes("a", packed, npacked, told_begin(&got.told));
	struct container *outer = container_open(source);
	struct source *member = container_next(outer);
	struct source *tgz = gzip_open(member);
	struct container *nested = container_open(tgz);

	cr_assert_not_null(nested);
	listing_of_members(&got, nested);
	cr_expect_str_eq(got.text, "a!t.tgz!l.yaml 28\n", "%s", got.text);
	container_close(nested);
	source_close(tgz);
	listing_of_members(&got, outer);
	cr_expect_str_eq(got.text, "a!z 5\n", "%s", got.text);
	cr_expect_eq(got.told.n, 0);
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

		struct source *source = source_from_bytes(
		    "a", packed, npacked, told_begin(&got.told));
		struct container *container = container_open(source);

		(void)source_read(container_next(container), buffer, 10);
		(void)container_next(container);

		struct source *last = container_next(container);

		cr_assert_not_null(last, "%s", packings[i].name);
		cr_expect_eq(source_read(last, buffer, 10), 5);
		cr_expect_eq(got.told.n, 0, "%s", packings[i].name);
		container_close(container);
		source_close(source);
	}
}

Test(container, closes_nothing_without_complaint)
{
	container_close(NULL);
}
