#include "report/query.h"

#include <stdlib.h>
#include <string.h>

#include "base/fatal.h"
#include "report/screen.h"

#define BELOW_INDENT 12 /* of a text that stands below its prefix */

struct stmt *
query_bind(struct db *db, const char *path, const struct query_filter *filter)
{
	struct stmt *stmt = db_stmt(db, path);

	if (stmt_has(stmt, ":namespaces"))
		stmt_text(stmt, ":namespaces", filter->namespaces);
	if (stmt_has(stmt, ":since_us") && filter->has_since)
		stmt_int(stmt, ":since_us", filter->since_us);
	if (stmt_has(stmt, ":until_us") && filter->has_until)
		stmt_int(stmt, ":until_us", filter->until_us);
	if (stmt_has(stmt, ":subject"))
		stmt_text(stmt, ":subject", filter->subject);
	if (stmt_has(stmt, ":version"))
		stmt_text(stmt, ":version", filter->version);
	return stmt;
}

static struct cell
cell_of(struct stmt *stmt, int column)
{
	struct cell cell = { 0 };

	switch (stmt_type(stmt, column)) {
	case DB_NULL:
		cell.type = CELL_NULL;
		break;
	case DB_INTEGER:
		cell.type = CELL_INTEGER;
		cell.integer = stmt_column_int(stmt, column);
		break;
	case DB_REAL:
		cell.type = CELL_REAL;
		cell.real = stmt_column_real(stmt, column);
		break;
	case DB_TEXT:
		cell.type = CELL_TEXT;
		cell.text = stmt_column_text(stmt, column, &cell.len);
		break;
	}
	return cell;
}

uint64_t
query_print(struct stmt *stmt, const struct writer_format *format,
    const struct writer_options *options, FILE *out, const char **error)
{
	size_t width = (size_t)stmt_width(stmt);
	const char **names = calloc(width + 1, sizeof(*names));
	struct cell *cells = calloc(width + 1, sizeof(*cells));
	uint64_t rows = 0;
	int more;

	if (names == NULL || cells == NULL)
		fatal("out of memory");
	for (size_t i = 0; i < width; i++)
		names[i] = stmt_name(stmt, (int)i);

	struct writer *writer = writer_open(format, out, options, width, names);

	while ((more = stmt_query_row(stmt, error)) == 1) {
		for (size_t i = 0; i < width; i++)
			cells[i] = cell_of(stmt, (int)i);
		writer_row(writer, cells);
		rows++;
	}
	writer_close(writer);
	free(cells);
	free(names);
	return rows;
}

static const char *
color_of(const char *style)
{
	static const struct {
		const char *style;
		const char *code;
	} colors[] = {
		{ "critical", "\033[1;31m" },
		{ "high", "\033[31m" },
		{ "medium", "\033[33m" },
		{ "head", "\033[1m" },
		{ "dim", "\033[2m" },
		{ "good", "\033[32m" },
	};

	for (size_t i = 0; i < sizeof(colors) / sizeof(colors[0]); i++) {
		if (strcmp(style, colors[i].style) == 0)
			return colors[i].code;
	}
	return NULL;
}

/* Prints text beside a prefix that ends at column indent. */
static void
tell_text(
    FILE *out, struct str text, size_t indent, size_t width, bool is_command)
{
	struct str line;

	while (text.len > 0) {
		if (!str_cut(text, '\n', &line, &text)) {
			line = text;
			text.len = 0;
		}
		if (is_command) {
			screen_text(out, line.ptr, line.len);
			fputc('\n', out);
		} else {
			screen_wrap(out, line.ptr, line.len, indent, width);
		}
		if (text.len > 0)
			screen_blanks(out, indent);
	}
}

bool
query_is_told(struct stmt *stmt)
{
	return stmt_width(stmt) == 3 &&
	    strcmp(stmt_name(stmt, 0), "style") == 0;
}

static struct str
trim_end(struct str text)
{
	while (text.len > 0 && text.ptr[text.len - 1] == ' ')
		text.len--;
	return text;
}

/*
 * True for a text that would be squeezed into what a prefix with a long name
 * leaves of the line.
 */
static bool
leaves_no_room(size_t indent, struct str text, size_t width)
{
	return indent > width / 2 && text.len > 0 &&
	    indent + screen_width(text.ptr, text.len) > width;
}

uint64_t
query_tell(struct stmt *stmt, FILE *out, size_t width, bool color)
{
	uint64_t rows = 0;

	while (stmt_row(stmt)) {
		struct str prefix = { NULL, 0 };
		struct str text = { NULL, 0 };
		const char *style = stmt_column_text(stmt, 0, NULL);
		const char *code =
		    color && style != NULL ? color_of(style) : NULL;

		prefix.ptr = stmt_column_text(stmt, 1, &prefix.len);
		text.ptr = stmt_column_text(stmt, 2, &text.len);

		bool is_command =
		    style != NULL && strcmp(style, "command") == 0;
		size_t indent = screen_width(prefix.ptr, prefix.len);
		bool below = !is_command && leaves_no_room(indent, text, width);

		if (text.len == 0 || below)
			prefix = trim_end(prefix);
		if (below)
			indent = BELOW_INDENT;
		if (code != NULL)
			fputs(code, out);
		if (prefix.ptr != NULL)
			screen_text(out, prefix.ptr, prefix.len);
		if (code != NULL)
			fputs("\033[0m", out);
		if (text.len == 0 || below)
			fputc('\n', out);
		if (below)
			screen_blanks(out, indent);
		if (text.len > 0)
			tell_text(out, text, indent, width, is_command);
		rows++;
	}
	return rows;
}
