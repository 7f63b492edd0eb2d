#include <criterion/criterion.h>

#include "parse/age.h"

#define S INT64_C(1000000)
#define H (3600 * S)
#define D (24 * H)

static const struct {
	const char *text;
	int64_t us;
	int64_t unit_us;
} accepted[] = {
	{ "0s", 0, S },
	{ "119s", 119 * S, S },
	{ "9m30s", 570 * S, S },
	{ "179m", 179 * 60 * S, 60 * S },
	{ "7h59m", 7 * H + 59 * 60 * S, 60 * S },
	{ "47h", 47 * H, H },
	{ "7d5h", 7 * D + 5 * H, H },
	{ "96d", 96 * D, D },
	{ "2y13d", 743 * D, D },
	{ "8y", 2920 * D, 365 * D },
	{ "1000y", 365000 * D, 365 * D },
};

static const char *const rejected[] = { "", "5", "d", "5x", "5 d", " 5d", "5d ",
	"-5d", "+5d", "5D", "5d5", "5h5d", "5d5d", "1.5h", "<unknown>",
	"<invalid>", "1001y", "1000y1d", "9999999999y", "99999999999s" };

Test(age, reads_what_kubectl_prints)
{
	for (size_t i = 0; i < sizeof(accepted) / sizeof(accepted[0]); i++) {
		struct age age = { -1, -1 };

		cr_expect(age_parse(str_from(accepted[i].text), &age), "%s",
		    accepted[i].text);
		cr_expect_eq(age.us, accepted[i].us, "%s", accepted[i].text);
		cr_expect_eq(
		    age.unit_us, accepted[i].unit_us, "%s", accepted[i].text);
	}
}

Test(age, rejects_everything_else_and_writes_nothing)
{
	for (size_t i = 0; i < sizeof(rejected) / sizeof(rejected[0]); i++) {
		struct age age = { -1, -1 };

		cr_expect_not(
		    age_parse(str_from(rejected[i]), &age), "%s", rejected[i]);
		cr_expect_eq(age.us, -1, "%s", rejected[i]);
		cr_expect_eq(age.unit_us, -1, "%s", rejected[i]);
	}
}
