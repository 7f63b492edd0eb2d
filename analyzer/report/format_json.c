#include <string.h>

#include "report/format.h"
#include "report/json.h"

static void
print_value(FILE *out, const struct cell *cell)
{
	char number[FORMAT_NUMBER_BYTES];

	if (cell->type == CELL_TEXT)
		json_string(out, cell->text, cell->len);
	else if (cell->type != CELL_NULL && format_number(cell, number))
		fputs(number, out);
	else
		fputs("null", out);
}

static void
print_object(const struct writer *writer, const struct cell *cells)
{
	FILE *out = writer->out;

	for (size_t i = 0; i < writer->ncolumns; i++) {
		const char *name = writer->names[i];

		putc(i == 0 ? '{' : ',', out);
		json_string(out, name, strlen(name));
		putc(':', out);
		print_value(out, &cells[i]);
	}
	putc('}', out);
}

static void
begin_array(struct writer *writer)
{
	putc('[', writer->out);
}

static void
add_element(struct writer *writer, const struct cell *cells)
{
	fputs(writer->nrows == 0 ? "\n" : ",\n", writer->out);
	print_object(writer, cells);
}

static void
end_array(struct writer *writer)
{
	fputs(writer->nrows == 0 ? "]" : "\n]", writer->out);
	if (!writer->options.nested)
		putc('\n', writer->out);
}

static void
add_line(struct writer *writer, const struct cell *cells)
{
	print_object(writer, cells);
	putc('\n', writer->out);
}

const struct writer_format format_json = {
	.name = "json",
	.begin = begin_array,
	.row = add_element,
	.end = end_array,
};

const struct writer_format format_jsonl = {
	.name = "jsonl",
	.row = add_line,
};
