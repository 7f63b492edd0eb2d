/*
 * Tables of objects, as "kubectl get" and "kubectl events" print them.
 */
#ifndef PARSE_TABLE_OBJECT_H
#define PARSE_TABLE_OBJECT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/table.h"
#include "parse/printed.h"
#include "parse/text_table.h"

/* What is known of objects whose lines do not say it; both may be NULL. */
struct table_place {
	const char *namespace;
	const char *kind;
};

/* A table that is being read. */
struct table_objects {
	struct text_table text;
	struct table_place place;      /* borrowed */
	const struct table_form *form; /* NULL: there is no table */
	struct table *events; /* how often each has come; NULL: no Events */
};

/*
 * True if line is the titles of a table of a kind that certtrail looks into:
 * one that the titles or the place tell, or that the names in it may tell.
 * place's texts must outlive the table.
 */
bool table_objects_begin(struct table_objects *table, struct str line,
    const struct table_place *place);

/* Forgets the table, if there is one. */
void table_objects_end(struct table_objects *table);

/*
 * Hands out the facts of the object in line.  Returns false if line is not a
 * row of the table; nothing is told then.
 */
bool table_objects_row(struct table_objects *table, struct printed *printed,
    uint64_t number, struct str line);

/*
 * The Event that a line below "Events:" tells of, with its texts in arena;
 * false if the line is not one.
 */
bool table_event(const struct text_table *table, struct arena *arena,
    uint64_t number, struct str line, struct printed_event *event);

#endif
