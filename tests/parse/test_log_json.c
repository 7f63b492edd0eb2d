#include <stdio.h>
#include <stdlib.h>

#include "log_lines.h"

TestSuite(log_json, .init = set_up, .fini = tear_down);

static const struct {
	const char *line;
	char severity;
	bool has_at;
	int64_t at_us;
} json_lines[] = {
	{ "{\"ts\":1708340302881.5186,\"caller\":\"a/b.go:61\",\"msg\":\"x\","
	  "\"v\":0}",
	    'I', true, INT64_C(1708340302881519) },
	{ "{\"ts\":1708340302881,\"caller\":\"b.go:1\",\"msg\":\"x\","
	  "\"err\":\"bad\"}",
	    'E', true, INT64_C(1708340302881000) },
	/* The zap library of IBM's operators. */
	{ "{\"level\":\"info\",\"ts\":1616580000.25,\"msg\":\"x\"}", 'I', true,
	    INT64_C(1616580000250000) },
	{ "{\"level\":\"error\",\"ts\":\"2021-03-24T10:00:00.250Z\","
	  "\"msg\":\"x\"}",
	    'E', true, INT64_C(1616580000250000) },
	{ "{\"level\":\"warn\",\"msg\":\"x\"}", 'W', false, 0 },
	/* Not times. */
	{ "{\"ts\":1e99,\"msg\":\"x\",\"v\":0}", 'I', false, 0 },
	{ "{\"ts\":-5,\"msg\":\"x\",\"v\":0}", 'I', false, 0 },
	{ "{\"ts\":\"soon\",\"msg\":\"x\",\"v\":0}", 'I', false, 0 },
	{ "{\"ts\":nan,\"msg\":\"x\",\"v\":0}", 'I', false, 0 },
	{ "{\"ts\":{},\"caller\":\"b.go:x\",\"msg\":\"x\",\"v\":0}", 'I', false,
	    0 },
};

Test(log_json, reads_the_time_of_json)
{
	for (size_t i = 0; i < sizeof(json_lines) / sizeof(json_lines[0]);
	     i++) {
		const char *line = json_lines[i].line;
		struct log_record got = read_one(line);

		cr_expect_eq(got.state, LOG_UNKNOWN, "%s", line);
		cr_expect_eq(got.severity, json_lines[i].severity, "%s", line);
		cr_expect_eq(got.has_at, json_lines[i].has_at, "%s", line);
		if (got.has_at)
			cr_expect_eq(got.at_us, json_lines[i].at_us,
			    "%s gave %lld", line, (long long)got.at_us);
		cr_expect_not(got.has_day, "%s", line);
	}
}

/* Milliseconds are read as integers; a double is what their writer had. */
Test(log_json, reads_milliseconds_to_the_microsecond_of_a_double)
{
	for (int i = 0; i < 20000; i++) {
		char line[128], number[64];
		double value = 1.05e12 + i * 6.0e7 + i * 0.00173;

		snprintf(number, sizeof(number), "%.*f", i % 8, value);
		snprintf(
		    line, sizeof(line), "{\"ts\":%s,\"msg\":\"x\"}", number);

		struct log_record got = read_one(line);

		cr_expect_eq(got.at_us,
		    (int64_t)(strtod(number, NULL) * 1e3 + 0.5), "%s gave %lld",
		    number, (long long)got.at_us);
	}
}

/* What is said last counts, whatever came before. */
Test(log_json, takes_the_last_of_two_members)
{
	struct log_record got = read_one(
	    "{\"msg\":\"syncing item\",\"ts\":1,\"v\":0,\"level\":\"info\","
	    "\"msg\":\"y\",\"ts\":1616580000.25,\"level\":\"error\"}");

	cr_expect_eq(got.state, LOG_UNKNOWN);
	cr_expect(is_text(got.message, "y"));
	cr_expect_eq(got.severity, 'E');
	cr_expect_eq(got.at_us, INT64_C(1616580000250000));
}
