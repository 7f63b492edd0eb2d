#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "../told.h"
#include "archives.h"
#include "listing.h"
#include "open/container.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static unsigned char packed[ARCHIVE_MAX_BYTES];
static size_t npacked;
static struct listing got;

Test(container_magic, recognises_nothing_else)
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
}

Test(container_magic, recognises_an_old_tar_by_its_sum)
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
	listing_of_bytes(&got, packed, npacked);
	cr_expect_str_eq(got.text, "a!s 3\n", "%s", got.text);
	packed[0] ^= 1;
	cr_expect_not(container_recognise(packed, npacked));
}
