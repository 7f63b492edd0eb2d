#include "parse/kube.h"

#include <stdlib.h>
#include <string.h>

#include "base/fatal.h"
#include "parse/kube_filter.h"
#include "parse/kube_kind.h"
#include "parse/kube_log.h"
#include "parse/x509.h"
#include "parse/yaml_split.h"
#include "parse/yaml_tree.h"

#define MAX_TOLD 100    /* faults of one source that are told one by one */
#define MAX_NESTED 8    /* lists in lists */
#define MAX_UNKNOWN 500 /* unknown kinds that are counted one by one */

struct unknown {
	struct unknown *next;
	const char *group;
	const char *kind;
	uint64_t line;
	int64_t n;
};

struct run {
	struct source *source;
	const struct place *place;
	kube_sink *sink;
	kube_log_sink *log_sink;
	void *context;
	struct kube_result *result;
	struct yaml_split *split;
	struct arena *arena;      /* of one piece */
	struct arena *facts;      /* of one object */
	struct arena *long_lived; /* of the whole source */
	struct x509_reader *x509;
	struct unknown *unknown;
	size_t nunknown;
	struct kube_filter around; /* what the list around it says */
	struct yaml_filter filter;
	uint64_t ntold;
	const struct diag *diag; /* ours, which ends in that of the source */
	bool uses_cut;           /* an object that was cut counts */
};

static void
tell_limited(void *context, const char *path, uint64_t line, const char *text)
{
	struct run *run = context;

	if (run->ntold++ < MAX_TOLD)
		diag_at(source_diag(run->source), path, line, "%s", text);
}

static void
tell_rest(const struct run *run)
{
	if (run->ntold > MAX_TOLD)
		diag_at(source_diag(run->source), source_path(run->source), 0,
		    "%llu more faults like these; not listed",
		    (unsigned long long)(run->ntold - MAX_TOLD));
}

static void
tell(const struct run *run, uint64_t line, const char *what, const char *done)
{
	diag_at(
	    run->diag, source_path(run->source), line, "%s; %s", what, done);
}

static void
count_unknown(
    struct run *run, struct str group, const char *kind, uint64_t line)
{
	struct unknown **at = &run->unknown;

	if (run->nunknown >= MAX_UNKNOWN) {
		group = str_from("");
		kind = "";
	}
	if (kind == NULL)
		kind = "";
	if (group.ptr == NULL)
		group = str_from("");
	while (*at != NULL &&
	    (!str_equals(group, (*at)->group) ||
		strcmp((*at)->kind, kind) != 0))
		at = &(*at)->next;
	if (*at == NULL) {
		*at = arena_alloc(run->long_lived, sizeof(**at));
		(*at)->group = arena_copy(run->long_lived, group);
		(*at)->kind = arena_copy(run->long_lived, str_from(kind));
		(*at)->line = line;
		run->nunknown++;
	}
	(*at)->n++;
}

static void
hand_out_unknown(struct run *run)
{
	for (const struct unknown *at = run->unknown; at != NULL;
	     at = at->next) {
		struct fact_list facts = { 0 };
		struct fact *fact;

		arena_reset(run->facts);
		fact = fact_add(&facts, run->facts, "unknown_kind");
		fact_integer(fact, "line", (int64_t)at->line);
		fact_text(fact, "api_group", at->group);
		fact_text(fact, "kind", at->kind);
		fact_integer(fact, "n", at->n);
		run->sink(run->context, fact);
	}
}

static void
put_owner(const struct kube_item *item, struct fact *fact)
{
	const struct yaml_node *owners =
	    yaml_at(item->root, "metadata.ownerReferences");
	const struct yaml_node *owner = yaml_first(owners);

	for (const struct yaml_node *at = owner; at != NULL; at = at->next) {
		if (kube_is_true(yaml_get(at, "controller"))) {
			owner = at;
			break;
		}
	}
	kube_put_text(fact, "owner_kind", owner, "kind");
	kube_put_text(fact, "owner_name", owner, "name");
	kube_put_text(fact, "owner_uid", owner, "uid");
}

/* resourceVersion is a text that only happens to be a number. */
static void
put_resource_version(const struct kube_item *item, struct fact *fact)
{
	const struct yaml_node *node =
	    yaml_at(item->root, "metadata.resourceVersion");
	const char *text = kube_text(node);

	if (text != NULL && strlen(text) <= 18 &&
	    strspn(text, "0123456789") == strlen(text))
		kube_put_number(item, fact, "resource_version", item->root,
		    "metadata.resourceVersion");
}

static void
put_namespace(const struct kube_item *item, struct fact *fact)
{
	const char *text = kube_text(yaml_at(item->root, "metadata.namespace"));

	if (text == NULL && strcmp(item->kind, "ClusterIssuer") != 0)
		text = item->namespace;
	fact_text(fact, "namespace", text);
}

