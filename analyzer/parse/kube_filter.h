/*
 * Which parts of an object's text become its tree: those that the reader of its
 * kind looks at, and of values that may be secret only what kube_seal keeps.
 */
#ifndef PARSE_KUBE_FILTER_H
#define PARSE_KUBE_FILTER_H

#include "base/arena.h"
#include "base/str.h"
#include "parse/yaml_filter.h"

struct kube_filter {
	/* What a list says about items that do not; kind may be NULL. */
	const char *kind;
	struct str group; /* absent if there is none */
	struct str version;
	const struct yaml_want *any; /* of an object of unknown kind */
};

/* arena must outlive *filter, which must outlive the result. */
struct yaml_filter kube_filter(struct arena *arena, struct kube_filter *filter);

#endif
