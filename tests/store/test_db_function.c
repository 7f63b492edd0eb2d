#include <criterion/criterion.h>
#include <string.h>

#include "base/arena.h"
#include "store/db.h"

/* The text of the one value of a query, in arena; NULL for NULL. */
static const char *
value_of(struct arena *arena, const char *query)
{
	struct db *db = db_create(":memory:");
	const char *error = NULL;
	struct stmt *stmt = db_prepare_query(db, query, &error);
	const char *text;

	cr_assert_not_null(stmt, "%s: %s", query, error);
	cr_assert(stmt_row(stmt), "%s", query);
	text = stmt_column_text(stmt, 0, NULL);
	if (text != NULL)
		text = arena_copy(arena, str_from(text));
	stmt_free(stmt);
	db_close(db);
	return text;
}

static const struct {
	const char *us;
	const char *text;
} times[] = {
	{ "1638781200000000", "2021-12-06T09:00:00Z" },
	{ "1638781200500000", "2021-12-06T09:00:00.5Z" },
	{ "1638781200000001", "2021-12-06T09:00:00.000001Z" },
	{ "1709164800000000", "2024-02-29T00:00:00Z" },
	{ "1704067199999999", "2023-12-31T23:59:59.999999Z" },
	{ "4102444800000000", "2100-01-01T00:00:00Z" },
	{ "1388534400000000", "2014-01-01T00:00:00Z" },
	/* Of a year that nothing tells. */
	{ "1388534399000000", "--12-31T23:59:59Z" },
	{ "951782400000000", "--02-29T00:00:00Z" },
	{ "-1", "--12-31T23:59:59.999999Z" },
};

Test(db_function, rfc3339_writes_times_as_the_contract_does)
{
	struct arena *arena = arena_new();

	for (size_t i = 0; i < sizeof(times) / sizeof(times[0]); i++)
		cr_expect_str_eq(
		    value_of(arena,
			arena_printf(arena, "SELECT rfc3339(%s)", times[i].us)),
		    times[i].text, "%s", times[i].us);
	cr_expect_null(value_of(arena, "SELECT rfc3339(NULL)"));
	/* Whatever a forged database holds, it is a text. */
	cr_expect_not_null(
	    value_of(arena, "SELECT rfc3339(9223372036854775807)"));
	cr_expect_not_null(
	    value_of(arena, "SELECT rfc3339(-9223372036854775808)"));
	arena_free(arena);
}

static const char *const different[] = { "''", "'', ''", "NULL, ''", "'a'",
	"'a', 'b'", "'ab'", "'ab', ''", "'b', 'a'" };

Test(db_function, short_id_is_ten_digits_that_tell_texts_apart)
{
	const size_t n = sizeof(different) / sizeof(different[0]);
	const char *ids[sizeof(different) / sizeof(different[0])];
	struct arena *arena = arena_new();

	for (size_t i = 0; i < n; i++) {
		const char *query =
		    arena_printf(arena, "SELECT short_id(%s)", different[i]);

		ids[i] = value_of(arena, query);
		cr_expect_str_eq(value_of(arena, query), ids[i]);
		cr_expect_eq(
		    strspn(ids[i], "0123456789abcdef"), 10, "%s", different[i]);
		cr_expect_eq(strlen(ids[i]), 10, "%s", different[i]);
		for (size_t k = 0; k < i; k++) {
			/* NULL stands for empty text. */
			if (i == 2 && k == 1)
				cr_expect_str_eq(ids[i], ids[k]);
			else
				cr_expect_str_neq(ids[i], ids[k], "%s and %s",
				    different[i], different[k]);
		}
	}
	arena_free(arena);
}
