#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../scratch.h"
#include "../told.h"
#include "discover/walk.h"

#define MAX_NAMES 6

/*
 * The tree: a/1 a/.hidden a/b/2 a/b/empty/ a/link -> b, a/fifo, "c d/3",
 * hard (a second name of a/1), to-a -> a, to-1 -> a/1, dangling -> nowhere.
 */
static void
make_tree(void)
{
	scratch_enter();
	cr_assert_eq(mkdir("a", 0700), 0);
	cr_assert_eq(mkdir("a/b", 0700), 0);
	cr_assert_eq(mkdir("a/b/empty", 0700), 0);
	cr_assert_eq(mkdir("c d", 0700), 0);
	scratch_write("a/1", "1", 1);
	scratch_write("a/.hidden", "1", 1);
	scratch_write("a/b/2", "1", 1);
	scratch_write("c d/3", "1", 1);
	cr_assert_eq(symlink("b", "a/link"), 0);
	cr_assert_eq(mkfifo("a/fifo", 0600), 0);
	cr_assert_eq(link("a/1", "hard"), 0);
	cr_assert_eq(symlink("a", "to-a"), 0);
	cr_assert_eq(symlink("a/1", "to-1"), 0);
	cr_assert_eq(symlink("nowhere", "dangling"), 0);
}

static const struct {
	const char *named[MAX_NAMES];  /* ends with NULL */
	const char *listed[MAX_NAMES]; /* ends with NULL */
	size_t ntold;
} cases[] = {
	{ { NULL }, { NULL }, 0 },
	{ { "a" }, { "a/.hidden", "a/1", "a/b/2" }, 1 },
	{ { "a/" }, { "a/.hidden", "a/1", "a/b/2" }, 1 },
	{ { "a///" }, { "a/.hidden", "a/1", "a/b/2" }, 1 },
	{ { "./a/b" }, { "./a/b/2" }, 0 },
	{ { "a/b/empty" }, { NULL }, 0 },
	/* Standard input, once. */
	{ { "-", "c d", "-" }, { "-", "c d/3" }, 0 },
	{ { "./-" }, { "./-" }, 0 },
	/* In two ways. */
	{ { "a", "a/b" }, { "a/.hidden", "a/1", "a/b/2" }, 1 },
	{ { "a/1", "a/1", "a/b/../1" }, { "a/1" }, 0 },
	{ { "hard", "a/1" }, { "a/1" }, 0 },
	{ { "a/b/2", "a/../a/b/2" }, { "a/../a/b/2" }, 0 },
	/* Links are followed where they were named. */
	{ { "to-a" }, { "to-a/.hidden", "to-a/1", "to-a/b/2" }, 1 },
	{ { "to-1" }, { "to-1" }, 0 },
	{ { "to-1", "hard" }, { "hard" }, 0 },
	{ { "a/link/" }, { "a/link/2" }, 0 },
	/* What was named is listed whatever it is. */
	{ { "missing", "missing" }, { "missing" }, 0 },
	{ { "dangling" }, { "dangling" }, 0 },
	{ { "a/1/" }, { "a/1/" }, 0 },
	{ { "" }, { "" }, 0 },
	{ { "a/fifo" }, { "a/fifo" }, 0 },
	{ { "a/fifo", "a" }, { "a/.hidden", "a/1", "a/b/2", "a/fifo" }, 0 },
	{ { "/dev/null" }, { "/dev/null" }, 0 },
};

/* Walks the case with its names in this order: 1 forwards, -1 backwards. */
static void
check_case(size_t i, int order)
{
	struct told told;
	struct arena *arena = arena_new();
	struct walk walk;
	char names[MAX_NAMES][32];
	char *paths[MAX_NAMES];
	size_t n = 0;

	while (cases[i].named[n] != NULL)
		n++;
	for (size_t k = 0; k < n; k++) {
		memcpy(
		    names[k], cases[i].named[k], strlen(cases[i].named[k]) + 1);
		paths[order > 0 ? k : n - 1 - k] = names[k];
	}
	walk_list(&walk, arena, paths, n, told_begin(&told));
	for (n = 0; cases[i].listed[n] != NULL; n++) {
		cr_assert_lt(n, walk.npaths, "case %zu: \"%s\" is missing", i,
		    cases[i].listed[n]);
		cr_expect_str_eq(walk.paths[n], cases[i].listed[n],
		    "case %zu: \"%s\"", i, walk.paths[n]);
	}
	cr_expect_eq(walk.npaths, n, "case %zu: %zu paths", i, walk.npaths);
	cr_expect_eq(told.n, cases[i].ntold, "case %zu: %s", i, told.text);
	arena_free(arena);
}

Test(walk, lists_each_file_once_in_any_order_of_the_arguments)
{
	make_tree();
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		check_case(i, 1);
		check_case(i, -1);
	}
	scratch_leave();
}

