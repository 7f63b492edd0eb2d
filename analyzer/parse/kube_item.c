#include "parse/kube_item.h"

#include <stdlib.h>
#include <string.h>

#include "parse/duration.h"
#include "parse/kube_hidden.h"
#include "parse/timestamp.h"

#define MAX_FACTS 5000

static const struct yaml_want owner_wants[] = { { YAML_WANT("kind") },
	{ YAML_WANT("name") }, { YAML_WANT("uid") },
	{ YAML_WANT("controller") }, YAML_WANT_END };

const struct yaml_want kube_mark_wants[] = {
	{ YAML_WANT("*"), .accepts = kube_keeps_annotation }, YAML_WANT_END
};

const struct yaml_want kube_metadata_wants[] = { { YAML_WANT("name") },
	{ YAML_WANT("namespace") }, { YAML_WANT("uid") },
	{ YAML_WANT("resourceVersion") }, { YAML_WANT("creationTimestamp") },
	{ YAML_WANT("deletionTimestamp") },
	{ YAML_WANT("labels"), .below = kube_mark_wants },
	{ YAML_WANT("annotations"), .below = kube_mark_wants },
	{ YAML_WANT("ownerReferences"), .below = owner_wants }, YAML_WANT_END };

const struct yaml_want kube_condition_wants[] = { { YAML_WANT("type") },
	{ YAML_WANT("status") }, { YAML_WANT("reason") },
	{ YAML_WANT("message") }, { YAML_WANT("lastTransitionTime") },
	YAML_WANT_END };

struct fact *
kube_fact(struct kube_item *item, const char *table)
{
	if (item->nfacts++ < MAX_FACTS)
		return fact_add(&item->facts, item->arena, table);
	if (item->nfacts == MAX_FACTS + 1)
		diag_at(item->diag, item->path, item->root->line,
		    "an object with more than %d facts; the rest is left out",
		    MAX_FACTS);
	item->spare.nvalues = 0;
	return &item->spare;
}

const char *
kube_something(const char *text)
{
	static const char *const nothing[] = { "null", "<nil>", "<none>" };

	if (text == NULL || text[0] == '\0')
		return NULL;
	/* Nearly all texts are told from these by their first letter. */
	if (strchr("n<" KUBE_HIDDEN_FIRST, text[0]) == NULL)
		return text;
	for (size_t i = 0; i < sizeof(nothing) / sizeof(nothing[0]); i++) {
		if (strcmp(text, nothing[i]) == 0)
			return NULL;
	}
	return kube_is_hidden(str_from(text)) ? NULL : text;
}

const char *
kube_text(const struct yaml_node *node)
{
	return node == NULL || node->type != TREE_TEXT
	    ? NULL
	    : kube_something(node->text);
}

bool
kube_is_true(const struct yaml_node *node)
{
	const char *text = kube_text(node);

	return text != NULL &&
	    (strcmp(text, "true") == 0 || strcmp(text, "True") == 0);
}

static void
tell_odd(const struct kube_item *item, const struct yaml_node *node,
    const char *what)
{
	diag_at(item->diag, item->path, node->line,
	    "%s: \"%.64s\" is not a %s; left out",
	    node->key == NULL ? "entry" : node->key, node->text, what);
}

bool
kube_time(
    const struct kube_item *item, const struct yaml_node *node, int64_t *at_us)
{
	const char *text = kube_text(node);

	if (text == NULL)
		return false;
	if (timestamp_parse(str_trim(str_from(text)), at_us))
		return true;
	tell_odd(item, node, "time");
	return false;
}

static bool
parse_number(const char *text, int64_t *value)
{
	bool negative = *text == '-';
	int64_t sum = 0;

	text += negative;
	if (*text == '\0')
		return false;
	for (; *text != '\0'; text++) {
		if (*text < '0' || *text > '9' ||
		    __builtin_mul_overflow(sum, 10, &sum) ||
		    __builtin_add_overflow(sum, *text - '0', &sum))
			return false;
	}
	*value = negative ? -sum : sum;
	return true;
}

bool
kube_number(
    const struct kube_item *item, const struct yaml_node *node, int64_t *value)
{
	const char *text = kube_text(node);

	if (text == NULL)
		return false;
	if (parse_number(text, value))
		return true;
	tell_odd(item, node, "whole number");
	return false;
}

void
kube_put_text(struct fact *fact, const char *column,
    const struct yaml_node *node, const char *way)
{
	fact_text(fact, column, kube_text(yaml_at(node, way)));
}

void
kube_put_bool(struct fact *fact, const char *column,
    const struct yaml_node *node, const char *way)
{
	const struct yaml_node *found = yaml_at(node, way);

	if (kube_text(found) != NULL)
		fact_integer(fact, column, kube_is_true(found));
}

void
kube_put_number(const struct kube_item *item, struct fact *fact,
    const char *column, const struct yaml_node *node, const char *way)
{
	int64_t value;

	if (kube_number(item, yaml_at(node, way), &value))
		fact_integer(fact, column, value);
}

