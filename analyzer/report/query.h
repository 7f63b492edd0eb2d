/*
 * Rows of the database, printed: report does not know what they mean.
 */
#ifndef REPORT_QUERY_H
#define REPORT_QUERY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "report/writer.h"
#include "store/db.h"

/* What to leave out.  Times are Unix microseconds, both ends included. */
struct query_filter {
	const char *namespaces; /* a JSON array of names, or NULL for all */
	bool has_since;
	int64_t since_us;
	bool has_until;
	int64_t until_us;
	const char *subject; /* an id or a name, where the query asks for one */
	const char *version; /* of the program, for the head of a report */
};

/* The embedded statement at path, with the filter bound where it asks. */
struct stmt *query_bind(
    struct db *db, const char *path, const struct query_filter *filter);

/*
 * Prints all rows of stmt in the format.  Returns how many there were.
 * *error is set, and the rows before it printed, if the query fails.
 */
uint64_t query_print(struct stmt *stmt, const struct writer_format *format,
    const struct writer_options *options, FILE *out, const char **error);

/*
 * Prints the rows of stmt as text for a reader: each has columns style, prefix
 * and text.  The prefix is printed as it is, the text beside it, wrapped at
 * width; a newline in the text begins a new line there.  Styles: "command" is
 * not wrapped; "critical", "high", "medium", "low", "head" and "dim" are
 * coloured if color is true; others are plain.  Returns how many rows there
 * were.
 */
uint64_t query_tell(struct stmt *stmt, FILE *out, size_t width, bool color);

/* True if the columns of stmt are those that query_tell() wants. */
bool query_is_told(struct stmt *stmt);

#endif
