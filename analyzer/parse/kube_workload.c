/* Pods and what runs them: containers and their states. */
#include <string.h>

#include "parse/kube_item.h"

/* Beyond that many a list of names is not searched; nobody has as many. */
#define MAX_NAMED 512

static const struct yaml_want running_wants[] = { { YAML_WANT("reason") },
	{ YAML_WANT("startedAt") }, { YAML_WANT("finishedAt") },
	YAML_WANT_END };
static const struct yaml_want state_wants[] = { { YAML_WANT("running"),
						    .below = running_wants },
	{ YAML_WANT("waiting"), .below = running_wants },
	{ YAML_WANT("terminated"), .below = running_wants }, YAML_WANT_END };
static const struct yaml_want container_status_wants[] = {
	{ YAML_WANT("name") }, { YAML_WANT("restartCount") },
	{ YAML_WANT("state"), .below = state_wants },
	{ YAML_WANT("lastState"), .below = state_wants }, YAML_WANT_END
};
static const struct yaml_want pod_status_wants[] = { { YAML_WANT("phase") },
	{ YAML_WANT("reason") }, { YAML_WANT("startTime") },
	{ YAML_WANT("conditions"), .below = kube_condition_wants },
	{ YAML_WANT("containerStatuses"), .below = container_status_wants },
	{ YAML_WANT("initContainerStatuses"), .below = container_status_wants },
	{ YAML_WANT("ephemeralContainerStatuses"),
	    .below = container_status_wants },
	YAML_WANT_END };

const struct yaml_want kube_pod_wants[] = { KUBE_IDENTITY_WANTS,
	{ YAML_WANT("spec"), .below = kube_pod_spec_wants },
	{ YAML_WANT("status"), .below = pod_status_wants }, YAML_WANT_END };

static const struct yaml_want template_metadata_wants[] = {
	{ YAML_WANT("labels"), .below = kube_mark_wants },
	{ YAML_WANT("annotations"), .below = kube_mark_wants }, YAML_WANT_END
};
static const struct yaml_want template_wants[] = {
	{ YAML_WANT("metadata"), .below = template_metadata_wants },
	{ YAML_WANT("spec"), .below = kube_pod_spec_wants }, YAML_WANT_END
};
static const struct yaml_want job_spec_wants[] = {
	{ YAML_WANT("template"), .below = template_wants }, YAML_WANT_END
};
static const struct yaml_want job_template_wants[] = {
	{ YAML_WANT("spec"), .below = job_spec_wants }, YAML_WANT_END
};
static const struct yaml_want strategy_wants[] = { { YAML_WANT("type") },
	YAML_WANT_END };
static const struct yaml_want workload_spec_wants[] = {
	{ YAML_WANT("replicas") },
	{ YAML_WANT("strategy"), .below = strategy_wants },
	{ YAML_WANT("updateStrategy"), .below = strategy_wants },
	{ YAML_WANT("template"), .below = template_wants },
	{ YAML_WANT("jobTemplate"), .below = job_template_wants }, YAML_WANT_END
};
static const struct yaml_want workload_status_wants[] = {
	{ YAML_WANT("readyReplicas") }, { YAML_WANT("numberReady") },
	{ YAML_WANT("completionTime") }, YAML_WANT_END
};

const struct yaml_want kube_workload_wants[] = { KUBE_IDENTITY_WANTS,
	{ YAML_WANT("spec"), .below = workload_spec_wants },
	{ YAML_WANT("status"), .below = workload_status_wants },
	YAML_WANT_END };

static const struct {
	const char *spec;
	const char *status;
	const char *type;
} lists[] = {
	{ "containers", "containerStatuses", "app" },
	{ "initContainers", "initContainerStatuses", "init" },
	{ "ephemeralContainers", "ephemeralContainerStatuses", "ephemeral" },
};

static const struct yaml_node *
find_named(const struct yaml_node *list, const char *name)
{
	const struct yaml_node *at = yaml_first(list);

	for (size_t i = 0; at != NULL && i < MAX_NAMED; at = at->next, i++) {
		const char *text = kube_text(yaml_get(at, "name"));

		if (text != NULL && strcmp(text, name) == 0)
			return at;
	}
	return NULL;
}

