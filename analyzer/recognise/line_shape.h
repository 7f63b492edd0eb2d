/*
 * What a single line of text looks like.
 */
#ifndef RECOGNISE_LINE_SHAPE_H
#define RECOGNISE_LINE_SHAPE_H

#include <stdbool.h>

#include "base/str.h"

enum line_shape {
	LINE_BLANK,
	LINE_COMMENT,     /* "# ..." or a mark between YAML documents */
	LINE_LOG,         /* a record of klog, or of cert-manager in JSON */
	LINE_OTHER_LOG,   /* begins with a time, or has one in its JSON */
	LINE_OBJECT,      /* "apiVersion:", "kind:" or "items:" */
	LINE_OBJECT_PART, /* another key that an object can begin with */
	LINE_JSON,        /* begins like a JSON object or array of objects */
	LINE_DESCRIBE,    /* "Name:   x", as kubectl describe begins */
	LINE_TABLE,       /* the titles of a table that kubectl prints */
	LINE_STATUS,      /* "Created at: x", of cmctl status */
	LINE_PLAIN
};

/* line is without its line end. */
enum line_shape line_shape(struct str line);

/* True if quoted, such as "\"kind\"", stands in text with a colon behind it. */
bool line_has_key(struct str text, const char *quoted);

#endif
