#include "parse/timestamp.h"

#define UPTIME_MAX_DIGITS 12
#define US_DIGITS 6 /* of a second */

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Steps *at over exactly n digits. */
static bool
take_digits(struct str *at, size_t n, int *value)
{
	int sum = 0;

	if (at->len < n)
		return false;
	for (size_t i = 0; i < n; i++) {
		if (!is_digit(at->ptr[i]))
			return false;
		sum = sum * 10 + (at->ptr[i] - '0');
	}
	*at = str_skip(*at, n);
	*value = sum;
	return true;
}

/* Steps *at over the byte c. */
static bool
take_byte(struct str *at, char c)
{
	if (at->len == 0 || at->ptr[0] != c)
		return false;
	*at = str_skip(*at, 1);
	return true;
}

static bool
is_date(int year, int month, int day)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30,
		31 };
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	if (year < 1 || month < 1 || month > 12 || day < 1)
		return false;
	return day <= days[month - 1] + (month == 2 && leap ? 1 : 0);
}

/* Steps *at over a date; *day_us gets its midnight. */
static bool
take_date(struct str *at, int64_t *day_us)
{
	int year, month, day;

	if (!take_digits(at, 4, &year) || !take_byte(at, '-') ||
	    !take_digits(at, 2, &month) || !take_byte(at, '-') ||
	    !take_digits(at, 2, &day) || !is_date(year, month, day))
		return false;
	*day_us = timestamp_days(year, month, day) * US_PER_DAY;
	return true;
}

/* Steps *at over a fraction, if there is one, adding it to *us. */
static bool
take_fraction(struct str *at, int64_t *us)
{
	int64_t part = 0;
	size_t n = 0;

	if (!take_byte(at, '.'))
		return true;
	for (; n < at->len && is_digit(at->ptr[n]); n++) {
		if (n < US_DIGITS)
			part = part * 10 + (at->ptr[n] - '0');
	}
	*at = str_skip(*at, n);
	for (size_t i = n; i < US_DIGITS; i++)
		part *= 10;
	*us += part;
	return n > 0;
}

/* Steps *at over a time of day; *us gets it. */
static bool
take_clock(struct str *at, int64_t *us)
{
	int hour, minute, second;

	if (!take_digits(at, 2, &hour) || !take_byte(at, ':') ||
	    !take_digits(at, 2, &minute) || !take_byte(at, ':') ||
	    !take_digits(at, 2, &second) || hour > 23 || minute > 59 ||
	    second > 59)
		return false;
	*us = ((int64_t)hour * 3600 + minute * 60 + second) * US_PER_S;
	return take_fraction(at, us);
}

/* Steps *at over "+02:00" or "+0200"; *us gets how far it is from UTC. */
static bool
take_offset(struct str *at, int64_t *us)
{
	bool west = at->len > 0 && at->ptr[0] == '-';
	int hour, minute;

	if (!take_byte(at, west ? '-' : '+') || !take_digits(at, 2, &hour))
		return false;
	(void)take_byte(at, ':');
	if (!take_digits(at, 2, &minute) || hour > 23 || minute > 59)
		return false;
	*us = ((int64_t)hour * 3600 + minute * 60) * US_PER_S;
	if (west)
		*us = -*us;
	return true;
}

bool
timestamp_parse(struct str text, int64_t *at_us)
{
	int64_t day_us, clock_us;
	int64_t offset_us = 0;

	if (!take_date(&text, &day_us))
		return false;
	if (!take_byte(&text, 'T') && !take_byte(&text, 't') &&
	    !take_byte(&text, ' '))
		return false;
	if (!take_clock(&text, &clock_us))
		return false;
	if (!take_byte(&text, 'Z') && !take_byte(&text, 'z') &&
	    !take_offset(&text, &offset_us))
		return false;
	if (text.len != 0)
		return false;
	*at_us = day_us + clock_us - offset_us;
	return true;
}

/* Steps *at over a zone's name: "UTC", "CEST", or "+03" where it has none. */
static bool
take_zone(struct str *at)
{
	size_t n = 0;

	while (n < at->len &&
	    ((at->ptr[n] >= 'A' && at->ptr[n] <= 'Z') ||
		(at->ptr[n] >= 'a' && at->ptr[n] <= 'z') ||
		is_digit(at->ptr[n]) || at->ptr[n] == '+' || at->ptr[n] == '-'))
		n++;
	*at = str_skip(*at, n);
	return n > 0;
}

/* Reads " m=+704.056904302" at the beginning of at. */
static bool
read_uptime(struct str at, int64_t *uptime_us)
{
	int64_t us = 0;
	size_t n = 0;

	if (!str_starts(at, " m=+") && !str_starts(at, " m=-"))
		return false;

	bool negative = at.ptr[3] == '-';

	at = str_skip(at, 4);
	for (; at.len > 0 && is_digit(at.ptr[0]); at = str_skip(at, 1)) {
		if (++n > UPTIME_MAX_DIGITS)
			return false;
		us = us * 10 + (at.ptr[0] - '0');
	}
	us *= US_PER_S;
	if (n == 0 || !take_fraction(&at, &us))
		return false;
	*uptime_us = negative ? -us : us;
	return true;
}

bool
timestamp_parse_go(
    struct str text, int64_t *at_us, bool *has_uptime, int64_t *uptime_us)
{
	int64_t day_us, clock_us, offset_us;

	if (!take_date(&text, &day_us) || !take_byte(&text, ' ') ||
	    !take_clock(&text, &clock_us) || !take_byte(&text, ' ') ||
	    !take_offset(&text, &offset_us) || !take_byte(&text, ' ') ||
	    !take_zone(&text))
		return false;
	*at_us = day_us + clock_us - offset_us;
	*has_uptime = read_uptime(text, uptime_us);
	return true;
}

/*
 * The year is taken to begin in March, so that the leap day is its last day;
 * 719468 days lie between 0000-03-01 and 1970-01-01.
 */
int64_t
timestamp_days(int year, int month, int day)
{
	int64_t y = month <= 2 ? (int64_t)year - 1 : year;
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t year_of_era = y - era * 400;
	int64_t month_of_year = (month + 9) % 12;
	int64_t day_of_year = (153 * month_of_year + 2) / 5 + day - 1;
	int64_t day_of_era = year_of_era * 365 + year_of_era / 4 -
	    year_of_era / 100 + day_of_year;

	return era * 146097 + day_of_era - 719468;
}
