#include <criterion/criterion.h>

#include "derive/derive.h"
#include "store/log_segment.h"
#include "store/put.h"
#include "taped.h"

struct day {
	int month;
	int day;
};

/* Places a record for each day, one a line; month 0 has no klog header. */
static struct db *
place_all(const struct day *days, size_t n)
{
	struct db *db = db_create(":memory:");
	struct log_segment *segment;
	struct taped taped;

	derive_create(db);
	taped_begin(&taped, db, put_input_begin(db, "cm.log", false, 0));
	segment = log_segment_new(taped.tape);
	for (size_t i = 0; i < n; i++) {
		struct log_record record = { .line = i + 1,
			.has_day = days[i].month != 0,
			.month = days[i].month,
			.day = days[i].day };

		log_segment_place(segment, &record);
	}
	log_segment_end(segment);
	taped_end(&taped);
	return db;
}

static int64_t
number(struct db *db, const char *query)
{
	const char *error = NULL;
	struct stmt *stmt = db_prepare_query(db, query, &error);

	cr_assert_not_null(stmt, "%s: %s", query, error);
	cr_assert(stmt_row(stmt));

	int64_t value = stmt_column_int(stmt, 0);

	stmt_free(stmt);
	return value;
}

static const struct {
	const char *name;
	struct day days[6];
	size_t n;
	int64_t segments;
	int64_t rolls; /* of the newest line of the last segment */
	int64_t silences;
} logs[] = {
	{ "days in order", { { 3, 1 }, { 3, 1 }, { 3, 2 } }, 3, 1, 0, 1 },
	{ "a New Year", { { 12, 31 }, { 1, 1 } }, 2, 1, 1, 1 },
	{ "a late line of the old year",
	    { { 12, 31 }, { 1, 1 }, { 12, 31 }, { 1, 1 } }, 4, 1, 1, 1 },
	{ "two New Years",
	    { { 11, 1 }, { 2, 1 }, { 6, 1 }, { 11, 1 }, { 1, 9 } }, 5, 1, 2,
	    4 },
	{ "another file pasted behind", { { 6, 9 }, { 6, 10 }, { 6, 1 } }, 3, 2,
	    0, 0 },
	{ "a file pasted behind a New Year", { { 12, 31 }, { 3, 1 }, { 2, 1 } },
	    3, 2, 0, 0 },
};

Test(log_segment, places_lines_by_the_order_of_their_days)
{
	for (size_t i = 0; i < sizeof(logs) / sizeof(logs[0]); i++) {
		struct db *db = place_all(logs[i].days, logs[i].n);

		cr_expect_eq(number(db, "SELECT count(*) FROM log_segment"),
		    logs[i].segments, "%s", logs[i].name);
		cr_expect_eq(number(db,
				 "SELECT last_roll FROM log_segment "
				 "ORDER BY id DESC"),
		    logs[i].rolls, "%s", logs[i].name);
		cr_expect_eq(number(db,
				 "SELECT silences FROM log_segment "
				 "ORDER BY id DESC"),
		    logs[i].silences, "%s", logs[i].name);
		cr_expect_eq(number(db, "SELECT sum(records) FROM log_segment"),
		    (int64_t)logs[i].n, "%s", logs[i].name);
		db_close(db);
	}
}

Test(log_segment, has_no_stamp_where_no_line_has_a_header)
{
	static const struct day days[] = { { 0, 0 }, { 0, 0 } };
	struct db *db = place_all(days, 2);

	cr_expect_eq(number(db,
			 "SELECT count(*) FROM log_segment WHERE records = 2 "
			 "AND first_stamp_us IS NULL AND last_roll IS NULL"),
	    1);
	db_close(db);
}

/* What no log does, a forged one may do until the sum of its years is full. */
Test(log_segment, begins_anew_before_the_years_are_too_many)
{
	static struct day days[3000];
	const size_t n = sizeof(days) / sizeof(days[0]);
	struct db *db;

	for (size_t i = 0; i < n; i++)
		days[i] = (struct day){ 1 + (int)(i % 3) * 5, 1 };
	db = place_all(days, n);
	cr_expect_lt(number(db, "SELECT max(last_roll) FROM log_segment"), 200);
	cr_expect_eq(number(db, "SELECT sum(records) FROM log_segment"), n);
	cr_expect_lt(number(db, "SELECT count(*) FROM log_segment"), 100);
	db_close(db);
}

Test(log_segment, takes_the_rest_of_a_file_that_steps_back_without_end)
{
	static struct day days[4000];
	const size_t n = sizeof(days) / sizeof(days[0]);
	struct db *db;

	for (size_t i = 0; i < n; i++)
		days[i] = (struct day){ 6, i % 2 == 0 ? 20 : 10 };
	db = place_all(days, n);
	cr_expect_lt(number(db, "SELECT count(*) FROM log_segment"), 1000);
	cr_expect_gt(number(db, "SELECT count(*) FROM log_segment"), 100);
	cr_expect_eq(number(db, "SELECT sum(records) FROM log_segment"), n);
	cr_expect_eq(number(db, "SELECT max(last_line) FROM log_segment"), n);
	db_close(db);
}
