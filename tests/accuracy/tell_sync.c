#include <string.h>

#include "accuracy/record.h"
#include "accuracy/tell.h"

#define WORKER "certificates"

/* v0.9 and v0.10 say the controller's name twice. */
static const char *
own_logger(const struct cluster *cluster)
{
	return cluster->era->number == 10 ? "certificates/certificates"
					  : "certificates";
}

static void
put_issue(struct cluster *cluster, const struct certificate *certificate,
    int64_t at_us, const char *message)
{
	struct record record = { .at_us = at_us,
		.severity = 'I',
		.source = "issue.go",
		.line = cluster->era->number == 8 ? 129 : 109,
		.logger = own_logger(cluster),
		.sub = "issue",
		.message = message };

	record_related(record.attached, "Secret", certificate->namespace,
	    certificate->secret);
	if (cluster->era->number == 8)
		record_about(record.attached, cluster, "Certificate",
		    certificate->namespace, certificate->name);
	record_put(cluster, &record);
}

static void
put_scheduled(struct cluster *cluster, const struct certificate *certificate,
    int64_t at_us, int64_t due_us)
{
	struct record record = { .at_us = at_us,
		.severity = 'I',
		.source =
		    cluster->era->flow == FLOW_SYNC ? "sync.go" : "util.go",
		.line = cluster->era->flow == FLOW_SYNC ? 331 : 177,
		.logger = own_logger(cluster),
		.message = "certificate scheduled for renewal" };

	record_related(record.attached, "Secret", certificate->namespace,
	    certificate->secret);
	if (cluster->era->number != 10)
		record_about(record.attached, cluster, "Certificate",
		    certificate->namespace, certificate->name);
	record_pair(record.own, "duration_until_renewal",
	    go_duration(cluster->arena, due_us - at_us));
	record_put(cluster, &record);
}

void
tell_sync_resync(struct cluster *cluster, const struct certificate *certificate,
    int64_t at_us)
{
	const struct generation *current = certificate->current;

	tell_work(cluster, WORKER, certificate, false, at_us);
	put_scheduled(cluster, certificate, at_us + 2000, current->due_us);
	if (cluster->era->flow == FLOW_REQUEST) {
		struct record record = { .at_us = at_us + 2500,
			.severity = 'I',
			.source = "sync.go",
			.line = 393,
			.logger = WORKER,
			.message = "certificate does not require re-issuance. "
				   "certificate renewal scheduled near expiry "
				   "time." };

		record_related(record.attached, "CertificateRequest",
		    certificate->namespace, current->run->request);
		record_about(record.attached, cluster, "Certificate",
		    certificate->namespace, certificate->name);
		record_put(cluster, &record);
	}
	tell_work(cluster, WORKER, certificate, true, at_us + 3000);
}

void
tell_sync_begin(struct cluster *cluster, struct run *run, int64_t at_us)
{
	const struct certificate *certificate = run->certificate;

	if (certificate->ngenerations == 0)
		record_condition(cluster, at_us - 10000, "Certificate",
		    certificate->namespace, certificate->name, "Ready", NULL,
		    NULL);
	tell_work(cluster, WORKER, certificate, false, at_us);
	if (certificate->issuer->type == ISSUER_CA &&
	    strcmp(run->reason, "DoesNotExist") == 0)
		put_issue(cluster, certificate, at_us + 3000,
		    "generating new private key");
	if (certificate->issuer->type != ISSUER_ACME)
		return;
	struct record record = { .at_us = at_us + 50000,
		.severity = 'I',
		.source = "issue.go",
		.line = 164,
		.logger = "certificates",
		.sub = "acme",
		.message = "Order is not in 'valid' state. Waiting for Order "
			   "to transition before attempting to issue "
			   "Certificate." };

	record_related(
	    record.attached, "Order", certificate->namespace, run->order);
	record_put(cluster, &record);
	tell_work(cluster, WORKER, certificate, true, at_us + 60000);
}

/* The CA issuers read the new Secret. */
static void
put_loaded(struct cluster *cluster, const struct certificate *ca, int64_t at_us)
{
	for (size_t i = 0; i < cluster->nissuers; i++) {
		const struct issuer *issuer = cluster->issuers[i];
		struct record record = { .at_us = at_us,
			.severity = 'I',
			.source = "setup.go",
			.line = 72,
			.logger = issuer->namespace == NULL ? "clusterissuers"
							    : "issuers",
			.sub = "setup",
			.message = "signing CA verified" };

		if (issuer->ca != ca || issuer->is_copy)
			continue;
		record_about(record.attached, cluster,
		    issuer->namespace == NULL ? "ClusterIssuer" : "Issuer",
		    issuer->namespace == NULL ? "" : issuer->namespace,
		    issuer->name);
		record_related(
		    record.attached, "Secret", ca->namespace, ca->secret);
		record_put(cluster, &record);
		record.at_us += 9000;
		record_put(cluster, &record);
	}
}

void
tell_sync_success(struct cluster *cluster, struct run *run,
    const struct generation *before, int64_t at_us)
{
	const struct certificate *certificate = run->certificate;

	if (certificate->issuer->type == ISSUER_ACME)
		tell_work(cluster, WORKER, certificate, false, at_us - 30000);
	if (certificate->issuer->type == ISSUER_CA)
		put_issue(
		    cluster, certificate, at_us - 3000, "certificate issued");
	/* Reckoned from what the cache still holds. */
	if (!tell_is_remade(run, before))
		put_scheduled(
		    cluster, certificate, at_us + 6000, before->due_us);
	tell_work(cluster, WORKER, certificate, true, at_us + 7000);
	if (tell_is_remade(run, before))
		record_condition(cluster, at_us + 20000, "Certificate",
		    certificate->namespace, certificate->name, "Ready", "False",
		    "True");
	tell_sync_resync(cluster, certificate, at_us + 50000);
	tell_event(cluster, certificate, at_us, "Normal", "CertIssued",
	    "Certificate issued successfully", "");
	if (certificate->is_ca)
		put_loaded(cluster, certificate, at_us + 200000);
}
