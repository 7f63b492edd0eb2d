/*
 * The kinds that certtrail looks into.
 */
#ifndef PARSE_KUBE_KIND_H
#define PARSE_KUBE_KIND_H

#include <stdbool.h>

#include "base/str.h"
#include "parse/kube_item.h"

struct kube_kind {
	const char *group;
	const char *kind;
	kube_reader *read;
	const struct yaml_want *wants; /* of an object */
};

/* What is wanted of an object that may be of any of the kinds. */
const struct yaml_want *kube_kind_wants(struct arena *arena);

/*
 * The kind of that name in the group; the first one of that name if group is
 * absent.  Returns NULL if certtrail does not know it.
 */
const struct kube_kind *kube_kind_find(struct str group, const char *kind);

/*
 * The kind that an object without one must be, going by its fields; NULL if
 * they do not tell.
 */
const struct kube_kind *kube_kind_guess(const struct yaml_node *root);

/*
 * Cuts apiVersion into its group and version.  The text may be NULL; then
 * *group becomes absent and *version empty.
 */
void kube_kind_cut(
    const char *api_version, struct str *group, struct str *version);

/* True for List, PodList and the like. */
bool kube_kind_is_list(const char *kind);

#endif
