#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/query.h"

/* What is written to out, until end() gives it. */
struct page {
	char *text;
	size_t len;
	FILE *out;
};

static void
begin(struct page *page)
{
	*page = (struct page){ NULL, 0, NULL };
	page->out = open_memstream(&page->text, &page->len);
	cr_assert_not_null(page->out);
}

static const char *
end(struct page *page)
{
	cr_assert_eq(fclose(page->out), 0);
	return page->text;
}

static struct stmt *
prepare(struct db *db, const char *text)
{
	const char *error = NULL;
	struct stmt *stmt = db_prepare_query(db, text, &error);

	cr_assert_not_null(stmt, "%s: %s", text, error);
	return stmt;
}

Test(query, prints_each_row_with_the_types_of_its_cells)
{
	struct db *db = db_create(":memory:");
	struct stmt *stmt = prepare(db,
	    "SELECT 1 AS n, 0.5 AS r, 'a\"b' AS t, NULL AS none "
	    "UNION ALL SELECT -2, 2.0, '', x'41'");
	const char *error = NULL;
	struct page page;

	begin(&page);
	cr_expect_eq(query_print(stmt, writer_format_find("jsonl"), NULL,
			 page.out, &error),
	    2);
	cr_expect_str_eq(end(&page),
	    "{\"n\":1,\"r\":0.5,\"t\":\"a\\\"b\",\"none\":null}\n"
	    "{\"n\":-2,\"r\":2,\"t\":\"\",\"none\":\"A\"}\n");
	cr_expect_null(error);
	free(page.text);
	stmt_free(stmt);
	db_close(db);
}

Test(query, prints_the_rows_before_a_failure_and_says_what_failed)
{
	struct db *db = db_create(":memory:");
	struct stmt *stmt = prepare(db,
	    "WITH n (i) AS (VALUES (1), (2), (-9223372036854775808)) "
	    "SELECT abs(i) AS i FROM n");
	const char *error = NULL;
	struct page page;

	begin(&page);
	cr_expect_eq(query_print(stmt, writer_format_find("csv"), NULL,
			 page.out, &error),
	    2);
	cr_expect_str_eq(end(&page), "i\r\n1\r\n2\r\n");
	cr_assert_not_null(error);
	cr_expect_str_eq(error, "integer overflow");
	free(page.text);
	stmt_free(stmt);
	db_close(db);
}

static const struct {
	const char *name;
	const char *query; /* style, prefix, text */
	size_t width;
	bool color;
	const char *expected;
} tellings[] = {
	{ "text beside its prefix", "SELECT 'plain', '- ', 'one two three'", 9,
	    false, "- one two\n  three\n" },
	{ "text below a prefix that leaves it no room",
	    "SELECT 'plain', '- a-name-that-is-long   ', 'on time'", 24, false,
	    "- a-name-that-is-long\n            on time\n" },
	{ "text beside a long prefix where it fits",
	    "SELECT 'plain', '- a-name-that-is-long  ', 'x'", 24, false,
	    "- a-name-that-is-long  x\n" },
	{ "a command beside a long prefix",
	    "SELECT 'command', '- a-name-that-is-long  ', 'on time'", 24, false,
	    "- a-name-that-is-long  on time\n" },
	{ "a new line of the text begins beside the prefix",
	    "SELECT 'plain', '- ', 'one' || char(10) || 'two'", 80, false,
	    "- one\n  two\n" },
	{ "a command, which is not wrapped",
	    "SELECT 'command', '  ', 'one two three'", 5, false,
	    "  one two three\n" },
	{ "no blanks behind a prefix without text",
	    "SELECT 'plain', 'Renewals  ', NULL", 80, false, "Renewals\n" },
	{ "an empty line", "SELECT NULL, NULL, NULL", 80, false, "\n" },
	{ "colour for the prefix alone", "SELECT 'critical', '1 ', 'expired'",
	    80, true, "\033[1;31m1 \033[0mexpired\n" },
	{ "no colour where none is wanted",
	    "SELECT 'critical', '1 ', 'expired'", 80, false, "1 expired\n" },
	{ "no colour for a style that has none", "SELECT 'low', '1 ', 'soon'",
	    80, true, "1 soon\n" },
	{ "nothing that moves the cursor",
	    "SELECT 'plain', 'a' || char(27), 'b' || char(27)", 80, false,
	    "a\\x1bb\\x1b\n" },
};

Test(query, tells_a_row_as_text_for_a_reader)
{
	for (size_t i = 0; i < sizeof(tellings) / sizeof(tellings[0]); i++) {
		struct db *db = db_create(":memory:");
		struct stmt *stmt = prepare(db, tellings[i].query);
		struct page page;

		begin(&page);
		query_tell(
		    stmt, page.out, tellings[i].width, tellings[i].color);
		cr_expect_str_eq(end(&page), tellings[i].expected, "%s: \"%s\"",
		    tellings[i].name, page.text);
		free(page.text);
		stmt_free(stmt);
		db_close(db);
	}
}
