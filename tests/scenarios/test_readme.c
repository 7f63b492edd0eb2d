#include <criterion/criterion.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../ran.h"

#define LINE_MAX_BYTES 512

/* The next line of file without its newline; false at the end. */
static bool
read_line(FILE *file, char line[LINE_MAX_BYTES])
{
	if (fgets(line, LINE_MAX_BYTES, file) == NULL)
		return false;
	line[strcspn(line, "\n")] = '\0';
	return true;
}

/* Steps *at behind the line if it stands, whole, somewhere after *at. */
static bool
find_line(const char **at, const char *line)
{
	size_t len = strlen(line);

	for (const char *p = *at; *p != '\0'; p++) {
		if ((p == *at || p[-1] == '\n') && strncmp(p, line, len) == 0 &&
		    p[len] == '\n') {
			*at = p + len;
			return true;
		}
	}
	return false;
}

/*
 * A session in the README: "$ command", then lines of what it prints, where
 * "..." stands for lines that are left out.
 */
Test(readme, shows_what_the_program_prints)
{
	FILE *file = fopen("README.md", "r");
	char line[LINE_MAX_BYTES];
	struct ran ran = { 0 };
	const char *at = "";
	bool inside = false;
	int commands = 0;

	cr_assert_not_null(file);
	while (read_line(file, line)) {
		if (strcmp(line, "<!-- /session -->") == 0)
			inside = false;
		if (inside && strncmp(line, "$ ", 2) == 0) {
			ran_free(&ran);
			ran = ran_line(line + 2);
			at = ran.out;
			commands++;
		} else if (inside && line[0] != '\0' &&
		    strncmp(line, "```", 3) != 0 && strcmp(line, "...") != 0) {
			cr_expect(find_line(&at, line), "README: %s", line);
		}
		if (strcmp(line, "<!-- session -->") == 0)
			inside = true;
	}
	fclose(file);
	ran_free(&ran);
	cr_expect_geq(commands, 3);
}
