#include <string.h>

#include "accuracy/bundle.h"

bool
bundle_shows_log(const struct bundle *bundle, int64_t from_us, int64_t to_us)
{
	const struct cluster *cluster = bundle->cluster;

	if (!bundle->has_log || from_us < bundle->log_from_us)
		return false;
	for (size_t i = 0; i < cluster->nprocesses; i++) {
		const struct process *process = &cluster->processes[i];

		if (process->start_us <= to_us && process->stop_us >= from_us &&
		    !bundle->is_process_shown[i])
			return false;
	}
	return true;
}

int64_t
bundle_part_us(const struct bundle *bundle)
{
	return (bundle->cluster->now_us - bundle->log_from_us) /
	    bundle->nparts +
	    SECOND;
}

/* The part of a rotated log in which a time lies. */
static int64_t
part_of(const struct bundle *bundle, int64_t at_us)
{
	return (at_us - bundle->log_from_us) / bundle_part_us(bundle);
}

bool
bundle_log_goes_on(const struct bundle *bundle, int64_t from_us, int64_t to_us)
{
	const struct cluster *cluster = bundle->cluster;
	size_t process = cluster_process_at(cluster, from_us);

	if (!bundle_shows_log(bundle, from_us, from_us))
		return false;
	for (size_t i = 0; i < cluster->nlines; i++) {
		const struct log_line *line = &cluster->lines[i];

		if (line->process == process && line->at_us >= to_us &&
		    part_of(bundle, line->at_us) == part_of(bundle, from_us))
			return true;
	}
	return false;
}

bool
bundle_keeps_request(
    const struct bundle *bundle, const struct generation *generation)
{
	const struct certificate *certificate = generation->certificate;
	const struct cluster *cluster = bundle->cluster;
	size_t limit = certificate->history_limit;

	if (!bundle->has[KIND_REQUEST])
		return false;
	/* Up to v0.15 the next request takes the place of the last. */
	if (cluster->era->flow == FLOW_REQUEST)
		return certificate->open == NULL &&
		    generation == certificate->current;
	if (limit == 0 && cluster->era->number >= 118)
		limit = 1;
	return limit == 0 ||
	    (size_t)generation->revision + limit > certificate->ngenerations;
}

bool
bundle_shows_x509(
    const struct bundle *bundle, const struct generation *generation)
{
	return bundle_keeps_request(bundle, generation) ||
	    (bundle->has[KIND_SECRET] &&
		generation == generation->certificate->current);
}

static bool
has_shared_name(
    const struct cluster *cluster, const struct certificate *certificate)
{
	for (size_t i = 0; i < cluster->ncertificates; i++) {
		const struct certificate *other = cluster->certificates[i];

		if (other != certificate &&
		    other->created_us <= cluster->now_us &&
		    strcmp(other->name, certificate->name) == 0)
			return true;
	}
	return false;
}

static bool
is_manual(const struct run *run)
{
	return strcmp(run->reason, "ManuallyTriggered") == 0;
}

/* v0.8 to v0.10 speak of the Secret, and only the CA issuer says it signed. */
static bool
tells_sync(const struct bundle *bundle, const struct run *run)
{
	const struct certificate *certificate = run->certificate;
	const struct generation *generation = run->generation;
	bool is_ca = certificate->issuer->type == ISSUER_CA;
	bool is_mapped = bundle->has[KIND_CERTIFICATE] ||
	    bundle->has[KIND_SECRET] ||
	    strcmp(certificate->secret, certificate->name) == 0 ||
	    bundle->cluster->era->number == 8;

	if (!is_mapped || generation == NULL)
		return false;
	if (is_ca)
		return true;
	/* Otherwise the next renewal must be seen to move. */
	if (generation->revision == 1)
		return bundle->has[KIND_CERTIFICATE];
	return bundle_shows_log(bundle,
	    certificate->generations[generation->revision - 2]->issued_us,
	    generation->issued_us);
}

