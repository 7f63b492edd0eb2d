#include "accuracy/workload.h"

#include <string.h>

static const char *const names[] = { "frontend", "backend", "worker", "svc",
	"core", "proxyd", "batch" };
static const char *const uses[] = { "env", "envFrom", "subPath", "init",
	"volume", "volume", "projected" };

static struct certificate *
choose_other(struct bundle *bundle, const struct certificate *certificate)
{
	struct cluster *cluster = bundle->cluster;
	size_t n = cluster->ncertificates;
	size_t first = (size_t)dice_between(&bundle->dice, 0, (int64_t)n);

	for (size_t i = 0; i < n; i++) {
		struct certificate *other =
		    cluster->certificates[(first + i) % n];

		if (other != certificate && other->current != NULL &&
		    strcmp(other->namespace, certificate->namespace) == 0)
			return other;
	}
	return NULL;
}

static void
take(struct bundle *bundle, struct workload *workload,
    struct certificate *certificate)
{
	static const char *const containers[] = { "main", "second", "third" };
	static const char *const copiers[] = { "copy-0", "copy-1", "copy-2" };
	size_t n = workload->ntaken++;
	struct taken *taken = &workload->taken[n];

	taken->certificate = certificate;
	taken->uses = uses[dice_between(&bundle->dice, 0, 7)];
	taken->main = n;
	taken->container =
	    strcmp(taken->uses, "init") == 0 ? copiers[n] : containers[n];
	workload->ncontainers = n + 1;
	if (certificate->current->issued_us > workload->renewed_us)
		workload->renewed_us = certificate->current->issued_us;
	if (certificate->created_us > workload->created_us)
		workload->created_us = certificate->created_us;
}

int64_t
workload_started(const struct pod *pod, size_t container)
{
	if (container == 0 && pod->restarted_us != NEVER)
		return pod->restarted_us;
	return (pod->created_us / SECOND + 5 + (int64_t)container) * SECOND;
}

/* When the CA above was renewed last, if that was before the leaf was. */
static int64_t
renewal_above(const struct workload *workload)
{
	const struct certificate *leaf = workload->taken[0].certificate;
	int64_t leaf_us = leaf->current->issued_us;

	if (leaf->above == NULL || leaf->above->current == NULL ||
	    leaf->above->current->issued_us >= leaf_us)
		return NEVER;
	return leaf->above->current->issued_us;
}

static void
live(struct bundle *bundle, const struct workload *workload, struct pod *pod)
{
	static const enum life lives[] = { LIFE_OLD, LIFE_OLD, LIFE_NEW,
		LIFE_NEW, LIFE_NEW, LIFE_BETWEEN, LIFE_RESTARTED,
		LIFE_RESTARTED, LIFE_RACE, LIFE_PENDING, LIFE_CRASH_LOOP,
		LIFE_EVICTED };
	struct dice *dice = &bundle->dice;
	int64_t now_us = bundle->cluster->now_us - 5 * MINUTE;
	int64_t renewed_us = workload->renewed_us;
	int64_t above_us = renewal_above(workload);
	int64_t last_us = renewed_us < now_us ? renewed_us : now_us;

	pod->life = lives[dice_between(dice, 0, 12)];
	pod->restarted_us = NEVER;
	if (workload->kind == KIND_JOB)
		pod->life = LIFE_COMPLETED;
	pod->created_us = dice_between(dice, workload->created_us,
	    last_us > workload->created_us + HOUR ? last_us - MINUTE : now_us);
	switch (pod->life) {
	case LIFE_NEW:
	case LIFE_PENDING:
		pod->created_us =
		    dice_between(dice, renewed_us + 30 * SECOND, now_us);
		break;
	case LIFE_BETWEEN:
		if (above_us != NEVER && above_us > workload->created_us)
			pod->created_us = dice_between(dice, above_us, last_us);
		break;
	case LIFE_RESTARTED:
		pod->restarted_us =
		    dice_between(dice, pod->created_us + 10 * MINUTE, now_us);
		break;
	case LIFE_RACE:
		pod->restarted_us =
		    renewed_us + dice_between(dice, -20, 150) * SECOND;
		if (pod->restarted_us < pod->created_us + MINUTE ||
		    pod->restarted_us > now_us)
			pod->restarted_us = NEVER;
		break;
	case LIFE_OLD:
	case LIFE_CRASH_LOOP:
	case LIFE_EVICTED:
	case LIFE_COMPLETED:
		break;
	}
	/* The kubelet tells whole seconds. */
	if (pod->restarted_us != NEVER)
		pod->restarted_us = pod->restarted_us / SECOND * SECOND;
	pod->is_of_new_set = pod->life == LIFE_NEW ||
	    (pod->life == LIFE_PENDING && dice_percent(dice, 50));
}

