#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "../answer.h"
#include "derive/derive.h"
#include "store/put.h"
#include "taped.h"

#define HOUR INT64_C(3600000000)
#define DAY (24 * HOUR)

/* A log on its way into a database. */
struct page {
	struct arena *arena;
	struct db *db;
	struct taped taped;
	struct put_log *log;
	uint64_t line;
};

static struct page
page_open(void)
{
	struct page page = { .arena = arena_new(),
		.db = db_create(":memory:") };

	derive_create(page.db);
	taped_begin(
	    &page.taped, page.db, put_input_begin(page.db, "cm.log", false, 0));
	page.log = put_log_begin(page.taped.tape);
	return page;
}

static void
page_check(struct page *page, const char *query, const char *expected)
{
	uint64_t events;
	uint64_t unknown;

	if (page->log != NULL)
		put_log_end(page->log, &events, &unknown);
	page->log = NULL;
	tape_flush(page->taped.tape);

	const char *answer = answer_of(page->arena, page->db, query);

	cr_expect_str_eq(answer, expected, "%s\nexpected:\n%sgot:\n%s", query,
	    expected, answer);
}

static void
page_close(struct page *page)
{
	taped_end(&page->taped);
	db_close(page->db);
	arena_free(page->arena);
}

/* The next line, of a klog time; month 0 is a line without one. */
static struct log_record
record_at(struct page *page, int month, int day, int64_t clock_us)
{
	return (struct log_record){
		.state = LOG_EVENT,
		.line = ++page->line,
		.severity = 'I',
		.has_day = month != 0,
		.month = month,
		.day = day,
		.clock_us = clock_us,
		.pattern = "p",
		.kind = "trigger",
		.message = str_from("m"),
		.raw = str_from("r"),
	};
}

static void
put_at(struct page *page, int month, int day, int64_t clock_us)
{
	struct log_record record = record_at(page, month, day, clock_us);

	put_log_record(page->log, &record);
}

static void
put_folding(struct page *page, int day, int64_t clock_us, const char *object)
{
	struct log_record record = record_at(page, 12, day, clock_us);

	record.kind = "requeue";
	record.folds = true;
	record.field[LOG_OBJECT] = str_from(object);
	put_log_record(page->log, &record);
}

static void
put_due(struct page *page, int64_t clock_us, int64_t due_in_us)
{
	struct log_record record = record_at(page, 12, 6, clock_us);

	record.kind = "scheduled";
	record.folds = true;
	record.has_due_in = true;
	record.due_in_us = due_in_us;
	record.field[LOG_OBJECT] = str_from("web");
	put_log_record(page->log, &record);
}

#define SEGMENTS \
	"SELECT first_line, last_line, records, first_roll, last_roll, " \
	"(last_stamp_us - first_stamp_us) / 1000000, silences, feb_29_roll " \
	"FROM log_segment ORDER BY id"

Test(put_log, keeps_lines_in_order_in_one_segment)
{
	struct page page = page_open();

	put_at(&page, 12, 6, 9 * HOUR);
	put_at(&page, 12, 6, 9 * HOUR - 5000000);
	put_at(&page, 12, 6, 9 * HOUR + 5000000);
	page_check(&page, SEGMENTS, "1|3|3|0|0|5|0|NULL\n");
	page_close(&page);
}

Test(put_log, counts_silences_of_half_a_day)
{
	struct page page = page_open();

	put_at(&page, 12, 6, 0);
	put_at(&page, 12, 6, 12 * HOUR - 1);
	put_at(&page, 12, 6, 24 * HOUR - 1);
	put_at(&page, 12, 8, 0);
	page_check(&page, "SELECT silences FROM log_segment", "2\n");
	page_close(&page);
}

Test(put_log, passes_a_new_year_within_a_segment)
{
	struct page page = page_open();

	put_at(&page, 12, 31, 23 * HOUR);
	put_at(&page, 1, 1, 0);
	/* Another goroutine was late. */
	put_at(&page, 12, 31, 24 * HOUR - 1);
	put_at(&page, 1, 1, HOUR);
	page_check(&page,
	    "SELECT roll, stamp_us / 3600000000 FROM log_record ORDER BY line",
	    "0|8783\n1|0\n0|8783\n1|1\n");
	page_check(&page,
	    "SELECT first_roll, last_roll, records, silences FROM log_segment",
	    "0|1|4|0\n");
	page_close(&page);
}

