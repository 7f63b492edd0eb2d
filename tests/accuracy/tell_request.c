#include <string.h>

#include "accuracy/record.h"
#include "accuracy/tell.h"

#define WORKER "certificates"

/* A line of the controller about its Secret or its request. */
static void
put_step(struct cluster *cluster, const struct run *run, int64_t at_us,
    bool is_request, const char *message, const struct pair *own)
{
	const struct certificate *certificate = run->certificate;
	struct record record = { .at_us = at_us,
		.severity = 'I',
		.source = "sync.go",
		.line = 341,
		.logger = WORKER,
		.message = message };

	record_related(record.attached,
	    is_request ? "CertificateRequest" : "Secret",
	    certificate->namespace,
	    is_request ? run->request : certificate->secret);
	record_about(record.attached, cluster, "Certificate",
	    certificate->namespace, certificate->name);
	if (own != NULL)
		record_pair(record.own, own->key, own->value);
	record_put(cluster, &record);
}

static void
put_trigger(struct cluster *cluster, struct run *run, int64_t at_us)
{
	const struct certificate *certificate = run->certificate;

	if (run->nfailed > 0) {
		put_step(cluster, run, at_us + 2000, true,
		    "deleting failed certificate request", NULL);
		return;
	}
	if (strcmp(run->reason, "DoesNotExist") == 0) {
		put_step(cluster, run, at_us + 2000, false,
		    "existing private key not found in Secret, generate a new "
		    "private key",
		    NULL);
		if (certificate->ngenerations > 0)
			put_step(cluster, run, at_us + 4000, true,
			    "stored private key is not valid for CSR stored on "
			    "existing CertificateRequest, recreating "
			    "CertificateRequest resource",
			    NULL);
		return;
	}
	put_step(cluster, run, at_us + 2000, true,
	    "validating existing CSR data", NULL);
	put_step(cluster, run, at_us + 3000, true,
	    "CertificateRequest is in a Ready state, issuing certificate...",
	    NULL);
	put_step(cluster, run, at_us + 4000, true, "decoding certificate data",
	    NULL);
	put_step(cluster, run, at_us + 5000, true,
	    "checking if certificate stored on CertificateRequest is up to "
	    "date",
	    NULL);
	put_step(cluster, run, at_us + 6000, true,
	    "certificate stored on CertificateRequest needs renewal, so "
	    "deleting the old CertificateRequest resource",
	    NULL);
}

void
tell_request_begin(struct cluster *cluster, struct run *run, int64_t at_us)
{
	const struct certificate *certificate = run->certificate;
	struct pair name = { "request_name", run->request, false };
	struct pair state = { "state", "Pending", false };

	tell_work(cluster, WORKER, certificate, false, at_us);
	if (certificate->ngenerations == 0 && run->nfailed == 0)
		record_condition(cluster, at_us + 1000, "Certificate",
		    certificate->namespace, certificate->name, "Ready", NULL,
		    NULL);
	put_trigger(cluster, run, at_us);
	if (certificate->has_temporary && certificate->ngenerations == 0 &&
	    run->nfailed == 0) {
		put_step(cluster, run, at_us + 7000, false,
		    "no existing certificate data found in secret, issuing "
		    "temporary certificate",
		    NULL);
		tell_event(cluster, certificate, at_us + 7000, "Normal",
		    "TempCert", "Issued temporary certificate", "");
	}
	tell_work(cluster, WORKER, certificate, true, at_us + 8000);
	put_step(cluster, run, at_us + 20000, false,
	    "no existing CertificateRequest resource exists, creating new "
	    "request...",
	    NULL);
	put_step(cluster, run, at_us + 60000, false,
	    "created certificate request", &name);
	put_step(cluster, run, at_us + 80000, true,
	    "validating existing CSR data", NULL);
	put_step(cluster, run, at_us + 81000, true,
	    "CertificateRequest is not in a final state, waiting until "
	    "CertificateRequest is complete",
	    &state);
	if (certificate->issuer->type == ISSUER_ACME)
		record_condition(cluster, at_us + 100000, "CertificateRequest",
		    certificate->namespace, run->request, "Ready", NULL, NULL);
}