static void
name_pods(struct bundle *bundle, struct workload *workload)
{
	for (size_t i = 0; i < workload->npods; i++) {
		struct pod *pod = &workload->pods[i];
		char suffix[8];

		dice_suffix(&bundle->dice, suffix, 5);
		if (workload->kind == KIND_STATEFUL_SET)
			pod->name = arena_printf(
			    bundle->arena, "%s-%zu", workload->name, i);
		else if (workload->kind == KIND_DEPLOYMENT)
			pod->name = arena_printf(bundle->arena, "%s-%s-%s",
			    workload->name,
			    pod->is_of_new_set ? workload->new_set
					       : workload->old_set,
			    suffix);
		else if (workload->kind == KIND_POD)
			pod->name = workload->name;
		else
			pod->name = arena_printf(
			    bundle->arena, "%s-%s", workload->name, suffix);
	}
}

static void
choose_pods(struct bundle *bundle, struct workload *workload)
{
	struct dice *dice = &bundle->dice;
	bool is_set = workload->kind == KIND_DEPLOYMENT ||
	    workload->kind == KIND_STATEFUL_SET;
	char hash[2][12];

	for (size_t i = 0; i < 2; i++)
		dice_suffix(dice, hash[i], 9);
	workload->old_set = arena_printf(bundle->arena, "%s", hash[0]);
	workload->new_set = arena_printf(bundle->arena, "%s", hash[1]);
	workload->is_scaled_to_zero = is_set && dice_percent(dice, 10);
	workload->is_on_delete =
	    workload->kind == KIND_STATEFUL_SET && dice_percent(dice, 20);
	workload->has_reloader = is_set && dice_percent(dice, 25);
	if (workload->is_scaled_to_zero)
		return;
	workload->npods = is_set || workload->kind == KIND_DAEMON_SET
	    ? (size_t)dice_between(dice, 1, MAX_PODS + 1)
	    : 1;
	for (size_t i = 0; i < workload->npods; i++)
		live(bundle, workload, &workload->pods[i]);
	name_pods(bundle, workload);
}

/* What is true of a container that takes a Secret. */
static void
put_user(struct bundle *bundle, const struct workload *workload,
    const struct taken *taken, const struct pod *pod)
{
	struct user user = { .container = taken->container,
		.workload_kind =
		    workload->kind == KIND_POD ? "" : kind_name(workload->kind),
		.workload = workload->kind == KIND_POD ? "" : workload->name,
		.uses = taken->uses };
	bool is_init = strcmp(taken->uses, "init") == 0;

	if (pod == NULL) {
		user.is_over = workload->is_scaled_to_zero;
		truth_put_restarts(bundle, taken->certificate, &user);
		return;
	}
	user.pod = pod->name;
	user.created_us = pod->created_us;
	user.started_us = workload_started(pod, taken->main);
	user.is_over = pod->life == LIFE_COMPLETED || pod->life == LIFE_EVICTED;
	/* The copy that was made once is there, whatever crashes. */
	user.is_waiting = pod->life == LIFE_PENDING ||
	    (pod->life == LIFE_CRASH_LOOP && !is_init);
	truth_put_restarts(bundle, taken->certificate, &user);
}

static void
put_workload(struct bundle *bundle, struct workload *workload)
{
	bool is_saved = bundle->has[workload->kind];
	bool has_pods = bundle->has[KIND_POD] && workload->npods > 0;

	workload_put_spec(bundle, workload);
	workload_put_objects(bundle, workload);
	for (size_t i = 0; i < workload->ntaken; i++) {
		const struct taken *taken = &workload->taken[i];

		for (size_t k = 0; has_pods && k < workload->npods; k++)
			put_user(bundle, workload, taken, &workload->pods[k]);
		if (!has_pods && is_saved && workload->kind != KIND_JOB &&
		    workload->kind != KIND_POD)
			put_user(bundle, workload, taken, NULL);
	}
}

