#include <criterion/criterion.h>
#include <time.h>

#include "parse/timestamp.h"

#define UNTOUCHED INT64_C(-4242)

static const struct {
	const char *text;
	int64_t us;
} accepted[] = {
	{ "1970-01-01T00:00:00Z", 0 },
	{ "2021-12-06T09:00:04Z", INT64_C(1638781204000000) },
	{ "2021-12-06t09:00:04z", INT64_C(1638781204000000) },
	{ "2021-12-06 09:00:04Z", INT64_C(1638781204000000) },
	{ "2021-12-06T11:00:04+02:00", INT64_C(1638781204000000) },
	{ "2021-12-06T11:00:04+0200", INT64_C(1638781204000000) },
	{ "2021-12-06T03:30:04-05:30", INT64_C(1638781204000000) },
	{ "2021-12-06T09:00:04-00:00", INT64_C(1638781204000000) },
	/* As the kubelet writes them; beyond microseconds is cut. */
	{ "2021-03-30T12:42:47.687921043Z", INT64_C(1617108167687921) },
	{ "2021-03-30T12:42:47.9999999999999999999999Z",
	    INT64_C(1617108167999999) },
	{ "2021-03-30T12:42:47.5Z", INT64_C(1617108167500000) },
	/* Leap years, and a century that is none. */
	{ "2020-02-29T00:00:00Z", INT64_C(1582934400000000) },
	{ "2000-02-29T00:00:00Z", INT64_C(951782400000000) },
	/* The ends, and before 1970. */
	{ "0001-01-01T00:00:00Z", INT64_C(-62135596800000000) },
	{ "9999-12-31T23:59:59.999999Z", INT64_C(253402300799999999) },
	{ "1969-12-31T23:59:59Z", -1000000 },
};

static const char *const rejected[] = {
	"",
	"2021-12-06",
	"2021-12-06T09:00:04",
	"2021-12-06T09:00Z",
	"2021-12-06T09:00:04Z ",
	" 2021-12-06T09:00:04Z",
	"2021-12-06T09:00:04ZZ",
	"2021-12-06T09:00:04.Z",
	"2021-12-06T09:00:04,5Z",
	"2021-12-06T9:00:04Z",
	"2021-12-06X09:00:04Z",
	"2021-12-06T09:00:04+2:00",
	"2021-12-06T09:00:04+24:00",
	"2021-12-06T09:00:04+02:60",
	"2021-12-06T09:00:04+02",
	"2021-12-06T09:00:04*02:00",
	"2021-13-06T09:00:04Z",
	"2021-00-06T09:00:04Z",
	"2021-12-32T09:00:04Z",
	"2021-12-00T09:00:04Z",
	"2021-02-29T09:00:04Z",
	"1900-02-29T09:00:04Z",
	"2021-04-31T09:00:04Z",
	"2021-12-06T24:00:04Z",
	"2021-12-06T09:60:04Z",
	"2021-12-06T09:00:60Z",
	"0000-12-06T09:00:04Z",
	"-021-12-06T09:00:04Z",
	"+2021-12-06T09:00:04Z",
	"2021/12/06T09:00:04Z",
	"1638781204",
};

Test(timestamp, reads_rfc_3339)
{
	for (size_t i = 0; i < sizeof(accepted) / sizeof(accepted[0]); i++) {
		int64_t got = UNTOUCHED;

		cr_expect(timestamp_parse(str_from(accepted[i].text), &got),
		    "\"%s\" was rejected", accepted[i].text);
		cr_expect_eq(got, accepted[i].us, "\"%s\" gave %lld",
		    accepted[i].text, (long long)got);
	}
}

Test(timestamp, rejects_everything_else_and_writes_nothing)
{
	for (size_t i = 0; i < sizeof(rejected) / sizeof(rejected[0]); i++) {
		int64_t got = UNTOUCHED;

		cr_expect_not(timestamp_parse(str_from(rejected[i]), &got),
		    "\"%s\" was accepted", rejected[i]);
		cr_expect_eq(
		    got, UNTOUCHED, "\"%s\" wrote a value", rejected[i]);
	}
}