static void
put_state(const struct kube_item *item, struct fact *fact,
    const struct yaml_node *status)
{
	static const char *const states[] = { "running", "waiting",
		"terminated" };
	const struct yaml_node *state = yaml_get(status, "state");
	const struct yaml_node *last = yaml_at(status, "lastState.terminated");

	for (size_t i = 0; i < sizeof(states) / sizeof(states[0]); i++) {
		const struct yaml_node *found = yaml_get(state, states[i]);

		if (found == NULL || found->type != TREE_MAP)
			continue;
		fact_text(fact, "state", states[i]);
		kube_put_text(fact, "state_reason", found, "reason");
		kube_put_time(item, fact, "started_us", "started_line", found,
		    "startedAt");
		kube_put_time(
		    item, fact, "finished_us", NULL, found, "finishedAt");
		break;
	}
	kube_put_number(item, fact, "restart_count", status, "restartCount");
	kube_put_time(item, fact, "last_started_us", NULL, last, "startedAt");
	kube_put_time(item, fact, "last_finished_us", NULL, last, "finishedAt");
	kube_put_text(fact, "last_reason", last, "reason");
}

/* The containers of a Pod's spec; status is NULL for a template. */
static void
put_containers(struct kube_item *item, const struct yaml_node *spec,
    const struct yaml_node *status)
{
	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
		const struct yaml_node *at =
		    yaml_first(yaml_get(spec, lists[i].spec));
		const struct yaml_node *states =
		    yaml_get(status, lists[i].status);

		for (; at != NULL; at = at->next) {
			const char *name = kube_text(yaml_get(at, "name"));

			if (name == NULL)
				continue;

			struct fact *fact = kube_fact(item, "container");

			fact_integer(fact, "line", (int64_t)at->line);
			fact_text(fact, "name", name);
			fact_text(fact, "type",
			    kube_container_type(at, lists[i].type));
			kube_put_text(fact, "image", at, "image");
			put_state(item, fact, find_named(states, name));
		}
	}
}

void
kube_pod(struct kube_item *item)
{
	const struct yaml_node *spec = yaml_get(item->root, "spec");
	const struct yaml_node *status = yaml_get(item->root, "status");
	struct fact *fact = kube_fact(item, "pod");

	kube_put_text(fact, "phase", status, "phase");
	kube_put_text(fact, "reason", status, "reason");
	kube_put_text(fact, "node", spec, "nodeName");
	kube_put_time(item, fact, "started_us", NULL, status, "startTime");
	kube_put_conditions(item);
	put_containers(item, spec, status);
	kube_put_secret_refs(item, spec);
}

static const char *
first_way(const struct kube_item *item, const char *way, const char *other)
{
	return yaml_at(item->root, way) != NULL ? way : other;
}

void
kube_workload(struct kube_item *item)
{
	const struct yaml_node *template = yaml_at(item->root,
	    strcmp(item->kind, "CronJob") == 0
		? "spec.jobTemplate.spec.template"
		: "spec.template");
	const struct yaml_node *spec = yaml_get(template, "spec");
	const struct yaml_node *annotations =
	    yaml_at(item->root, "metadata.annotations");
	struct fact *fact = kube_fact(item, "workload");

	kube_put_number(item, fact, "replicas", item->root, "spec.replicas");
	kube_put_number(item, fact, "ready", item->root,
	    first_way(item, "status.readyReplicas", "status.numberReady"));
	kube_put_text(fact, "strategy", item->root,
	    first_way(item, "spec.strategy.type", "spec.updateStrategy.type"));
	fact_text(fact, "revision",
	    kube_text(
		yaml_get(annotations, "deployment.kubernetes.io/revision")));
	kube_put_time(item, fact, "completed_us", NULL, item->root,
	    "status.completionTime");
	kube_put_annotations(item, yaml_get(template, "metadata"),
	    "template-label", "template-annotation");
	put_containers(item, spec, NULL);
	kube_put_secret_refs(item, spec);
}
