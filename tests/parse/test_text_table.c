#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "parse/text_table.h"

/* The cells of line with a bar behind each; "-" if they cannot be told. */
static const char *
cut(const struct text_table *table, const char *line)
{
	static char text[512];
	struct str cells[TEXT_TABLE_MAX_COLUMNS];
	size_t n = 0;

	if (!text_table_row(table, str_from(line), cells))
		return "-";
	text[0] = '\0';
	for (size_t i = 0; i < table->ncolumns; i++)
		n += (size_t)snprintf(text + n, sizeof(text) - n, "%.*s|",
		    (int)cells[i].len, cells[i].ptr);
	return text;
}

static const struct {
	const char *head;
	const char *line;
	const char *cells;
} rows[] = {
	{ "NAME   READY   AGE", "a      True    9d", "a|True|9d|" },
	{ "NAME   READY   AGE", "a              9d", "a||9d|" },
	{ "NAME   READY   AGE", "a      True", "a|True||" },
	{ "NAME   READY   AGE", "a", "a|||" },
	{ "NAME   READY   AGE", "a      two x   9d", "a|two x|9d|" },
	/* Not below the titles. */
	{ "NAME   READY   AGE", "longer   True   9d", "longer|True|9d|" },
	{ "NAME   READY   AGE", "longer than  True  9d",
	    "longer than|True|9d|" },
	{ "NAME   READY   AGE", "longer than that True 9d", "-" },
	{ "NAME   READY   AGE", "   True   9d", "-" },
	{ "NAME   READY   AGE", "", "-" },
	/* Indented, as below Events. */
	{ "  Type    Reason  Message", "  Normal  Killing a  b",
	    "Normal|Killing|a  b|" },
	/* One column may have blanks. */
	{ "NAME   STATUS   AGE", "longer some words of it 9d",
	    "longer|some words of it|9d|" },
	{ "AGE   REASON   MESSAGE", "5m1s   Much-longer   a   b  c",
	    "5m1s|Much-longer|a   b  c|" },
	/* Runs of blanks collapsed. */
	{ "NAME READY AGE", "a True 9d", "a|True|9d|" },
	{ "NAME READY AGE", "a 9d", "-" },
	{ "NAME STATUS AGE", "a it is so 9d", "a|it is so|9d|" },
	{ "NAME RESTARTS AGE", "a 3 (5h ago) 9d", "a|3 (5h ago)|9d|" },
	{ "LAST SEEN TYPE MESSAGE", "5m (x3 over 9m) Normal all is well",
	    "5m (x3 over 9m)|Normal|all is well|" },
	/* A letter of two bytes is one wide. */
	{ "NAME   STATUS   AGE", "a      \xc3\xa4\xc3\xb6       9d",
	    "a|\xc3\xa4\xc3\xb6|9d|" },
};

Test(text_table, cuts_a_line_below_its_titles)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct text_table table;

		cr_assert(text_table_head(&table, str_from(rows[i].head)));
		cr_expect_str_eq(cut(&table, rows[i].line), rows[i].cells,
		    "%s: %s", rows[i].line, cut(&table, rows[i].line));
	}
}

Test(text_table, knows_titles_of_two_words)
{
	static const char *const heads[] = {
		"LAST SEEN   NOMINATED NODE   AGE",
		"LAST SEEN NOMINATED NODE AGE",
	};

	for (size_t i = 0; i < 2; i++) {
		struct text_table table;

		cr_assert(text_table_head(&table, str_from(heads[i])));
		cr_expect_eq(table.ncolumns, 3, "%s", heads[i]);
		cr_expect_eq(text_table_column(&table, "LAST SEEN"), 0);
		cr_expect_eq(text_table_column(&table, "NOMINATED NODE"), 1);
		cr_expect_eq(text_table_column(&table, "NODE"), 3);
	}
}

Test(text_table, refuses_titles_that_are_none)
{
	static const char *const heads[] = { "", "NAME", "   ",
		"A A A A A A A A A A A A A A A A A A A A A A A A A",
		"NAME   A-TITLE-THAT-IS-MUCH-TOO-LONG-FOR-ONE" };

	for (size_t i = 0; i < sizeof(heads) / sizeof(heads[0]); i++) {
		struct text_table table;

		cr_expect_not(text_table_head(&table, str_from(heads[i])), "%s",
		    heads[i]);
	}
}

/* For the sanitizers: every beginning of every line, in a block of its own. */
Test(text_table, reads_nothing_behind_the_end)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		size_t len = strlen(rows[i].line);
		struct text_table table;

		cr_assert(text_table_head(&table, str_from(rows[i].head)));
		for (size_t n = 1; n <= len; n++) {
			char *copy = malloc(n);
			struct str cells[TEXT_TABLE_MAX_COLUMNS];

			memcpy(copy, rows[i].line, n);
			if (text_table_row(
				&table, (struct str){ copy, n }, cells))
				cr_expect_gt(cells[0].len, 0);
			free(copy);
		}
	}
}
