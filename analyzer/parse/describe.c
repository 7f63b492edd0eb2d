/* What "kubectl describe" prints of the kinds that are built in. */
#include <string.h>

#include "parse/kube_seal.h"
#include "parse/printed.h"

/* Adds "app=web" or "key: value"; older releases print both with a =. */
static void
put_pair(struct twig *map, const struct outline_node *from, const char *text)
{
	struct str key;
	struct str value;

	if (from->key != NULL && text == NULL) {
		/* A long value stands in lines of its own. */
		if (from->text != NULL || from->first == NULL)
			text = from->text;
		else
			text = from->first->text;
		twig_text(map, from->key, text, from->line);
		return;
	}
	if (text == NULL)
		return;

	struct str all = str_from(text);
	size_t n = strcspn(text, "=:");

	if (n == all.len)
		return;
	key = (struct str){ text, n };
	value = str_trim(str_skip(all, n + 1));
	twig_text(map, arena_copy(map->arena, key),
	    arena_copy(map->arena, value), from->line);
}

/* Labels or Annotations: the first stands behind the key, others below. */
static void
put_pairs(
    struct twig *metadata, const char *key, const struct outline_node *from)
{
	if (from == NULL)
		return;

	struct twig map = twig_map(metadata, key, from->line);

	put_pair(&map, from, from->text == NULL ? "" : from->text);
	for (const struct outline_node *at = from->first; at != NULL;
	     at = at->next)
		put_pair(&map, at, at->key == NULL ? at->text : NULL);
}

static void
put_owner(struct twig *metadata, const struct outline_node *from)
{
	struct str kind;
	struct str name;

	if (from == NULL || from->text == NULL ||
	    !str_cut(str_from(from->text), '/', &kind, &name))
		return;

	struct twig list = twig_list(metadata, "ownerReferences", from->line);
	struct twig owner = twig_map(&list, NULL, from->line);

	twig_text(
	    &owner, "kind", arena_copy(metadata->arena, kind), from->line);
	twig_text(
	    &owner, "name", arena_copy(metadata->arena, name), from->line);
	twig_text(&owner, "controller", "true", from->line);
}

void
describe_metadata(struct twig *metadata, const struct outline_node *from)
{
	const struct outline_node *created =
	    outline_get(from, "CreationTimestamp");

	twig_text(metadata, "name", outline_text(from, "Name"), 0);
	twig_text(metadata, "namespace", outline_text(from, "Namespace"), 0);
	put_pairs(metadata, "labels", outline_get(from, "Labels"));
	put_pairs(metadata, "annotations", outline_get(from, "Annotations"));
	put_owner(metadata, outline_get(from, "Controlled By"));
	if (created != NULL)
		twig_text(metadata, "creationTimestamp",
		    printed_time(metadata->arena, created->text),
		    created->line);
}

/* The number before a word: that of "2 desired | 1 available". */
static const char *
number_before(struct arena *arena, const char *text, const char *word)
{
	const char *at = text == NULL ? NULL : strstr(text, word);
	size_t n = 0;

	if (at == NULL || at == text || at[-1] != ' ')
		return NULL;
	at--;
	while (at - n > text && at[-(ptrdiff_t)n - 1] >= '0' &&
	    at[-(ptrdiff_t)n - 1] <= '9')
		n++;
	return n == 0 ? NULL : arena_copy(arena, (struct str){ at - n, n });
}

static void
put_workload_spec(struct twig *spec, const struct outline_node *root)
{
	static const char *const strategies[][2] = {
		{ "StrategyType", "strategy" },
		{ "Update Strategy", "updateStrategy" },
	};
	const struct outline_node *replicas = outline_get(root, "Replicas");

	if (replicas != NULL)
		twig_text(spec, "replicas",
		    number_before(spec->arena, replicas->text, "desired"),
		    replicas->line);
	for (size_t i = 0; i < sizeof(strategies) / sizeof(strategies[0]);
	     i++) {
		const struct outline_node *type =
		    outline_get(root, strategies[i][0]);

		if (type == NULL)
			continue;

		struct twig map = twig_map(spec, strategies[i][1], type->line);

		twig_text(&map, "type", type->text, type->line);
	}
}

static void
put_workload_status(struct twig *status, const struct outline_node *root)
{
	static const char available[] =
	    "Number of Nodes Scheduled with Available Pods";
	const struct outline_node *done = outline_get(root, "Completed At");
	const struct outline_node *nodes = outline_get(root, available);
	const struct outline_node *replicas = outline_get(root, "Replicas");

	if (replicas != NULL)
		twig_text(status, "readyReplicas",
		    number_before(status->arena, replicas->text, "available"),
		    replicas->line);
	if (nodes != NULL)
		twig_text(status, "numberReady", nodes->text, nodes->line);
	if (done != NULL)
		twig_text(status, "completionTime",
		    printed_time(status->arena, done->text), done->line);
}

void
describe_workload(struct printed *printed, const struct outline_node *root,
    const struct kube_kind *kind)
{
	uint64_t line = root->first->line;
	const struct outline_node *from = outline_get(root, "Pod Template");
	struct twig tree = twig_root(printed->arena, line);
	struct twig metadata = twig_map(&tree, "metadata", line);
	struct twig spec = twig_map(&tree, "spec", line);
	struct twig status = twig_map(&tree, "status", line);
	struct twig holder;

	describe_metadata(&metadata, root);
	put_workload_spec(&spec, root);
	put_workload_status(&status, root);
	holder = spec;
	if (strcmp(kind->kind, "CronJob") == 0) {
		struct twig job = twig_map(&spec, "jobTemplate", from->line);

		holder = twig_map(&job, "spec", from->line);
	}

	struct twig template = twig_map(&holder, "template", from->line);
	struct twig marks = twig_map(&template, "metadata", from->line);
	struct twig pod = twig_map(&template, "spec", from->line);

	put_pairs(&marks, "labels", outline_get(from, "Labels"));
	put_pairs(&marks, "annotations", outline_get(from, "Annotations"));
	describe_pod_spec(&pod, from);
	printed_object(printed, &tree, kind, "", NULL, NULL, 0);
}

