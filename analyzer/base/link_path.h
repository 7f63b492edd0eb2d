/*
 * Where a symbolic link leads, going by the names alone.
 */
#ifndef BASE_LINK_PATH_H
#define BASE_LINK_PATH_H

/*
 * The path that target stands for in a link at path, to be freed; NULL if it
 * leads out of the folders that path names, or is absolute.
 */
char *link_path(const char *path, const char *target);

#endif
