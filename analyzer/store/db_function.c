#include "store/db_function.h"

#include <inttypes.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/fatal.h"

#define FIRST_YEAR 2014
#define FLAGS (SQLITE_UTF8 | SQLITE_DETERMINISTIC)

/*
 * Five bytes of FNV-1a as ten hex digits: a short name for a row that stays the
 * same for the same input.
 */
static void
short_id(sqlite3_context *context, int nargs, sqlite3_value **args)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325);
	char hex[17];

	for (int i = 0; i < nargs; i++) {
		const unsigned char *text = sqlite3_value_text(args[i]);

		for (; text != NULL && *text != '\0'; text++)
			hash = (hash ^ *text) * UINT64_C(0x100000001b3);
		hash = (hash ^ 0xff) * UINT64_C(0x100000001b3);
	}
	hash ^= hash >> 29;
	snprintf(
	    hex, sizeof(hex), "%010" PRIx64, hash & UINT64_C(0xffffffffff));
	sqlite3_result_text(context, hex, -1, SQLITE_TRANSIENT);
}

/*
 * Unix microseconds as the contract writes times: RFC 3339, UTC, ending in Z.
 * A time whose year nothing tells (schema/20_derived/005_calendar.sql) is
 * written without it, "--01-08T14:23:18Z".
 */
static void
rfc3339(sqlite3_context *context, int nargs, sqlite3_value **args)
{
	(void)nargs;
	if (sqlite3_value_type(args[0]) == SQLITE_NULL)
		return;

	int64_t us = sqlite3_value_int64(args[0]);
	int64_t fraction = us % 1000000 + (us % 1000000 < 0 ? 1000000 : 0);
	int64_t second = us / 1000000 - (us % 1000000 < 0);
	int64_t day = second / 86400 - (second % 86400 < 0);
	int64_t clock = second - day * 86400;
	/* Days to a date: Howard Hinnant's civil_from_days. */
	int64_t z = day + 719468;
	int64_t era = (z >= 0 ? z : z - 146096) / 146097;
	int64_t doe = z - era * 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int64_t mp = (5 * doy + 2) / 153;
	int64_t month = mp < 10 ? mp + 3 : mp - 9;
	int64_t year = yoe + era * 400 + (month <= 2);
	char text[64];
	int len = snprintf(text, sizeof(text),
	    "%04" PRId64 "-%02" PRId64 "-%02" PRId64 "T%02" PRId64 ":%02" PRId64
	    ":%02" PRId64,
	    year, month, doy - (153 * mp + 2) / 5 + 1, clock / 3600,
	    clock / 60 % 60, clock % 60);

	if (fraction != 0) {
		len += snprintf(text + len, sizeof(text) - (size_t)len,
		    ".%06" PRId64, fraction);
		while (text[len - 1] == '0')
			len--;
	}
	text[len++] = 'Z';

	int skip = year < FIRST_YEAR ? 3 : 0; /* "2000-01-" to "--01-" */

	if (skip > 0)
		text[skip] = '-';
	sqlite3_result_text(context, text + skip, len - skip, SQLITE_TRANSIENT);
}

/* sqlite3_user_data() has no type for functions; this box gives it one. */
struct test_box {
	db_test *function;
};

static void
call_test(sqlite3_context *context, int nargs, sqlite3_value **args)
{
	struct test_box *box = sqlite3_user_data(context);

	(void)nargs;
	if (sqlite3_value_type(args[0]) == SQLITE_NULL ||
	    sqlite3_value_type(args[1]) == SQLITE_NULL)
		return;

	const void *a = sqlite3_value_blob(args[0]);
	const void *b = sqlite3_value_blob(args[1]);

	sqlite3_result_int(context,
	    box->function(a, (size_t)sqlite3_value_bytes(args[0]), b,
		(size_t)sqlite3_value_bytes(args[1])));
}

bool
db_function_add(struct sqlite3 *handle)
{
	return sqlite3_create_function(handle, "short_id", -1, FLAGS, NULL,
		   short_id, NULL, NULL) == SQLITE_OK &&
	    sqlite3_create_function(handle, "rfc3339", 1, FLAGS, NULL, rfc3339,
		NULL, NULL) == SQLITE_OK;
}

bool
db_function_add_test(
    struct sqlite3 *handle, const char *name, db_test *function)
{
	struct test_box *box = malloc(sizeof(*box));

	if (box == NULL)
		fatal("out of memory");
	box->function = function;
	return sqlite3_create_function_v2(handle, name, 2, FLAGS, box,
		   call_test, NULL, NULL, free) == SQLITE_OK;
}
