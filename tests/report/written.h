/*
 * A table as a format writes it, for the tests of the formats.
 */
#ifndef TESTS_REPORT_WRITTEN_H
#define TESTS_REPORT_WRITTEN_H

#include "report/writer.h"

#define NIL \
	{ \
		.type = CELL_NULL \
	}
#define INT(value) \
	{ \
		.type = CELL_INTEGER, .integer = (value) \
	}
#define NUM(value) \
	{ \
		.type = CELL_REAL, .real = (value) \
	}
#define STR(literal) \
	{ \
		.type = CELL_TEXT, .text = (literal), \
		.len = sizeof(literal) - 1 \
	}

/* Up to four columns; names end with NULL. */
struct sheet {
	const char *names[5];
	size_t nrows;
	struct cell cells[6][4];
};

/* The caller frees it. */
char *written(const char *format, const struct writer_options *options,
    const struct sheet *sheet);

/* What one cell becomes, in a table of one column named "c". */
char *written_cell(const char *format, const char *text, size_t len);

#endif
