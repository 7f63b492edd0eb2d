#include "open/container_entry.h"

#include <archive_entry.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fatal.h"
#include "base/link_path.h"

#define US_PER_S 1000000

static const char *
skip_dot(const char *name)
{
	while (strncmp(name, "./", 2) == 0) {
		name += 2;
		name += strspn(name, "/");
	}
	return name;
}

/* The name of the entry, or "?". */
static const char *
name_of(struct archive_entry *entry)
{
	const char *name = archive_entry_pathname(entry);

	if (name == NULL)
		name = archive_entry_pathname_utf8(entry);
	if (name != NULL)
		name = skip_dot(name);
	return name == NULL || *name == '\0' ? "?" : name;
}

static char *
join(const char *outer, const char *name)
{
	size_t size = strlen(outer) + 1 + strlen(name) + 1;
	char *path = malloc(size);

	if (path == NULL)
		fatal("out of memory");
	snprintf(path, size, "%s!%s", outer, name);
	return path;
}

char *
entry_path(const char *outer, struct archive_entry *entry)
{
	return join(outer, name_of(entry));
}

bool
entry_is_link(struct archive_entry *entry)
{
	return archive_entry_filetype(entry) == AE_IFLNK ||
	    (archive_entry_hardlink(entry) != NULL &&
		archive_entry_size(entry) == 0);
}

char *
entry_leads(const char *outer, struct archive_entry *entry)
{
	const char *target = archive_entry_hardlink(entry);

	if (target != NULL)
		return join(outer, skip_dot(target));
	target = archive_entry_symlink(entry);
	if (target == NULL)
		target = archive_entry_symlink_utf8(entry);
	if (target == NULL)
		target = "?";

	char *leads = link_path(name_of(entry), target);
	char *path = leads == NULL ? strdup(target) : join(outer, leads);

	if (path == NULL)
		fatal("out of memory");
	free(leads);
	return path;
}

bool
entry_mtime(struct archive_entry *entry, int64_t *us)
{
	int64_t sum;

	if (!archive_entry_mtime_is_set(entry) ||
	    __builtin_mul_overflow(
		(int64_t)archive_entry_mtime(entry), US_PER_S, &sum) ||
	    __builtin_add_overflow(
		sum, archive_entry_mtime_nsec(entry) / 1000, &sum))
		return false;
	*us = sum;
	return true;
}