void
describe_secret(struct printed *printed, const struct outline_node *root)
{
	uint64_t line = root->first->line;
	const struct outline_node *keys = outline_get(root, OUTLINE_DATA);
	struct twig tree = twig_root(printed->arena, line);
	struct twig metadata = twig_map(&tree, "metadata", line);

	describe_metadata(&metadata, root);
	twig_text(&tree, "type", outline_text(root, "Type"), line);
	if (keys != NULL) {
		struct twig data = twig_map(&tree, "data", keys->line);

		for (const struct outline_node *at = keys->first; at != NULL;
		     at = at->next) {
			struct twig value = twig_map(&data, at->key, at->line);

			value.node->type = TREE_TEXT;
			value.node->text = "";
			if (at->text == NULL ||
			    strcmp(at->text, "0 bytes") != 0)
				value.node->mark = SEALED_VALUE | SEALED_HIDDEN;
		}
	}
	printed_object(printed, &tree, kube_kind_find(str_from(""), "Secret"),
	    "", NULL, NULL, 0);
}

static bool
has(const struct outline_node *root, const char *key)
{
	return outline_get(root, key) != NULL;
}

/* The kind that runs Pods of a template, going by its fields. */
static const char *
workload_kind(const struct outline_node *root)
{
	const char *replicas = outline_text(root, "Replicas");
	const char *owner = outline_text(root, "Controlled By");

	if (has(root, "StrategyType"))
		return "Deployment";
	if (has(root, "Desired Number of Nodes Scheduled"))
		return "DaemonSet";
	if (has(root, "Schedule"))
		return "CronJob";
	if (has(root, "Parallelism") || has(root, "Completions"))
		return "Job";
	if (replicas == NULL)
		return NULL;
	if (has(root, "Update Strategy") ||
	    strstr(replicas, " desired | ") != NULL)
		return "StatefulSet";
	/* A ReplicationController looks the same. */
	if (strstr(replicas, " current / ") != NULL && owner != NULL &&
	    str_starts(str_from(owner), "Deployment/"))
		return "ReplicaSet";
	return NULL;
}

/* The kind of what does not say its kind, or NULL. */
static const struct kube_kind *
guess_kind(const struct outline_node *root)
{
	struct str any = { NULL, 0 };
	const char *kind = NULL;

	if (has(root, "Pod Template"))
		kind = workload_kind(root);
	else if (has(root, "Created at"))
		kind = "Certificate";
	else if (has(root, "Containers") &&
	    (has(root, "Status") || has(root, "Node")))
		kind = "Pod";
	else if (has(root, OUTLINE_DATA) && has(root, "Type"))
		kind = "Secret";
	return kind == NULL ? NULL : kube_kind_find(any, kind);
}

/* Of what is not known, at least the form is that of an object. */
static bool
is_described(const struct outline_node *root)
{
	const char *name = outline_text(root, "Name");

	return name != NULL && strchr(name, ' ') == NULL &&
	    (has(root, "Labels") || has(root, "API Version"));
}

static void
put_unknown(struct printed *printed, const struct outline_node *root,
    struct str group, const char *kind)
{
	struct fact_list facts = { 0 };
	struct fact *fact = fact_add(&facts, printed->arena, "unknown_kind");

	fact_integer(fact, "line", (int64_t)root->first->line);
	fact_text(fact, "api_group", arena_copy(printed->arena, group));
	fact_text(fact, "kind", kind == NULL ? "" : kind);
	fact_integer(fact, "n", 1);
	printed->nobjects++;
	printed->sink(printed->context, facts.first);
}

static void
put_known(struct printed *printed, const struct outline_node *root,
    const struct kube_kind *kind, struct str version)
{
	if (has(root, "Kind"))
		describe_custom(
		    printed, root, kind, arena_copy(printed->arena, version));
	else if (strcmp(kind->kind, "Certificate") == 0)
		describe_status(printed, root);
	else if (strcmp(kind->kind, "Pod") == 0)
		describe_pod(printed, root);
	else if (strcmp(kind->kind, "Secret") == 0)
		describe_secret(printed, root);
	else
		describe_workload(printed, root, kind);
}

bool
describe_object(struct printed *printed, const struct outline_node *root,
    struct printed_event *subject)
{
	const char *name = outline_text(root, "Kind");
	const struct kube_kind *kind;
	struct str group;
	struct str version;

	kube_kind_cut(outline_text(root, "API Version"), &group, &version);
	if (name == NULL)
		kind = guess_kind(root);
	else
		kind = group.ptr == NULL ? NULL : kube_kind_find(group, name);
	if (kind == NULL && !is_described(root))
		return false;
	if (kind == NULL || outline_text(root, "Name") == NULL) {
		if (group.ptr == NULL)
			group = str_from("");
		put_unknown(printed, root, group, name);
		return false;
	}
	put_known(printed, root, kind, version);
	subject->kind = kind->kind;
	subject->name = outline_text(root, "Name");
	subject->namespace = outline_text(root, "Namespace");
	return true;
}
