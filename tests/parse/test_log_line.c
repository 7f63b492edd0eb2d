#include "log_lines.h"

TestSuite(log_line, .init = set_up, .fini = tear_down);

static const struct {
	const char *line;
	char severity;
	bool has_day;
	int month, day;
	int64_t clock_us;
	const char *message;
} headers[] = {
	{ HEAD "Hello", 'I', true, 4, 15, CLOCK_US, "Hello" },
	{ "E1231 23:59:59.999999 1000596 a_b.go:1] Hello", 'E', true, 12, 31,
	    INT64_C(86399999999), "Hello" },
	/* Blanks that something collapsed, widened or put before. */
	{ "W0101 00:00:00.000000 1 x.go:2] Hello", 'W', true, 1, 1, 0,
	    "Hello" },
	{ "F0101  00:00:00.000000\t1\tx.go:2] Hello", 'F', true, 1, 1, 0,
	    "Hello" },
	{ "  # I0101 00:00:00.000001 1 x.go:2]   Hello  ", 'I', true, 1, 1, 1,
	    "Hello" },
	{ "I0229 00:00:00.000000 1 x.go:2]Hello", 'I', true, 2, 29, 0,
	    "Hello" },
	{ "I0229 00:00:00.000000 1 x.go:2]", 'I', true, 2, 29, 0, "" },
	{ "I0101 00:00:00.000000       1   x.go:2] Hello", 'I', true, 1, 1, 0,
	    "Hello" },
	{ "I0101 00:00:00.000000      12 x.go:2] Hello", 'I', true, 1, 1, 0,
	    "Hello" },
	{ "I0101 00:00:00.000000       17\tx.go:2] Hello", 'I', true, 1, 1, 0,
	    "Hello" },
	/* Colours of a terminal. */
	{ "\x1b[32mI0101 00:00:00.000000 1 x.go:2] \x1b[1;31mHello\x1b[0m", 'I',
	    true, 1, 1, 0, "Hello" },
	/* No calendar or clock has these. */
	{ "I0517 25:04:22.000000 1 x.go:2] Hello", 'I', false, 0, 0, 0,
	    "Hello" },
	{ "I0517 23:60:22.000000 1 x.go:2] Hello", 'I', false, 0, 0, 0,
	    "Hello" },
	{ "I0517 23:04:60.000000 1 x.go:2] Hello", 'I', false, 0, 0, 0,
	    "Hello" },
	{ "I1301 23:04:22.000000 1 x.go:2] Hello", 'I', false, 0, 0, 0,
	    "Hello" },
	{ "I0000 23:04:22.000000 1 x.go:2] Hello", 'I', false, 0, 0, 0,
	    "Hello" },
	{ "I0431 23:04:22.000000 1 x.go:2] Hello", 'I', false, 0, 0, 0,
	    "Hello" },
	{ "I0230 23:04:22.000000 1 x.go:2] Hello", 'I', false, 0, 0, 0,
	    "Hello" },
};

Test(log_line, takes_the_header_off)
{
	for (size_t i = 0; i < sizeof(headers) / sizeof(headers[0]); i++) {
		const char *line = headers[i].line;
		struct log_record got = read_one(line);

		cr_expect_eq(got.state, LOG_UNKNOWN, "%s", line);
		cr_expect_eq(got.severity, headers[i].severity, "%s", line);
		cr_expect_eq(got.has_day, headers[i].has_day, "%s", line);
		cr_expect_eq(got.month, headers[i].month, "%s", line);
		cr_expect_eq(got.day, headers[i].day, "%s", line);
		cr_expect_eq(got.clock_us, headers[i].clock_us, "%s", line);
		cr_expect(is_text(got.message, headers[i].message),
		    "%s gave \"%.*s\"", line, (int)got.message.len,
		    got.message.ptr);
		cr_expect_not(got.has_at, "%s", line);
		cr_expect(is_text(got.raw, line), "%s", line);
	}
}

static const char *const foreign[] = {
	"",
	"   ",
	"goroutine 1 [running]:",
	"\tmain.go:12 +0x1d",
	"D0415 10:37:55.758685 1 x.go:200] Hello",
	"0415 10:37:55.758685 1 x.go:200] Hello",
	"I415 10:37:55.758685 1 x.go:200] Hello",
	"I0415 10:37:55 1 x.go:200] Hello",
	"I0415 10:37:55.7586851 x.go:200] Hello",
	"I0415 10:37:55.758685 x.go:200] Hello",
	"I0415 10:37:55.758685 1 x.go] Hello",
	"I0415 10:37:55.758685 1 x.go:200 Hello",
	"I0415 10:37:55.758685 1 x.go:99999999] Hello",
	"I0415 10:37:55.758685 12345678901 x.go:200] Hello",
	"I0415 10:37:55.758685       1 ",
	"I0415",
	"Certificate must be re-issued", /* no header and no envelope */
	"2021-03-30T12:42:47.687921043Z something else",
	"2021-03-30T12:42:47.687921043Z",
	"{\"some\":\"json\"}",
	"{\"msg\":7}",
	"{",
	"}",
};

