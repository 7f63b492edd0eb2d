#include <string.h>

#include "accuracy/workload.h"

static void
put_env(struct arena *arena, struct node *container, const struct taken *taken)
{
	if (strcmp(taken->uses, "env") == 0) {
		struct node *list = node_list(arena, container, "env");
		struct node *variable = node_add_map(arena, list);

		node_text(arena, variable, "name", "MODE");
		node_text(arena, variable, "value", "1");
		variable = node_add_map(arena, list);
		node_text(arena, variable, "name", "TLS_CERT");
		struct node *ref = node_map(arena,
		    node_map(arena, variable, "valueFrom"), "secretKeyRef");

		node_text(arena, ref, "name", taken->certificate->secret);
		node_text(arena, ref, "key", "tls.crt");
	} else if (strcmp(taken->uses, "envFrom") == 0) {
		struct node *list = node_list(arena, container, "envFrom");

		node_text(arena,
		    node_map(arena, node_add_map(arena, list), "configMapRef"),
		    "name", "settings");
		node_text(arena,
		    node_map(arena, node_add_map(arena, list), "secretRef"),
		    "name", taken->certificate->secret);
	}
}

static void
put_volume(struct arena *arena, struct node *volumes, const char *name,
    const struct taken *taken)
{
	struct node *volume = node_add_map(arena, volumes);
	const char *secret = taken->certificate->secret;

	node_text(arena, volume, "name", name);
	if (strcmp(taken->uses, "projected") != 0) {
		node_text(arena, node_map(arena, volume, "secret"),
		    "secretName", secret);
		return;
	}
	struct node *sources =
	    node_list(arena, node_map(arena, volume, "projected"), "sources");

	node_text(arena,
	    node_map(arena, node_add_map(arena, sources), "configMap"), "name",
	    "kube-root-ca.crt");
	node_text(arena,
	    node_map(arena, node_add_map(arena, sources), "secret"), "name",
	    secret);
}

static struct node *
put_mount(struct arena *arena, struct node *container, const char *volume,
    const char *path)
{
	struct node *mount =
	    node_add_map(arena, node_list(arena, container, "volumeMounts"));

	node_text(arena, mount, "name", volume);
	node_text(arena, mount, "mountPath", path);
	return mount;
}

static void
put_container(struct bundle *bundle, struct workload *workload, size_t at,
    struct node *containers, struct node *inits, struct node *volumes)
{
	struct arena *arena = bundle->arena;
	const struct taken *taken = &workload->taken[at];
	static const char *const names[] = { "main", "second", "third" };
	const char *volume = arena_printf(arena, "tls-%zu", at);
	struct node *container = node_add_map(arena, containers);
	bool is_init = strcmp(taken->uses, "init") == 0;

	node_text(arena, container, "name", names[at]);
	node_text(arena, container, "image",
	    arena_printf(arena, "registry.example.com/app-%zu:1.4", at));
	put_env(arena, container, taken);
	if (strncmp(taken->uses, "env", 3) == 0)
		return;
	put_volume(arena, volumes, volume, taken);
	if (is_init) {
		struct node *copier = node_add_map(arena, inits);

		node_text(arena, copier, "name", taken->container);
		node_text(
		    arena, copier, "image", "registry.example.com/copier:2");
		put_mount(arena, copier, volume, "/etc/tls");
		put_mount(arena, container, "work", "/work");
		return;
	}
	struct node *mount = put_mount(arena, container, volume, "/etc/tls");

	if (strcmp(taken->uses, "subPath") == 0)
		node_text(arena, mount, "subPath", "tls.crt");
}

void
workload_put_spec(struct bundle *bundle, struct workload *workload)
{
	struct arena *arena = bundle->arena;
	struct node *spec = node_new(arena, NODE_MAP);
	struct node *containers = node_list(arena, spec, "containers");
	struct node *inits = node_new(arena, NODE_LIST);
	struct node *volumes = node_new(arena, NODE_LIST);

	for (size_t i = 0; i < workload->ntaken; i++)
		put_container(bundle, workload, i, containers, inits, volumes);
	if (workload->has_sidecar) {
		struct node *sidecar = node_add_map(arena, containers);

		node_text(arena, sidecar, "name", "sidecar");
		node_text(
		    arena, sidecar, "image", "registry.example.com/export:3");
	}
	if (workload->has_csi) {
		struct node *volume = node_add_map(arena, volumes);
		struct node *csi = node_map(arena, volume, "csi");

		node_text(arena, volume, "name", "csi-tls");
		node_text(arena, csi, "driver", "csi.cert-manager.io");
		node_text(arena, node_map(arena, csi, "volumeAttributes"),
		    "csi.cert-manager.io/issuer-name", "ca-issuer");
	}
	if (inits->first != NULL) {
		struct node *work = node_add_map(arena, volumes);

		node_text(arena, work, "name", "work");
		node_map(arena, work, "emptyDir");
		node_put(spec, "initContainers", inits);
	}
	if (volumes->first != NULL)
		node_put(spec, "volumes", volumes);
	node_text(arena, spec, "restartPolicy",
	    workload->kind == KIND_JOB ? "Never" : "Always");
	workload->spec = spec;
}

