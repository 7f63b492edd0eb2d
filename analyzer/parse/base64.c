#include "parse/base64.h"

#include <stdint.h>

static int
digit_value(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	if (c == '+')
		return 62;
	return c == '/' ? 63 : -1;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* True if ndigits digits and npads signs of padding can end a text. */
static bool
ends_well(size_t ndigits, size_t npads, uint32_t rest)
{
	if (npads > 0 && (ndigits + npads) % 4 != 0)
		return false;
	switch (ndigits % 4) {
	case 0:
		return npads == 0;
	case 2:
		return npads <= 2 && (rest & 0xf) == 0;
	case 3:
		return npads <= 1 && (rest & 0x3) == 0;
	default:
		return false;
	}
}

bool
base64_decode(struct str text, unsigned char *bytes, size_t *len)
{
	uint32_t bits = 0;
	size_t ndigits = 0;
	size_t npads = 0;
	size_t n = 0;

	for (size_t i = 0; i < text.len; i++) {
		int value = digit_value(text.ptr[i]);

		if (value < 0 || npads > 0) {
			if (text.ptr[i] == '=')
				npads++;
			else if (!is_blank(text.ptr[i]))
				return false;
			continue;
		}
		bits = bits << 6 | (uint32_t)value;
		if (++ndigits % 4 == 0) {
			bytes[n++] = (unsigned char)(bits >> 16);
			bytes[n++] = (unsigned char)(bits >> 8);
			bytes[n++] = (unsigned char)bits;
		}
	}
	if (!ends_well(ndigits, npads, bits))
		return false;
	if (ndigits % 4 == 2)
		bytes[n++] = (unsigned char)(bits >> 4);
	if (ndigits % 4 == 3) {
		bytes[n++] = (unsigned char)(bits >> 10);
		bytes[n++] = (unsigned char)(bits >> 2);
	}
	*len = n;
	return true;
}