/* Whether what it logs names the certificate and its namespace. */
static bool
tells_trigger(const struct bundle *bundle, const struct run *run)
{
	const struct cluster *cluster = bundle->cluster;
	const struct certificate *certificate = run->certificate;
	int number = cluster->era->number;
	bool is_acme = certificate->issuer->type == ISSUER_ACME;
	bool is_shared = has_shared_name(cluster, certificate);
	/* Lines without a namespace need an object that has it. */
	bool is_known = bundle->has[KIND_CERTIFICATE];

	if (number == 16)
		return run->generation != NULL || (is_known && !is_shared);
	if (number < 103) {
		if (is_acme)
			return run->generation != NULL ||
			    (is_known && !is_shared);
		return is_known && !is_shared && !is_manual(run);
	}
	if (!is_manual(run) || run->nfailed > 0 || number >= 117)
		return true;
	return is_acme ? run->generation != NULL : is_known && !is_shared;
}

static bool
is_logged(const struct bundle *bundle, const struct run *run)
{
	int64_t end_us = run->generation != NULL ? run->generation->issued_us
						 : bundle->cluster->now_us;

	if (!bundle_shows_log(bundle, run->begun_us - SECOND, end_us))
		return false;
	if (bundle->cluster->era->flow == FLOW_SYNC)
		return tells_sync(bundle, run);
	if (bundle->cluster->era->flow == FLOW_REQUEST)
		return true;
	return tells_trigger(bundle, run);
}

/* Whether the end follows from something else than a silence. */
static bool
has_end(const struct bundle *bundle, const struct run *run,
    const struct evidence *evidence)
{
	const struct certificate *certificate = run->certificate;
	int64_t wait_us =
	    bundle->cluster->era->number < 103 ? 65 * MINUTE : 11 * MINUTE;

	if (run->generation == NULL)
		return true;
	if (evidence->by_status || evidence->by_request ||
	    evidence->by_secret || evidence->by_event)
		return true;
	if (!evidence->is_logged)
		return false;
	if (certificate->issuer->type == ISSUER_ACME ||
	    bundle->cluster->era->number < 100)
		return true;
	/* The answer may be another certificate's of that name. */
	if (bundle->cluster->era->number < 117 &&
	    has_shared_name(bundle->cluster, certificate))
		return false;
	return bundle_log_goes_on(bundle, run->generation->issued_us,
	    run->generation->issued_us + wait_us);
}

static int64_t
tolerance(const struct bundle *bundle, const struct run *run,
    const struct evidence *evidence)
{
	bool is_acme = run->certificate->issuer->type == ISSUER_ACME;

	if (evidence->is_logged || evidence->by_request || evidence->by_event)
		return MINUTE;
	/* A date is all there is: ACME issuers date back by an hour. */
	if (is_acme)
		return HOUR + 5 * MINUTE;
	return bundle->cluster->era->number < 16 ? 2 * HOUR : 2 * MINUTE;
}

struct evidence
bundle_evidence(const struct bundle *bundle, const struct run *run)
{
	const struct cluster *cluster = bundle->cluster;
	const struct certificate *certificate = run->certificate;
	const struct generation *generation = run->generation;
	bool is_newest =
	    generation != NULL && generation == certificate->current;
	bool is_open = generation == NULL;
	struct evidence evidence = { 0 };

	evidence.is_logged = is_logged(bundle, run);
	evidence.by_status = bundle->has[KIND_CERTIFICATE] &&
	    (is_newest ||
		(is_open && (cluster->era->number >= 16 || run->nfailed > 0)));
	evidence.by_request = is_open
	    ? bundle->has[KIND_REQUEST]
	    : bundle_keeps_request(bundle, generation);
	evidence.by_secret = bundle->has[KIND_SECRET] && is_newest;
	evidence.by_event = bundle->has[KIND_EVENT] && !is_open &&
	    generation->issued_us > cluster->now_us - HOUR + 5 * SECOND;
	evidence.has_reason = evidence.is_logged && !is_manual(run) &&
	    cluster->era->number >= 103;
	evidence.has_end = has_end(bundle, run, &evidence);
	evidence.tolerance_us = tolerance(bundle, run, &evidence);
	return evidence;
}

bool
evidence_is_there(const struct evidence *evidence)
{
	return evidence->is_logged || evidence->by_status ||
	    evidence->by_request || evidence->by_secret || evidence->by_event;
}