Test(put_log, begins_a_segment_where_the_clock_steps_back)
{
	struct page page = page_open();

	put_at(&page, 12, 6, 9 * HOUR);
	put_at(&page, 12, 5, 9 * HOUR + 1);
	put_at(&page, 12, 5, 9 * HOUR);
	put_at(&page, 11, 1, 0);
	put_at(&page, 11, 2, 0);
	page_check(&page,
	    "SELECT first_line, last_line, records FROM log_segment",
	    "1|2|2\n3|3|1\n4|5|2\n");
	page_close(&page);
}

Test(put_log, remembers_29_february)
{
	struct page page = page_open();

	put_at(&page, 12, 31, 0);
	put_at(&page, 2, 28, 0);
	put_at(&page, 2, 29, 0);
	put_at(&page, 3, 1, 0);
	page_check(&page, "SELECT feb_29_roll FROM log_segment", "1\n");
	page_check(&page,
	    "SELECT stamp_us / 86400000000 FROM log_record ORDER BY line",
	    "365\n58\n59\n60\n");
	page_close(&page);
}

Test(put_log, takes_lines_without_any_time)
{
	struct page page = page_open();

	put_at(&page, 0, 0, 0);
	page_check(&page, "SELECT stamp_us, roll, full_us FROM log_record",
	    "NULL|0|NULL\n");
	page_check(&page, SEGMENTS, "1|1|1|NULL|NULL|NULL|0|NULL\n");
	page_close(&page);
}

Test(put_log, keeps_the_first_and_the_last_witness_of_each_kind)
{
	struct page page = page_open();

	for (int i = 0; i < 4; i++) {
		struct log_record record = record_at(&page, 12, 6, i);

		record.has_at = true;
		record.at_us = 100 + i;
		record.has_moment = i == 1;
		record.moment_us = 200 + i;
		record.has_planned = i >= 2;
		record.planned_us = 300 + i;
		put_log_record(page.log, &record);
	}
	page_check(&page,
	    "SELECT kind, line, full_us FROM log_witness ORDER BY kind, line",
	    "envelope|1|100\nenvelope|4|103\nplanned|3|302\nplanned|4|303\n"
	    "transition|2|201\n");
	page_check(&page, "SELECT first_at_us, last_at_us FROM log_segment",
	    "100|103\n");
	page_close(&page);
}

Test(put_log, folds_what_repeats_without_change)
{
	struct page page = page_open();

	put_folding(&page, 6, 0, "web");
	put_folding(&page, 6, 0, "api");
	put_folding(&page, 6, HOUR / 2, "web");
	put_folding(&page, 6, HOUR, "web");
	/* After more than half an hour it is news. */
	put_folding(&page, 6, HOUR * 3 / 2 + 1, "web");
	page_check(&page,
	    "SELECT object, line, repeats, last_line FROM log_record",
	    "web|1|3|4\napi|2|1|NULL\nweb|5|1|NULL\n");
	page_close(&page);
}

Test(put_log, folds_only_what_the_pattern_says)
{
	struct page page = page_open();

	put_at(&page, 12, 6, 0);
	put_at(&page, 12, 6, 1);
	page_check(
	    &page, "SELECT count(*), max(repeats) FROM log_record", "2|1\n");
	page_close(&page);
}

Test(put_log, folds_schedules_that_name_the_same_moment)
{
	struct page page = page_open();

	put_due(&page, 0, 10 * HOUR);
	put_due(&page, HOUR, 9 * HOUR - 900000);
	put_due(&page, 3 * HOUR, 7 * HOUR + 900000);
	put_due(&page, 10 * HOUR + 4000000, 500 * HOUR);
	put_due(&page, 11 * HOUR, 499 * HOUR + 4000000);
	page_check(&page,
	    "SELECT line, repeats, last_line, due_in_us / 3600000000, "
	    "(last_stamp_us - stamp_us) / 3600000000 FROM log_record",
	    "1|3|3|10|3\n4|2|5|500|0\n");
	page_close(&page);
}

