#include <criterion/criterion.h>

#include "parse/log_pattern.h"

static void
expect_nothing(void *context, const char *path, uint64_t line, const char *text)
{
	(void)context;
	cr_expect(false, "%s:%llu: %s", path, (unsigned long long)line, text);
}

Test(samples, come_out_as_the_pattern_files_say)
{
	const struct diag diag = { expect_nothing, NULL };
	struct log_pattern_set *set = log_pattern_set_open();

	cr_expect(log_pattern_set_check(set, &diag));
	cr_expect(log_pattern_count(set) > 400);
	log_pattern_set_close(set);
}
