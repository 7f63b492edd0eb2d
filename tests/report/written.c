#include "written.h"

#include <criterion/criterion.h>
#include <stdlib.h>

char *
written(const char *format, const struct writer_options *options,
    const struct sheet *sheet)
{
	char *text = NULL;
	size_t len = 0;
	size_t ncolumns = 0;
	FILE *out = open_memstream(&text, &len);

	while (sheet->names[ncolumns] != NULL)
		ncolumns++;

	struct writer *writer = writer_open(
	    writer_format_find(format), out, options, ncolumns, sheet->names);

	for (size_t i = 0; i < sheet->nrows; i++)
		writer_row(writer, sheet->cells[i]);
	writer_close(writer);
	cr_assert_eq(fclose(out), 0);
	return text;
}

char *
written_cell(const char *format, const char *text, size_t len)
{
	struct sheet sheet = { { "c" }, 1,
		{ { { .type = CELL_TEXT, .text = text, .len = len } } } };

	return written(format, NULL, &sheet);
}