void
kube_put_object(struct kube_item *item)
{
	const struct yaml_node *metadata = yaml_get(item->root, "metadata");
	struct fact *fact = kube_fact(item, "object");

	fact_integer(fact, "line", (int64_t)item->root->line);
	fact_text(fact, "api_group", item->group);
	fact_text(fact, "api_version", item->version);
	fact_text(fact, "kind", item->kind);
	put_namespace(item, fact);
	kube_put_text(fact, "name", metadata, "name");
	kube_put_text(fact, "uid", metadata, "uid");
	put_resource_version(item, fact);
	kube_put_time(
	    item, fact, "created_us", NULL, metadata, "creationTimestamp");
	kube_put_time(
	    item, fact, "deleted_us", NULL, metadata, "deletionTimestamp");
	put_owner(item, fact);
	kube_put_annotations(item, metadata, "label", "annotation");
}

static void
take_known(struct run *run, const struct yaml_node *root,
    const struct kube_kind *kind, struct str version)
{
	struct kube_item item = { .arena = run->facts,
		.x509 = run->x509,
		.root = root,
		.group = kind->group,
		.kind = kind->kind,
		.namespace = place_text(run->place->namespace),
		.path = source_path(run->source),
		.diag = run->diag };

	if (kube_text(yaml_at(root, "metadata.name")) == NULL) {
		tell(run, root->line, "an object without a name", "left out");
		return;
	}
	arena_reset(run->facts);
	item.version = arena_copy(run->facts, version);
	kube_put_object(&item);
	kind->read(&item);
	run->sink(run->context, item.facts.first);
}

static void
take_object(struct run *run, const struct yaml_node *root)
{
	const char *name = kube_text(yaml_get(root, "kind"));
	const struct kube_kind *kind;
	struct str group;
	struct str version;

	kube_kind_cut(
	    kube_text(yaml_get(root, "apiVersion")), &group, &version);
	if (name == NULL && group.ptr == NULL && run->around.kind != NULL) {
		name = run->around.kind;
		group = run->around.group;
		version = run->around.version;
	}
	kind =
	    name == NULL ? kube_kind_guess(root) : kube_kind_find(group, name);
	/* Of the kinds named Certificate the fields tell cert-manager's. */
	if (name != NULL && group.ptr == NULL && kind != NULL &&
	    strcmp(name, "Certificate") == 0)
		kind = kube_kind_guess(root);
	if (kind == NULL && name == NULL && group.ptr == NULL &&
	    run->place->kind != NULL && yaml_get(root, "metadata") != NULL)
		kind = kube_kind_find(
		    str_from(run->place->group), run->place->kind);
	if (kind == NULL && name == NULL && group.ptr == NULL &&
	    yaml_get(root, "metadata") == NULL) {
		run->result->errors++;
		tell(run, root->line, "not a Kubernetes object", "left out");
		return;
	}
	run->result->objects++;
	if (kind == NULL)
		count_unknown(run, group, name, root->line);
	else
		take_known(run, root, kind, version);
}

/* What a list says about items that do not say it themselves. */
static struct kube_filter
item_kind(struct run *run, const struct yaml_node *list)
{
	struct kube_filter found = { .any = run->around.any };
	const char *kind = kube_text(yaml_get(list, "kind"));

	if (kind == NULL || !kube_kind_is_list(kind) ||
	    strcmp(kind, "List") == 0)
		return found;
	found.kind = arena_copy(run->long_lived,
	    (struct str){ kind, strlen(kind) - strlen("List") });
	kube_kind_cut(kube_text(yaml_get(list, "apiVersion")), &found.group,
	    &found.version);
	if (found.group.ptr != NULL)
		found.group.ptr = arena_copy(run->long_lived, found.group);
	found.version.ptr = arena_copy(run->long_lived, found.version);
	return found;
}

static bool
is_list(const struct yaml_node *node)
{
	const char *kind = kube_text(yaml_get(node, "kind"));
	const struct yaml_node *items = yaml_get(node, "items");

	return items != NULL && (kind == NULL || kube_kind_is_list(kind)) &&
	    items->type != TREE_TEXT;
}

/* whole: the text of the node was read to its end. */
static void
take_node(
    struct run *run, const struct yaml_node *node, size_t depth, bool whole)
{
	struct kube_filter around = run->around;

