#include "base/link_path.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/fatal.h"
#include "base/str.h"

/* Takes the last name off path, of *len bytes, unless that is no folder. */
static bool
leave_folder(const char *path, size_t *len)
{
	size_t at = *len;

	while (at > 0 && path[at - 1] != '/')
		at--;

	struct str name = { path + at, *len - at };

	if (name.len == 0 || str_equals(name, ".") || str_equals(name, ".."))
		return false;
	*len = at == 0 ? 0 : at - 1;
	return true;
}

/* Adds a name of the target to path; there is room for it. */
static bool
add_name(char *path, size_t *len, struct str name)
{
	if (name.len == 0 || str_equals(name, "."))
		return true;
	if (str_equals(name, ".."))
		return leave_folder(path, len);
	if (*len > 0)
		path[(*len)++] = '/';
	memcpy(path + *len, name.ptr, name.len);
	*len += name.len;
	return true;
}

char *
link_path(const char *path, const char *target)
{
	size_t len = strlen(path);
	struct str rest = str_from(target);
	struct str name;
	bool good = true;
	bool more = true;

	if (*target == '\0' || *target == '/')
		return NULL;

	char *found = malloc(len + rest.len + 2);

	if (found == NULL)
		fatal("out of memory");
	memcpy(found, path, len);
	while (len > 0 && found[len - 1] != '/')
		len--;
	len -= len > 0;
	while (good && more) {
		name = rest;
		more = str_cut(rest, '/', &name, &rest);
		good = add_name(found, &len, name);
	}
	found[len] = '\0';
	if (good && len > 0)
		return found;
	free(found);
	return NULL;
}
