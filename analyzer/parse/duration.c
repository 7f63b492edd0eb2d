#include "parse/duration.h"

#include <stddef.h>
#include <string.h>

#define DIGITS "0123456789"
#define NS_PER_US INT64_C(1000)
#define NS_PER_S INT64_C(1000000000)

struct unit {
	const char *name;
	int64_t ns;
};

/* Tried in order, so "ms" stands before "m". */
static const struct unit units[] = {
	{ "ns", 1 },
	{ "us", NS_PER_US },
	{ "\xc2\xb5s", NS_PER_US }, /* U+00B5, the micro sign that Go prints */
	{ "\xce\xbcs", NS_PER_US }, /* U+03BC, the Greek letter Go also reads */
	{ "ms", 1000 * NS_PER_US },
	{ "s", NS_PER_S },
	{ "m", 60 * NS_PER_S },
	{ "h", 3600 * NS_PER_S },
};

/* Steps *at over the unit it points to; returns its length in ns, or 0. */
static int64_t
take_unit(const char **at)
{
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		size_t len = strlen(units[i].name);

		if (strncmp(*at, units[i].name, len) == 0) {
			*at += len;
			return units[i].ns;
		}
	}
	return 0;
}

/* Steps *at over one term, such as "12720h" or "1.5m", adding it to *sum. */
static bool
take_term(const char **at, int64_t *sum)
{
	const char *whole = *at;
	size_t nwhole = strspn(whole, DIGITS);
	const char *frac = whole + nwhole;
	size_t nfrac = 0;

	if (*frac == '.')
		nfrac = strspn(++frac, DIGITS);
	*at = frac + nfrac;

	int64_t place = take_unit(at); /* what a 1 is worth here, in ns */
	int64_t ns = 0;

	if (place == 0 || nwhole + nfrac == 0)
		return false;
	for (size_t i = 0; i < nwhole; i++) {
		if (__builtin_mul_overflow(ns, 10, &ns) ||
		    __builtin_add_overflow(ns, whole[i] - '0', &ns))
			return false;
	}
	if (__builtin_mul_overflow(ns, place, &ns))
		return false;
	for (size_t i = 0; i < nfrac; i++) {
		place /= 10;
		if (__builtin_add_overflow(ns, (frac[i] - '0') * place, &ns))
			return false;
	}
	return !__builtin_add_overflow(*sum, ns, sum);
}

bool
duration_parse(const char *text, int64_t *us)
{
	bool negative = *text == '-';
	int64_t ns = 0;

	if (*text == '-' || *text == '+')
		text++;
	/* "0" is the one value that Go takes without a unit. */
	if (strcmp(text, "0") != 0) {
		do {
			if (!take_term(&text, &ns))
				return false;
		} while (*text != '\0');
	}
	*us = (negative ? -ns : ns) / NS_PER_US;
	return true;
}
