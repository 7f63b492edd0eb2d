#include "accuracy/cluster.h"

#include <string.h>

static const char *const namespaces[] = { "shop", "apic", "prod", "team-a",
	"billing", "edge" };
static const char *const names[] = { "web", "api", "db", "gateway-client", "mq",
	"cache", "portal-server", "metrics", "web-tls", "orders" };
#define NNAMESPACES (sizeof(namespaces) / sizeof(namespaces[0]))
#define NNAMES (sizeof(names) / sizeof(names[0]))

static const int lifetimes[] = { 7, 10, 14, 21, 45, 60, 90, 120, 0, 0 };
static const int ca_lifetimes[] = { 30, 45, 60, 90, 120, 180, 365, 0, 40, 75 };

const char *
cluster_uid(struct cluster *cluster)
{
	struct dice dice = dice_for(cluster->seed + cluster->nuids++, "uid");
	uint64_t a = dice_next(&dice);
	uint64_t b = dice_next(&dice);

	return arena_printf(cluster->arena, "%08x-%04x-4%03x-a%03x-%012llx",
	    (unsigned)(a >> 32), (unsigned)(a & 0xffff),
	    (unsigned)(a >> 16 & 0xfff), (unsigned)(b >> 52),
	    (unsigned long long)(b & UINT64_C(0xffffffffffff)));
}

static bool
is_taken(const struct cluster *cluster, const char *namespace, const char *name,
    const char *secret)
{
	for (size_t i = 0; i < cluster->ncertificates; i++) {
		const struct certificate *other = cluster->certificates[i];

		if (strcmp(other->namespace, namespace) == 0 &&
		    ((name != NULL && strcmp(other->name, name) == 0) ||
			(secret != NULL && strcmp(other->secret, secret) == 0)))
			return true;
	}
	return false;
}

static const char *
choose_secret(struct cluster *cluster, struct certificate *certificate)
{
	static const char *const ends[] = { "", "-tls", "-secret", "-x509",
		"-cert-9" };
	size_t i = dice_percent(&certificate->dice, 50) ? 0 : 1;
	const char *secret;

	do {
		secret = arena_printf(
		    cluster->arena, "%s%s", certificate->name, ends[i++]);
	} while (is_taken(cluster, certificate->namespace, NULL, secret));
	return secret;
}

/* What was asked for in the spec. */
static void
choose_spec(struct cluster *cluster, struct certificate *certificate)
{
	struct dice *dice = &certificate->dice;
	int number = cluster->era->number;
	const int *choices = certificate->is_ca ? ca_lifetimes : lifetimes;
	int days = choices[dice_between(dice, 0, 10)];
	int64_t lifetime;

	if (certificate->issuer->type == ISSUER_ACME)
		days = dice_percent(dice, 30) ? 90 : 0;
	lifetime = (days == 0 ? 90 : days) * DAY;
	certificate->duration_us = days * DAY;
	certificate->lifetime_us = lifetime;
	switch (dice_between(dice, 0, 6)) {
	case 0:
	case 1:
		break;
	case 2:
		certificate->renew_before_us = lifetime *
		    dice_between(dice, 5, 30) / 100 / MINUTE * MINUTE;
		break;
	case 3:
		certificate->renew_before_us =
		    lifetime * dice_between(dice, 30, 60) / 100 / HOUR * HOUR;
		break;
	default:
		certificate->renew_before_us = DAY;
	}
	if (number < 100 && certificate->renew_before_us == 0 &&
	    lifetime == 30 * DAY)
		certificate->renew_before_us = 10 * DAY;
	if (number >= 16 && dice_percent(dice, 50))
		certificate->rotation =
		    dice_percent(dice, 50) ? "Always" : "Never";
	int64_t of = dice_between(dice, 0, 20);
	certificate->key_type = of < 4 ? KEY_RSA
	    : of == 4 && number >= 108 ? KEY_ED25519
	    : of == 5                  ? KEY_P384
				       : KEY_P256;
	if (number >= 103 && dice_percent(dice, 30))
		certificate->history_limit = (size_t)dice_between(dice, 1, 4);
	certificate->has_temporary = number >= 12 &&
	    certificate->issuer->type == ISSUER_ACME && dice_percent(dice, 25);
}

