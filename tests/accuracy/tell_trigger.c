#include <string.h>

#include "accuracy/record.h"
#include "accuracy/tell.h"

/* Up to v1.2 the controllers' names were written in capitals. */
static const char *
part(const struct cluster *cluster, const char *kebab, const char *camel)
{
	return cluster->era->number < 103 ? camel : kebab;
}

static void
put_conflict(struct cluster *cluster, const struct certificate *certificate,
    const char *logger, int64_t at_us)
{
	int number = cluster->era->number;
	const char *error = arena_printf(cluster->arena,
	    "Operation cannot be fulfilled on certificates.cert-manager.io "
	    "\"%s\": the object has been modified; please apply your changes "
	    "to the latest version and try again",
	    certificate->name);
	struct record record = { .at_us = at_us,
		.severity = number < 104 ? 'E' : 'I',
		.source = "controller.go",
		.line = number < 104 ? record_places(cluster)->requeue
				     : record_places(cluster)->lock,
		.logger = logger,
		.message = number == 16
		    ? "re-queuing item  due to error processing"
		    : number < 104 ? "re-queuing item due to error processing"
				   : "re-queuing item due to optimistic "
				     "locking on resource" };

	if (number < 116)
		record_pair(
		    record.attached, "key", tell_key(cluster, certificate));
	if (number < 104)
		record.error = error;
	else
		record_pair(record.own, "error", error);
	record_put(cluster, &record);
}

static void
put_trigger_line(
    struct cluster *cluster, struct run *run, int64_t at_us, bool has_nil)
{
	struct record record = { .at_us = at_us,
		.severity = 'I',
		.source = "trigger_controller.go",
		.line = record_places(cluster)->trigger,
		.logger = "certificates-trigger",
		.message = "Certificate must be re-issued" };

	record_pair(
	    record.attached, "key", tell_key(cluster, run->certificate));
	record_pair(record.own, "reason", run->reason);
	record_pair(
	    record.own, "message", tell_trigger_message(cluster, run, has_nil));
	record_put(cluster, &record);
	if (!has_nil && strcmp(run->reason, "Renewing") == 0)
		run->planned_us = run->due_us;
}

/* The trigger is written again after each conflict. */
static void
put_triggers(struct cluster *cluster, struct run *run, int64_t at_us)
{
	struct certificate *certificate = run->certificate;
	int64_t n = dice_between(&certificate->dice, 0, 5);
	bool is_retry = run->nfailed > 0;

	n = n < 3 ? 1 : n - 1;
	for (int64_t i = 0; i < n; i++) {
		int64_t then_us = at_us + i * 40000;

		if (cluster->era->number >= 103)
			put_trigger_line(
			    cluster, run, then_us, run->has_nil && i == 0);
		record_condition(cluster, then_us + 200, "Certificate",
		    certificate->namespace, certificate->name, "Issuing",
		    is_retry ? "False" : NULL, "True");
		if (i + 1 < n)
			put_conflict(cluster, certificate,
			    part(cluster, "certificates-trigger",
				"CertificateTrigger"),
			    then_us + 20000);
	}
}

static void
put_challenges(struct cluster *cluster, struct run *run, int64_t at_us)
{
	int64_t n = dice_between(&run->certificate->dice, 0, 4);

	for (int64_t i = 0; i < n; i++) {
		struct record record = { .at_us = at_us + (4 + i * 4) * SECOND,
			.severity = 'E',
			.source = "sync.go",
			.line = 190,
			.logger = "challenges",
			.message = "propagation check failed",
			.error = "wrong status code '404', expected '200'" };

		record_about(record.attached, cluster, "Challenge",
		    run->certificate->namespace,
		    arena_printf(cluster->arena, "%s-1", run->order));
		record_pair(record.attached, "type", "HTTP-01");
		record_put(cluster, &record);
	}
}

static void
put_begin_events(struct cluster *cluster, struct run *run, int64_t at_us)
{
	const struct certificate *certificate = run->certificate;

	if (strcmp(run->reason, "ManuallyTriggered") != 0)
		tell_event(cluster, certificate, at_us, "Normal", "Issuing",
		    tell_trigger_message(cluster, run, false), "trigger");
	if (certificate->has_temporary && certificate->ngenerations == 0)
		tell_event(cluster, certificate, at_us + 40000, "Normal",
		    "Issuing", "Issued temporary certificate", "issuing");
	tell_event(cluster, certificate, at_us + 80000, "Normal", "Requested",
	    arena_printf(cluster->arena,
		"Created new CertificateRequest resource \"%s\"", run->request),
	    "request-manager");
}

