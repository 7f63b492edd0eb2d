#include "scratch.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A test is a process of its own, so there is one at a time. */
static char folder[64];

void
scratch_enter(void)
{
	snprintf(folder, sizeof(folder), "/tmp/certtrail-test.XXXXXX");
	cr_assert_not_null(mkdtemp(folder));
	cr_assert_eq(chdir(folder), 0);
}

/* Empties the current folder. */
static void
remove_all(void)
{
	DIR *dir = opendir(".");
	const struct dirent *entry;

	cr_assert_not_null(dir);
	while ((entry = readdir(dir)) != NULL) {
		struct stat status;

		if (strcmp(entry->d_name, ".") == 0 ||
		    strcmp(entry->d_name, "..") == 0)
			continue;
		cr_assert_eq(lstat(entry->d_name, &status), 0);
		if (S_ISDIR(status.st_mode)) {
			(void)chmod(entry->d_name, 0700);
			cr_assert_eq(chdir(entry->d_name), 0);
			remove_all();
			cr_assert_eq(chdir(".."), 0);
		}
		cr_assert_eq(remove(entry->d_name), 0);
	}
	closedir(dir);
}

void
scratch_leave(void)
{
	cr_assert_eq(chdir(folder), 0);
	remove_all();
	cr_assert_eq(chdir("/"), 0);
	cr_assert_eq(rmdir(folder), 0);
}

void
scratch_write(const char *path, const void *bytes, size_t len)
{
	FILE *file = fopen(path, "wb");

	cr_assert_not_null(file, "%s", path);
	cr_assert_eq(fwrite(bytes, 1, len, file), len);
	cr_assert_eq(fclose(file), 0);
}
