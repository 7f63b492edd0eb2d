/*
 * What the path of a file says about its content: where a collector puts what.
 */
#ifndef MODEL_PLACE_H
#define MODEL_PLACE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

#define PLACE_LABEL_BYTES 64 /* a DNS label and its NUL */
#define PLACE_POD_BYTES 254  /* a DNS name and its NUL */
#define PLACE_STAMP_BYTES 16 /* "20310507-060012" and its NUL */

/* Empty text and NULL mean "the path does not say". */
struct place {
	const char *layout; /* the id of the layout that the path fits */
	char namespace[PLACE_LABEL_BYTES];
	char pod[PLACE_POD_BYTES];
	char container[PLACE_LABEL_BYTES];
	const char *log; /* "current", "previous" or "rotated" */
	bool has_restarts;
	int64_t restarts;              /* of the container, before this log */
	char stamp[PLACE_STAMP_BYTES]; /* when it was rotated, no zone */
	const char *group;             /* "" is core; NULL with kind */
	const char *kind;              /* of the objects */
};

/* A text of a place, or NULL where it is empty. */
const char *place_text(const char *text);

/*
 * Whether line is the one that kubectl cluster-info dump writes before the log
 * of a container; *place, untouched if it is not, gets what it says.
 */
bool place_begins(struct str line, struct place *place);

/* Whether line is the one that it writes behind the log. */
bool place_ends(struct str line);

#endif
