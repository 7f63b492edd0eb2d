/*
 * Pattern files of a user's own.
 */
#ifndef PATTERN_FILE_H
#define PATTERN_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "parse/log_pattern.h"

/*
 * Adds the patterns of the file at path, which are tried after those that are
 * there.  Returns false, after telling standard error what is wrong and in
 * which line, and leaving set as it was, if it cannot be read or is not right.
 */
bool pattern_file_add(struct log_pattern_set *set, const char *path);

/*
 * The patterns of this program and those of the npaths files, in the order of
 * their names, each file once; paths is sorted.  NULL, after telling standard
 * error, if one of them is not right.
 */
struct log_pattern_set *pattern_file_open(const char **paths, size_t *npaths);

#endif
