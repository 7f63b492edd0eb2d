#include "report/writer.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "report/format.h"

#define WIDTH_DEFAULT 80

static const struct writer_format *const formats[] = {
	&format_text,
	&format_wide,
	&format_json,
	&format_jsonl,
	&format_csv,
	&format_markdown,
};

const struct writer_format *
writer_format_find(const char *name)
{
	for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++) {
		if (strcmp(formats[i]->name, name) == 0)
			return formats[i];
	}
	return NULL;
}

struct writer *
writer_open(const struct writer_format *format, FILE *out,
    const struct writer_options *options, size_t ncolumns,
    const char *const *names)
{
	struct arena *arena = arena_new();
	struct writer *writer = arena_alloc(arena, sizeof(*writer));
	const char **copies = arena_alloc(arena, ncolumns * sizeof(*copies));

	for (size_t i = 0; i < ncolumns; i++)
		copies[i] = arena_copy(arena, str_from(names[i]));
	writer->format = format;
	writer->out = out;
	writer->arena = arena;
	writer->ncolumns = ncolumns;
	writer->names = copies;
	if (options != NULL)
		writer->options = *options;
	if (writer->options.width == 0)
		writer->options.width = WIDTH_DEFAULT;
	if (format->begin != NULL)
		format->begin(writer);
	return writer;
}

void
writer_row(struct writer *writer, const struct cell *cells)
{
	writer->format->row(writer, cells);
	writer->nrows++;
}

void
writer_close(struct writer *writer)
{
	if (writer->format->end != NULL)
		writer->format->end(writer);
	arena_free(writer->arena);
}

bool
format_number(const struct cell *cell, char number[FORMAT_NUMBER_BYTES])
{
	if (cell->type == CELL_INTEGER) {
		snprintf(
		    number, FORMAT_NUMBER_BYTES, "%" PRId64, cell->integer);
		return true;
	}
	if (!isfinite(cell->real))
		return false;
	for (int digits = 15; digits <= 17; digits++) {
		snprintf(
		    number, FORMAT_NUMBER_BYTES, "%.*g", digits, cell->real);
		if (strtod(number, NULL) == cell->real)
			break;
	}
	return true;
}