static const struct {
	const char *named[3]; /* ends with NULL */
	const char *links;    /* "path -> leads;" each, sorted */
} link_cases[] = {
	{ { "a/b" }, "" },
	{ { "a" }, "a/link -> a/b;" },
	{ { "." },
	    "./a/link -> ./a/b;./dangling -> ./nowhere;./hard -> ./a/1;"
	    "./to-1 -> ./a/1;./to-a -> ./a;" },
	{ { "a", "hard" }, "a/link -> a/b;hard -> a/1;" },
	{ { "hard", "a" }, "a/link -> a/b;hard -> a/1;" },
	{ { "a", "a/" }, "a/link -> a/b;" },
	/* Followed, as it was named. */
	{ { "to-1" }, "" },
	{ { "a/link" }, "" },
	/* Where it leads to was not named, nor lies in what was. */
	{ { "out" }, "out/up -> ../../x;" },
};

Test(walk, lists_links_and_second_names_as_such)
{
	make_tree();
	cr_assert_eq(mkdir("out", 0700), 0);
	cr_assert_eq(symlink("../../x", "out/up"), 0);
	for (size_t i = 0; i < sizeof(link_cases) / sizeof(link_cases[0]);
	     i++) {
		struct told told;
		struct arena *arena = arena_new();
		struct walk walk;
		char names[2][16];
		char *paths[] = { names[0], names[1] };
		char text[512] = "";
		size_t len = 0;
		size_t n = 0;

		for (; link_cases[i].named[n] != NULL; n++)
			strcpy(names[n], link_cases[i].named[n]);
		if (strcmp(names[0], ".") == 0)
			cr_assert_eq(unlink("out/up"), 0);
		walk_list(&walk, arena, paths, n, told_begin(&told));
		for (size_t k = 0; k < walk.nlinks; k++)
			len += (size_t)snprintf(text + len, sizeof(text) - len,
			    "%s -> %s;", walk.links[k].path,
			    walk.links[k].leads);
		if (strcmp(names[0], ".") == 0)
			cr_assert_eq(symlink("../../x", "out/up"), 0);
		cr_expect_str_eq(
		    text, link_cases[i].links, "case %zu: %s", i, text);
		arena_free(arena);
	}
	scratch_leave();
}

Test(walk, tells_what_it_left_out)
{
	struct told told;
	struct arena *arena = arena_new();
	struct walk walk;
	char name[] = "a";
	char *paths[] = { name };

	make_tree();
	walk_list(&walk, arena, paths, 1, told_begin(&told));
	cr_expect_str_eq(told.path, "a/fifo");
	cr_expect_str_eq(told.text, "is a pipe; left out");
	arena_free(arena);
	scratch_leave();
}

/* Deeper than a path can be long; each folder must be left one by one. */
Test(walk, goes_as_deep_as_paths_can_be_long)
{
	static const char name[] = "0123456789012345678901234567890123456789"
				   "0123456789012345678901234567890123456789";
	struct told told;
	struct arena *arena = arena_new();
	struct walk walk;
	char top[] = "top";
	char *paths[] = { top };

	scratch_enter();
	cr_assert_eq(mkdir(top, 0700), 0);
	scratch_write("top/file", "1", 1);
	cr_assert_eq(chdir(top), 0);
	for (int i = 0; i < 60; i++) {
		cr_assert_eq(mkdir(name, 0700), 0);
		cr_assert_eq(chdir(name), 0);
	}
	for (int i = 0; i < 61; i++)
		cr_assert_eq(chdir(".."), 0);
	walk_list(&walk, arena, paths, 1, told_begin(&told));
	cr_expect_eq(walk.npaths, 1);
	cr_expect_str_eq(walk.paths[0], "top/file");
	cr_expect_eq(told.n, 1);
	cr_expect_str_eq(told.text,
	    "the folder cannot be read: File name too long; left out");
	arena_free(arena);
	scratch_leave();
}

Test(walk, tells_of_a_folder_it_may_not_read)
{
	struct told told;
	struct arena *arena = arena_new();
	struct walk walk;
	char name[] = "a";
	char *paths[] = { name };

	make_tree();
	cr_assert_eq(chmod("a/b", 0), 0);
	/* Root may read everything, so become somebody else. */
	if (geteuid() == 0) {
		cr_assert_eq(chmod(".", 0755), 0);
		cr_assert_eq(chown("a", 65534, 65534), 0);
		cr_assert_eq(chown("a/b", 65534, 65534), 0);
		cr_assert_eq(seteuid(65534), 0);
	}
	cr_assert_eq(unlink("a/fifo"), 0);
	walk_list(&walk, arena, paths, 1, told_begin(&told));
	if (getuid() == 0)
		cr_assert_eq(seteuid(0), 0);
	cr_expect_eq(walk.npaths, 2);
	cr_expect_eq(told.n, 1);
	cr_expect_str_eq(told.path, "a/b");
	cr_expect_str_eq(told.text,
	    "the folder cannot be read: Permission denied; left out");
	arena_free(arena);
	scratch_leave();
}
