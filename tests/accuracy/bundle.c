#include "accuracy/bundle.h"

#include <string.h>

static const struct {
	const char *name;
	const char *plural;
	const char *group;
	const char *api; /* NULL: the release's */
} kinds[NKINDS] = {
	{ "Certificate", "certificates", "cert-manager.io", NULL },
	{ "CertificateRequest", "certificaterequests", "cert-manager.io",
	    NULL },
	{ "Issuer", "issuers", "cert-manager.io", NULL },
	{ "ClusterIssuer", "clusterissuers", "cert-manager.io", NULL },
	{ "Secret", "secrets", "core", "v1" },
	{ "Pod", "pods", "core", "v1" },
	{ "Deployment", "deployments", "apps", "apps/v1" },
	{ "ReplicaSet", "replicasets", "apps", "apps/v1" },
	{ "StatefulSet", "statefulsets", "apps", "apps/v1" },
	{ "DaemonSet", "daemonsets", "apps", "apps/v1" },
	{ "Job", "jobs", "batch", "batch/v1" },
	{ "Event", "events", "core", "v1" },
};

const char *
layout_name(enum layout layout)
{
	static const char *const names[NLAYOUTS] = { "files, YAML",
		"files, JSON", "a file for each object", "must-gather",
		"one file", "cluster-info dump", "troubleshoot" };

	return names[layout];
}

const char *
packing_name(enum packing packing)
{
	static const char *const names[] = { "plain", "tar.gz", "zip",
		"nested" };

	return names[packing];
}

const char *
kind_name(enum kind kind)
{
	return kinds[kind].name;
}

const char *
kind_plural(enum kind kind)
{
	return kinds[kind].plural;
}

const char *
kind_group(const struct bundle *bundle, enum kind kind)
{
	return kind <= KIND_CLUSTER_ISSUER &&
		bundle->cluster->era->flow == FLOW_SYNC
	    ? "certmanager.k8s.io"
	    : kinds[kind].group;
}

const char *
kind_api(const struct bundle *bundle, enum kind kind)
{
	return kinds[kind].api == NULL ? bundle->cluster->era->api
				       : kinds[kind].api;
}

static void
set_all(struct bundle *bundle, bool has)
{
	for (size_t i = 0; i < NKINDS; i++)
		bundle->has[i] = has;
	bundle->has_log = has;
}

static void
set_workloads(struct bundle *bundle, bool has)
{
	for (size_t i = KIND_POD; i <= KIND_JOB; i++)
		bundle->has[i] = has;
}

/* What somebody thought of saving. */
static void
choose_objects(struct bundle *bundle)
{
	struct dice *dice = &bundle->dice;
	int64_t of = dice_between(dice, 0, 100);

	set_all(bundle, true);
	if (of >= 40 && of < 50) {
		bundle->has[KIND_SECRET] = false;
	} else if (of >= 50 && of < 58) {
		bundle->has[KIND_POD] = false;
	} else if (of >= 58 && of < 64) {
		bundle->has[KIND_CERTIFICATE] = false;
	} else if (of >= 64 && of < 70) {
		set_all(bundle, false);
		bundle->has_log = true;
	} else if (of >= 70 && of < 76) {
		set_all(bundle, false);
		bundle->has[KIND_CERTIFICATE] = true;
	} else if (of >= 76) {
		bundle->has[KIND_SECRET] = dice_percent(dice, 70);
		bundle->has[KIND_REQUEST] = dice_percent(dice, 70);
		bundle->has[KIND_ISSUER] = dice_percent(dice, 90);
		bundle->has[KIND_CLUSTER_ISSUER] = bundle->has[KIND_ISSUER];
		bundle->has[KIND_EVENT] = dice_percent(dice, 70);
		bundle->has_log = dice_percent(dice, 80);
		set_workloads(bundle, dice_percent(dice, 85));
	}
	if (bundle->layout == LAYOUT_CLUSTER_INFO) {
		for (size_t i = 0; i < NKINDS; i++)
			bundle->has[i] = false;
		bundle->has[KIND_POD] = true;
		bundle->has[KIND_DEPLOYMENT] = true;
		bundle->has[KIND_REPLICA_SET] = true;
		bundle->has[KIND_DAEMON_SET] = true;
		bundle->has[KIND_EVENT] = true;
		bundle->has_log = true;
	}
	if (bundle->layout == LAYOUT_TROUBLESHOOT)
		bundle->has[KIND_SECRET] = false;
	if (bundle->cluster->era->flow == FLOW_SYNC)
		bundle->has[KIND_REQUEST] = false;
}

