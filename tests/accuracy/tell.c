#include "accuracy/tell.h"

#include <string.h>

#include "accuracy/record.h"

const char *
tell_key(struct cluster *cluster, const struct certificate *certificate)
{
	return arena_printf(
	    cluster->arena, "%s/%s", certificate->namespace, certificate->name);
}

bool
tell_is_remade(const struct run *run, const struct generation *before)
{
	return before == NULL || strcmp(run->reason, "DoesNotExist") == 0;
}

const char *
tell_signer(const struct certificate *certificate)
{
	static const char *const names[] = { "selfsigned", "ca", "acme",
		"vault" };

	return names[certificate->issuer->type];
}

void
tell_work(struct cluster *cluster, const char *logger,
    const struct certificate *certificate, bool is_end, int64_t at_us)
{
	struct record record = { .at_us = at_us,
		.severity = 'I',
		.source = "controller.go",
		.line = is_end ? 144 : 138,
		.logger = logger,
		.message = is_end ? "finished processing work item"
		    : cluster->era->number == 8 ? "syncing resource"
						: "syncing item" };

	record_pair(record.attached, "key", tell_key(cluster, certificate));
	record_put(cluster, &record);
}

/* Events live for an hour. */
void
tell_event(struct cluster *cluster, const struct certificate *certificate,
    int64_t at_us, const char *type, const char *reason, const char *message,
    const char *component)
{
	if (at_us < cluster->now_us - HOUR || at_us > cluster->now_us - SECOND)
		return;
	struct told_event *event =
	    LIST_ADD(cluster->arena, &cluster->events, &cluster->nevents);

	event->at_us = at_us;
	event->certificate = certificate;
	event->type = type;
	event->reason = reason;
	event->message = message;
	event->component = cluster->era->number < 108
	    ? "cert-manager"
	    : arena_printf(
		  cluster->arena, "cert-manager-certificates-%s", component);
}

const char *
tell_trigger_message(
    struct cluster *cluster, const struct run *run, bool has_nil)
{
	if (strcmp(run->reason, "DoesNotExist") == 0)
		return "Issuing certificate as Secret does not exist";
	if (strcmp(run->reason, "ManuallyTriggered") == 0)
		return "Certificate re-issuance manually triggered";
	return arena_printf(cluster->arena,
	    "Renewing certificate as renewal was scheduled at %s",
	    has_nil ? "<nil>" : go_second(cluster->arena, run->due_us));
}

void
tell_begin(struct cluster *cluster, struct run *run, int64_t at_us)
{
	if (cluster->era->flow == FLOW_SYNC)
		tell_sync_begin(cluster, run, at_us);
	else if (cluster->era->flow == FLOW_REQUEST)
		tell_request_begin(cluster, run, at_us);
	else
		tell_trigger_begin(cluster, run, at_us);
}

void
tell_failure(
    struct cluster *cluster, struct run *run, int64_t at_us, int64_t next_us)
{
	if (cluster->era->flow == FLOW_REQUEST)
		tell_request_failure(cluster, run, at_us);
	else
		tell_trigger_failure(cluster, run, at_us, next_us);
}

void
tell_success(struct cluster *cluster, struct run *run,
    const struct generation *before, int64_t at_us)
{
	if (cluster->era->flow == FLOW_SYNC)
		tell_sync_success(cluster, run, before, at_us);
	else if (cluster->era->flow == FLOW_REQUEST)
		tell_request_success(cluster, run, before, at_us);
	else
		tell_trigger_success(cluster, run, before, at_us);
}

void
tell_deleted(struct cluster *cluster, const struct certificate *certificate,
    int64_t at_us)
{
	record_condition(cluster, at_us, "Certificate", certificate->namespace,
	    certificate->name, "Ready", "True", "False");
}

void
tell_resync(struct cluster *cluster, const struct certificate *certificate,
    int64_t at_us)
{
	if (cluster->era->number < 16)
		tell_sync_resync(cluster, certificate, at_us);
}