	if (depth > MAX_NESTED) {
		tell(run, node->line, "lists in lists", "left out");
	} else if (node->type == TREE_LIST) {
		for (const struct yaml_node *at = node->first; at != NULL;
		     at = at->next)
			take_node(
			    run, at, depth + 1, whole || at->next != NULL);
	} else if (is_list(node)) {
		run->around = item_kind(run, node);
		take_node(run, yaml_get(node, "items"), depth + 1, whole);
		run->around = around;
	} else if (node->type == TREE_MAP) {
		if (whole || run->uses_cut)
			take_object(run, node);
	} else if (node->type == TREE_TEXT && whole) {
		run->result->errors++;
		tell(run, node->line, "not a Kubernetes object", "left out");
	}
}

static void
take_nested(void *context, const struct yaml_node *object)
{
	struct run *run = context;

	take_node(run, object, 0, true);
}

/* The object that the text was in when it went wrong, or NULL. */
static const struct yaml_node *
last_object(const struct yaml_node *node)
{
	while (node != NULL && (node->type == TREE_LIST || is_list(node))) {
		if (node->type != TREE_LIST) {
			node = yaml_get(node, "items");
			continue;
		}
		node = node->first;
		while (node != NULL && node->next != NULL)
			node = node->next;
	}
	return node != NULL && node->type == TREE_MAP ? node : NULL;
}

/* Tells what was wrong; true if what there is of the object is of use. */
static bool
judge_fault(struct run *run, const struct yaml_node *root,
    const struct yaml_fault *fault)
{
	const struct yaml_node *object = last_object(root);
	bool useful = fault->at_end && object != NULL &&
	    kube_text(yaml_get(object, "kind")) != NULL &&
	    kube_text(yaml_at(object, "metadata.name")) != NULL;

	run->result->errors++;
	diag_at(run->diag, source_path(run->source), fault->line, "%s%s; %s",
	    fault->at_end ? "cut off: " : "", fault->text,
	    useful ? "the object is used as far as it goes"
		   : "the object is left out");
	return useful;
}

/* A log that stands between the objects. */
static void
take_log(struct run *run, uint64_t line)
{
	struct source *log = kube_log_open(run->split, run->source);

	if (run->log_sink != NULL)
		run->log_sink(
		    run->context, yaml_split_place(run->split), line, log);
	source_close(log);
	yaml_split_skip(run->split);
}

static void
take_piece(struct run *run, uint64_t line, enum yaml_piece_kind kind)
{
	struct yaml_fault fault;
	const struct yaml_node *root;

	arena_reset(run->arena);
	if (kind == YAML_PIECE_ROOT || kind == YAML_PIECE_BARE)
		run->around = (struct kube_filter){ .any = run->around.any };
	root = yaml_tree_read(run->split, line, run->arena, &run->filter,
	    source_path(run->source), run->diag, &fault);
	yaml_split_skip(run->split);
	if (!fault.found && yaml_split_end(run->split) == YAML_PIECE_CUT)
		fault = (struct yaml_fault){ true, true,
			yaml_split_lines(run->split),
			"unexpected end inside a part that is not read" };
	if (kind == YAML_PIECE_TAIL ||
	    yaml_split_end(run->split) == YAML_PIECE_LIST) {
		if (fault.found) {
			run->result->errors++;
			tell(run, fault.line, fault.text,
			    "what stands around the items is left out");
		}
		if (kind != YAML_PIECE_TAIL && root != NULL)
			run->around = item_kind(run, root);
		return;
	}
	run->uses_cut = fault.found && judge_fault(run, root, &fault);
	if (root != NULL)
		take_node(run, root, 0, !fault.found);
}

void
kube_read(struct source *source, const struct place *place, kube_sink *sink,
    kube_log_sink *log_sink, void *context, struct kube_result *result)
{
	struct run run = { .source = source,
		.place = place,
		.sink = sink,
		.log_sink = log_sink,
		.context = context,
		.result = result };
	struct diag limited = { tell_limited, &run };
	enum yaml_piece_kind kind;
	uint64_t line;

	*result = (struct kube_result){ 0 };
	run.diag = &limited;
	run.arena = arena_new();
	run.facts = arena_new();
	run.x509 = x509_reader_open();
	run.long_lived = arena_new();
	run.filter = kube_filter(run.long_lived, &run.around);
	run.filter.take = take_nested;
	run.filter.taker = &run;
	run.split = yaml_split_open(source, &run.filter, &limited);
	while (yaml_split_next(run.split, &line, &kind)) {
		if (kind == YAML_PIECE_LOG)
			take_log(&run, line);
		else
			take_piece(&run, line, kind);
	}
	hand_out_unknown(&run);
	tell_rest(&run);
	result->lines = yaml_split_lines(run.split);
	result->errors += yaml_split_errors(run.split);
	yaml_split_close(run.split);
	arena_free(run.long_lived);
	x509_reader_close(run.x509);
	arena_free(run.facts);
	arena_free(run.arena);
}