void
tell_trigger_begin(struct cluster *cluster, struct run *run, int64_t at_us)
{
	struct certificate *certificate = run->certificate;

	if (certificate->ngenerations == 0 && run->nfailed == 0)
		record_condition(cluster, at_us - 10000, "Certificate",
		    certificate->namespace, certificate->name, "Ready", NULL,
		    NULL);
	/* cmctl writes the condition itself: nothing is logged. */
	if (strcmp(run->reason, "ManuallyTriggered") != 0 || run->nfailed > 0)
		put_triggers(cluster, run, at_us);
	put_begin_events(cluster, run, at_us);
	if (dice_percent(&certificate->dice, 30))
		put_conflict(cluster, certificate,
		    part(cluster, "certificates-key-manager",
			"CertificateKeyManager"),
		    at_us + 145000);
	if (cluster->era->number >= 103)
		record_condition(cluster, at_us + 150000, "CertificateRequest",
		    certificate->namespace, run->request, "Approved", NULL,
		    "True");
	if (certificate->issuer->type == ISSUER_ACME) {
		record_condition(cluster, at_us + 200000, "CertificateRequest",
		    certificate->namespace, run->request, "Ready", NULL,
		    "False");
		put_challenges(cluster, run, at_us);
	}
}

static void
put_sign_failure(struct cluster *cluster, struct run *run, int64_t at_us)
{
	struct certificate *certificate = run->certificate;
	bool is_vault = certificate->issuer->type == ISSUER_VAULT;
	struct record record = { .at_us = at_us - 30000,
		.severity = 'E',
		.source = is_vault ? "vault.go" : "ca.go",
		.line = 118,
		.logger = arena_printf(cluster->arena,
		    "certificaterequests-issuer-%s", tell_signer(certificate)),
		.sub = "sign",
		.message = is_vault ? "Vault failed to sign certificate"
				    : "Error signing certificate",
		.error = is_vault
		    ? "failed to sign certificate by vault: Error making API "
		      "request.\n\nURL: POST http://vault.example:8200/v1/"
		      "pki/sign/demo\n* cannot satisfy request"
		    : "signing backend unavailable" };

	record_about(record.attached, cluster, "CertificateRequest",
	    certificate->namespace, run->request);
	record_put(cluster, &record);
	record_condition(cluster, at_us - 20000, "CertificateRequest",
	    certificate->namespace, run->request, "Ready", NULL, "False");
}

static void
put_backoff(
    struct cluster *cluster, struct run *run, int64_t at_us, int64_t next_us)
{
	struct record record = { .at_us = at_us,
		.severity = 'I',
		.source = "trigger_controller.go",
		.line = 194,
		.logger =
		    part(cluster, "certificates-trigger", "CertificateTrigger"),
		.message = "Not re-issuing certificate as an attempt has been "
			   "made in the last hour" };
	int number = cluster->era->number;

	record_pair(
	    record.attached, "key", tell_key(cluster, run->certificate));
	if (number >= 108) {
		record.message = arena_printf(cluster->arena,
		    "Backing off from issuance due to previously failed "
		    "issuance(s). Issuance will next be attempted at %s",
		    go_time(cluster->arena, next_us, cluster->zone_us,
			cluster->processes[cluster_process_at(cluster, at_us)]
			    .start_us));
	} else if (number >= 102) {
		record_pair(record.own, "retry_delay",
		    arena_printf(cluster->arena, "%lld",
			(long long)(next_us - at_us) * 1000));
		record.own[0].is_bare = true;
	} else {
		record_pair(record.own, "retry_after",
		    go_duration(cluster->arena, next_us - at_us));
	}
	record_put(cluster, &record);
}

void
tell_trigger_failure(
    struct cluster *cluster, struct run *run, int64_t at_us, int64_t next_us)
{
	struct certificate *certificate = run->certificate;
	struct dice *dice = &certificate->dice;
	int64_t n = dice_percent(dice, 30) ? 2 : 1;

