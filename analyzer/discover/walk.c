#include "discover/walk.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#include "base/fatal.h"
#include "base/link_path.h"

/* No file system takes more for a target. */
#define LINK_MAX_BYTES ((size_t)4096)

/* A path that was met, and what is to become of it. */
struct found {
	char *path;
	char *leads; /* of a link, else NULL */
	bool has_id; /* dev and ino are known */
	dev_t dev;
	ino_t ino;
	bool has_names;      /* more than one */
	size_t named;        /* where it was reached from */
	size_t file;         /* the same for all ways to one file */
	const char *problem; /* NULL if it is to be listed */
};

struct folder {
	char *path;
	size_t named;
};

/* What was met so far, and the folders still to be read. */
struct search {
	struct arena *arena;
	struct found *found;
	size_t nfound;
	size_t size_found;
	struct folder *folders;
	size_t nfolders;
	size_t size_folders;
	size_t named; /* of what is being looked at */
};

static void *
grow(void *array, size_t n, size_t *size, size_t each)
{
	if (n < *size)
		return array;
	*size = *size == 0 ? 64 : *size * 2;
	array = realloc(array, *size * each);
	if (array == NULL)
		fatal("out of memory");
	return array;
}

static void
add_found(struct search *search, char *path, const struct stat *status,
    const char *problem)
{
	struct found found = {
		.path = path, .named = search->named, .problem = problem
	};

	if (status != NULL) {
		found.has_id = true;
		found.dev = status->st_dev;
		found.ino = status->st_ino;
		found.has_names = status->st_nlink > 1;
	}
	search->found = grow(search->found, search->nfound, &search->size_found,
	    sizeof(*search->found));
	search->found[search->nfound++] = found;
}

static void
add_failure(struct search *search, char *path, const char *what)
{
	add_found(search, path, NULL,
	    arena_printf(
		search->arena, "%s: %s; left out", what, strerror(errno)));
}

static void
add_folder(struct search *search, char *path)
{
	search->folders = grow(search->folders, search->nfolders,
	    &search->size_folders, sizeof(*search->folders));
	search->folders[search->nfolders++] =
	    (struct folder){ path, search->named };
}

/* Adds the link at path, which is name in the folder dir. */
static void
add_link(struct search *search, char *path, int dir, const char *name)
{
	char target[LINK_MAX_BYTES];
	ssize_t len = readlinkat(dir, name, target, sizeof(target) - 1);
	char *leads;

	if (len < 0) {
		add_failure(search, path, "the link cannot be read");
		return;
	}
	target[len] = '\0';
	leads = link_path(path, target);
	add_found(search, path, NULL, NULL);
	search->found[search->nfound - 1].leads =
	    arena_copy(search->arena, str_from(leads != NULL ? leads : target));
	free(leads);
}

/* Sorts what lies in a folder: status is that of path, not of its target. */
static void
add_entry(struct search *search, char *path, const struct stat *status)
{
	if (S_ISREG(status->st_mode))
		add_found(search, path, status, NULL);
	else if (S_ISDIR(status->st_mode))
		add_folder(search, path);
	else
		add_found(search, path, status,
		    S_ISFIFO(status->st_mode)       ? "is a pipe; left out"
			: S_ISSOCK(status->st_mode) ? "is a socket; left out"
						    : "is a device; left out");
}

static void
read_folder(struct search *search, const char *folder)
{
	const char *slash = strcmp(folder, "/") == 0 ? "" : "/";
	char *copy = arena_copy(search->arena, str_from(folder));
	DIR *dir = opendir(folder);
	const struct dirent *entry;

	if (dir == NULL) {
		add_failure(search, copy, "the folder cannot be read");
		return;
	}
	while (errno = 0, (entry = readdir(dir)) != NULL) {
		const char *name = entry->d_name;
		struct stat status;

		if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
			continue;

		char *path =
		    arena_printf(search->arena, "%s%s%s", folder, slash, name);

		if (fstatat(dirfd(dir), name, &status, AT_SYMLINK_NOFOLLOW) !=
		    0)
			add_failure(search, path, "cannot be looked at");
		else if (S_ISLNK(status.st_mode))
			add_link(search, path, dirfd(dir), name);
		else
			add_entry(search, path, &status);
	}
	if (errno != 0)
		add_failure(search, copy, "the folder cannot be read on");
	(void)closedir(dir);
}

