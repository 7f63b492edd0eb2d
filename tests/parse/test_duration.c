#include <criterion/criterion.h>

#include "parse/duration.h"

#define UNTOUCHED INT64_C(-4242)
#define S INT64_C(1000000)

static const struct {
	const char *text;
	int64_t us;
} accepted[] = {
	/* As cert-manager writes spec.duration and spec.renewBefore. */
	{ "12720h0m0s", 45792000 * S },
	{ "2160h0m0s", 7776000 * S },
	{ "360h", 1296000 * S },
	{ "0s", 0 },
	/* As its logs write what is left until a renewal. */
	{ "1438h59m59.123456789s", 5180399123456 },
	{ "-922.79ms", -922790 },
	{ "-15h4m5.000001s", -54245000001 },
	/* As people write them. */
	{ "0", 0 },
	{ "90m", 5400 * S },
	{ "1.5h", 5400 * S },
	{ ".5m", 30 * S },
	{ "1.m", 60 * S },
	{ "+1h", 3600 * S },
	{ "1h1h", 7200 * S },
	/* Part of a microsecond is dropped, towards zero. */
	{ "999ns", 0 },
	{ "-1999ns", -1 },
	{ "2000000\xc2\xb5s", 2 * S },
	{ "2000000\xce\xbcs", 2 * S },
	{ "1500us500ns", 1500 },
	/* The longest that Go can hold. */
	{ "9223372036854775807ns", 9223372036854775 },
};

static const char *const rejected[] = {
	"", "-", "+", ".", "h", "12720", "1h30", "h1", "1d", "1 h", " 1h",
	"1h ", "1h,30m", "--1h", "1..5h", "1.5.5h", ".h", "0x10s", "1e3s",
	"P90D",                  /* ISO 8601 is not Go */
	"9223372036854775808ns", /* one past the longest */
	"2562048h",              /* overflows in the unit */
	"2562047h48m",           /* overflows in the sum */
	"99999999999999999999h", /* overflows in the digits */
	"9223372036.9s",         /* overflows in the fraction */
};

Test(duration, reads_what_go_reads)
{
	for (size_t i = 0; i < sizeof(accepted) / sizeof(accepted[0]); i++) {
		int64_t got = UNTOUCHED;

		cr_expect(duration_parse(accepted[i].text, &got),
		    "\"%s\" was rejected", accepted[i].text);
		cr_expect_eq(got, accepted[i].us, "\"%s\" gave %lld",
		    accepted[i].text, (long long)got);
	}
}

Test(duration, rejects_everything_else_and_writes_nothing)
{
	for (size_t i = 0; i < sizeof(rejected) / sizeof(rejected[0]); i++) {
		int64_t got = UNTOUCHED;

		cr_expect_not(duration_parse(rejected[i], &got),
		    "\"%s\" was accepted", rejected[i]);
		cr_expect_eq(
		    got, UNTOUCHED, "\"%s\" wrote a value", rejected[i]);
	}
}
