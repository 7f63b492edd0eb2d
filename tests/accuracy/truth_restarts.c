#include <inttypes.h>
#include <string.h>

#include "accuracy/bundle.h"

/* How long the files of a volume may lag behind their Secret. */
#define KUBELET_LAG (120 * SECOND)
/* How far the clocks of nodes may be apart. */
#define CLOCKS (10 * SECOND)

static bool
is_any(const char *text, const char *words)
{
	const char *at = strstr(words, text);

	return at != NULL && (at == words || at[-1] == ' ') &&
	    (at[strlen(text)] == ' ' || at[strlen(text)] == '\0');
}

static void
accept(struct sheet *verdicts, const char *verdict)
{
	sheet_printf(verdicts, "%s%s", verdicts->len > 0 ? "," : "", verdict);
}

static bool
is_fixed(const struct user *user)
{
	return is_any(user->uses, "env envFrom subPath init");
}

/* When what runs began to use the Secret. */
static int64_t
since(const struct user *user)
{
	return strcmp(user->uses, "init") == 0 ? user->created_us
					       : user->started_us;
}

/*
 * Whether a start is certain to have read the old Secret, or the new one; both
 * are left to chance in between.
 */
static void
accept_by_time(struct bundle *bundle, struct sheet *verdicts,
    const struct generation *generation, const struct evidence *evidence,
    const struct user *user)
{
	int64_t now_us = bundle->cluster->now_us;
	int64_t at_us = since(user);
	int64_t written_us = generation->issued_us;
	bool is_dated =
	    evidence->is_logged || evidence->by_request || evidence->by_event;
	/* Without a word about the writing there is its date alone. */
	int64_t earliest_us =
	    is_dated ? generation->run->begun_us : generation->not_before_us;
	int64_t latest_us = written_us +
	    (is_dated ? MINUTE : evidence->tolerance_us + 5 * MINUTE);
	bool is_in_place = user->created_us < written_us &&
	    !is_any(user->uses, "env envFrom init");

	/* Whoever does not know the issuer has to think of an ACME server. */
	if (!is_dated &&
	    !(bundle->has[KIND_ISSUER] && bundle->has[KIND_CERTIFICATE]))
		latest_us += HOUR;
	if (is_in_place)
		latest_us += KUBELET_LAG;
	if (earliest_us > written_us - 2 * MINUTE)
		earliest_us = written_us - 2 * MINUTE;
	/* Within seconds it is uncertain, and shall be said so. */
	if (at_us >= written_us - SECOND &&
	    at_us <= written_us + 2 * SECOND +
		    (is_in_place ? KUBELET_LAG - MINUTE : 0)) {
		accept(verdicts, "too-early");
		return;
	}
	if (at_us > earliest_us - CLOCKS && at_us < latest_us)
		accept(verdicts, "too-early");
	if (at_us > written_us) {
		accept(verdicts, "done");
		return;
	}
	accept(verdicts, is_fixed(user) ? "missing" : "restart-or-reload");
	/* Without a log or an Event the capture may seem to be earlier. */
	if (now_us - written_us < KUBELET_LAG + 6 * MINUTE ||
	    (!bundle->has_log && now_us - written_us < HOUR))
		accept(verdicts, "pending");
}

static void
accept_verdicts(struct bundle *bundle, struct sheet *verdicts,
    const struct generation *generation, const struct evidence *evidence,
    const struct user *user)
{
	const struct certificate *certificate = generation->certificate;
	bool is_first = generation->revision == 1;
	bool is_known_first = bundle->has[KIND_CERTIFICATE] &&
	    (bundle->cluster->era->number >= 16 || evidence->is_logged);

	if (generation != certificate->current)
		accept(verdicts, "superseded");
	if (is_first || user->is_over)
		accept(verdicts, "not-affected");
	if (user->is_over ||
	    (is_first && is_known_first && generation == certificate->current))
		return;
	if (user->pod == NULL || user->is_waiting)
		accept(verdicts, "unknown");
	else
		accept_by_time(bundle, verdicts, generation, evidence, user);
}

void
truth_put_restarts(struct bundle *bundle, const struct certificate *certificate,
    const struct user *user)
{
	struct arena *arena = bundle->arena;
	struct evidence newest =
	    bundle_evidence(bundle, certificate->current->run);
	bool is_newest_known = evidence_is_there(&newest);
	const char *name = certificate->name;

	/* The Secret's own name is the next best that a log gives. */
	if (bundle->cluster->era->number == 10 &&
	    !bundle->has[KIND_CERTIFICATE] && !bundle->has[KIND_SECRET])
		name = arena_printf(arena, "%s,%s", name, certificate->secret);

	for (size_t i = 0; i < certificate->ngenerations; i++) {
		const struct generation *generation =
		    certificate->generations[i];
		struct evidence evidence =
		    bundle_evidence(bundle, generation->run);
		struct sheet verdicts = { .arena = arena };
		bool is_newest = generation == certificate->current;
		bool is_due = is_newest && is_newest_known &&
		    evidence.has_end && (user->pod != NULL || user->is_over) &&
		    bundle->has[KIND_CERTIFICATE];

		if (!is_newest && is_newest_known)
			sheet_puts(&verdicts, "superseded,not-affected");
		else
			accept_verdicts(
			    bundle, &verdicts, generation, &evidence, user);
		if (is_newest && !newest.has_end)
			accept(&verdicts, "unknown");
		sheet_printf(&bundle->truth,
		    "restart\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%" PRId64
		    "\t%s\tsince %s\n",
		    is_due ? "must" : "may", certificate->namespace,
		    user->pod == NULL ? "" : user->pod, user->container,
		    user->workload_kind, user->workload, certificate->secret,
		    name, user->uses, rfc3339_us(arena, generation->issued_us),
		    evidence.tolerance_us / SECOND, verdicts.text,
		    user->pod == NULL ? "" : rfc3339_us(arena, since(user)));
	}
}
