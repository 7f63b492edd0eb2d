#include <stdint.h>
#include <string.h>

#include "parse/log_pairs.h"

#define REPLACEMENT UINT32_C(0xFFFD)
#define CODE_MAX UINT32_C(0x10FFFF)

#define EACH(byte) (UINT64_C(0x0101010101010101) * (byte))

/* Eight bytes, the first the lowest. */
static uint64_t
load_bytes(const char *at)
{
	uint64_t bytes;

	memcpy(&bytes, at, sizeof(bytes));
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	bytes = __builtin_bswap64(bytes);
#endif
	return bytes;
}

/* The highest bit of the lowest byte that is c, and maybe of others above. */
static uint64_t
find_byte(uint64_t bytes, unsigned char c)
{
	uint64_t other = bytes ^ EACH(c);

	return (other - EACH(1)) & ~other & EACH(0x80);
}

/* The first quote or backslash from at on, or end. */
static const char *
find_sign(const char *at, const char *end)
{
	/* Most of what is quoted is too short for memchr() to be faster. */
	for (; end - at >= 8; at += 8) {
		uint64_t bytes = load_bytes(at);
		uint64_t found = find_byte(bytes, '"') | find_byte(bytes, '\\');

		if (found != 0)
			return at + __builtin_ctzll(found) / 8;
	}
	while (at < end && *at != '"' && *at != '\\')
		at++;
	return at;
}

bool
log_quoted_take(
    struct str text, struct str *inner, struct str *rest, bool *escaped)
{
	if (text.len == 0 || text.ptr[0] != '"')
		return false;

	const char *first = text.ptr + 1;
	const char *end = text.ptr + text.len;
	const char *at = find_sign(first, end);
	bool seen = false;

	while (at < end && *at == '\\') {
		seen = true;
		if (end - at < 2)
			return false;
		at = find_sign(at + 2, end);
	}
	if (at == end)
		return false;
	*inner = (struct str){ first, (size_t)(at - first) };
	*rest = (struct str){ at + 1, (size_t)(end - at) - 1 };
	*escaped = seen;
	return true;
}

/* Writes code in UTF-8 at to; returns how many bytes that took. */
static size_t
put_code(char *to, uint32_t code)
{
	if (code == 0 || code > CODE_MAX || (code >= 0xD800 && code <= 0xDFFF))
		code = REPLACEMENT;
	if (code < 0x80) {
		to[0] = (char)code;
		return 1;
	}
	if (code < 0x800) {
		to[0] = (char)(0xC0 | code >> 6);
		to[1] = (char)(0x80 | (code & 0x3F));
		return 2;
	}
	if (code < 0x10000) {
		to[0] = (char)(0xE0 | code >> 12);
		to[1] = (char)(0x80 | (code >> 6 & 0x3F));
		to[2] = (char)(0x80 | (code & 0x3F));
		return 3;
	}
	to[0] = (char)(0xF0 | code >> 18);
	to[1] = (char)(0x80 | (code >> 12 & 0x3F));
	to[2] = (char)(0x80 | (code >> 6 & 0x3F));
	to[3] = (char)(0x80 | (code & 0x3F));
	return 4;
}

static int
digit_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/* Reads exactly n digits of the base at the beginning of text. */
static bool
read_number(struct str text, size_t n, int base, uint32_t *value)
{
	uint32_t sum = 0;

	if (text.len < n)
		return false;
	for (size_t i = 0; i < n; i++) {
		int digit = digit_value(text.ptr[i]);

		if (digit < 0 || digit >= base)
			return false;
		sum = sum * (uint32_t)base + (uint32_t)digit;
	}
	*value = sum;
	return true;
}

/* Steps *at over the digits of a \u escape, and over a second one that pairs
 * with it. */
static uint32_t
take_utf16(struct str *at)
{
	uint32_t high, low;

	if (!read_number(*at, 4, 16, &high))
		return REPLACEMENT;
	*at = str_skip(*at, 4);
	if (high < 0xD800 || high > 0xDBFF || !str_starts(*at, "\\u") ||
	    !read_number(str_skip(*at, 2), 4, 16, &low) || low < 0xDC00 ||
	    low > 0xDFFF)
		return high;
	*at = str_skip(*at, 6);
	return 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
}

/* Steps *at over n digits; a byte beyond ASCII is not a character. */
static uint32_t
take_code(struct str *at, size_t n, int base)
{
	uint32_t code;

	if (!read_number(*at, n, base, &code))
		return REPLACEMENT;
	*at = str_skip(*at, n);
	return n < 4 && code > 0x7F ? REPLACEMENT : code;
}

/* Steps *at over an escape, from the byte after its backslash. */
static uint32_t
take_escape(struct str *at)
{
	static const char names[] = "abfnrtv";
	static const char codes[] = "\a\b\f\n\r\t\v";
	char c = at->ptr[0];
	const char *name = c == '\0' ? NULL : strchr(names, c);

	if (c >= '0' && c <= '7')
		return take_code(at, 3, 8);
	*at = str_skip(*at, 1);
	if (name != NULL)
		return (uint32_t)codes[name - names];
	if (c == 'u')
		return take_utf16(at);
	if (c == 'x')
		return take_code(at, 2, 16);
	if (c == 'U')
		return take_code(at, 8, 16);
	return (unsigned char)c;
}

struct str
log_quoted_text(struct str inner, struct arena *arena)
{
	if (inner.len == 0 || memchr(inner.ptr, '\\', inner.len) == NULL)
		return inner;

	/* A broken escape of two bytes may become a U+FFFD of three. */
	char *text = arena_alloc(arena, inner.len * 2 + 4);
	size_t n = 0;

	while (inner.len > 0) {
		const char *slash = memchr(inner.ptr, '\\', inner.len);
		size_t plain =
		    slash == NULL ? inner.len : (size_t)(slash - inner.ptr);

		memcpy(text + n, inner.ptr, plain);
		n += plain;
		inner = str_skip(inner, plain);
		if (inner.len == 1)
			text[n++] = '\\';
		if (inner.len < 2)
			break;
		inner = str_skip(inner, 1);
		if (inner.ptr[0] == '"') {
			text[n++] = '"';
			inner = str_skip(inner, 1);
		} else if ((unsigned char)inner.ptr[0] < 0x80) {
			/* Only ASCII can be escaped. */
			n += put_code(text + n, take_escape(&inner));
		}
	}
	return (struct str){ text, n };
}
