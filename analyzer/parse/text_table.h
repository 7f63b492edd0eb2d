/*
 * A table of text: a line of titles, and lines whose cells stand below them.
 */
#ifndef PARSE_TEXT_TABLE_H
#define PARSE_TEXT_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

#define TEXT_TABLE_MAX_COLUMNS 24
#define TEXT_TABLE_MAX_TITLE ((size_t)32)

struct text_table {
	size_t ncolumns;
	struct text_column {
		char title[TEXT_TABLE_MAX_TITLE];
		size_t at; /* letters before it */
	} columns[TEXT_TABLE_MAX_COLUMNS];
	bool collapsed; /* its runs of blanks are gone */
	size_t wide;    /* the column whose cells may have blanks in them */
};

/*
 * Reads the titles in line, which has no tabs.  Titles are two blanks apart; in
 * a line without two blanks in a row, each word is a title, but for the pairs
 * that kubectl is known to print.  Returns false if there are fewer than two
 * titles, too many, or one that is too long.
 */
bool text_table_head(struct text_table *table, struct str line);

/* The column of that title; ncolumns if there is none. */
size_t text_table_column(const struct text_table *table, const char *title);

/*
 * Cuts line into the cells of all columns, without blanks around them; one
 * where nothing stands is empty.  Where the line does not stand below the
 * titles, its cells are those that two blanks divide, or single blanks, as far
 * as only one column can have blanks.  Returns false where that does not tell.
 */
bool text_table_row(const struct text_table *table, struct str line,
    struct str cells[TEXT_TABLE_MAX_COLUMNS]);

#endif
