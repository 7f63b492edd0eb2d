/*
 * Which parts of an object's text become its tree: those that are read, and of
 * values that may be secret only what kube_seal keeps.
 */
#ifndef PARSE_KUBE_FILTER_H
#define PARSE_KUBE_FILTER_H

#include "base/str.h"
#include "parse/yaml_tree.h"

/* What a list says about items that do not; kind may be NULL. */
struct kube_filter {
	const char *kind;
	struct str group; /* absent if there is none */
	struct str version;
};

/* filter is borrowed and must outlive the result. */
struct yaml_filter kube_filter(struct kube_filter *filter);

#endif