static void
put_status_of(struct arena *arena, struct node *list, const char *name,
    const struct pod *pod, size_t at)
{
	struct node *status = node_add_map(arena, list);
	struct node *state = node_map(arena, status, "state");
	bool is_restarted = at == 0 && pod->restarted_us != NEVER;
	int64_t first_us = (pod->created_us / SECOND + 5) * SECOND;

	node_text(arena, status, "name", name);
	node_bare(arena, status, "ready",
	    pod->life == LIFE_CRASH_LOOP ? "false" : "true");
	node_bare(arena, status, "restartCount",
	    pod->life == LIFE_CRASH_LOOP ? "40"
		: is_restarted           ? "2"
					 : "0");
	if (pod->life == LIFE_COMPLETED) {
		struct node *over = node_map(arena, state, "terminated");

		node_bare(arena, over, "exitCode", "0");
		node_text(arena, over, "reason", "Completed");
		node_text(arena, over, "startedAt", rfc3339(arena, first_us));
		node_text(arena, over, "finishedAt",
		    rfc3339(arena, first_us + MINUTE));
	} else if (pod->life == LIFE_CRASH_LOOP) {
		node_text(arena, node_map(arena, state, "waiting"), "reason",
		    "CrashLoopBackOff");
	} else {
		node_text(arena, node_map(arena, state, "running"), "startedAt",
		    rfc3339(arena, workload_started(pod, at)));
	}
	if (!is_restarted)
		return;
	struct node *last =
	    node_map(arena, node_map(arena, status, "lastState"), "terminated");

	node_bare(arena, last, "exitCode", "137");
	node_text(arena, last, "reason", "OOMKilled");
	node_text(arena, last, "startedAt", rfc3339(arena, first_us));
	node_text(arena, last, "finishedAt",
	    rfc3339(arena, pod->restarted_us - 2 * SECOND));
}

static void
put_pod_status(struct bundle *bundle, const struct workload *workload,
    const struct pod *pod, struct node *object)
{
	struct arena *arena = bundle->arena;
	struct node *status = node_map(arena, object, "status");
	static const char *const names[] = { "main", "second", "third" };

	if (pod->life == LIFE_PENDING || pod->life == LIFE_EVICTED) {
		bool is_evicted = pod->life == LIFE_EVICTED;

		node_text(
		    arena, status, "phase", is_evicted ? "Failed" : "Pending");
		if (is_evicted)
			node_text(arena, status, "reason", "Evicted");
		return;
	}
	node_text(arena, status, "phase",
	    pod->life == LIFE_COMPLETED ? "Succeeded" : "Running");
	node_text(arena, status, "startTime",
	    rfc3339(arena, pod->created_us + SECOND));
	struct node *list = node_list(arena, status, "containerStatuses");

	for (size_t i = 0; i < workload->ncontainers; i++)
		put_status_of(arena, list, names[i], pod, i);
	if (workload->has_sidecar)
		put_status_of(
		    arena, list, "sidecar", pod, workload->ncontainers);
	if (node_get(workload->spec, "initContainers") == NULL)
		return;
	list = node_list(arena, status, "initContainerStatuses");
	for (size_t i = 0; i < workload->ntaken; i++) {
		struct pod done = *pod;

		if (strcmp(workload->taken[i].uses, "init") != 0)
			continue;
		done.life = LIFE_COMPLETED;
		done.created_us -= 4 * SECOND;
		done.restarted_us = NEVER;
		put_status_of(
		    arena, list, workload->taken[i].container, &done, 0);
	}
}

