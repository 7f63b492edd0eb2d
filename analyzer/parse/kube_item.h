/*
 * One Kubernetes object on its way from a tree to facts: what the readers of
 * the kinds share.
 */
#ifndef PARSE_KUBE_ITEM_H
#define PARSE_KUBE_ITEM_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"
#include "model/fact.h"
#include "parse/yaml_node.h"
#include "parse/yaml_want.h"

struct x509_reader;

struct kube_item {
	struct arena *arena;
	struct fact_list facts;
	size_t nfacts;
	struct fact spare; /* takes what is too much */
	struct x509_reader *x509;
	const struct yaml_node *root;
	const char *group; /* "" is the core group, or none was given */
	const char *version;
	const char *kind;
	const char *namespace; /* where the object does not say it; or NULL */
	const char *path;      /* of the source */
	const struct diag *diag;
};

/*
 * Adds a fact.  Beyond 5000, which only a hostile object has, diag is told once
 * and the fact is left out.
 */
struct fact *kube_fact(struct kube_item *item, const char *table);

/* The fact of table object, which comes first, and its annotations. */
void kube_put_object(struct kube_item *item);

/*
 * The text, or NULL if it means "nothing": empty, "null", "<nil>", "<none>", or
 * if a collector has hidden it.
 */
const char *kube_something(const char *text);

/* The text of a node; NULL if there is none or if it means "nothing". */
const char *kube_text(const struct yaml_node *node);

/* True if the node is the text true. */
bool kube_is_true(const struct yaml_node *node);

/*
 * Read the node's text as a time or a whole number.  Return false, leaving the
 * output untouched, where there is none, or after telling diag that the text is
 * something else.
 */
bool kube_time(
    const struct kube_item *item, const struct yaml_node *node, int64_t *at_us);
bool kube_number(
    const struct kube_item *item, const struct yaml_node *node, int64_t *value);

/*
 * Set a column to the value at a way of keys from node, unless there is none.
 * line_column, if it is not NULL, gets the value's line.
 */
void kube_put_text(struct fact *fact, const char *column,
    const struct yaml_node *node, const char *way);
void kube_put_bool(struct fact *fact, const char *column,
    const struct yaml_node *node, const char *way);
void kube_put_number(const struct kube_item *item, struct fact *fact,
    const char *column, const struct yaml_node *node, const char *way);
void kube_put_time(const struct kube_item *item, struct fact *fact,
    const char *column, const char *line_column, const struct yaml_node *node,
    const char *way);
void kube_put_seconds(const struct kube_item *item, struct fact *fact,
    const char *column, const struct yaml_node *node, const char *way);

/* The text of the annotation of either cert-manager group, or NULL. */
const char *kube_annotation(const struct kube_item *item, const char *name);
const struct yaml_node *kube_annotation_node(
    const struct kube_item *item, const char *name);

/* True if certtrail keeps the label or annotation with this key. */
bool kube_keeps_annotation(const char *key);

/* Facts of table annotation for the labels and annotations in metadata. */
void kube_put_annotations(struct kube_item *item,
    const struct yaml_node *metadata, const char *label_place,
    const char *annotation_place);

/* Facts of table condition for status.conditions. */
void kube_put_conditions(struct kube_item *item);

/* The names given, sorted, without repetition, with commas. */
const char *kube_join(struct arena *arena, const char **names, size_t nnames);

/*
 * What the readers look at, key by key: what is not in these lists never gets
 * into a tree.
 */
extern const struct yaml_want kube_metadata_wants[];
extern const struct yaml_want kube_mark_wants[]; /* labels, annotations */
extern const struct yaml_want kube_condition_wants[];
extern const struct yaml_want kube_pod_spec_wants[];

/* The first of each kind's list. */
#define KUBE_IDENTITY_WANTS \
	{ YAML_WANT("apiVersion") }, { YAML_WANT("kind") }, \
	{ \
		YAML_WANT("metadata"), .below = kube_metadata_wants \
	}

extern const struct yaml_want kube_certificate_wants[];
extern const struct yaml_want kube_certificate_request_wants[];
extern const struct yaml_want kube_issuer_wants[];
extern const struct yaml_want kube_secret_wants[];
extern const struct yaml_want kube_pod_wants[];
extern const struct yaml_want kube_workload_wants[];
extern const struct yaml_want kube_event_wants[];

/* The kinds' readers: add the facts that follow the one of table object. */
typedef void kube_reader(struct kube_item *item);

kube_reader kube_certificate;
kube_reader kube_certificate_request;
kube_reader kube_issuer;
kube_reader kube_secret;
kube_reader kube_pod;
kube_reader kube_workload;
kube_reader kube_event;

/* "sidecar" for a container of type "init" that never ends; else type. */
const char *kube_container_type(
    const struct yaml_node *container, const char *type);

/* The Secrets that the containers of a Pod's spec take. */
void kube_put_secret_refs(struct kube_item *item, const struct yaml_node *spec);

#endif