Test(log_line, calls_what_is_not_a_record_foreign)
{
	for (size_t i = 0; i < sizeof(foreign) / sizeof(foreign[0]); i++) {
		struct log_record got = read_one(foreign[i]);

		cr_expect_eq(got.state, LOG_FOREIGN, "\"%s\"", foreign[i]);
		cr_expect_null(got.pattern, "\"%s\"", foreign[i]);
		cr_expect_not(got.has_day, "\"%s\"", foreign[i]);
	}
}

/* The time is read several bytes at once. */
Test(log_line, takes_no_header_that_is_almost_one)
{
	static const char header[] = "I0415 10:37:55.758685       1 x.go:2] a";
	static const char others[] = { '/', ':', '.', ' ', 'o', '\0', '\x0f',
		'\x7f', '\xb5', '\xff' };

	for (size_t at = 1; at <= strlen("I0415 10:37:55.758685"); at++) {
		for (size_t i = 0; i < sizeof(others); i++) {
			char line[sizeof(header)];
			struct log_record got;
			char before = header[at];

			if (others[i] == before)
				continue;
			memcpy(line, header, sizeof(line));
			line[at] = others[i];
			cr_assert(log_reader_line(reader, 1,
			    (struct str){ line, sizeof(line) - 1 }, &got));
			cr_expect_eq(got.state, LOG_FOREIGN, "0x%02x at %zu",
			    (unsigned char)others[i], at);
		}
	}
}

Test(log_line, keeps_a_message_with_a_nul_in_it)
{
	static const char line[] = HEAD "Hello\0 you";
	struct log_record got;

	cr_assert(log_reader_line(
	    reader, 1, (struct str){ line, sizeof(line) - 1 }, &got));
	cr_expect_eq(got.state, LOG_UNKNOWN);
	cr_expect_eq(got.message.len, 10);
	cr_expect(is_text(got.shape, "* you"));
}

static const struct {
	const char *line;
	int64_t at_us; /* 0: none */
} envelopes[] = {
	{ "2021-03-30T12:42:47.687921043Z " HEAD "syncing item",
	    INT64_C(1617108167687921) },
	{ "2021-03-30T14:42:47+02:00 " HEAD "syncing item",
	    INT64_C(1617108167000000) },
	{ "2021-03-30T12:42:47.687921043Z stderr F " HEAD "syncing item",
	    INT64_C(1617108167687921) },
	{ "2021-03-30T12:42:47.687921043Z stdout F:x " HEAD "syncing item",
	    INT64_C(1617108167687921) },
	{ "[pod/cm-1/controller] " HEAD "syncing item", 0 },
	{ "2020-02-29T23:59:59.9999999Z " HEAD "syncing item",
	    INT64_C(1583020799999999) },
	{ "2020-03-01T00:00:00.5Z " HEAD "syncing item",
	    INT64_C(1583020800500000) },
	{ "{\"log\":\"" HEAD "syncing item\\n\",\"stream\":\"stderr\","
	  "\"time\":\"2021-03-30T12:42:47.687921043Z\"}",
	    INT64_C(1617108167687921) },
	/* Behind an envelope a message needs no header. */
	{ "2021-03-30T12:42:47.687921043Z syncing item",
	    INT64_C(1617108167687921) },
	{ "2021-03-30T12:42:47.687921043Z stderr F syncing item",
	    INT64_C(1617108167687921) },
};

Test(log_line, takes_the_envelope_off)
{
	for (size_t i = 0; i < sizeof(envelopes) / sizeof(envelopes[0]); i++) {
		struct log_record got = read_one(envelopes[i].line);

		cr_expect_eq(got.state, LOG_COUNTED, "%s", envelopes[i].line);
		cr_expect_eq(got.has_at, envelopes[i].at_us != 0, "%s",
		    envelopes[i].line);
		cr_expect_eq(
		    got.at_us, envelopes[i].at_us, "%s", envelopes[i].line);
		cr_expect(is_text(got.message, "syncing item"), "%s",
		    envelopes[i].line);
	}
}

/* A header that the envelope must not hide. */
static const char *const not_envelopes[] = {
	"2021-03-30T12:42:47.687921043Z stderr X " HEAD "syncing item",
	"2021-03-31T25:42:47.687921043Z " HEAD "syncing item",
	"2021-02-30T12:42:47Z " HEAD "syncing item",
};

Test(log_line, does_not_take_half_an_envelope)
{
	for (size_t i = 0; i < sizeof(not_envelopes) / sizeof(not_envelopes[0]);
	     i++)
		cr_expect_eq(read_one(not_envelopes[i]).state, LOG_FOREIGN,
		    "%s", not_envelopes[i]);
}
