#include <inttypes.h>
#include <string.h>

#include "accuracy/bundle.h"
#include "base/fatal.h"

#define MAX_DEPTH 8

/* From good to bad, as restarts and users see it. */
enum state { REISSUED, UNKNOWN, STALE_COPY, STALE, STALE_SKI, STALE_KEY };

static const char *const names[] = { "reissued", "unknown", "stale-copy",
	"stale", "stale-ski", "stale-key" };

/* How what one generation of the CA signed stands to its present one. */
static enum state
state_of(const struct generation *signer, const struct generation *present)
{
	if (signer == present)
		return REISSUED;
	if (signer->key.number != present->key.number ||
	    signer->key.type != present->key.type)
		return STALE_KEY;
	if (signer->ski != present->ski && signer->ski != KEY_ID_NONE)
		return STALE_SKI;
	return STALE_COPY;
}

static void
accept(struct sheet *states, enum state state)
{
	if (states->len > 0 && strstr(states->text, names[state]) != NULL &&
	    state != STALE)
		return;
	sheet_printf(states, "%s%s", states->len > 0 ? "," : "", names[state]);
}

/* The state of each link from the CA down to the leaf, the worst of them. */
static void
accept_states(struct bundle *bundle, struct sheet *states,
    struct certificate *const way[], size_t depth)
{
	enum state worst = REISSUED;
	bool has_all = true;

	for (size_t i = 0; i < depth; i++) {
		const struct generation *ca = way[i]->current;
		const struct generation *leaf = way[i + 1]->current;
		enum state state = state_of(leaf->parent, ca);

		if (!bundle_shows_x509(bundle, ca) ||
		    !bundle_shows_x509(bundle, leaf))
			has_all = false;
		if (state > worst)
			worst = state;
	}
	/* What the leaf brings along was signed by a CA of its own time. */
	const struct generation *link = way[depth]->current;

	for (size_t i = depth - 1; i > 0; i--)
		link = link->parent;
	if (depth > 1 &&
	    link->parent->key.number != way[0]->current->key.number) {
		if (bundle->has[KIND_SECRET])
			worst = STALE_KEY;
		else
			accept(states, STALE_KEY);
	}
	accept(states, worst);
	/* Without both certificates only their dates tell. */
	if (!has_all && worst != REISSUED)
		accept(states, STALE);
	if (!has_all && depth > 1 && worst > STALE_COPY)
		accept(states, STALE_COPY);
}

/* What OpenSSL says of the leaf to whom only the present CA is trusted. */
static bool
is_refused(struct bundle *bundle, struct certificate *const way[], size_t depth)
{
	const char *chain = generation_chain(bundle, way[depth]->current);
	const char *ca = generation_pem(bundle, way[0]->current);
	bool refused = !mint_verifies(bundle->mint, chain, ca);
	enum state state = state_of(way[1]->current->parent, way[0]->current);

	if (depth == 1 && refused != (state >= STALE_SKI))
		fatal("%s/%s: OpenSSL %s what is %s", way[1]->namespace,
		    way[1]->name, refused ? "refuses" : "takes", names[state]);
	return refused;
}

/* Whether it can be known that the CA had one before. */
static bool
is_known_renewal(const struct bundle *bundle, const struct certificate *ca)
{
	struct evidence evidence = bundle_evidence(bundle, ca->current->run);

	return bundle->has[KIND_CERTIFICATE] && bundle->has[KIND_ISSUER] &&
	    (bundle->cluster->era->number >= 16 || evidence.is_logged);
}

static void
put_way(struct bundle *bundle, struct certificate *const way[], size_t depth)
{
	struct arena *arena = bundle->arena;
	const struct certificate *ca = way[0];
	const struct certificate *leaf = way[depth];
	struct evidence evidence = bundle_evidence(bundle, ca->current->run);
	struct sheet states = { .arena = arena };
	bool has_x509 = bundle_shows_x509(bundle, leaf->current) &&
	    bundle_shows_x509(bundle, ca->current);
	bool has_both = has_x509 && bundle->has[KIND_SECRET];
	bool is_new = ca->ngenerations > 1;
	/* A leaf that was first made after the CA's renewal is no news. */
	bool is_due = is_new && is_known_renewal(bundle, ca) &&
	    leaf->created_us < ca->current->issued_us;

	if (is_new)
		accept_states(bundle, &states, way, depth);
	sheet_printf(&bundle->truth,
	    "cascade\t%s\t%s\t%s\t%s\t%" PRId64 "\t%zu\t%s\t%s\t%s\t%s\t%s\t"
	    "%s\t%" PRId64 "\tissued %s\n",
	    is_due       ? "must"
		: is_new ? "may"
			 : "never",
	    ca->namespace, ca->name, rfc3339_us(arena, ca->current->issued_us),
	    evidence.tolerance_us / SECOND, depth, leaf->namespace, leaf->name,
	    is_new ? states.text : "superseded",
	    !is_new                        ? "-"
		: ca->current->has_new_key ? "1"
					   : "0",
	    !is_new || !has_both                 ? "-"
		: is_refused(bundle, way, depth) ? "1"
						 : "0",
	    rfc3339_us(arena, leaf->current->issued_us),
	    bundle_evidence(bundle, leaf->current->run).tolerance_us / SECOND,
	    rfc3339(arena, leaf->current->issued_us));
}

/* Of what was never issued nothing can be said but that. */
static void
put_unissued(
    struct bundle *bundle, struct certificate *const way[], size_t depth)
{
	const struct certificate *ca = way[0];
	bool is_new = ca->ngenerations > 1;

	sheet_printf(&bundle->truth,
	    "cascade\t%s\t%s\t%s\t%s\t60\t%zu\t%s\t%s\tunknown\t%s\t-\t\t0\t"
	    "never issued\n",
	    is_new ? "may" : "never", ca->namespace, ca->name,
	    rfc3339_us(bundle->arena, ca->current->issued_us), depth,
	    way[depth]->namespace, way[depth]->name,
	    !is_new                        ? "-"
		: ca->current->has_new_key ? "1"
					   : "0");
}

static void
walk(struct bundle *bundle, struct certificate *way[MAX_DEPTH], size_t depth)
{
	struct certificate *at = way[depth];

	for (size_t i = 0; i < at->nbelow; i++) {
		struct certificate *leaf = at->below[i];

		if (depth + 2 > MAX_DEPTH)
			continue;
		way[depth + 1] = leaf;
		if (leaf->current == NULL) {
			put_unissued(bundle, way, depth + 1);
			continue;
		}
		put_way(bundle, way, depth + 1);
		walk(bundle, way, depth + 1);
	}
}

void
truth_put_cascades(struct bundle *bundle)
{
	const struct cluster *cluster = bundle->cluster;
	struct certificate *way[MAX_DEPTH];

	for (size_t i = 0; i < cluster->ncertificates; i++) {
		way[0] = cluster->certificates[i];
		if (way[0]->is_ca && way[0]->current != NULL)
			walk(bundle, way, 0);
	}
}
