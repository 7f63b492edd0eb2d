/*
 * Rows of named columns, written in one of the formats that `-o` names.
 *
 * Any byte may stand in a text: each format writes it so that it stays within
 * its cell and does nothing there.
 */
#ifndef REPORT_WRITER_H
#define REPORT_WRITER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum cell_type { CELL_NULL, CELL_INTEGER, CELL_REAL, CELL_TEXT };

struct cell {
	enum cell_type type;
	int64_t integer;
	double real;
	const char *text;
	size_t len;
};

struct writer_options {
	size_t width; /* columns of the screen; 0 stands for 80 */
	bool color;   /* "text" and "wide" may use it */
	bool nested;  /* "json": no newline after the array */
};

struct writer;
struct writer_format;

/*
 * The format of that name, or NULL: text, wide (text that is never cut), json,
 * jsonl, csv, markdown.
 */
const struct writer_format *writer_format_find(const char *name);

/*
 * Begins a table of at least one column.  names are copied; options may be
 * NULL.  Whoever opened out asks ferror(out) in the end.
 */
struct writer *writer_open(const struct writer_format *format, FILE *out,
    const struct writer_options *options, size_t ncolumns,
    const char *const *names);

/* Writes a row of ncolumns cells, which are not needed afterwards. */
void writer_row(struct writer *writer, const struct cell *cells);

/*
 * Ends the table and frees writer.  A table without rows is "[]" in json,
 * nothing in jsonl and text, and a header in csv and markdown.
 */
void writer_close(struct writer *writer);

#endif