static void
put_owner(struct bundle *bundle, struct node *object, const char *kind,
    const char *name)
{
	struct arena *arena = bundle->arena;
	struct node *metadata = bundle_metadata(object);
	struct node *owner =
	    node_add_map(arena, node_list(arena, metadata, "ownerReferences"));

	node_text(arena, owner, "apiVersion",
	    strcmp(kind, "Job") == 0 ? "batch/v1" : "apps/v1");
	node_text(arena, owner, "kind", kind);
	node_text(arena, owner, "name", name);
	node_bare(arena, owner, "controller", "true");
}

static const char *
set_name(struct bundle *bundle, const struct workload *workload, bool is_new)
{
	return arena_printf(bundle->arena, "%s-%s", workload->name,
	    is_new ? workload->new_set : workload->old_set);
}

static void
put_pod(struct bundle *bundle, const struct workload *workload,
    const struct pod *pod)
{
	struct node *object = bundle_object(
	    bundle, KIND_POD, workload->namespace, pod->name, pod->created_us);

	if (workload->kind == KIND_DEPLOYMENT)
		put_owner(bundle, object, "ReplicaSet",
		    set_name(bundle, workload, pod->is_of_new_set));
	else if (workload->kind != KIND_POD)
		put_owner(
		    bundle, object, kind_name(workload->kind), workload->name);
	node_put(object, "spec", node_share(bundle->arena, workload->spec));
	put_pod_status(bundle, workload, pod, object);
}

/* How many Pods there are of one or the other ReplicaSet, and since when. */
static size_t
count_pods(const struct workload *workload, bool is_new, int64_t *first_us)
{
	size_t n = 0;

	for (size_t i = 0; i < workload->npods; i++) {
		const struct pod *pod = &workload->pods[i];

		if (pod->is_of_new_set != is_new)
			continue;
		if (n++ == 0 || pod->created_us < *first_us)
			*first_us = pod->created_us;
	}
	return n;
}

static void
put_template(struct bundle *bundle, const struct workload *workload,
    struct node *spec, size_t nreplicas, int64_t rolled_us)
{
	struct arena *arena = bundle->arena;
	struct node *template = node_map(arena, spec, "template");
	struct node *annotations = node_map(
	    arena, node_map(arena, template, "metadata"), "annotations");

	if (rolled_us != NEVER && !workload->has_reloader)
		node_text(arena, annotations,
		    "kubectl.kubernetes.io/restartedAt",
		    rfc3339(arena, rolled_us));
	else if (rolled_us != NEVER)
		node_text(arena, annotations,
		    "reloader.stakater.com/last-reloaded-from",
		    arena_printf(arena, "{\"type\":\"SECRET\",\"name\":\"%s\"}",
			workload->taken[0].certificate->secret));
	node_put(template, "spec", node_share(arena, workload->spec));
	if (workload->kind != KIND_JOB && workload->kind != KIND_DAEMON_SET)
		node_bare(arena, spec, "replicas",
		    arena_printf(arena, "%zu", nreplicas));
}

static void
put_sets(struct bundle *bundle, const struct workload *workload)
{
	struct arena *arena = bundle->arena;

	for (int i = 0; i < 2; i++) {
		int64_t first_us = workload->created_us;
		size_t n = count_pods(workload, i == 1, &first_us);

		if (n == 0 && i == 1)
			continue;
		struct node *object = bundle_object(bundle, KIND_REPLICA_SET,
		    workload->namespace, set_name(bundle, workload, i == 1),
		    i == 1 ? first_us - 2 * SECOND : workload->created_us);

		put_owner(bundle, object, "Deployment", workload->name);
		put_template(bundle, workload, node_map(arena, object, "spec"),
		    n, NEVER);
	}
}

void
workload_put_objects(struct bundle *bundle, struct workload *workload)
{
	struct arena *arena = bundle->arena;
	int64_t rolled_us = NEVER;

	count_pods(workload, true, &rolled_us);
	if (bundle->has[workload->kind] && workload->kind != KIND_POD) {
		struct node *object = bundle_object(bundle, workload->kind,
		    workload->namespace, workload->name, workload->created_us);
		struct node *spec = node_map(arena, object, "spec");

		put_template(bundle, workload, spec, workload->npods,
		    rolled_us == NEVER ? NEVER : rolled_us - 3 * SECOND);
		if (workload->is_on_delete)
			node_text(arena,
			    node_map(arena, spec, "updateStrategy"), "type",
			    "OnDelete");
	}
	if (bundle->has[KIND_REPLICA_SET] && workload->kind == KIND_DEPLOYMENT)
		put_sets(bundle, workload);
	for (size_t i = 0; bundle->has[KIND_POD] && i < workload->npods; i++)
		put_pod(bundle, workload, &workload->pods[i]);
}
