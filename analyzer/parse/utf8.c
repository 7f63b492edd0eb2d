#include "parse/utf8.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/fatal.h"
#include "parse/wipe.h"

#define RAW_BYTES ((size_t)16 * 1024)
#define BOM 0xfeff
#define BLOCK_BYTES ((size_t)64)

struct utf8 {
	struct source *source;
	bool end;
	size_t at;
	size_t len;
	unsigned char raw[RAW_BYTES];
};

struct utf8 *
utf8_open(struct source *source)
{
	struct utf8 *utf8 = calloc(1, sizeof(*utf8));

	if (utf8 == NULL)
		fatal("out of memory");
	utf8->source = source;
	return utf8;
}

void
utf8_close(struct utf8 *utf8)
{
	if (utf8 == NULL)
		return;
	wipe(utf8, sizeof(*utf8));
	free(utf8);
}

/* Makes at least want bytes available, unless the source ends before. */
static size_t
look_ahead(struct utf8 *utf8, size_t want)
{
	if (utf8->len - utf8->at >= want || utf8->end)
		return utf8->len - utf8->at;
	memmove(utf8->raw, utf8->raw + utf8->at, utf8->len - utf8->at);
	utf8->len -= utf8->at;
	utf8->at = 0;
	while (utf8->len < want && !utf8->end) {
		size_t n = source_read(
		    utf8->source, utf8->raw + utf8->len, RAW_BYTES - utf8->len);

		utf8->len += n;
		utf8->end = n == 0;
	}
	return utf8->len;
}

/* What YAML 1.1, section 4.1, calls printable. */
static bool
is_printable(uint32_t rune)
{
	return rune == '\t' || rune == '\n' || (rune >= 0x20 && rune <= 0x7e) ||
	    (rune >= 0xa0 && rune <= 0xd7ff) ||
	    (rune >= 0xe000 && rune <= 0xfffd) ||
	    (rune >= 0x10000 && rune <= 0x10ffff);
}

/* What YAML takes for a line's end, other than LF. */
static bool
is_break(uint32_t rune)
{
	return rune == '\r' || rune == 0x85 || rune == 0x2028 || rune == 0x2029;
}

/* The length of the UTF-8 sequence in bytes, or 0 if it is none. */
static size_t
sequence_length(const unsigned char *bytes, size_t len, uint32_t *rune)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	size_t n = bytes[0] >= 0xf0 ? 4 : bytes[0] >= 0xe0 ? 3 : 2;
	uint32_t value = bytes[0] & (0xffU >> (n + 1));

	if (bytes[0] < 0xc0 || bytes[0] > 0xf4 || len < n)
		return 0;
	for (size_t i = 1; i < n; i++) {
		if ((bytes[i] & 0xc0) != 0x80)
			return 0;
		value = value << 6 | (bytes[i] & 0x3f);
	}
	if (value < least[n])
		return 0;
	*rune = value;
	return n;
}

static size_t
take_rune(struct utf8 *utf8, unsigned char *bytes)
{
	size_t ahead = look_ahead(utf8, 4);
	const unsigned char *from = utf8->raw + utf8->at;
	uint32_t rune = 0;
	size_t n = 1;

	if (ahead == 0)
		return 0;
	if (from[0] < 0x80)
		rune = from[0];
	else
		n = sequence_length(from, ahead, &rune);
	utf8->at += n == 0 ? 1 : n;
	if (rune == BOM || (rune == '\r' && ahead > 1 && from[1] == '\n'))
		return 0;
	if (is_printable(rune) && !is_break(rune)) {
		memcpy(bytes, from, n);
		return n;
	}
	bytes[0] = is_break(rune) ? ' ' : '?';
	return 1;
}

static bool
is_plain(unsigned char c)
{
	return (c >= 0x20 && c < 0x7f) || c == '\n';
}

/* Looks at all bytes of a block: without a way out compilers make it fast. */
static bool
is_plain_block(const unsigned char *from)
{
	unsigned char bad = 0;

	for (size_t i = 0; i < BLOCK_BYTES; i++)
		bad |=
		    (unsigned char)(from[i] - 0x20) > 0x5e && from[i] != '\n';
	return bad == 0;
}

/* Copies the plain ASCII that comes next, which is nearly everything. */
static size_t
take_ascii(struct utf8 *utf8, unsigned char *bytes, size_t size)
{
	const unsigned char *from = utf8->raw + utf8->at;
	size_t ahead = utf8->len - utf8->at;
	size_t n = 0;

	if (size > ahead)
		size = ahead;
	while (size - n >= BLOCK_BYTES && is_plain_block(from + n))
		n += BLOCK_BYTES;
	while (n < size && is_plain(from[n]))
		n++;
	memcpy(bytes, from, n);
	utf8->at += n;
	return n;
}

size_t
utf8_read(struct utf8 *utf8, unsigned char *bytes, size_t size)
{
	size_t n = 0;

	while (n + 4 <= size && look_ahead(utf8, 1) > 0) {
		n += take_ascii(utf8, bytes + n, size - n);
		if (n + 4 <= size)
			n += take_rune(utf8, bytes + n);
	}
	return n;
}