Test(put_log, folds_what_differs_in_what_may_vary)
{
	struct page page = page_open();

	for (int i = 0; i < 6; i++) {
		struct log_record record = record_at(&page, 12, 6, i * 1000000);

		record.folds = true;
		record.varies = i < 3 ? UINT32_C(1) << LOG_DETAIL : 0;
		record.pattern = i < 3 ? "free" : "strict";
		record.field[LOG_OBJECT] = str_from("web");
		record.field[LOG_DETAIL] =
		    str_from(i % 3 == 0 ? "failed 5s ago" : "failed 6s ago");
		put_log_record(page.log, &record);
	}
	page_check(
	    &page, "SELECT line, repeats FROM log_record", "1|3\n4|1\n5|2\n");
	page_close(&page);
}

Test(put_log, counts_unknown_messages_by_shape)
{
	static const char *const shapes[] = { "a <name>", "b", "a <name>" };
	struct page page = page_open();
	uint64_t events = 99;
	uint64_t unknown = 99;

	for (size_t i = 0; i < 3; i++) {
		struct log_record record = record_at(&page, 12, 6, 0);

		record.state = LOG_UNKNOWN;
		record.shape = str_from(shapes[i]);
		put_log_record(page.log, &record);
	}
	for (int i = 0; i < 2; i++) {
		struct log_record record = record_at(&page, 12, 6, 0);

		record.state = i == 0 ? LOG_COUNTED : LOG_FOREIGN;
		put_log_record(page.log, &record);
	}
	put_at(&page, 12, 6, 0);
	put_log_end(page.log, &events, &unknown);
	page.log = NULL;
	cr_expect_eq(events, 2);
	cr_expect_eq(unknown, 3);
	page_check(&page,
	    "SELECT shape, n, first_line FROM log_shape ORDER BY first_line",
	    "a <name>|2|1\nb|1|2\n");
	page_check(&page, "SELECT line FROM log_record", "6\n");
	page_check(
	    &page, "SELECT records, last_line FROM log_segment", "5|6\n");
	page_close(&page);
}

Test(put_log, bounds_the_number_of_shapes)
{
	struct page page = page_open();

	for (int i = 0; i < 1500; i++) {
		struct log_record record = record_at(&page, 12, 6, 0);
		char shape[32];

		snprintf(shape, sizeof(shape), "shape %d", i);
		record.state = LOG_UNKNOWN;
		record.shape = str_from(shape);
		put_log_record(page.log, &record);
	}
	page_check(&page,
	    "SELECT count(*) <= 1001, sum(n), max(n) FROM log_shape",
	    "1|1500|500\n");
	page_close(&page);
}

Test(put_log, cuts_the_line_at_500_bytes)
{
	struct page page = page_open();
	char raw[700];
	struct log_record record = record_at(&page, 12, 6, 0);

	memset(raw, 'x', sizeof(raw));
	record.raw = (struct str){ raw, sizeof(raw) };
	put_log_record(page.log, &record);
	page_check(&page, "SELECT length(raw) FROM log_record", "500\n");
	page_close(&page);
}

Test(put_log, keeps_no_words_with_a_private_key_among_them)
{
	struct page page = page_open();
	struct log_record record = record_at(&page, 12, 6, 0);

	record.message = str_from("bad: -----BEGIN EC PRIVATE KEY-----\nMHcC");
	record.field[LOG_ERROR] = str_from("-----BEGIN PRIVATE KEY-----MC4C");
	record.field[LOG_REASON] = str_from("NotThePrivateKey");
	record.raw = record.message;
	put_log_record(page.log, &record);
	page_check(&page,
	    "SELECT message = raw, message = error, message, reason "
	    "FROM log_record",
	    "1|1|(held a private key; left out)|NotThePrivateKey\n");
	page_close(&page);
}

Test(put_log, makes_nothing_of_a_log_without_records)
{
	struct page page = page_open();

	page_check(&page,
	    "SELECT (SELECT count(*) FROM log_segment) + "
	    "(SELECT count(*) FROM log_record)",
	    "0\n");
	page_close(&page);
}

