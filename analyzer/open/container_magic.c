#include <string.h>

#include "open/container.h"
#include "open/container_magic.h"

#define TAR_BLOCK_BYTES 512
#define TAR_SUM_AT 148
#define TAR_SUM_BYTES 8
#define TAR_MAGIC_AT 257

struct magic {
	const char *bytes;
	size_t len;
};

static const struct magic filters[] = {
	{ "BZh?1AY&SY", 10 },       /* bzip2: ? is the block size */
	{ "BZh?\x17rE8P\x90", 10 }, /* bzip2 of nothing */
	{ "\xfd"
	  "7zXZ\0",
	    6 },                   /* xz */
	{ "\x28\xb5\x2f\xfd", 4 }, /* zstd */
};

static const struct magic zips[] = {
	{ "PK\x03\x04", 4 }, { "PK\x05\x06", 4 }, /* of nothing */
	{ "PK00PK\x03\x04", 8 }, /* that was once meant to be split */
};

static const struct magic sevenzip = { "7z\xbc\xaf\x27\x1c", 6 };

static bool
starts(const unsigned char *bytes, size_t len, const struct magic *magic)
{
	if (len < magic->len)
		return false;
	for (size_t i = 0; i < magic->len; i++) {
		if (magic->bytes[i] != '?' &&
		    (unsigned char)magic->bytes[i] != bytes[i])
			return false;
	}
	return true;
}

/* True if the n bytes at bytes are all digits of this base, 8 or 16. */
static bool
are_digits(const unsigned char *bytes, size_t n, unsigned base)
{
	for (size_t i = 0; i < n; i++) {
		unsigned c = bytes[i];
		bool is_letter =
		    (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');

		if (!(c >= '0' && c <= '7') &&
		    !(base == 16 && (c == '8' || c == '9' || is_letter)))
			return false;
	}
	return true;
}

/* The text headers of POSIX and of SVR4, of which magic is the first field. */
static bool
is_cpio(const unsigned char *bytes, size_t len)
{
	if (len >= 76 && memcmp(bytes, "070707", 6) == 0)
		return are_digits(bytes, 76, 8);
	if (len >= 110 &&
	    (memcmp(bytes, "070701", 6) == 0 ||
		memcmp(bytes, "070702", 6) == 0))
		return are_digits(bytes, 110, 16);
	return false;
}

/*
 * True if the header's sum is right.  It counts its own field as blanks; some
 * old programs took the bytes as signed.
 */
static bool
has_tar_sum(const unsigned char *bytes)
{
	const unsigned char *field = bytes + TAR_SUM_AT;
	long stated = 0;
	long plain = 0;
	long as_signed = 0;

	for (int i = 0; i < TAR_BLOCK_BYTES; i++) {
		bool own = i >= TAR_SUM_AT && i < TAR_SUM_AT + TAR_SUM_BYTES;
		unsigned char c = own ? ' ' : bytes[i];

		plain += c;
		as_signed += c < 128 ? c : c - 256;
	}
	while (*field == ' ')
		field++;
	if (!are_digits(field, 1, 8))
		return false;
	while (field < bytes + TAR_SUM_AT + TAR_SUM_BYTES &&
	    are_digits(field, 1, 8))
		stated = stated * 8 + (*field++ - '0');
	return stated == plain || stated == as_signed;
}

static bool
is_tar(const unsigned char *bytes, size_t len)
{
	if (len < TAR_BLOCK_BYTES)
		return false;
	return memcmp(bytes + TAR_MAGIC_AT, "ustar", 5) == 0 ||
	    (bytes[0] != '\0' && has_tar_sum(bytes));
}

static bool
starts_with_one(const unsigned char *bytes, size_t len,
    const struct magic *magics, size_t nmagics)
{
	for (size_t i = 0; i < nmagics; i++) {
		if (starts(bytes, len, &magics[i]))
			return true;
	}
	return false;
}

bool
container_is_filter(const unsigned char *bytes, size_t len)
{
	return starts_with_one(
	    bytes, len, filters, sizeof(filters) / sizeof(filters[0]));
}

bool
container_is_zip(const unsigned char *bytes, size_t len)
{
	return starts_with_one(
	    bytes, len, zips, sizeof(zips) / sizeof(zips[0]));
}

bool
container_is_7z(const unsigned char *bytes, size_t len)
{
	return starts(bytes, len, &sevenzip);
}

bool
container_recognise(const unsigned char *bytes, size_t len)
{
	return container_is_filter(bytes, len) ||
	    container_is_zip(bytes, len) || container_is_7z(bytes, len) ||
	    is_tar(bytes, len) || is_cpio(bytes, len);
}
