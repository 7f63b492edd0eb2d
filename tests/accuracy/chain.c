#include "accuracy/bundle.h"

#define ACME_ROOT_KEY ((struct key){ KEY_P256, 77777 })
#define ACME_KEY ((struct key){ KEY_P256, 88888 })

static const char *
acme_chain(struct bundle *bundle)
{
	struct minted minted = { .subject = "R3",
		.issuer = "ISRG Root X1",
		.key = ACME_KEY,
		.by = ACME_ROOT_KEY,
		.ski = KEY_ID_SHA1,
		.aki = KEY_ID_SHA1,
		.serial = 4711,
		.is_ca = true,
		.not_before_us = date_us("2018-01-01"),
		.not_after_us = date_us("2035-01-01") };

	return mint_certificate(bundle->mint, &minted);
}

const char *
generation_pem(struct bundle *bundle, struct generation *of)
{
	const struct certificate *certificate = of->certificate;
	struct minted minted = { .subject = certificate->cn,
		.issuer = certificate->cn,
		.key = of->key,
		.by = of->key,
		.ski = of->ski,
		.serial = of->serial,
		.is_ca = certificate->is_ca,
		.not_before_us = of->not_before_us,
		.not_after_us = of->not_after_us };

	if (of->pem != NULL)
		return of->pem;
	if (of->parent != NULL) {
		minted.issuer = of->parent->certificate->cn;
		minted.by = of->parent->key;
		minted.aki = of->parent->ski;
	} else if (certificate->issuer->type != ISSUER_SELF_SIGNED) {
		minted.issuer = "R3";
		minted.by = ACME_KEY;
		minted.aki = KEY_ID_SHA1;
	}
	of->pem = mint_certificate(bundle->mint, &minted);
	return of->pem;
}

/* The certificate, and the intermediates that signed it. */
const char *
generation_chain(struct bundle *bundle, struct generation *of)
{
	const char *chain = generation_pem(bundle, of);
	enum issuer_type type = of->certificate->issuer->type;

	if (of->parent == NULL && type != ISSUER_SELF_SIGNED)
		return arena_printf(
		    bundle->arena, "%s%s", chain, acme_chain(bundle));
	for (struct generation *at = of->parent;
	     at != NULL && at->parent != NULL; at = at->parent)
		chain = arena_printf(
		    bundle->arena, "%s%s", chain, generation_pem(bundle, at));
	return chain;
}

const char *
generation_ca(struct bundle *bundle, struct generation *of)
{
	struct generation *root = of;

	if (of->parent == NULL)
		return of->certificate->issuer->type == ISSUER_SELF_SIGNED
		    ? generation_pem(bundle, of)
		    : NULL;
	if (bundle->cluster->era->number < 104)
		return generation_pem(bundle, of->parent);
	while (root->parent != NULL)
		root = root->parent;
	return generation_pem(bundle, root);
}
