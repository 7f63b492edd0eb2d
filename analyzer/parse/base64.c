#include "parse/base64.h"

#include <stdint.h>

/* What each character of ASCII stands for; -1: no digit. */
static const int8_t values[128] = {
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	62,
	-1,
	-1,
	-1,
	63,
	52,
	53,
	54,
	55,
	56,
	57,
	58,
	59,
	60,
	61,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	0,
	1,
	2,
	3,
	4,
	5,
	6,
	7,
	8,
	9,
	10,
	11,
	12,
	13,
	14,
	15,
	16,
	17,
	18,
	19,
	20,
	21,
	22,
	23,
	24,
	25,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	26,
	27,
	28,
	29,
	30,
	31,
	32,
	33,
	34,
	35,
	36,
	37,
	38,
	39,
	40,
	41,
	42,
	43,
	44,
	45,
	46,
	47,
	48,
	49,
	50,
	51,
	-1,
	-1,
	-1,
	-1,
	-1,
};

static int
digit_value(char c)
{
	unsigned char at = (unsigned char)c;

	return at < sizeof(values) ? values[at] : -1;
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

/*
 * Decodes groups of four digits as long as nothing else comes, which is nearly
 * all of a text.  Returns how much of the text that is.
 */
static size_t
decode_groups(
    struct str text, unsigned char *bytes, size_t *nbytes, size_t *ndigits)
{
	size_t i = 0;

	for (; text.len - i >= 4; i += 4) {
		int a = digit_value(text.ptr[i]);
		int b = digit_value(text.ptr[i + 1]);
		int c = digit_value(text.ptr[i + 2]);
		int d = digit_value(text.ptr[i + 3]);

		if ((a | b | c | d) < 0)
			break;

		unsigned group = (unsigned)a << 18 | (unsigned)b << 12 |
		    (unsigned)c << 6 | (unsigned)d;

		bytes[(*nbytes)++] = (unsigned char)(group >> 16);
		bytes[(*nbytes)++] = (unsigned char)(group >> 8);
		bytes[(*nbytes)++] = (unsigned char)group;
	}
	*ndigits += i;
	return i;
}

bool
base64_decode(struct str text, unsigned char *bytes, size_t *len)
{
	uint32_t bits = 0;
	size_t ndigits = 0;
	size_t npads = 0;
	size_t n = 0;

	for (size_t i = 0; i < text.len; i++) {
		if (ndigits % 4 == 0 && npads == 0)
			i += decode_groups(
			    str_skip(text, i), bytes, &n, &ndigits);
		if (i == text.len)
			break;

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
