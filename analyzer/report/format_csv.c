/* RFC 4180, and what a spreadsheet would make of it. */
#include <string.h>

#include "report/format.h"
#include "report/rune.h"
#include "report/screen.h"

#define REPLACEMENT "\xef\xbf\xbd" /* U+FFFD */

/*
 * A spreadsheet takes a text for a formula if it begins with one of these, or
 * with its full-width form in East Asian locales.
 */
static bool
is_formula(const char *text, size_t len)
{
	static const uint32_t signs[] = { '=', '+', '-', '@', '\t', '\r', '\n',
		0xff1d, 0xff0b, 0xff0d, 0xff20 };
	uint32_t rune;

	if (len == 0)
		return false;
	rune_read(text, len, &rune);
	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++) {
		if (rune == signs[i])
			return true;
	}
	return false;
}

static bool
needs_quotes(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (text[i] != '\0' && strchr(",\"\t\r\n", text[i]) != NULL)
			return true;
	}
	return len == 0;
}

static void
print_text(FILE *out, const char *text, size_t len)
{
	bool quoted = needs_quotes(text, len);

	if (quoted)
		putc('"', out);
	if (is_formula(text, len))
		putc('\'', out);
	for (size_t i = 0; i < len;) {
		uint32_t rune;
		size_t n = rune_read(text + i, len - i, &rune);

		if (rune == '"')
			fputs("\"\"", out);
		else if (rune == '\t' || rune == '\r' || rune == '\n')
			putc((int)rune, out);
		else if ((rune & RUNE_BAD) != 0)
			fputs(REPLACEMENT, out);
		else
			screen_text(out, text + i, n);
		i += n;
	}
	if (quoted)
		putc('"', out);
}

static void
print_cell(const struct writer *writer, const struct cell *cell)
{
	char number[FORMAT_NUMBER_BYTES];

	if (cell->type == CELL_TEXT)
		print_text(writer->out, cell->text, cell->len);
	else if (cell->type != CELL_NULL && format_number(cell, number))
		fputs(number, writer->out);
	else if (writer->ncolumns == 1)
		fputs("\"\"", writer->out); /* many skip an empty line */
}

static void
print_header(struct writer *writer)
{
	for (size_t i = 0; i < writer->ncolumns; i++) {
		if (i > 0)
			putc(',', writer->out);
		print_text(
		    writer->out, writer->names[i], strlen(writer->names[i]));
	}
	fputs("\r\n", writer->out);
}

static void
print_row(struct writer *writer, const struct cell *cells)
{
	for (size_t i = 0; i < writer->ncolumns; i++) {
		if (i > 0)
			putc(',', writer->out);
		print_cell(writer, &cells[i]);
	}
	fputs("\r\n", writer->out);
}

const struct writer_format format_csv = {
	.name = "csv",
	.begin = print_header,
	.row = print_row,
};
