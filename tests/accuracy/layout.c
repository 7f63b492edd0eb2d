#include <string.h>

#include "accuracy/bundle.h"

#define GATHER "must-gather.local.512/quay-io-example-must-gather-sha256-1234/"
#define TROUBLE "support-bundle-2024-01-15T10_15_30/cluster-resources/"

void
bundle_put_file(struct bundle *bundle, const char *path,
    const struct sheet *sheet, int64_t time_us)
{
	struct file *file =
	    LIST_ADD(bundle->arena, &bundle->files, &bundle->nfiles);

	file->path = path;
	file->text = sheet->text == NULL ? "" : sheet->text;
	file->len = sheet->len;
	file->time_us = time_us;
	file->is_gzip = strcmp(path + strlen(path) - 3, ".gz") == 0;
}

static const char *
meta(const struct node *object, const char *key)
{
	const struct node *at = node_get(node_get(object, "metadata"), key);

	return at == NULL ? NULL : at->text;
}

/* A list in the form of the API: "List", or of a type. */
static struct node *
make_list(struct bundle *bundle, const char *kind, const char *api)
{
	struct arena *arena = bundle->arena;
	struct node *list = node_new(arena, NODE_MAP);

	node_text(arena, list, "apiVersion", api);
	node_text(arena, list, "kind", kind);
	node_text(arena, node_map(arena, list, "metadata"), "resourceVersion",
	    arena_printf(arena, "%u", bundle->resource_version));
	return list;
}

static void
put_node(struct bundle *bundle, const char *path, const struct node *node,
    bool is_json, const char *before)
{
	struct sheet sheet = { .arena = bundle->arena };

	sheet_puts(&sheet, before);
	if (is_json)
		node_json(&sheet, node);
	else
		node_yaml(&sheet, node);
	bundle_put_file(bundle, path, &sheet, bundle->cluster->now_us);
}

static void
put_kinds(struct bundle *bundle)
{
	bool is_json = bundle->layout == LAYOUT_JSON;

	for (size_t i = 0; i < NKINDS; i++) {
		struct node *list;

		if (bundle->objects[i]->first == NULL)
			continue;
		list = make_list(bundle, "List", "v1");
		node_put(list, "items", bundle->objects[i]);
		put_node(bundle,
		    arena_printf(bundle->arena, "%s.%s",
			kind_plural((enum kind)i), is_json ? "json" : "yaml"),
		    list, is_json, "");
	}
}

static void
put_each(struct bundle *bundle)
{
	for (size_t i = 0; i < NKINDS; i++) {
		for (const struct node *at = bundle->objects[i]->first;
		     at != NULL; at = at->next) {
			const char *namespace = meta(at, "namespace");

			put_node(bundle,
			    arena_printf(bundle->arena, "%s/%s/%s.yaml",
				namespace == NULL ? "cluster" : namespace,
				kind_plural((enum kind)i), meta(at, "name")),
			    at, false, "");
		}
	}
}

/* All objects, as a stream or as one List. */
static void
put_one_file(struct bundle *bundle)
{
	struct sheet sheet = { .arena = bundle->arena };
	struct node *list = make_list(bundle, "List", "v1");
	struct node *items = node_list(bundle->arena, list, "items");
	bool is_stream = dice_percent(&bundle->dice, 50);

	for (size_t i = 0; i < NKINDS; i++) {
		for (const struct node *at = bundle->objects[i]->first;
		     at != NULL; at = at->next) {
			if (is_stream) {
				sheet_puts(&sheet, "---\n");
				node_yaml(&sheet, at);
			} else {
				node_add(items, node_share(bundle->arena, at));
			}
		}
	}
	if (!is_stream && items->first != NULL)
		node_yaml(&sheet, list);
	if (sheet.len > 0)
		bundle_put_file(
		    bundle, "all.yaml", &sheet, bundle->cluster->now_us);
}

/* The objects of one kind that lie in a namespace, or in none. */
static struct node *
pick(struct bundle *bundle, enum kind kind, const char *namespace)
{
	struct node *items = node_new(bundle->arena, NODE_LIST);

	for (const struct node *at = bundle->objects[kind]->first; at != NULL;
	     at = at->next) {
		const char *of = meta(at, "namespace");

		if ((of == NULL) == (namespace == NULL) &&
		    (of == NULL || strcmp(of, namespace) == 0))
			node_add(items, node_share(bundle->arena, at));
	}
	return items;
}

