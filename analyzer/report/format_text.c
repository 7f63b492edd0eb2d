/*
 * Aligned columns for the eye.  The widths come from the rows, so rows are
 * kept until the table ends or KEPT_ROWS are there; the rows after those take
 * the widths that these had.
 */
#include <string.h>

#include "report/format.h"
#include "report/screen.h"

#define KEPT_ROWS 10000
#define GAP 2        /* blanks between columns */
#define CUT_FLOOR 12 /* a name cut further says little */
#define BOLD "\x1b[1m"
#define PLAIN "\x1b[0m"

enum item_kind { ITEM_ABSENT, ITEM_NUMBER, ITEM_TIME, ITEM_TEXT };

/* A cell as it will be printed, but for cutting. */
struct item {
	enum item_kind kind;
	const char *text;
	size_t len;
	size_t width;
};

struct kept_row {
	struct kept_row *next;
	struct item items[];
};

struct column {
	size_t width;
	size_t floor; /* may not become narrower than this */
	bool has_number;
	bool has_text;
};

struct table {
	struct kept_row *first;
	struct kept_row **end;
	struct column *columns;
	struct arena *scratch; /* for one row */
	size_t name_width;     /* of the longest name */
	bool cuts;
	bool settled;  /* the widths are known, the header is printed */
	bool records;  /* does not fit: a line for each column */
	size_t nlines; /* rows printed */
};

static size_t
larger(size_t a, size_t b)
{
	return a > b ? a : b;
}

