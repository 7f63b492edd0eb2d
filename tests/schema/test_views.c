#include <criterion/criterion.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "case_file.h"

#define FOLDER "tests/schema/cases"

static int
is_case_file(const struct dirent *entry)
{
	size_t len = strlen(entry->d_name);

	return len > 4 && strcmp(entry->d_name + len - 4, ".sql") == 0;
}

static void
check_file(const char *path)
{
	struct arena *arena = arena_new();
	struct test_case *test_case = case_file_read(arena, path);

	cr_expect_not_null(test_case, "%s: holds no case", path);
	for (; test_case != NULL; test_case = test_case->next) {
		const char *answer = case_run(arena, test_case);

		cr_expect_str_eq(answer, test_case->expected,
		    "%s:%zu: %s\nexpected:\n%sgot:\n%s", path, test_case->line,
		    test_case->name, test_case->expected, answer);
	}
	arena_free(arena);
}

Test(views, say_what_their_cases_expect)
{
	struct dirent **entries = NULL;
	int n = scandir(FOLDER, &entries, is_case_file, alphasort);

	cr_assert_gt(n, 0, "%s (tests run from the top folder)", FOLDER);
	for (int i = 0; i < n; i++) {
		char path[512];

		snprintf(path, sizeof(path), FOLDER "/%s", entries[i]->d_name);
		check_file(path);
		free(entries[i]);
	}
	free(entries);
}

/* A case file whose expectations never fail would prove nothing. */
Test(views, fail_a_case_that_expects_something_else)
{
	struct arena *arena = arena_new();
	struct test_case test_case = {
		.name = "a renewal in an empty database",
		.rows = "",
		.query = "SELECT count(*) FROM renewals",
		.expected = "1\n",
	};

	cr_expect_str_neq(case_run(arena, &test_case), test_case.expected);
	test_case.query = "SELECT no_such_column FROM renewals";
	cr_expect(strncmp(case_run(arena, &test_case), "error: ", 7) == 0);
	arena_free(arena);
}