static struct certificate *
add_certificate(struct cluster *cluster, const char *namespace,
    const char *name, struct issuer *issuer, bool is_ca)
{
	struct arena *arena = cluster->arena;

	if (is_taken(cluster, namespace, name, NULL))
		return NULL;
	struct certificate *certificate =
	    arena_alloc(arena, sizeof(*certificate));

	certificate->namespace = namespace;
	certificate->name = name;
	certificate->issuer = issuer;
	certificate->is_ca = is_ca;
	certificate->dice = dice_for(
	    cluster->seed, arena_printf(arena, "%s/%s", namespace, name));
	certificate->secret = choose_secret(cluster, certificate);
	certificate->uid = cluster_uid(cluster);
	certificate->breaks_us = NEVER;
	certificate->ready_us = NEVER;
	certificate->cn = is_ca && dice_percent(&certificate->dice, 40)
	    ? arena_printf(arena, "%s %s", namespace, name)
	    : is_ca ? name
		    : arena_printf(arena, "%s.%s", name, namespace);
	choose_spec(cluster, certificate);
	if (issuer->type == ISSUER_CA) {
		certificate->above = issuer->ca;
		*(struct certificate **)LIST_ADD(arena, &issuer->ca->below,
		    &issuer->ca->nbelow) = certificate;
	}
	*(struct certificate **)LIST_ADD(arena, &cluster->certificates,
	    &cluster->ncertificates) = certificate;
	return certificate;
}

static struct issuer *
add_issuer(struct cluster *cluster, const char *namespace, const char *name,
    enum issuer_type type, struct certificate *ca)
{
	struct issuer *issuer = arena_alloc(cluster->arena, sizeof(*issuer));

	issuer->namespace = namespace;
	issuer->name = name;
	issuer->type = type;
	issuer->ca = ca;
	if (ca != NULL)
		issuer->secret = ca->secret;
	*(struct issuer **)LIST_ADD(
	    cluster->arena, &cluster->issuers, &cluster->nissuers) = issuer;
	return issuer;
}

/* The CAs of a namespace: a root of its own, intermediates below it. */
static size_t
add_authorities(struct cluster *cluster, const char *namespace,
    struct issuer *selfsigned, struct issuer *shared, struct issuer *issuers[4])
{
	static const char *const roots[] = { "ingress-ca", "root-ca",
		"management-ca" };
	struct dice *dice = &cluster->dice;
	size_t n = 0;

	if (shared != NULL)
		issuers[n++] = shared;
	if (n == 0 || dice_percent(dice, 75)) {
		struct issuer *own = dice_percent(dice, 70)
		    ? add_issuer(cluster, namespace, "selfsigning-issuer",
			  ISSUER_SELF_SIGNED, NULL)
		    : selfsigned;
		struct certificate *ca = add_certificate(cluster, namespace,
		    roots[dice_between(dice, 0, 3)], own, true);

		issuers[n++] = add_issuer(cluster, namespace,
		    dice_percent(dice, 50) ? "ca-issuer" : "ingress-issuer",
		    ISSUER_CA, ca);
	}
	for (int depth = 0; depth < 2 && dice_percent(dice, 35); depth++) {
		struct issuer *above = depth > 0
		    ? issuers[n - 1]
		    : issuers[dice_between(dice, 0, (int64_t)n)];
		struct certificate *ca = add_certificate(cluster, namespace,
		    depth == 0 ? "sub-ca" : "team-ca", above, true);

		issuers[n++] = add_issuer(cluster, namespace,
		    depth == 0 ? "sub-issuer" : "team-issuer", ISSUER_CA, ca);
	}
	return n;
}

static void
add_leaves(struct cluster *cluster, const char *namespace,
    struct issuer *selfsigned, struct issuer *acme, struct issuer *vault,
    struct issuer *issuers[], size_t nissuers)
{
	struct dice *dice = &cluster->dice;
	int64_t first = dice_between(dice, 0, NNAMES);
	int64_t n = dice_between(dice, 2, 7);

