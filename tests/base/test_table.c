#include <criterion/criterion.h>
#include <stdint.h>

#include "base/table.h"

struct record {
	uint64_t value;
	char more[20];
};

Test(table, gives_a_new_key_a_zeroed_record_and_an_old_one_the_same)
{
	struct table *table = table_new(sizeof(struct record));
	struct record *record = table_at(table, 7);

	cr_expect_eq(record->value, 0);
	cr_expect_eq(record->more[19], 0);
	record->value = 42;
	record->more[19] = 'x';
	record = table_at(table, 7);
	cr_expect_eq(record->value, 42);
	cr_expect_eq(record->more[19], 'x');
	table_free(table);
}

/* Keys of which many fall on one another, for any number of slots. */
static const struct {
	const char *name;
	uint64_t factor;
} series[] = {
	{ "in a row", 1 },
	{ "far apart", UINT64_C(1) << 40 },
	{ "halves that cancel out", (UINT64_C(1) << 32) + 1 },
};

Test(table, keeps_many_records_apart)
{
	const uint64_t n = 3000;

	for (size_t s = 0; s < sizeof(series) / sizeof(series[0]); s++) {
		struct table *table = table_new(sizeof(struct record));
		struct record *record;

		for (uint64_t i = 0; i < n; i++) {
			record = table_at(table, i * series[s].factor);
			cr_assert_eq(record->value, 0, "%s: %d is not new",
			    series[s].name, (int)i);
			record->value = i + 1;
		}
		for (uint64_t i = 0; i < n; i++) {
			record = table_at(table, i * series[s].factor);
			cr_expect_eq(record->value, i + 1, "%s: %d",
			    series[s].name, (int)i);
		}
		cr_expect_null(table_nth(table, n), "%s", series[s].name);
		table_free(table);
	}
}

Test(table, lists_its_records_in_the_order_in_which_they_came)
{
	static const uint64_t keys[] = { 900, 3, UINT64_MAX, 0, 77 };
	const size_t n = sizeof(keys) / sizeof(keys[0]);
	struct table *table = table_new(sizeof(struct record));
	struct record *record;

	cr_expect_null(table_nth(table, 0));
	for (size_t i = 0; i < n; i++) {
		record = table_at(table, keys[i]);
		record->value = keys[i];
	}
	(void)table_at(table, keys[1]);
	for (size_t i = 0; i < n; i++) {
		record = table_nth(table, i);
		cr_assert_not_null(record);
		cr_expect_eq(record->value, keys[i], "record %zu", i);
	}
	cr_expect_null(table_nth(table, n));
	table_free(table);
}

static const struct {
	const char *first;
	const char *second;
} texts[] = {
	{ NULL, NULL },
	{ NULL, "" },
	{ "", NULL },
	{ "", "" },
	{ "a", "b" },
	{ "b", "a" },
	{ "ab", "" },
	{ "", "ab" },
	{ "ab", NULL },
	{ "a", "bc" },
	{ "ab", "c" },
};

static uint64_t
hash_of(size_t i)
{
	return table_hash(
	    table_hash(TABLE_HASH_START, str_from(texts[i].first)),
	    str_from(texts[i].second));
}

Test(table, hashes_texts_by_what_they_are_and_where_they_end)
{
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		cr_expect_eq(hash_of(i), hash_of(i), "%zu", i);
		for (size_t k = 0; k < i; k++)
			cr_expect_neq(
			    hash_of(i), hash_of(k), "%zu and %zu", i, k);
	}
}

Test(table, hashes_texts_that_differ_anywhere_differently)
{
	char text[40] = { 0 };
	uint64_t hash[sizeof(text) + 1];
	const uint64_t absent =
	    table_hash(TABLE_HASH_START, (struct str){ NULL, 0 });

	for (size_t n = 0; n <= sizeof(text); n++) {
		hash[n] = table_hash(TABLE_HASH_START, (struct str){ text, n });
		cr_expect_neq(hash[n], absent, "%zu bytes", n);
		for (size_t k = 0; k < n; k++) {
			cr_expect_neq(hash[n], hash[k], "%zu, %zu", n, k);
			text[k] = 1;
			cr_expect_neq(table_hash(TABLE_HASH_START,
					  (struct str){ text, n }),
			    hash[n], "byte %zu of %zu", k, n);
			text[k] = 0;
		}
	}
}