static void
put_gathered(struct bundle *bundle, enum kind kind, const char *namespace)
{
	struct arena *arena = bundle->arena;
	struct node *items = pick(bundle, kind, namespace);
	const char *group = kind_group(bundle, kind);
	const char *folder = namespace == NULL
	    ? GATHER "cluster-scoped-resources"
	    : arena_printf(arena, GATHER "namespaces/%s", namespace);

	if (items->first == NULL)
		return;
	if (kind <= KIND_CLUSTER_ISSUER) {
		for (const struct node *at = items->first; at != NULL;
		     at = at->next)
			put_node(bundle,
			    arena_printf(arena, "%s/%s/%s/%s.yaml", folder,
				group, kind_plural(kind), meta(at, "name")),
			    at, false, "---\n");
		return;
	}
	struct node *list =
	    make_list(bundle, arena_printf(arena, "%sList", kind_name(kind)),
		kind_api(bundle, kind));

	node_put(list, "items", items);
	put_node(bundle,
	    arena_printf(
		arena, "%s/%s/%s.yaml", folder, group, kind_plural(kind)),
	    list, false, "---\n");
}

static void
put_troubleshoot(struct bundle *bundle, enum kind kind, const char *namespace)
{
	struct arena *arena = bundle->arena;
	struct node *items = pick(bundle, kind, namespace);

	if (items->first == NULL)
		return;
	if (kind <= KIND_CLUSTER_ISSUER) {
		put_node(bundle,
		    namespace == NULL
			? arena_printf(arena,
			      TROUBLE "custom-resources/%s.%s.json",
			      kind_plural(kind), kind_group(bundle, kind))
			: arena_printf(arena,
			      TROUBLE "custom-resources/%s.%s/%s.json",
			      kind_plural(kind), kind_group(bundle, kind),
			      namespace),
		    items, true, "");
		return;
	}
	struct node *list =
	    make_list(bundle, arena_printf(arena, "%sList", kind_name(kind)),
		kind_api(bundle, kind));

	node_put(list, "items", items);
	put_node(bundle,
	    arena_printf(
		arena, TROUBLE "%s/%s.json", kind_plural(kind), namespace),
	    list, true, "");
}

static void
put_by_namespace(struct bundle *bundle,
    void (*put)(struct bundle *, enum kind, const char *))
{
	const struct cluster *cluster = bundle->cluster;

	for (size_t i = 0; i < NKINDS; i++) {
		put(bundle, (enum kind)i, NULL);
		put(bundle, (enum kind)i, "cert-manager");
		for (size_t k = 0; k < cluster->nnamespaces; k++)
			put(bundle, (enum kind)i, cluster->namespaces[k]);
	}
}

/* Lists of all namespaces; the logs stand behind them, see logs.c. */
static void
put_dumped(struct bundle *bundle, enum kind kind, const char *namespace)
{
	struct arena *arena = bundle->arena;
	struct node *items = pick(bundle, kind, namespace);

	if (namespace == NULL || !bundle->has[kind])
		return;
	struct node *list =
	    make_list(bundle, arena_printf(arena, "%sList", kind_name(kind)),
		kind_api(bundle, kind));

	node_put(list, "items", items);
	put_node(bundle,
	    arena_printf(
		arena, "dump/%s/%s.json", namespace, kind_plural(kind)),
	    list, true, "");
}

void
bundle_lay_out(struct bundle *bundle)
{
	switch (bundle->layout) {
	case LAYOUT_YAML:
	case LAYOUT_JSON:
		put_kinds(bundle);
		break;
	case LAYOUT_EACH:
		put_each(bundle);
		break;
	case LAYOUT_MUST_GATHER:
		put_by_namespace(bundle, put_gathered);
		break;
	case LAYOUT_ONE_FILE:
		put_one_file(bundle);
		break;
	case LAYOUT_CLUSTER_INFO:
		put_by_namespace(bundle, put_dumped);
		break;
	case LAYOUT_TROUBLESHOOT:
		put_by_namespace(bundle, put_troubleshoot);
		break;
	}
	if (bundle->has_log)
		bundle_put_logs(bundle);
}