Test(put_log, keeps_every_field_of_a_record)
{
	struct page page = page_open();
	struct log_record record = record_at(&page, 2, 29, 5);

	record.severity = 'E';
	record.has_at = true;
	record.at_us = 11;
	record.has_moment = true;
	record.moment_us = 12;
	record.has_due_in = true;
	record.due_in_us = -13;
	record.has_planned = true;
	record.planned_us = 14;
	for (size_t i = 0; i < LOG_NFIELDS; i++)
		record.field[i] = str_from(log_field_name((enum log_field)i));
	put_log_record(page.log, &record);
	page_check(&page,
	    "SELECT severity, full_us, due_in_us, planned_us, "
	    "namespace, object_kind, object, related_kind, related_namespace, "
	    "related, condition, old_status, status, reason, detail, error, "
	    "version, message, raw FROM log_record",
	    "E|11|-13|14|namespace|object_kind|object|related_kind|"
	    "related_namespace|related|condition|old_status|status|reason|"
	    "detail|error|version|m|r\n");
	page_close(&page);
}

/* Words that the line holds are found in it again, to the letter. */
Test(put_log, keeps_once_what_the_line_says_word_for_word)
{
	static const struct {
		const char *raw;
		const char *message;
		const char *detail;
		const char *kept; /* whether message, detail have a column */
	} cases[] = {
		{ "I1206 web: done, all of it", "done", "all of it", "0|0\n" },
		{ "done done", "done", "done", "0|0\n" },
		{ "a\\tb", "a\tb", "b", "1|0\n" },
		{ "short", "longer than the line", "short!", "1|1\n" },
		{ "f\xc3\xbcr web", "web", "f\xc3\xbcr", "1|1\n" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct page page = page_open();
		struct log_record record = record_at(&page, 12, 6, 0);

		record.raw = str_from(cases[i].raw);
		record.message = str_from(cases[i].message);
		record.field[LOG_DETAIL] = str_from(cases[i].detail);
		put_log_record(page.log, &record);
		page_check(&page,
		    "SELECT message IS NOT NULL, detail IS NOT NULL "
		    "FROM log_line",
		    cases[i].kept);
		page_check(&page, "SELECT message, detail FROM log_record",
		    arena_printf(page.arena, "%s|%s\n", cases[i].message,
			cases[i].detail));
		page_close(&page);
	}
}

Test(put_log, keeps_of_what_is_noted_only_the_reason_and_once)
{
	struct page page = page_open();

	for (int i = 0; i < 3; i++) {
		struct log_record record = record_at(&page, 1, 15, HOUR);

		record.state = i == 2 ? LOG_COUNTED : LOG_NOTED;
		record.field[LOG_REASON] = str_from(i == 2 ? "c" : "why");
		put_log_record(page.log, &record);
	}
	page_check(&page,
	    "SELECT pattern, reason, (SELECT count(*) FROM log_line) "
	    "FROM log_form",
	    "p|why|0\n");
	page_close(&page);
}

Test(put_log, keeps_the_line_of_the_program_that_a_header_names)
{
	static const struct {
		const char *raw;
		const char *line;
	} cases[] = {
		{ "I0115 10:00:00.000001       1 acme.go:233] \"x\"",
		    "acme.go:233" },
		{ "2021-03-30T12:42:47Z stderr F I0115 10:00:00.000001 1 "
		  "trigger_controller.go:7] x at y.go:9",
		    "trigger_controller.go:7" },
		{ "{\"ts\":1,\"caller\":\"util/conditions.go:203\"}",
		    "conditions.go:203" },
		{ "I0115 10:00:00.000001       1 acme.c:233] x", "NULL" },
		{ ".go:", ".go:" },
		{ "", "NULL" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct page page = page_open();
		struct log_record record = record_at(&page, 1, 15, HOUR);
		char expected[64];

		record.raw = str_from(cases[i].raw);
		put_log_record(page.log, &record);
		/* What the first such record says is kept. */
		record.raw = str_from("I other.go:1] x");
		put_log_record(page.log, &record);
		snprintf(expected, sizeof(expected), "%s|1\n", cases[i].line);
		page_check(&page,
		    "SELECT source_line, first_segment_id FROM log_form",
		    expected);
		page_close(&page);
	}
}