void
tell_request_failure(struct cluster *cluster, struct run *run, int64_t at_us)
{
	struct certificate *certificate = run->certificate;
	int64_t n = dice_between(&certificate->dice, 1, 3);

	if (certificate->issuer->type != ISSUER_ACME) {
		struct record record = { .at_us = at_us - 30000,
			.severity = 'E',
			.source = "ca.go",
			.line = 118,
			.logger = arena_printf(cluster->arena,
			    "certificaterequests-issuer-%s",
			    tell_signer(certificate)),
			.sub = "sign",
			.message = "Error signing certificate",
			.error = "signing backend unavailable" };

		record_about(record.attached, cluster, "CertificateRequest",
		    certificate->namespace, run->request);
		record_put(cluster, &record);
		record_condition(cluster, at_us - 20000, "CertificateRequest",
		    certificate->namespace, run->request, "Ready", NULL, NULL);
	}
	for (int64_t i = 0; i < n; i++)
		put_step(cluster, run, at_us + i * 30000, true,
		    "the failed existing certificate request failed less than "
		    "an hour ago, will be scheduled for reprocessing in an "
		    "hour",
		    NULL);
}

static void
put_signed(struct cluster *cluster, const struct run *run, int64_t at_us)
{
	const struct certificate *certificate = run->certificate;
	const struct issuer *issuer = certificate->issuer;
	struct record record = { .at_us = at_us - 60000,
		.severity = 'I',
		.source = arena_printf(
		    cluster->arena, "%s.go", tell_signer(certificate)),
		.line = 122,
		.logger = arena_printf(cluster->arena,
		    "certificaterequests-issuer-%s", tell_signer(certificate)),
		.sub = "sign",
		.message = issuer->type == ISSUER_SELF_SIGNED
		    ? "self signed certificate issued"
		    : "certificate issued" };

	record_about(record.attached, cluster, "CertificateRequest",
	    certificate->namespace, run->request);
	if (issuer->type == ISSUER_ACME)
		record_related(record.attached, "Order", certificate->namespace,
		    run->order);
	else
		record_related(record.attached,
		    issuer->namespace == NULL ? "ClusterIssuer" : "Issuer",
		    issuer->namespace == NULL ? "" : issuer->namespace,
		    issuer->name);
	record_put(cluster, &record);
	record_condition(cluster, at_us - 50000, "CertificateRequest",
	    certificate->namespace, run->request, "Ready",
	    issuer->type == ISSUER_ACME ? "False" : NULL, "True");
}

void
tell_request_success(struct cluster *cluster, struct run *run,
    const struct generation *before, int64_t at_us)
{
	const struct certificate *certificate = run->certificate;

	put_signed(cluster, run, at_us);
	tell_work(cluster, WORKER, certificate, false, at_us - 40000);
	put_step(cluster, run, at_us - 30000, true,
	    "validating existing CSR data", NULL);
	put_step(cluster, run, at_us - 29000, true,
	    "CertificateRequest is in a Ready state, issuing certificate...",
	    NULL);
	put_step(cluster, run, at_us - 28000, true, "decoding certificate data",
	    NULL);
	put_step(cluster, run, at_us - 27000, true,
	    "checking if certificate stored on CertificateRequest is up to "
	    "date",
	    NULL);
	put_step(cluster, run, at_us - 20000, true,
	    "CertificateRequest contains a valid certificate for issuance. "
	    "Issuing certificate...",
	    NULL);
	tell_work(cluster, WORKER, certificate, true, at_us + 1000);
	if (tell_is_remade(run, before))
		record_condition(cluster, at_us + 20000, "Certificate",
		    certificate->namespace, certificate->name, "Ready", "False",
		    "True");
	tell_sync_resync(cluster, certificate, at_us + 50000);
	tell_event(cluster, certificate, at_us, "Normal", "Issued",
	    "Certificate issued successfully", "");
}
