#include <criterion/criterion.h>
#include <string.h>

#include "../told.h"
#include "base/diag.h"

Test(diag, hands_on_where_and_what)
{
	struct told told;
	const struct diag *diag = told_begin(&told);

	diag_at(diag, "a.yaml", 12, "%d of \"%s\"; left out", 3, "x");
	cr_expect_eq(told.n, 1);
	cr_expect_str_eq(told.path, "a.yaml");
	cr_expect_eq(told.line, 12);
	cr_expect_str_eq(told.text, "3 of \"x\"; left out");
	diag_at(diag, "b.log", 0, "cut; kept");
	cr_expect_eq(told.n, 2);
	cr_expect_str_eq(told.path, "b.log");
	cr_expect_eq(told.line, 0);
}

Test(diag, cuts_a_text_that_is_too_long)
{
	struct told told;
	const struct diag *diag = told_begin(&told);
	char text[5000];

	memset(text, 'x', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	diag_at(diag, "a.yaml", 1, "%s", text);
	cr_expect_eq(told.n, 1);
	cr_expect_gt(strlen(told.text), 500);
	cr_expect_lt(strlen(told.text), sizeof(text) - 1);
	cr_expect_eq(told.text[strspn(told.text, "x")], '\0');
}
