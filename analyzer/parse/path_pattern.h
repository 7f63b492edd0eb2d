/*
 * Paths that say what lies there: "namespaces/{namespace}/core/{resource}.yaml".
 *
 * A pattern stands for the end of a path, from the beginning of a folder or
 * file name on.  In it
 *
 *   *        is one or more bytes without a slash
 *   ** and a slash  are any number of folders, also none
 *   [text]   may be missing; text may hold all of these
 *   {part}   is a part with a name; the second time it is the same text again
 *
 * and every other byte is itself.
 */
#ifndef PARSE_PATH_PATTERN_H
#define PARSE_PATH_PATTERN_H

#include <stdbool.h>

#include "base/str.h"

enum path_part {
	PATH_NAMESPACE, /* {namespace}: a DNS label */
	PATH_POD,       /* {pod}: a DNS name */
	PATH_CONTAINER, /* {container}: a DNS label */
	PATH_GROUP,     /* {group}: a DNS name */
	PATH_VERSION,   /* {version}: v1, v1alpha2 */
	PATH_RESOURCE,  /* {resource}: letters */
	PATH_RESTARTS,  /* {restarts}: up to nine digits */
	PATH_STAMP,     /* {stamp}: 20310507-060012 */
	PATH_UID,       /* {uid}: 32 to 36 hexadecimal digits and dashes */
	PATH_HASH,      /* {hash}: 64 hexadecimal digits */
	PATH_NPARTS
};

/*
 * Whether pattern can be understood: brackets are closed and parts are known.
 */
bool path_pattern_is_good(const char *pattern);

/*
 * Whether the end of path fits the pattern; of several ways the one that begins
 * last counts.  parts[] gets the texts of the named parts, which point into
 * path, or absent; it is left untouched where path does not fit.  A path that
 * takes very long to compare does not fit.
 */
bool path_pattern_match(
    const char *pattern, struct str path, struct str parts[PATH_NPARTS]);

#endif