	if (certificate->issuer->type != ISSUER_ACME)
		put_sign_failure(cluster, run, at_us);
	for (int64_t i = 0; i < n; i++) {
		record_condition(cluster, at_us + i * 30000, "Certificate",
		    certificate->namespace, certificate->name, "Issuing",
		    "True", "False");
		if (i > 0)
			put_conflict(cluster, certificate,
			    part(cluster, "certificates-issuing",
				"CertificateIssuing"),
			    at_us + 10000);
	}
	tell_event(cluster, certificate, at_us, "Warning", "Failed",
	    "The certificate request has failed to complete and will be "
	    "retried: signing backend unavailable",
	    "issuing");
	n = dice_between(dice, 1, 4);
	for (int64_t i = 0; i < n; i++) {
		int64_t then_us =
		    at_us + 50000 + i * 20000 + (i == 2 ? 700 * SECOND : 0);

		if (then_us < next_us - 5 * SECOND &&
		    then_us < cluster->now_us - 2 * SECOND &&
		    !cluster_is_down(cluster, then_us))
			put_backoff(cluster, run, then_us, next_us);
	}
}

/* v0.16 still says at once that the CA has signed. */
static void
put_answer(struct cluster *cluster, struct run *run, int64_t at_us)
{
	struct certificate *certificate = run->certificate;
	const struct issuer *issuer = certificate->issuer;
	bool is_acme = issuer->type == ISSUER_ACME;
	int64_t n = is_acme && dice_percent(&certificate->dice, 40) ? 2 : 1;
	struct record record = { .at_us = at_us - 80000,
		.severity = 'I',
		.source = arena_printf(
		    cluster->arena, "%s.go", tell_signer(certificate)),
		.line = record_places(cluster)->acme,
		.logger = arena_printf(cluster->arena,
		    "certificaterequests-issuer-%s", tell_signer(certificate)),
		.sub = "sign",
		.message = issuer->type == ISSUER_SELF_SIGNED
		    ? "self signed certificate issued"
		    : "certificate issued" };

	if (is_acme || cluster->era->number == 16) {
		record_about(record.attached, cluster, "CertificateRequest",
		    certificate->namespace, run->request);
		if (is_acme)
			record_related(record.attached, "Order",
			    certificate->namespace, run->order);
		record_put(cluster, &record);
	}
	for (int64_t i = 0; i < n; i++)
		record_condition(cluster, at_us - 70000 + i * 20000,
		    "CertificateRequest", certificate->namespace, run->request,
		    "Ready", is_acme ? "False" : NULL, "True");
}

static void
put_repair(struct cluster *cluster, const struct certificate *certificate,
    int64_t at_us)
{
	struct record record = { .at_us = at_us,
		.severity = 'I',
		.source = "secret_manager.go",
		.line = 60,
		.logger = "certificates-issuing",
		.message = "applying Secret data" };

	record_pair(record.attached, "key", tell_key(cluster, certificate));
	record_pair(record.own, "secret", certificate->secret);
	record_pair(record.own, "message",
	    "Certificate's SecretTemplate doesn't match Secret");
	record_put(cluster, &record);
}

void
tell_trigger_success(struct cluster *cluster, struct run *run,
    const struct generation *before, int64_t at_us)
{
	struct certificate *certificate = run->certificate;
	int64_t n = dice_between(&certificate->dice, 1, 3);

	put_answer(cluster, run, at_us);
	if (dice_percent(&certificate->dice, 25))
		put_conflict(cluster, certificate,
		    part(cluster, "certificates-issuing", "CertificateIssuing"),
		    at_us - 10000);
	for (int64_t i = 0; i < n && tell_is_remade(run, before); i++)
		record_condition(cluster, at_us + 30000 + i * 30000,
		    "Certificate", certificate->namespace, certificate->name,
		    "Ready", "False", "True");
	if (cluster->era->number == 16) {
		struct record record = { .at_us = at_us + 100000,
			.severity = 'I',
			.source = "trigger_controller.go",
			.line = 150,
			.logger = "CertificateTrigger",
			.message = "scheduling renewal" };

		record_pair(
		    record.attached, "key", tell_key(cluster, certificate));
		record_pair(record.own, "duration_until_renewal",
		    go_duration(cluster->arena,
			certificate->current->due_us - record.at_us));
		record_put(cluster, &record);
	}
	if (cluster->era->number >= 108 && dice_percent(&certificate->dice, 10))
		put_repair(cluster, certificate, at_us + 3 * SECOND);
	tell_event(cluster, certificate, at_us, "Normal", "Issuing",
	    "The certificate has been successfully issued", "issuing");
}
