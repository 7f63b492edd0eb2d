/*
 * One line of a table of objects, and what each kind makes of it.
 */
#ifndef PARSE_TABLE_ROW_H
#define PARSE_TABLE_ROW_H

#include <stdbool.h>
#include <stdint.h>

#include "base/table.h"
#include "parse/printed.h"
#include "parse/text_table.h"

struct table_row {
	const struct text_table *text;
	const struct str *cells;
	struct printed *printed;
	struct table *events;
	const struct kube_kind *kind; /* NULL: not told yet */
	bool is_told; /* kind is more than a guess from the titles */
	const char *namespace;
	const char *name; /* NULL: there is no such column */
	uint64_t line;
};

/* The cell below title; absent if it is empty, or "<none>". */
struct str table_cell(const struct table_row *row, const char *title);

/*
 * Hand out the facts of a row.  Return false, and hand out none, if the cells
 * are not what that kind prints.
 */
typedef bool table_row_reader(struct table_row *row);

table_row_reader table_row_certificate;
table_row_reader table_row_request;
table_row_reader table_row_pod;
table_row_reader table_row_workload;
table_row_reader table_row_secret;
table_row_reader table_row_event;
table_row_reader table_row_any;

#endif