static size_t
smaller(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* True for RFC 3339, such as "2021-12-06T09:00:04.5Z". */
static bool
is_time(const char *text, size_t len)
{
	static const char shape[] = "0000-00-00T00:00:00";

	if (len < sizeof(shape))
		return false;
	for (size_t i = 0; i < sizeof(shape) - 1; i++) {
		bool digit = text[i] >= '0' && text[i] <= '9';

		if (shape[i] == '0' ? !digit : text[i] != shape[i])
			return false;
	}
	return len <= sizeof(shape) - 1 + sizeof(".000000000+00:00") - 1 &&
	    strspn(text + sizeof(shape) - 1, ".0123456789+-:Z") ==
	    len - (sizeof(shape) - 1);
}

static struct item
make_item(struct arena *arena, const struct cell *cell)
{
	char number[FORMAT_NUMBER_BYTES];
	struct item item = { ITEM_ABSENT, "-", 1, 1 };

	if (cell->type == CELL_TEXT) {
		item.len = cell->len;
		while (item.len > 0 && cell->text[item.len - 1] == ' ')
			item.len--;
		item.text =
		    arena_copy(arena, (struct str){ cell->text, item.len });
		item.width = screen_width(item.text, item.len);
		item.kind =
		    is_time(item.text, item.len) ? ITEM_TIME : ITEM_TEXT;
	} else if (cell->type != CELL_NULL && format_number(cell, number)) {
		item.kind = ITEM_NUMBER;
		item.len = strlen(number);
		item.text = arena_copy(arena, (struct str){ number, item.len });
		item.width = item.len;
	}
	return item;
}

static void
begin(struct writer *writer, bool cuts)
{
	struct arena *arena = writer->arena;
	struct table *table = arena_alloc(arena, sizeof(*table));

	table->end = &table->first;
	table->columns =
	    arena_alloc(arena, writer->ncolumns * sizeof(*table->columns));
	table->scratch = arena_new();
	table->cuts = cuts;
	for (size_t i = 0; i < writer->ncolumns; i++) {
		const char *name = writer->names[i];
		size_t width = screen_width(name, strlen(name));

		table->columns[i].width = width;
		table->columns[i].floor = width;
		table->name_width = larger(table->name_width, width);
	}
	writer->state = table;
}

static void
begin_cut(struct writer *writer)
{
	begin(writer, true);
}

static void
begin_wide(struct writer *writer)
{
	begin(writer, false);
}

static void
measure(struct column *column, const struct item *item)
{
	column->width = larger(column->width, item->width);
	if (item->kind != ITEM_TEXT)
		column->floor = larger(column->floor, item->width);
	if (item->kind == ITEM_NUMBER)
		column->has_number = true;
	else if (item->kind != ITEM_ABSENT)
		column->has_text = true;
}

static void
keep_row(struct writer *writer, const struct cell *cells)
{
	struct table *table = writer->state;
	struct kept_row *row = arena_alloc(writer->arena,
	    sizeof(*row) + writer->ncolumns * sizeof(row->items[0]));

	for (size_t i = 0; i < writer->ncolumns; i++) {
		row->items[i] = make_item(writer->arena, &cells[i]);
		measure(&table->columns[i], &row->items[i]);
	}
	*table->end = row;
	table->end = &row->next;
}

/* Takes from the widest columns, a blank at a time, until all fit. */
static bool
squeeze(struct column *columns, size_t ncolumns, size_t width)
{
	size_t sum = GAP * (ncolumns - 1);

	for (size_t i = 0; i < ncolumns; i++) {
		struct column *column = &columns[i];

		column->floor =
		    larger(column->floor, smaller(column->width, CUT_FLOOR));
		column->width =
		    larger(column->floor, smaller(column->width, width));
		sum += column->width;
	}
	for (; sum > width; sum--) {
		struct column *widest = NULL;

		for (size_t i = 0; i < ncolumns; i++) {
			if (columns[i].width > columns[i].floor &&
			    (widest == NULL ||
				columns[i].width > widest->width))
				widest = &columns[i];
		}
		if (widest == NULL)
			return false;
		widest->width--;
	}
	return true;
}

/* Blanks are printed only before something, so that no line ends in one. */
static void
print_padded(FILE *out, const char *color, const struct item *item,
    size_t before, size_t *pending)
{
	*pending += before;
	if (item->len == 0)
		return;
	screen_blanks(out, *pending);
	*pending = 0;
	if (color != NULL)
		fputs(color, out);
	screen_text(out, item->text, item->len);
	if (color != NULL)
		fputs(PLAIN, out);
}

/* A color for the words of the views that stand for good and bad news. */
static const char *
choose_color(const struct writer *writer, const struct item *item)
{
	static const struct {
		const char *word;
		const char *color;
	} words[] = {
		{ "critical", "\x1b[1;31m" },
		{ "high", "\x1b[31m" },
		{ "missing", "\x1b[31m" },
		{ "failed", "\x1b[31m" },
		{ "expired", "\x1b[31m" },
		{ "overdue", "\x1b[31m" },
		{ "stale", "\x1b[31m" },
		{ "stale-key", "\x1b[31m" },
		{ "stale-ski", "\x1b[31m" },
		{ "stale-copy", "\x1b[31m" },
		{ "medium", "\x1b[33m" },
		{ "partial", "\x1b[33m" },
		{ "pending", "\x1b[33m" },
		{ "too-early", "\x1b[33m" },
		{ "unknown", "\x1b[33m" },
		{ "done", "\x1b[32m" },
		{ "issued", "\x1b[32m" },
		{ "reissued", "\x1b[32m" },
		{ "ok", "\x1b[32m" },
	};

	if (!writer->options.color || item->kind != ITEM_TEXT)
		return NULL;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (strcmp(words[i].word, item->text) == 0)
			return words[i].color;
	}
	return NULL;
}

static bool
is_set_right(const struct column *column, enum item_kind kind)
{
	return kind == ITEM_NUMBER ||
	    (kind == ITEM_ABSENT && column->has_number && !column->has_text);
}