Test(timestamp, reads_no_byte_behind_its_text)
{
	static const char text[] = "2021-12-06T09:00:04Z";

	for (size_t len = 0; len < sizeof(text) - 1; len++) {
		int64_t got = UNTOUCHED;

		cr_expect_not(timestamp_parse((struct str){ text, len }, &got),
		    "the first %zu bytes were accepted", len);
	}
}

static const struct {
	const char *text;
	int64_t at_us;
	bool has_uptime;
	int64_t uptime_us;
} go_times[] = {
	{ "2021-04-13 13:10:24.618770271 +0000 UTC m=+704.056904302",
	    INT64_C(1618319424618770), true, 704056904 },
	{ "2022-04-15 12:37:55.7 +0200 CEST m=+179197.739331866",
	    INT64_C(1650019075700000), true, INT64_C(179197739331) },
	{ "2023-09-09 13:39:16 +0000 UTC", INT64_C(1694266756000000), false,
	    0 },
	{ "2023-09-09 16:39:16 +0300 +03 m=+0.000000001",
	    INT64_C(1694266756000000), true, 0 },
	{ "2023-09-09 08:39:16 -0500 EST m=-12.5 and more",
	    INT64_C(1694266756000000), true, -12500000 },
	{ "2023-09-09 13:39:16 +0000 UTC; more", INT64_C(1694266756000000),
	    false, 0 },
	/* No uptime can be read from these. */
	{ "2023-09-09 13:39:16 +0000 UTC m=+", INT64_C(1694266756000000), false,
	    0 },
	{ "2023-09-09 13:39:16 +0000 UTC m=+1234567890123",
	    INT64_C(1694266756000000), false, 0 },
	{ "2023-09-09 13:39:16 +0000 UTC m=+1.", INT64_C(1694266756000000),
	    false, 0 },
};

static const char *const not_go_times[] = {
	"",
	"<nil>",
	"2023-09-09",
	"2023-09-09 13:39:16",
	"2023-09-09 13:39:16 +0000",
	"2023-09-09 13:39:16 +0000 ",
	"2023-09-09T13:39:16Z",
	"2023-09-09 13:39:16 UTC",
	"2023-09-31 13:39:16 +0000 UTC",
	"2023-09-09 25:39:16 +0000 UTC",
	" 2023-09-09 13:39:16 +0000 UTC",
};

Test(timestamp, reads_what_go_prints)
{
	for (size_t i = 0; i < sizeof(go_times) / sizeof(go_times[0]); i++) {
		int64_t at_us = UNTOUCHED;
		int64_t uptime_us = 0;
		bool has_uptime = !go_times[i].has_uptime;

		cr_expect(timestamp_parse_go(str_from(go_times[i].text), &at_us,
			      &has_uptime, &uptime_us),
		    "\"%s\" was rejected", go_times[i].text);
		cr_expect_eq(at_us, go_times[i].at_us, "\"%s\" gave %lld",
		    go_times[i].text, (long long)at_us);
		cr_expect_eq(has_uptime, go_times[i].has_uptime, "\"%s\"",
		    go_times[i].text);
		cr_expect_eq(uptime_us, go_times[i].uptime_us,
		    "\"%s\" gave m=%lld", go_times[i].text,
		    (long long)uptime_us);
	}
}

Test(timestamp, takes_nothing_else_for_a_go_time)
{
	for (size_t i = 0; i < sizeof(not_go_times) / sizeof(not_go_times[0]);
	     i++) {
		int64_t at_us = UNTOUCHED;
		int64_t uptime_us = UNTOUCHED;
		bool has_uptime = true;

		cr_expect_not(timestamp_parse_go(str_from(not_go_times[i]),
				  &at_us, &has_uptime, &uptime_us),
		    "\"%s\" was accepted", not_go_times[i]);
		cr_expect(
		    at_us == UNTOUCHED && uptime_us == UNTOUCHED && has_uptime,
		    "\"%s\" wrote a value", not_go_times[i]);
	}
}

Test(timestamp, counts_days_as_the_system_does)
{
	for (int64_t day = -200000; day < 400000; day += 37) {
		time_t second = (time_t)(day * 86400);
		struct tm tm;

		cr_assert_not_null(gmtime_r(&second, &tm));
		cr_expect_eq(timestamp_days(
				 tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday),
		    day, "day %lld", (long long)day);
	}
}
