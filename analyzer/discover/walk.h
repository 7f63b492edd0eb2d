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

/* A link below a folder, or a second name of a file. */
struct walk_link {
	char *path;
	char *leads; /* to a path of the same kind, or out of what was named */
};

/* All of it in the arena. */
struct walk {
	size_t npaths;
	char **paths;  /* sorted by byte, each once */
	size_t *files; /* for each path, the file that it stands for */
	size_t nfiles;
	size_t nways;
	struct walk_way *ways; /* those of what is not listed, too */
	size_t nlinks;
	struct walk_link *links; /* sorted by path */
};

/*
 * Lists the regular files at and below the npaths paths.  "-" (standard input)
 * is kept as it is.  Below a folder, links are listed as such and not followed;
 * a link named on the command line is followed.  A file reached in two ways
 * (same device and inode) is listed once, under the path that sorts first, with
 * a way from each argument; its other names, where it has several, are links.
 * Trailing slashes of a folder are dropped; names are otherwise as given.  The order of the arguments
 * changes nothing.  What cannot be read is told to diag and left out, except
 * that a file named on the command line is listed whatever it is, so that
 * opening it tells why it fails.
 */
void walk_list(struct walk *walk, struct arena *arena, char *const *paths,
    size_t npaths, const struct diag *diag);

#endif