/* The newest process of a pod is its current log, the one before previous. */
static void
choose_processes(struct bundle *bundle)
{
	const struct cluster *cluster = bundle->cluster;
	size_t n = cluster->nprocesses;
	bool has_rotated = dice_percent(&bundle->dice, 60);

	bundle->is_process_shown =
	    arena_alloc(bundle->arena, (n + 1) * sizeof(bool));
	for (size_t i = 0; i <= n && bundle->has_log; i++) {
		size_t later = 0;

		for (size_t k = i + 1; k < n; k++)
			later += cluster->processes[k].pod ==
			    (i == n ? 0 : cluster->processes[i].pod);
		/* The pod that waits has begun a new log since. */
		if (cluster->npods == 2 && n > 1 && i < n &&
		    cluster->processes[i].pod != cluster->processes[n - 1].pod)
			later++;
		switch (bundle->layout) {
		case LAYOUT_CLUSTER_INFO:
			bundle->is_process_shown[i] = later == 0;
			break;
		case LAYOUT_TROUBLESHOOT:
			bundle->is_process_shown[i] = later <= 1;
			break;
		case LAYOUT_MUST_GATHER:
			bundle->is_process_shown[i] = later <= 1 || has_rotated;
			break;
		case LAYOUT_YAML:
		case LAYOUT_JSON:
		case LAYOUT_EACH:
		case LAYOUT_ONE_FILE:
			bundle->is_process_shown[i] = true;
			break;
		}
	}
}

static void
choose_log(struct bundle *bundle)
{
	const struct cluster *cluster = bundle->cluster;
	struct dice *dice = &bundle->dice;
	int64_t span_us = cluster->now_us - cluster->start_us;
	bool is_bare = bundle->layout == LAYOUT_CLUSTER_INFO ||
	    bundle->layout == LAYOUT_TROUBLESHOOT;

	bundle->has_timestamps = bundle->layout == LAYOUT_MUST_GATHER ||
	    (!is_bare && dice_percent(dice, 33));
	/* Early releases may print no date at all. */
	if (cluster->era->flow == FLOW_SYNC && !is_bare &&
	    !bundle->has[KIND_CERTIFICATE] && !bundle->has[KIND_POD])
		bundle->has_timestamps = true;
	bundle->log_from_us = cluster->processes[0].start_us - SECOND;
	if (dice_percent(dice, 60))
		bundle->log_from_us = cluster->start_us +
		    span_us / 100 * dice_between(dice, 20, 85);
	bundle->nparts = (int)dice_between(dice, 1, 4);
	if (is_bare || bundle->layout == LAYOUT_MUST_GATHER)
		bundle->nparts = 1;
	choose_processes(bundle);
}

struct bundle *
bundle_new(struct cluster *cluster, struct mint *mint)
{
	struct bundle *bundle = arena_alloc(cluster->arena, sizeof(*bundle));

	bundle->arena = cluster->arena;
	bundle->cluster = cluster;
	bundle->mint = mint;
	bundle->dice = dice_for(cluster->seed, "bundle");
	bundle->layout = (enum layout)(cluster->seed % NLAYOUTS);
	int64_t of = dice_between(&bundle->dice, 0, 10);

	if (of < 4)
		bundle->packing = of == 0 ? PACKING_NESTED
		    : of == 1             ? PACKING_ZIP
					  : PACKING_TGZ;
	bundle->truth.arena = bundle->arena;
	bundle->resource_version = 100000;
	for (size_t i = 0; i < NKINDS; i++)
		bundle->objects[i] = node_new(bundle->arena, NODE_LIST);
	choose_objects(bundle);
	choose_log(bundle);
	bundle->has_managed_fields =
	    cluster->era->number >= 108 && dice_percent(&bundle->dice, 30);
	return bundle;
}