static void
make_workload(struct bundle *bundle, struct certificate *certificate, size_t n)
{
	static const enum kind kinds[] = { KIND_DEPLOYMENT, KIND_DEPLOYMENT,
		KIND_DEPLOYMENT, KIND_DEPLOYMENT, KIND_STATEFUL_SET,
		KIND_STATEFUL_SET, KIND_DAEMON_SET, KIND_JOB, KIND_POD };
	struct dice *dice = &bundle->dice;
	struct certificate *other = choose_other(bundle, certificate);
	int64_t latest_us = bundle->cluster->now_us - HOUR;
	struct workload workload = {
		.kind = kinds[dice_between(dice, 0, 9)],
		.namespace = certificate->namespace,
		.uid = cluster_uid(bundle->cluster),
		.has_sidecar = dice_percent(dice, 40),
		.has_csi = dice_percent(dice, 10),
	};

	workload.name = arena_printf(bundle->arena, "%s-%s-%c",
	    names[dice_between(dice, 0, 7)], certificate->name, "xyz"[n % 3]);
	take(bundle, &workload, certificate);
	if (other != NULL && dice_percent(dice, 25))
		take(bundle, &workload, other);
	workload.created_us += dice_between(dice, MINUTE, 5 * HOUR);
	if (workload.created_us > latest_us)
		workload.created_us = latest_us;
	choose_pods(bundle, &workload);
	put_workload(bundle, &workload);
}

/* The controller itself. */
static void
put_cert_manager(struct bundle *bundle)
{
	struct arena *arena = bundle->arena;
	const struct cluster *cluster = bundle->cluster;
	static const char *const pods[] = { "cert-manager-7dd5854bb4-x2x7z",
		"cert-manager-7dd5854bb4-k8wzp" };

	for (unsigned pod = 0; pod < cluster->npods; pod++) {
		int64_t started_us = cluster->processes[0].start_us;
		int64_t created_us = cluster->start_us - 900 * SECOND;

		for (size_t i = 0; i < cluster->nprocesses; i++) {
			if (cluster->processes[i].pod == pod)
				started_us = cluster->processes[i].start_us;
		}
		struct node *object = bundle_object(
		    bundle, KIND_POD, "cert-manager", pods[pod], created_us);
		struct node *container = node_add_map(arena,
		    node_list(
			arena, node_map(arena, object, "spec"), "containers"));
		struct node *status = node_map(arena, object, "status");
		struct node *state = node_add_map(
		    arena, node_list(arena, status, "containerStatuses"));

		node_text(arena, container, "name", "cert-manager-controller");
		node_text(arena, container, "image",
		    arena_printf(arena,
			"quay.io/jetstack/cert-manager-controller:%s",
			cluster->era->version));
		node_text(arena, status, "phase", "Running");
		node_text(arena, status, "startTime",
		    rfc3339(arena, created_us + SECOND));
		node_text(arena, state, "name", "cert-manager-controller");
		node_text(arena,
		    node_map(arena, node_map(arena, state, "state"), "running"),
		    "startedAt", rfc3339(arena, started_us));
	}
}

void
bundle_put_workloads(struct bundle *bundle)
{
	struct cluster *cluster = bundle->cluster;
	struct dice *dice = &bundle->dice;
	static const int many[] = { 0, 1, 1, 1, 2 };
	bool is_any = false;

	for (size_t i = KIND_POD; i <= KIND_JOB; i++)
		is_any = is_any || bundle->has[i];
	if (!is_any)
		return;
	for (size_t i = 0; i < cluster->ncertificates; i++) {
		struct certificate *certificate = cluster->certificates[i];
		int n = certificate->is_ca ? dice_percent(dice, 25)
					   : many[dice_between(dice, 0, 5)];

		if (certificate->current == NULL ||
		    strcmp(certificate->namespace, "cert-manager") == 0)
			continue;
		for (int k = 0; k < n; k++)
			make_workload(bundle, certificate, (size_t)k);
	}
	if (bundle->has[KIND_POD])
		put_cert_manager(bundle);
}
