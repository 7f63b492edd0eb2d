/* A table of GitHub Flavored Markdown. */
#include <string.h>

#include "report/format.h"
#include "report/rune.h"
#include "report/screen.h"

/*
 * A backslash goes before what Markdown gives a meaning; what HTML gives one
 * becomes an entity, for readers that know HTML only.
 */
static void
print_rune(FILE *out, uint32_t rune, const char *text, size_t len)
{
	if (rune == '<')
		fputs("&lt;", out);
	else if (rune == '>')
		fputs("&gt;", out);
	else if (rune == '&')
		fputs("&amp;", out);
	else {
		if (!rune_is_shown(rune) ||
		    (rune < 0x80 && strchr("\\`*_[]|~$", (int)rune) != NULL))
			putc('\\', out);
		screen_text(out, text, len);
	}
}

static void
print_text(FILE *out, const char *text, size_t len)
{
	for (size_t i = 0; i < len;) {
		uint32_t rune;
		size_t n = rune_read(text + i, len - i, &rune);

		print_rune(out, rune, text + i, n);
		i += n;
	}
}

static void
print_header(struct writer *writer)
{
	for (size_t i = 0; i < writer->ncolumns; i++) {
		fputs("| ", writer->out);
		print_text(
		    writer->out, writer->names[i], strlen(writer->names[i]));
		putc(' ', writer->out);
	}
	fputs("|\n", writer->out);
	for (size_t i = 0; i < writer->ncolumns; i++)
		fputs("| --- ", writer->out);
	fputs("|\n", writer->out);
}

static void
print_row(struct writer *writer, const struct cell *cells)
{
	char number[FORMAT_NUMBER_BYTES];
	FILE *out = writer->out;

	for (size_t i = 0; i < writer->ncolumns; i++) {
		const struct cell *cell = &cells[i];

		fputs("| ", out);
		if (cell->type == CELL_TEXT)
			print_text(out, cell->text, cell->len);
		else if (cell->type != CELL_NULL && format_number(cell, number))
			fputs(number, out);
		putc(' ', out);
	}
	fputs("|\n", out);
}

const struct writer_format format_markdown = {
	.name = "markdown",
	.begin = print_header,
	.row = print_row,
};
