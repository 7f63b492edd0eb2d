#include "parse/kube_filter.h"

#include "parse/kube_kind.h"
#include "parse/kube_seal.h"

static const struct yaml_want list_wants[] = { { YAML_WANT("apiVersion") },
	{ YAML_WANT("kind") }, { YAML_WANT("metadata"), .care = YAML_NAME },
	{ YAML_WANT("items"), .care = YAML_OBJECTS }, YAML_WANT_END };

/* Of kinds that nobody looks into: enough to count them. */
static const struct yaml_want name_wants[] = { { YAML_WANT("name") },
	YAML_WANT_END };
static const struct yaml_want unknown_wants[] = { { YAML_WANT("apiVersion") },
	{ YAML_WANT("kind") }, { YAML_WANT("metadata"), .below = name_wants },
	YAML_WANT_END };

static const struct yaml_want *
wants(void *context, const char *kind, const char *api_version)
{
	const struct kube_filter *filter = context;
	const struct kube_kind *known;
	struct str group;
	struct str version;
	bool sure;

	kind = kube_something(kind);
	api_version = kube_something(api_version);
	sure = kind != NULL && api_version != NULL;
	kube_kind_cut(api_version, &group, &version);
	if (kind == NULL && api_version == NULL) {
		kind = filter->kind;
		group = filter->group;
	}
	if (kind == NULL)
		return filter->any;
	if (kube_kind_is_list(kind))
		return list_wants;
	known = kube_kind_find(group, kind);
	if (known == NULL)
		return unknown_wants;
	/* The rest of the object may tell that it is something else. */
	return sure ? known->wants : filter->any;
}

static void
seal(void *context, struct arena *arena, struct yaml_node *node,
    const char *value, size_t len)
{
	(void)context;
	kube_seal(arena, node, (struct str){ value, len });
}

struct yaml_filter
kube_filter(struct arena *arena, struct kube_filter *filter)
{
	*filter = (struct kube_filter){ 0 };
	filter->any =
	    yaml_want_merge(arena, kube_kind_wants(arena), list_wants);
	return (struct yaml_filter){ wants, seal, filter, NULL, NULL };
}
