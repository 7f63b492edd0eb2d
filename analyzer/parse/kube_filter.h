/*
 * Which parts of an object's text become its tree: those that are read, and of
 * values that may be secret only what kube_seal keeps.
 */
#ifndef PARSE_KUBE_FILTER_H
#define PARSE_KUBE_FILTER_H

#include "base/str.h"
#include "parse/yaml_tree.h"

/* The kind of items that have none, from the list around them; may be NULL. */
struct kube_filter {
	const char *kind;
	struct str group; /* absent if there is none */
};

/* filter is borrowed and must outlive the result. */
struct yaml_filter kube_filter(struct kube_filter *filter);

#endif
