/*
 * Ages, as kubectl prints them instead of times: "96d", "2y13d", "9m30s".
 */
#ifndef PARSE_AGE_H
#define PARSE_AGE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

/* The true age is at least us and less than us + unit_us. */
struct age {
	int64_t us;
	int64_t unit_us; /* of the last part that was printed */
};

/*
 * Reads an age: numbers with y, d, h, m or s behind them, each unit smaller
 * than the one before.  Returns false, leaving *age untouched, for anything
 * else, such as "<unknown>", and for more than a thousand years.
 */
bool age_parse(struct str text, struct age *age);

#endif
