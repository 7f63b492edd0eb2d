#include <criterion/criterion.h>
#include <string.h>

#include "base/fatal.h"
#include "model/fact.h"

Test(fact, lists_keep_the_order_in_which_facts_were_added)
{
	static const char *const tables[] = { "object", "secret", "x509" };
	struct arena *arena = arena_new();
	struct fact_list list = { 0 };
	const struct fact *fact;
	size_t n = 0;

	for (size_t i = 0; i < 3; i++)
		cr_expect_str_eq(
		    fact_add(&list, arena, tables[i])->table, tables[i]);
	for (fact = list.first; fact != NULL; fact = fact->next)
		cr_expect_str_eq(fact->table, tables[n++]);
	cr_expect_eq(n, 3);
	arena_free(arena);
}

Test(fact, gives_back_each_value_with_its_type)
{
	struct arena *arena = arena_new();
	struct fact_list list = { 0 };
	struct fact *fact = fact_add(&list, arena, "x509");
	const struct fact_value *value;

	fact_integer(fact, "position", -3);
	fact_text(fact, "role", "tls.crt");
	fact_blob(fact, "der", "\0\1", 2);

	value = fact_get(fact, "position");
	cr_assert_not_null(value);
	cr_expect_eq(value->type, FACT_INTEGER);
	cr_expect_eq(value->integer, -3);

	value = fact_get(fact, "role");
	cr_assert_not_null(value);
	cr_expect_eq(value->type, FACT_TEXT);
	cr_expect_str_eq(value->bytes, "tls.crt");
	cr_expect_eq(value->len, strlen("tls.crt"));

	value = fact_get(fact, "der");
	cr_assert_not_null(value);
	cr_expect_eq(value->type, FACT_BLOB);
	cr_expect_eq(value->len, 2);
	cr_expect_arr_eq(value->bytes, "\0\1", 2);

	cr_expect_null(fact_get(fact, "serial"));
	arena_free(arena);
}

Test(fact, sets_nothing_for_a_text_that_is_absent)
{
	struct arena *arena = arena_new();
	struct fact_list list = { 0 };
	struct fact *fact = fact_add(&list, arena, "object");

	fact_text(fact, "uid", NULL);
	cr_expect_eq(fact->nvalues, 0);
	cr_expect_null(fact_get(fact, "uid"));
	fact_text(fact, "namespace", "");
	cr_expect_not_null(fact_get(fact, "namespace"));
	arena_free(arena);
}

Test(fact, ends_the_run_rather_than_hold_too_many_columns,
    .exit_code = FATAL_STATUS)
{
	struct fact fact = { .table = "object" };

	for (size_t i = 0; i < FACT_MAX_VALUES; i++)
		fact_integer(&fact, "line", 1);
	cr_assert_eq(fact.nvalues, FACT_MAX_VALUES);
	fact_integer(&fact, "line", 1);
}
