/*
 * Times as text, to and from Unix microseconds in UTC.
 */
#ifndef PARSE_TIMESTAMP_H
#define PARSE_TIMESTAMP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

#define US_PER_S INT64_C(1000000)
#define US_PER_DAY (INT64_C(86400) * US_PER_S)

/*
 * Reads an RFC 3339 time such as "2021-12-06T09:00:04Z", with any fraction
 * (cut to microseconds) and any offset; a blank may stand for the T, and
 * "+0000" for "+00:00".  Returns false, leaving *at_us untouched, for anything
 * else or for a date that no calendar has.  Years 1 to 9999.
 */
bool timestamp_parse(struct str text, int64_t *at_us);

/*
 * Reads a time as Go prints it by default, "2021-04-13 13:10:24.618770271
 * +0000 UTC m=+704.056904302", at the beginning of text; what follows is left.
 * *uptime_us gets the m= part, and *has_uptime whether there was one.  Returns
 * false, leaving all untouched, if text begins with anything else.
 */
bool timestamp_parse_go(
    struct str text, int64_t *at_us, bool *has_uptime, int64_t *uptime_us);

/* Days since 1970-01-01 of a date of the Gregorian calendar. */
int64_t timestamp_days(int year, int month, int day);

#endif