void
kube_put_time(const struct kube_item *item, struct fact *fact,
    const char *column, const char *line_column, const struct yaml_node *node,
    const char *way)
{
	const struct yaml_node *found = yaml_at(node, way);
	int64_t at_us;

	if (!kube_time(item, found, &at_us))
		return;
	fact_integer(fact, column, at_us);
	if (line_column != NULL)
		fact_integer(fact, line_column, (int64_t)found->line);
}

void
kube_put_seconds(const struct kube_item *item, struct fact *fact,
    const char *column, const struct yaml_node *node, const char *way)
{
	const struct yaml_node *found = yaml_at(node, way);
	const char *text = kube_text(found);
	int64_t us;

	if (text == NULL)
		return;
	if (duration_parse(text, &us))
		fact_integer(fact, column, us / US_PER_S);
	else
		tell_odd(item, found, "duration");
}

const struct yaml_node *
kube_annotation_node(const struct kube_item *item, const char *name)
{
	static const char *const groups[] = { "cert-manager.io/",
		"certmanager.k8s.io/" };
	const struct yaml_node *all =
	    yaml_at(item->root, "metadata.annotations");

	for (size_t i = 0; i < sizeof(groups) / sizeof(groups[0]); i++) {
		const struct yaml_node *found = yaml_get(
		    all, arena_printf(item->arena, "%s%s", groups[i], name));

		if (kube_text(found) != NULL)
			return found;
	}
	return NULL;
}

const char *
kube_annotation(const struct kube_item *item, const char *name)
{
	return kube_text(kube_annotation_node(item, name));
}

bool
kube_keeps_annotation(const char *key)
{
	static const char *const words[] = { "cert-manager", "certmanager",
		"reloader.stakater.com", "wave.pusher.com",
		"kubectl.kubernetes.io/restartedAt",
		"deployment.kubernetes.io/revision", "cnpg.io",
		"k8s.enterprisedb.io", "strimzi.io",
		"app.kubernetes.io/instance", "app.kubernetes.io/version",
		"pod-template-hash", "controller-revision-hash", "apiconnect",
		"helm.sh/chart" };

	if (strstr(key, "last-applied-configuration") != NULL)
		return false;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (strstr(key, words[i]) != NULL)
			return true;
	}
	return false;
}

static void
put_marks(
    struct kube_item *item, const struct yaml_node *marks, const char *place)
{
	for (const struct yaml_node *at = yaml_first(marks); at != NULL;
	     at = at->next) {
		if (at->key == NULL || !kube_keeps_annotation(at->key))
			continue;

		struct fact *fact = kube_fact(item, "annotation");

		fact_integer(fact, "line", (int64_t)at->line);
		fact_text(fact, "place", place);
		fact_text(fact, "key", at->key);
		if (at->type == TREE_TEXT &&
		    !kube_is_hidden(str_from(at->text)))
			fact_text(fact, "value", at->text);
	}
}

void
kube_put_annotations(struct kube_item *item, const struct yaml_node *metadata,
    const char *label_place, const char *annotation_place)
{
	put_marks(item, yaml_get(metadata, "labels"), label_place);
	put_marks(item, yaml_get(metadata, "annotations"), annotation_place);
}

void
kube_put_conditions(struct kube_item *item)
{
	const struct yaml_node *all = yaml_at(item->root, "status.conditions");

	for (const struct yaml_node *at = yaml_first(all); at != NULL;
	     at = at->next) {
		const char *type = kube_text(yaml_get(at, "type"));
		const char *status = kube_text(yaml_get(at, "status"));

		if (type == NULL || status == NULL)
			continue;

		struct fact *fact = kube_fact(item, "condition");

		fact_integer(fact, "line", (int64_t)at->line);
		fact_text(fact, "type", type);
		fact_text(fact, "status", status);
		kube_put_text(fact, "reason", at, "reason");
		kube_put_text(fact, "message", at, "message");
		kube_put_time(
		    item, fact, "at_us", NULL, at, "lastTransitionTime");
	}
}

static int
compare_names(const void *left, const void *right)
{
	const char *const *a = left;
	const char *const *b = right;

	return strcmp(*a, *b);
}

const char *
kube_join(struct arena *arena, const char **names, size_t nnames)
{
	size_t len = 0;
	size_t at = 0;

	if (nnames == 0)
		return NULL;
	qsort(names, nnames, sizeof(*names), compare_names);
	for (size_t i = 0; i < nnames; i++)
		len += strlen(names[i]) + 1;

	char *text = arena_alloc(arena, len);

	for (size_t i = 0; i < nnames; i++) {
		size_t n = strlen(names[i]);

		if (i > 0 && strcmp(names[i], names[i - 1]) == 0)
			continue;
		if (at > 0)
			text[at++] = ',';
		memcpy(text + at, names[i], n);
		at += n;
	}
	return text;
}