static void
print_line(const struct writer *writer, const struct item *items)
{
	const struct table *table = writer->state;
	size_t pending = 0;

	for (size_t i = 0; i < writer->ncolumns; i++) {
		const struct column *column = &table->columns[i];
		struct item item = items[i];
		const char *color = choose_color(writer, &item);

		if (table->cuts && item.kind == ITEM_TEXT &&
		    item.width > column->width) {
			item.text = screen_fit(
			    table->scratch, item.text, item.len, column->width);
			item.len = strlen(item.text);
			item.width = screen_width(item.text, item.len);
		}

		size_t rest =
		    column->width - smaller(column->width, item.width);
		bool right = is_set_right(column, item.kind);

		print_padded(
		    writer->out, color, &item, right ? rest : 0, &pending);
		pending += GAP + (right ? 0 : rest);
	}
	putc('\n', writer->out);
}

static void
print_record(const struct writer *writer, const struct item *items)
{
	const struct table *table = writer->state;
	size_t indent = table->name_width + 1 + GAP;
	FILE *out = writer->out;

	if (table->nlines > 0)
		putc('\n', out);
	for (size_t i = 0; i < writer->ncolumns; i++) {
		const struct item *item = &items[i];
		const char *name = writer->names[i];
		size_t len = strlen(name);
		size_t pending = indent - 1 - screen_width(name, len);

		screen_text(out, name, len);
		putc(':', out);
		if (item->len == 0 ||
		    indent + item->width <= writer->options.width) {
			print_padded(
			    out, choose_color(writer, item), item, 0, &pending);
			putc('\n', out);
		} else {
			screen_blanks(out, pending);
			screen_wrap(out, item->text, item->len, indent,
			    writer->options.width);
		}
	}
}

static void
print_items(const struct writer *writer, const struct item *items)
{
	struct table *table = writer->state;

	if (table->records)
		print_record(writer, items);
	else
		print_line(writer, items);
	table->nlines++;
	arena_reset(table->scratch);
}

static void
print_header(const struct writer *writer)
{
	const struct table *table = writer->state;
	size_t pending = 0;

	if (writer->options.color)
		fputs(BOLD, writer->out);
	for (size_t i = 0; i < writer->ncolumns; i++) {
		const struct column *column = &table->columns[i];
		char *name =
		    arena_copy(table->scratch, str_from(writer->names[i]));
		struct item item = { ITEM_TEXT, name, strlen(name), 0 };
		bool right = is_set_right(column, ITEM_ABSENT);

		for (char *c = name; *c != '\0'; c++) {
			if (*c >= 'a' && *c <= 'z')
				*c = (char)(*c - 'a' + 'A');
		}

		size_t rest = column->width - screen_width(item.text, item.len);

		print_padded(
		    writer->out, NULL, &item, right ? rest : 0, &pending);
		pending += GAP + (right ? 0 : rest);
	}
	fputs(writer->options.color ? PLAIN "\n" : "\n", writer->out);
	arena_reset(table->scratch);
}

/* Fixes the widths by the rows that are kept, and prints them. */
static void
settle(struct writer *writer)
{
	struct table *table = writer->state;

	table->settled = true;
	table->records = table->cuts &&
	    !squeeze(table->columns, writer->ncolumns, writer->options.width);
	if (!table->records)
		print_header(writer);
	for (struct kept_row *row = table->first; row != NULL; row = row->next)
		print_items(writer, row->items);
}

static void
add_row(struct writer *writer, const struct cell *cells)
{
	struct table *table = writer->state;

	if (!table->settled && writer->nrows < KEPT_ROWS) {
		keep_row(writer, cells);
		return;
	}
	if (!table->settled)
		settle(writer);

	struct item *items =
	    arena_alloc(table->scratch, writer->ncolumns * sizeof(*items));

	for (size_t i = 0; i < writer->ncolumns; i++)
		items[i] = make_item(table->scratch, &cells[i]);
	print_items(writer, items);
}

static void
end_table(struct writer *writer)
{
	struct table *table = writer->state;

	if (!table->settled && writer->nrows > 0)
		settle(writer);
	arena_free(table->scratch);
}

const struct writer_format format_text = {
	.name = "text",
	.begin = begin_cut,
	.row = add_row,
	.end = end_table,
};

const struct writer_format format_wide = {
	.name = "wide",
	.begin = begin_wide,
	.row = add_row,
	.end = end_table,
};
