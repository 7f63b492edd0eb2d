#include "parse/age.h"

#include <string.h>

#include "parse/timestamp.h"

#define MAX_DIGITS 10
#define MAX_US (1000 * 365 * US_PER_DAY)

/* A year is that of kubectl. */
static const struct {
	char letter;
	int64_t us;
} units[] = {
	{ 'y', 365 * US_PER_DAY },
	{ 'd', US_PER_DAY },
	{ 'h', 3600 * US_PER_S },
	{ 'm', 60 * US_PER_S },
	{ 's', US_PER_S },
};

#define NUNITS (sizeof(units) / sizeof(units[0]))

/* Steps *text over a number; false if there is none. */
static bool
take_number(struct str *text, int64_t *number)
{
	size_t n = 0;
	int64_t sum = 0;

	while (n < text->len && text->ptr[n] >= '0' && text->ptr[n] <= '9') {
		if (n == MAX_DIGITS)
			return false;
		sum = sum * 10 + (text->ptr[n++] - '0');
	}
	if (n == 0)
		return false;
	*text = str_skip(*text, n);
	*number = sum;
	return true;
}

bool
age_parse(struct str text, struct age *age)
{
	struct age sum = { 0 };
	size_t next = 0; /* the largest unit that may still come */

	do {
		int64_t number;
		size_t i = next;

		if (!take_number(&text, &number) || text.len == 0)
			return false;
		while (i < NUNITS && units[i].letter != text.ptr[0])
			i++;
		if (i == NUNITS || number > MAX_US / units[i].us)
			return false;
		sum.us += number * units[i].us;
		sum.unit_us = units[i].us;
		next = i + 1;
		text = str_skip(text, 1);
	} while (text.len > 0);
	if (sum.us > MAX_US)
		return false;
	*age = sum;
	return true;
}
