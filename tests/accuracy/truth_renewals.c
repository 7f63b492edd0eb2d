#include <inttypes.h>
#include <string.h>

#include "accuracy/bundle.h"

static const char *
true_kind(const struct run *run)
{
	if (run->due_us == NEVER)
		return "first";
	return strcmp(run->reason, "Renewing") == 0 ? "renewal" : "reissue";
}

/*
 * What may be said of the kind: the truth where something tells it.  There is no
 * word for "not known", so that nothing else is held against it.
 */
static const char *
accepted_kinds(const struct bundle *bundle, const struct run *run,
    const struct evidence *evidence)
{
	const struct generation *generation = run->generation;
	int number = bundle->cluster->era->number;
	bool has_revision = number >= 16 && generation != NULL &&
	    ((evidence->by_status && generation == run->certificate->current) ||
		evidence->by_request);
	const char *kind = true_kind(run);

	if (strcmp(kind, "first") == 0)
		return has_revision ||
			(evidence->is_logged && bundle->has[KIND_CERTIFICATE])
		    ? kind
		    : "first,renewal,reissue";
	if (evidence->has_reason)
		return strcmp(run->reason, "Renewing") == 0 ? kind
		    : has_revision                          ? kind
							    : "first,reissue";
	if (evidence->is_logged && bundle->cluster->era->flow == FLOW_REQUEST)
		return kind;
	return has_revision ? "renewal,reissue" : "first,renewal,reissue";
}

static const char *
accepted_outcomes(const struct bundle *bundle, const struct run *run,
    const struct evidence *evidence)
{
	(void)bundle;
	if (run->generation != NULL) {
		if (evidence->has_end)
			return "issued";
		return run->nfailed > 0 ? "issued,pending,failed"
					: "issued,pending";
	}
	if (run->nfailed == run->ntries)
		return evidence_is_there(evidence) ? "failed"
						   : "failed,pending";
	return run->nfailed > 0 ? "pending,failed" : "pending";
}

/* How many tries there were, where all of them can be seen. */
static size_t
known_attempts(const struct bundle *bundle, const struct run *run,
    const struct evidence *evidence)
{
	int number = bundle->cluster->era->number;
	bool is_told =
	    run->generation == NULL && number >= 108 && evidence->by_status;

	if (!evidence->is_logged && !is_told)
		return 0;
	if (number < 12 ||
	    (run->generation == NULL && run->nfailed < run->ntries))
		return 0;
	return run->generation != NULL ? run->nfailed + 1 : run->nfailed;
}

/* Both certificates are there to be compared. */
static bool
has_both_keys(const struct bundle *bundle, const struct generation *generation)
{
	const struct generation *before;

	if (generation->revision < 2)
		return false;
	before = generation->certificate->generations[generation->revision - 2];
	return bundle_keeps_request(bundle, generation) &&
	    bundle_keeps_request(bundle, before);
}

static void
put_run(struct bundle *bundle, const struct run *run)
{
	struct arena *arena = bundle->arena;
	const struct certificate *certificate = run->certificate;
	const struct generation *generation = run->generation;
	struct evidence evidence = bundle_evidence(bundle, run);
	bool is_newest =
	    generation != NULL && generation == certificate->current;
	bool has_spec = bundle->has[KIND_CERTIFICATE];
	bool has_due =
	    evidence.has_reason && run->planned_us != NEVER && generation;
	bool is_timed = evidence.is_logged &&
	    strcmp(run->reason, "ManuallyTriggered") != 0 &&
	    bundle->cluster->era->number >= 12;
	bool has_key = generation != NULL && generation->revision > 1;

	sheet_printf(&bundle->truth, "renewal\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t",
	    evidence_is_there(&evidence) ? "must" : "may",
	    certificate->namespace, certificate->name, certificate->secret,
	    has_spec ? (certificate->is_ca ? "1" : "0") : "-",
	    accepted_kinds(bundle, run, &evidence),
	    accepted_outcomes(bundle, run, &evidence));
	sheet_printf(&bundle->truth,
	    "%zu\t%s%s\t%s\t%s\t%s\t%" PRId64 "\t%s\t%s\t%s\t",
	    known_attempts(bundle, run, &evidence), run->reason,
	    evidence.has_reason ? "" : "?",
	    generation == NULL ? "" : rfc3339_us(arena, generation->issued_us),
	    rfc3339_us(arena, run->begun_us), is_timed ? "1" : "0",
	    evidence.tolerance_us / SECOND,
	    strcmp(true_kind(run), "renewal") == 0
		? rfc3339_us(arena, run->due_us)
		: "",
	    has_due ? "1" : "0",
	    !has_key                      ? "-"
		: generation->has_new_key ? "1"
					  : "0");
	sheet_printf(&bundle->truth, "%s\t%s\t%d\t%s%s%s%s%s %zu failed\n",
	    has_key && has_both_keys(bundle, generation) ? "1" : "0",
	    is_newest && (evidence.by_status || evidence.by_secret)
		? rfc3339(arena, generation->not_after_us)
		: "",
	    generation == NULL ? 0 : generation->revision,
	    evidence.is_logged ? "log " : "",
	    evidence.by_status ? "status " : "",
	    evidence.by_request ? "request " : "",
	    evidence.by_secret ? "secret " : "",
	    evidence.by_event ? "event" : "", run->nfailed);
}

void
truth_put_renewals(struct bundle *bundle)
{
	const struct cluster *cluster = bundle->cluster;

	for (size_t i = 0; i < cluster->ncertificates; i++) {
		const struct certificate *certificate =
		    cluster->certificates[i];

		for (size_t k = 0; k < certificate->nruns; k++)
			put_run(bundle, certificate->runs[k]);
	}
}