static void
put_start(struct cluster *cluster, size_t process, int64_t at_us)
{
	const char *version = cluster->era->version;
	bool is_upgraded = cluster->upgrade_us != NEVER &&
	    cluster->processes[process].start_us >= cluster->upgrade_us;
	int number = is_upgraded ? 119 : cluster->era->number;
	struct record record = { .at_us = at_us,
		.severity = 'I',
		.source = "start.go",
		.line = 75,
		.logger = "",
		.message = "starting controller" };

	if (number >= 113 && number < 119)
		return; /* these do not tell their version */
	if (number >= 119) {
		record.message = "starting cert-manager controller";
		record_pair(
		    record.own, "version", is_upgraded ? "v1.19.2" : version);
		record_pair(record.own, "git_commit", "6e38ee5");
		record_pair(record.own, "go_version", "go1.25.1");
	} else {
		record_pair(record.own, "git-commit", "f1d591a53");
		record_pair(record.own, "version", version);
	}
	record_put(cluster, &record);
}

void
tell_start(struct cluster *cluster, size_t process)
{
	const struct process *of = &cluster->processes[process];
	int64_t at_us = of->start_us;

	put_start(cluster, process, at_us + 500);
	record_plain(cluster, at_us + 1500, 'W', "client_config.go", 618,
	    "Neither --kubeconfig nor --master was specified.  Using the "
	    "inClusterConfig.  This might not work.");
	record_plain(cluster, at_us + 90000, 'I', "leaderelection.go", 248,
	    "attempting to acquire leader lease "
	    "kube-system/cert-manager-controller...");
	record_plain(cluster, of->ready_us, 'I', "leaderelection.go", 258,
	    "successfully acquired lease kube-system/cert-manager-controller");
	for (size_t i = 0; i < 5; i++) {
		static const char *const names[] = { "orders", "challenges",
			"issuers", "clusterissuers", "certificates" };
		struct record record = { .at_us = of->ready_us + 1000 +
			    (int64_t)i * 700,
			.severity = 'I',
			.source = "controller.go",
			.line = 220,
			.logger = "",
			.message = "starting controller" };

		record_pair(record.own, "controller", names[i]);
		record_put(cluster, &record);
	}
}

void
tell_standby(struct cluster *cluster, size_t process, int64_t at_us)
{
	size_t first = cluster->nlines;

	record_plain(cluster, at_us, 'W', "client_config.go", 618,
	    "Neither --kubeconfig nor --master was specified.  Using the "
	    "inClusterConfig.  This might not work.");
	record_plain(cluster, at_us + 90000, 'I', "leaderelection.go", 248,
	    "attempting to acquire leader lease "
	    "kube-system/cert-manager-controller...");
	for (size_t i = first; i < cluster->nlines; i++)
		cluster->lines[i].process = process;
}

void
tell_stop(struct cluster *cluster, int64_t at_us)
{
	static const char *const names[] = { "orders", "issuers",
		"certificaterequests-issuer-ca" };

	for (size_t i = 0; i < 3; i++) {
		struct record record = { .at_us =
					     at_us - 300000 + (int64_t)i * 900,
			.severity = 'I',
			.source = "controller.go",
			.line = 190,
			.logger = names[i],
			.message = "shutting down queue as workqueue signaled "
				   "shutdown" };

		record_put(cluster, &record);
	}
}

void
tell_noise(struct cluster *cluster, struct dice *dice, int64_t at_us)
{
	struct record record = { .at_us = at_us,
		.severity = 'I',
		.source = "setup.go",
		.line = 202,
		.logger = "clusterissuers" };

	if (dice_percent(dice, 40) && cluster->has_acme) {
		record.message = "skipping re-verifying ACME account as cached "
				 "registration details look sufficient";
		record_about(record.attached, cluster, "ClusterIssuer", "",
		    "letsencrypt");
		record_related(record.attached, "Secret", "cert-manager",
		    "letsencrypt-account");
		record_put(cluster, &record);
		return;
	}
	record_plain(cluster, at_us, 'W', "warnings.go", 70,
	    "v1 Endpoints is deprecated in v1.33+; use "
	    "discovery.k8s.io/v1 EndpointSlice");
}