/* Takes what the user named: links are followed, and files are listed. */
static void
add_named(struct search *search, const char *name)
{
	char *path = arena_copy(search->arena, str_from(name));
	struct stat status;

	if (strcmp(name, "-") == 0 || stat(name, &status) != 0) {
		add_found(search, path, NULL, NULL);
	} else if (S_ISDIR(status.st_mode)) {
		size_t len = strlen(path);

		while (len > 1 && path[len - 1] == '/')
			path[--len] = '\0';
		add_folder(search, path);
	} else {
		add_found(search, path, &status, NULL);
	}
}

/* By path; what is to be listed comes before what is not. */
static int
by_path(const void *a, const void *b)
{
	const struct found *x = a;
	const struct found *y = b;
	int order = strcmp(x->path, y->path);

	return order != 0 ? order : (x->problem != NULL) - (y->problem != NULL);
}

/*
 * By file, and of one file what was named on the command line first.  What
 * could not be looked at comes last, by path.
 */
static int
by_id(const void *a, const void *b)
{
	const struct found *x = a;
	const struct found *y = b;

	if (x->has_id != y->has_id)
		return x->has_id ? -1 : 1;
	if (x->has_id && x->dev != y->dev)
		return x->dev < y->dev ? -1 : 1;
	if (x->has_id && x->ino != y->ino)
		return x->ino < y->ino ? -1 : 1;
	if (x->has_id && (x->problem != NULL) != (y->problem != NULL))
		return x->problem != NULL ? 1 : -1;
	return by_path(a, b);
}

/* True if the two are one file, or one path that could not be looked at. */
static bool
is_same(const struct found *a, const struct found *b)
{
	if (a->has_id && b->has_id)
		return a->dev == b->dev && a->ino == b->ino;
	return !a->has_id && !b->has_id && strcmp(a->path, b->path) == 0;
}

static void
put_link(struct walk *walk, char *path, char *leads)
{
	walk->links[walk->nlinks++] = (struct walk_link){ path, leads };
}

/* Numbers the files, writes down the ways, and keeps one path of each file. */
static void
drop_repeats(struct search *search, struct walk *walk)
{
	size_t n = 0;

	qsort(search->found, search->nfound, sizeof(*search->found), by_id);
	for (size_t i = 0; i < search->nfound; i++) {
		struct found found = search->found[i];

		if (n == 0 || !is_same(&search->found[n - 1], &found)) {
			found.file = n;
			search->found[n++] = found;
		} else if (found.has_names && found.problem == NULL &&
		    strcmp(search->found[n - 1].path, found.path) != 0) {
			put_link(walk, found.path, search->found[n - 1].path);
		}
		walk->ways[i] = (struct walk_way){ n - 1, found.named };
	}
	walk->nways = search->nfound;
	walk->nfiles = n;
	search->nfound = n;
	qsort(search->found, n, sizeof(*search->found), by_path);
}

static int
by_link_path(const void *a, const void *b)
{
	const struct walk_link *x = a;
	const struct walk_link *y = b;

	return strcmp(x->path, y->path);
}

void
walk_list(struct walk *walk, struct arena *arena, char *const *paths,
    size_t npaths, const struct diag *diag)
{
	struct search search = { .arena = arena };

	for (search.named = 0; search.named < npaths; search.named++)
		add_named(&search, paths[search.named]);
	/* A list, not a recursion: a hostile tree can be thousands deep. */
	while (search.nfolders > 0) {
		struct folder folder = search.folders[--search.nfolders];

		search.named = folder.named;
		read_folder(&search, folder.path);
	}
	*walk = (struct walk){ 0 };
	walk->ways = arena_alloc(arena, search.nfound * sizeof(*walk->ways));
	walk->links = arena_alloc(arena, search.nfound * sizeof(*walk->links));
	if (search.nfound > 0)
		drop_repeats(&search, walk);
	walk->paths = arena_alloc(arena, search.nfound * sizeof(*walk->paths));
	walk->files = arena_alloc(arena, search.nfound * sizeof(*walk->files));
	for (size_t i = 0; i < search.nfound; i++) {
		const struct found *found = &search.found[i];

		if (found->leads != NULL) {
			put_link(walk, found->path, found->leads);
			continue;
		}
		if (found->problem != NULL) {
			diag_at(diag, found->path, 0, "%s", found->problem);
			continue;
		}
		walk->files[walk->npaths] = found->file;
		walk->paths[walk->npaths++] = found->path;
	}
	if (walk->nlinks > 0)
		qsort(walk->links, walk->nlinks, sizeof(*walk->links),
		    by_link_path);
	free(search.found);
	free(search.folders);
}
