#include "open/encoding.h"

#include <stdlib.h>
#include <string.h>

#include "base/fatal.h"
#include "open/source_impl.h"

#define IN_BYTES ((size_t)64 * 1024)

/* A unit of two bytes becomes three at most, and a lone half before it three. */
#define OUT_BYTES (IN_BYTES / 2 * 3 + 6)

/* How much tells UTF-16 without a byte order mark, and how much is enough. */
#define SAMPLE_BYTES ((size_t)512)
#define SAMPLE_MIN_BYTES ((size_t)8)

#define REPLACEMENT 0xfffdU

struct utf16 {
	struct source *inner;
	bool big_endian;
	bool has_odd; /* odd is the first half of a unit */
	unsigned char odd;
	uint32_t high; /* the first half of a surrogate pair, or 0 */
	size_t at;     /* out[at, end) is to be handed out */
	size_t end;
	unsigned char in[IN_BYTES];
	unsigned char out[OUT_BYTES];
};

static void
put(struct utf16 *utf16, uint32_t code)
{
	unsigned char *to = utf16->out + utf16->end;

	if (code < 0x80) {
		to[0] = (unsigned char)code;
		utf16->end += 1;
	} else if (code < 0x800) {
		to[0] = (unsigned char)(0xc0 | code >> 6);
		to[1] = (unsigned char)(0x80 | (code & 0x3f));
		utf16->end += 2;
	} else if (code < 0x10000) {
		to[0] = (unsigned char)(0xe0 | code >> 12);
		to[1] = (unsigned char)(0x80 | (code >> 6 & 0x3f));
		to[2] = (unsigned char)(0x80 | (code & 0x3f));
		utf16->end += 3;
	} else {
		to[0] = (unsigned char)(0xf0 | code >> 18);
		to[1] = (unsigned char)(0x80 | (code >> 12 & 0x3f));
		to[2] = (unsigned char)(0x80 | (code >> 6 & 0x3f));
		to[3] = (unsigned char)(0x80 | (code & 0x3f));
		utf16->end += 4;
	}
}

static void
put_unit(struct utf16 *utf16, uint32_t unit)
{
	bool is_low = unit >= 0xdc00 && unit <= 0xdfff;
	uint32_t high = utf16->high;

	utf16->high = 0;
	if (high != 0 && is_low) {
		put(utf16, 0x10000 + ((high - 0xd800) << 10) + (unit - 0xdc00));
		return;
	}
	if (high != 0)
		put(utf16, REPLACEMENT);
	if (unit >= 0xd800 && unit <= 0xdbff)
		utf16->high = unit;
	else
		put(utf16, is_low ? REPLACEMENT : unit);
}

/* Decodes one more piece of inner; returns false at the end. */
static bool
refill(struct utf16 *utf16)
{
	size_t n = source_read(utf16->inner, utf16->in, IN_BYTES);

	utf16->at = utf16->end = 0;
	for (size_t i = 0; i < n; i++) {
		uint32_t first = utf16->odd;
		uint32_t second = utf16->in[i];

		utf16->has_odd = !utf16->has_odd;
		if (utf16->has_odd)
			utf16->odd = utf16->in[i];
		else if (utf16->big_endian)
			put_unit(utf16, first << 8 | second);
		else
			put_unit(utf16, second << 8 | first);
	}
	if (n == 0 && (utf16->has_odd || utf16->high != 0)) {
		put(utf16, REPLACEMENT);
		utf16->has_odd = false;
		utf16->high = 0;
		return true;
	}
	return n > 0;
}

static size_t
read_utf16(struct source *source, void *buffer, size_t size)
{
	struct utf16 *utf16 = source->state;

	while (utf16->at == utf16->end) {
		if (!refill(utf16)) {
			source->damaged = source_damaged(utf16->inner);
			return 0;
		}
	}

	size_t left = utf16->end - utf16->at;
	size_t n = left < size ? left : size;

	memcpy(buffer, utf16->out + utf16->at, n);
	utf16->at += n;
	return n;
}

static void
close_utf16(struct source *source)
{
	free(source->state);
}

static const struct source_ops utf16_ops = { read_utf16, NULL, close_utf16 };

static struct source *
open_utf16(struct source *inner, bool big_endian, size_t mark_bytes)
{
	struct utf16 *utf16 = malloc(sizeof(*utf16));

	if (utf16 == NULL)
		fatal("out of memory");
	utf16->inner = inner;
	utf16->big_endian = big_endian;
	utf16->has_odd = false;
	utf16->odd = 0;
	utf16->high = 0;
	utf16->at = utf16->end = 0;
	(void)source_read(inner, utf16->in, mark_bytes);

	struct source *source = source_new(
	    &utf16_ops, utf16, source_path(inner), source_diag(inner));

	source->below = inner;
	source_inherit_mtime(source, inner);
	return source;
}

/*
 * True if nearly all units have a NUL for the byte at parity (0 or 1), and none
 * has one for the other.
 */
static bool
looks_like_utf16(const unsigned char *bytes, size_t len, size_t parity)
{
	size_t nunits = (len < SAMPLE_BYTES ? len : SAMPLE_BYTES) / 2;
	size_t nnuls = 0;

	if (len < SAMPLE_MIN_BYTES)
		return false;
	for (size_t i = 0; i < nunits; i++) {
		if (bytes[2 * i + 1 - parity] == 0)
			return false;
		nnuls += bytes[2 * i + parity] == 0;
	}
	return nnuls >= nunits - nunits / 16;
}

struct source *
encoding_open(struct source *inner)
{
	const unsigned char *bytes;
	size_t len = source_peek(inner, &bytes);
	unsigned char mark[3];

	if (len >= 2 && bytes[0] == 0xff && bytes[1] == 0xfe)
		return open_utf16(inner, false, 2);
	if (len >= 2 && bytes[0] == 0xfe && bytes[1] == 0xff)
		return open_utf16(inner, true, 2);
	if (looks_like_utf16(bytes, len, 1))
		return open_utf16(inner, false, 0);
	if (looks_like_utf16(bytes, len, 0))
		return open_utf16(inner, true, 0);
	if (len >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0)
		(void)source_read(inner, mark, sizeof(mark));
	return NULL;
}