	for (int64_t i = 0; i < n; i++) {
		const char *name = names[(size_t)(first + i * 3) % NNAMES];
		int64_t of = dice_between(dice, 0, 100);
		struct issuer *issuer =
		    issuers[dice_between(dice, 0, (int64_t)nissuers)];

		if (acme != NULL && of < 20)
			issuer = acme;
		else if (of < 27)
			issuer = selfsigned;
		else if (vault != NULL && of < 37)
			issuer = vault;
		add_certificate(cluster, namespace, name, issuer, false);
	}
}

/* Two Certificates exchange their Secrets' names, or share one of them. */
static void
add_traps(struct cluster *cluster)
{
	struct certificate *one = NULL, *two = NULL;

	for (size_t i = 0; i < cluster->ncertificates; i++) {
		struct certificate *leaf = cluster->certificates[i];

		if (leaf->is_ca)
			continue;
		if (one != NULL &&
		    strcmp(one->namespace, leaf->namespace) == 0) {
			two = leaf;
			break;
		}
		one = leaf;
	}
	if (two == NULL)
		return;
	if (dice_percent(&cluster->dice, 10)) {
		const char *secret = one->secret;

		one->secret = two->secret;
		two->secret = secret;
	} else if (cluster->era->number >= 114 &&
	    dice_percent(&cluster->dice, 20)) {
		two->secret = one->secret;
		two->is_blocked = true;
	}
}

/* Someone copied a CA's Secret to another namespace and issues from it. */
static void
add_copy(struct cluster *cluster, const char *namespace, struct issuer *of)
{
	struct issuer *issuer = add_issuer(
	    cluster, namespace, "copied-ca-issuer", ISSUER_CA, of->ca);
	struct certificate *leaf =
	    add_certificate(cluster, namespace, "copied-leaf", issuer, false);

	issuer->is_copy = true;
	issuer->secret =
	    arena_printf(cluster->arena, "copy-of-%s", of->ca->secret);
	if (leaf != NULL) {
		/* People do not remember such a leaf. */
		leaf->above = NULL;
		of->ca->nbelow--;
	}
}

void
cluster_found(struct cluster *cluster)
{
	struct dice *dice = &cluster->dice;
	struct issuer *selfsigned =
	    add_issuer(cluster, NULL, "selfsigned", ISSUER_SELF_SIGNED, NULL);
	struct issuer *acme = NULL, *vault = NULL, *shared = NULL;
	struct issuer *local = NULL;
	size_t first = (size_t)dice_between(dice, 0, NNAMESPACES);

	if (dice_percent(dice, 70))
		acme =
		    add_issuer(cluster, NULL, "letsencrypt", ISSUER_ACME, NULL);
	cluster->has_acme = acme != NULL;
	if (dice_percent(dice, 40))
		vault = add_issuer(cluster, NULL, "vault", ISSUER_VAULT, NULL);
	if (dice_percent(dice, 60)) {
		struct certificate *ca = add_certificate(
		    cluster, "cert-manager", "cluster-ca", selfsigned, true);

		shared = add_issuer(cluster, NULL,
		    dice_percent(dice, 50) ? "ca-issuer" : "cluster-ca",
		    ISSUER_CA, ca);
	}
	cluster->nnamespaces = (size_t)dice_between(dice, 1, 5);
	for (size_t i = 0; i < cluster->nnamespaces; i++) {
		const char *namespace = namespaces[(first + i) % NNAMESPACES];
		struct issuer *issuers[4];
		size_t n = add_authorities(
		    cluster, namespace, selfsigned, shared, issuers);

		cluster->namespaces[i] = namespace;
		add_leaves(
		    cluster, namespace, selfsigned, acme, vault, issuers, n);
		if (local != NULL && dice_percent(dice, 15))
			add_copy(cluster, namespace, local);
		if (issuers[n - 1]->namespace != NULL)
			local = issuers[n - 1];
	}
	add_traps(cluster);
	cluster->cascade_percent =
	    (int)((int64_t[]){ 100, 50, 50, 0, 0 })[dice_between(dice, 0, 5)];
}
