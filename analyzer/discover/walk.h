/*
 * The files of what was named on the command line.
 */
#ifndef DISCOVER_WALK_H
#define DISCOVER_WALK_H

#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"

/* A file was reached from what was named. */
struct walk_way {
	size_t file;
	size_t named; /* the index of the argument */
};

/* All of it in the arena. */
struct walk {
	size_t npaths;
	char **paths;  /* sorted by byte, each once */
	size_t *files; /* for each path, the file that it stands for */
	size_t nfiles;
	size_t nways;
	struct walk_way *ways; /* those of what is not listed, too */
};

/*
 * Lists the regular files at and below the npaths paths.  "-" (standard input)
 * is kept as it is.  Below a folder, links are not followed; a link named on
 * the command line is.  A file reached in two ways (same device and inode) is
 * listed once, under the path that sorts first, with a way from each argument.  Trailing slashes of a folder
 * are dropped; names are otherwise as given.  The order of the arguments
 * changes nothing.  What cannot be read is told to diag and left out, except
 * that a file named on the command line is listed whatever it is, so that
 * opening it tells why it fails.
 */
void walk_list(struct walk *walk, struct arena *arena, char *const *paths,
    size_t npaths, const struct diag *diag);

#endif
