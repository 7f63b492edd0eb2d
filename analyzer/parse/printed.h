/*
 * Objects that were printed for people to read: by "kubectl describe", by
 * "cmctl status", in tables.  What the readers of those forms share.
 */
#ifndef PARSE_PRINTED_H
#define PARSE_PRINTED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "parse/age.h"
#include "parse/kube.h"
#include "parse/kube_kind.h"
#include "parse/outline.h"
#include "parse/twig.h"

/* Where facts go, and what they are about. */
struct printed {
	struct arena *arena; /* of one object */
	struct x509_reader *x509;
	const char *form; /* "describe" or "table", as in table object */
	const char *path;
	const struct diag *diag;
	kube_sink *sink;
	void *context;
	uint64_t nobjects;
};

/* A moment that is known by its age alone: a row of table object_age. */
struct printed_age {
	const char *what;
	uint64_t line;
	struct age age;
};

/*
 * Hands out the facts of the object that root is, by the reader of its kind or
 * by read if that is not NULL, and the ages with them.
 */
void printed_object(struct printed *printed, const struct twig *root,
    const struct kube_kind *kind, const char *version, kube_reader *read,
    const struct printed_age *ages, size_t nages);

/* An Event as a row of a table.  Texts may be NULL. */
struct printed_event {
	uint64_t line;
	const char *own_name;
	const char *kind; /* of what it is about */
	const char *namespace;
	const char *name;
	const char *type;
	const char *reason;
	const char *message;
	const char *component;
	int64_t count; /* 0: not said */
	bool has_first;
	bool has_last;
	struct age first;
	struct age last;
	unsigned nth; /* of those in one table that say the same */
	struct printed_event *next;
};

/*
 * Reads "16m", "16m (x3 over 20m)" and the like into the ages and the count.
 * Returns false, leaving event alone, where it is neither that nor a word for
 * "not known".
 */
bool printed_event_age(struct printed_event *event, struct str text);

/*
 * Hands out the facts of the Event.  Its name, if it is not told, is made of
 * what it says: the same Event in two files has the same.
 */
void printed_event(struct printed *printed, const struct printed_event *event);

/*
 * The time of "Thu, 23 Nov 2023 23:44:59 -0500" in the form of an object's;
 * text itself if it is not of that form.
 */
const char *printed_time(struct arena *arena, const char *text);

/*
 * Hands out the object that root describes.  Returns its kind and its name through subject, for
 * the Events at its end, or false if certtrail does not look into its kind, or
 * if it is no object.
 */
bool describe_object(struct printed *printed, const struct outline_node *root,
    struct printed_event *subject);

/* The parts of that: a Pod, what runs Pods, and the answer of cmctl. */
void describe_metadata(struct twig *root, const struct outline_node *from);
void describe_pod_spec(struct twig *spec, const struct outline_node *from);
void describe_pod(struct printed *printed, const struct outline_node *root);
void describe_workload(struct printed *printed, const struct outline_node *root,
    const struct kube_kind *kind);
void describe_secret(struct printed *printed, const struct outline_node *root);
void describe_custom(struct printed *printed, const struct outline_node *root,
    const struct kube_kind *kind, const char *version);
void describe_status(struct printed *printed, const struct outline_node *root);

#endif
