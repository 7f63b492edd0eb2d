#include <criterion/criterion.h>
#include <stdlib.h>

#include "written.h"

Test(writer, finds_every_format_by_its_name)
{
	static const char *const names[] = { "text", "wide", "json", "jsonl",
		"csv", "markdown" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		cr_expect_not_null(
		    writer_format_find(names[i]), "%s", names[i]);
}

Test(writer, knows_no_other_format)
{
	static const char *const names[] = { "", "yaml", "JSON", "json ",
		"tex" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		cr_expect_null(writer_format_find(names[i]), "%s", names[i]);
}

Test(writer, needs_names_and_cells_only_during_the_call)
{
	char *got = NULL;
	size_t len = 0;
	FILE *out = open_memstream(&got, &len);
	char name[] = "pod";
	char text[] = "gwv6-0";
	const char *names[] = { name };
	struct writer *writer =
	    writer_open(writer_format_find("text"), out, NULL, 1, names);
	struct cell cell = STR("gwv6-0");

	name[0] = '!';
	cell.text = text;
	writer_row(writer, &cell);
	text[0] = '!';
	writer_close(writer);
	fclose(out);
	cr_expect_str_eq(got, "POD\ngwv6-0\n");
	free(got);
}
