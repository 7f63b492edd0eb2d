/* Events, of the core API and of events.k8s.io. */
#include "parse/kube_item.h"

static const struct yaml_want subject_wants[] = { { YAML_WANT("kind") },
	{ YAML_WANT("namespace") }, { YAML_WANT("name") }, { YAML_WANT("uid") },
	YAML_WANT_END };
static const struct yaml_want source_wants[] = { { YAML_WANT("component") },
	YAML_WANT_END };
static const struct yaml_want series_wants[] = {
	{ YAML_WANT("lastObservedTime") }, { YAML_WANT("count") }, YAML_WANT_END
};

const struct yaml_want kube_event_wants[] = { KUBE_IDENTITY_WANTS,
	{ YAML_WANT("involvedObject"), .below = subject_wants },
	{ YAML_WANT("regarding"), .below = subject_wants },
	{ YAML_WANT("type") }, { YAML_WANT("reason") },
	{ YAML_WANT("message") }, { YAML_WANT("note") },
	{ YAML_WANT("source"), .below = source_wants },
	{ YAML_WANT("deprecatedSource"), .below = source_wants },
	{ YAML_WANT("reportingController") },
	{ YAML_WANT("reportingComponent") }, { YAML_WANT("eventTime") },
	{ YAML_WANT("firstTimestamp") },
	{ YAML_WANT("deprecatedFirstTimestamp") },
	{ YAML_WANT("lastTimestamp") },
	{ YAML_WANT("deprecatedLastTimestamp") },
	{ YAML_WANT("series"), .below = series_wants }, { YAML_WANT("count") },
	{ YAML_WANT("deprecatedCount") }, YAML_WANT_END };

/* The first of the ways, a list that ends in NULL, that leads to a text. */
static const struct yaml_node *
first_of(const struct kube_item *item, const char *const *ways)
{
	for (; *ways != NULL; ways++) {
		const struct yaml_node *node = yaml_at(item->root, *ways);

		if (kube_text(node) != NULL)
			return node;
	}
	return NULL;
}

static void
put_first_time(struct kube_item *item, struct fact *fact, const char *column,
    const char *const *ways)
{
	int64_t at_us;

	if (kube_time(item, first_of(item, ways), &at_us))
		fact_integer(fact, column, at_us);
}

/* How often it happened; at least once. */
static int64_t
count_of(const struct kube_item *item)
{
	static const char *const ways[] = { "count", "deprecatedCount",
		"series.count" };
	int64_t most = 1;

	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		int64_t n;

		if (kube_number(item, yaml_at(item->root, ways[i]), &n) &&
		    n > most)
			most = n;
	}
	return most;
}

void
kube_event(struct kube_item *item)
{
	static const char *const first[] = { "firstTimestamp",
		"deprecatedFirstTimestamp", "eventTime",
		"metadata.creationTimestamp", NULL };
	static const char *const last[] = { "series.lastObservedTime",
		"lastTimestamp", "deprecatedLastTimestamp", "eventTime",
		"firstTimestamp", "deprecatedFirstTimestamp",
		"metadata.creationTimestamp", NULL };
	static const char *const messages[] = { "message", "note", NULL };
	static const char *const components[] = { "source.component",
		"reportingController", "reportingComponent",
		"deprecatedSource.component", NULL };
	const struct yaml_node *subject =
	    yaml_get(item->root, "involvedObject");
	struct fact *fact = kube_fact(item, "kube_event");

	if (subject == NULL)
		subject = yaml_get(item->root, "regarding");
	kube_put_text(fact, "subject_kind", subject, "kind");
	kube_put_text(fact, "subject_namespace", subject, "namespace");
	kube_put_text(fact, "subject", subject, "name");
	kube_put_text(fact, "subject_uid", subject, "uid");
	kube_put_text(fact, "type", item->root, "type");
	kube_put_text(fact, "reason", item->root, "reason");
	fact_text(fact, "message", kube_text(first_of(item, messages)));
	fact_text(fact, "component", kube_text(first_of(item, components)));
	put_first_time(item, fact, "first_us", first);
	put_first_time(item, fact, "last_us", last);
	fact_integer(fact, "n", count_of(item));
}
