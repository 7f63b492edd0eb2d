/* Secrets: which keys they have, and their certificates; never a value. */
#include <string.h>

#include "parse/kube_item.h"
#include "parse/kube_seal.h"
#include "parse/x509.h"

static const struct yaml_want value_wants[] = {
	{ YAML_WANT("*"), .care = YAML_SEAL }, YAML_WANT_END
};

const struct yaml_want kube_secret_wants[] = { KUBE_IDENTITY_WANTS,
	{ YAML_WANT("type") }, { YAML_WANT("immutable") },
	{ YAML_WANT("data"), .care = YAML_SEAL, .below = value_wants },
	{ YAML_WANT("stringData"), .care = YAML_SEAL, .below = value_wants },
	YAML_WANT_END };

static const char *const places[] = { "data", "stringData" };
#define NPLACES (sizeof(places) / sizeof(places[0]))

static bool
ends_in(const char *text, const char *end)
{
	size_t len = strlen(text);
	size_t n = strlen(end);

	return len >= n && strcmp(text + len - n, end) == 0;
}

static bool
is_private_key(const struct yaml_node *node)
{
	if ((node->mark & SEALED_KEY) != 0)
		return true;
	return ends_in(node->key, ".key") && (node->mark & SEALED_VALUE) != 0 &&
	    (node->mark & SEALED_HIDDEN) == 0;
}

static bool
has_private_key(const struct kube_item *item)
{
	for (size_t i = 0; i < NPLACES; i++) {
		const struct yaml_node *data = yaml_get(item->root, places[i]);

		if (data == NULL || data->type != TREE_MAP)
			continue;
		for (const struct yaml_node *at = data->first; at != NULL;
		     at = at->next) {
			if (is_private_key(at))
				return true;
		}
	}
	return false;
}

static const char *
key_names(const struct kube_item *item)
{
	const char **names = NULL;
	size_t n = 0;

	for (int pass = 0; pass < 2; pass++) {
		if (pass == 1)
			names =
			    arena_alloc(item->arena, (n + 1) * sizeof(*names));
		n = 0;
		for (size_t i = 0; i < NPLACES; i++) {
			const struct yaml_node *at =
			    yaml_first(yaml_get(item->root, places[i]));

			for (; at != NULL; at = at->next) {
				if (at->key == NULL)
					continue;
				if (names != NULL)
					names[n] = at->key;
				n++;
			}
		}
	}
	return kube_join(item->arena, names, n);
}

/* The value with this name: stringData counts more than data. */
static const struct yaml_node *
value_of(const struct kube_item *item, const char *name)
{
	const struct yaml_node *found = NULL;

	for (size_t i = 0; i < NPLACES; i++) {
		const struct yaml_node *node =
		    yaml_get(yaml_get(item->root, places[i]), name);

		if (node != NULL)
			found = node;
	}
	return found;
}

/* Adds the certificates; returns the word for what the value is. */
static const char *
put_certificates(struct kube_item *item, const char *name)
{
	const struct yaml_node *node = value_of(item, name);

	if (node == NULL)
		return NULL;
	if ((node->mark & SEALED_VALUE) == 0)
		return "empty";
	if ((node->mark & SEALED_HIDDEN) != 0)
		return "hidden";
	if ((node->mark & SEALED_CERTIFICATE) == 0) {
		diag_at(item->diag, item->path, node->line, "%s: %s; left out",
		    name,
		    (node->mark & SEALED_BAD) != 0 ? "neither base64 nor PEM"
						   : "no certificate in it");
		return "bad";
	}
	return x509_facts(item->x509, &item->facts, item->arena,
		   kube_sealed_pem(node), name, item->path, node->line,
		   item->diag) > 0
	    ? "certificate"
	    : "bad";
}

void
kube_secret(struct kube_item *item)
{
	struct fact *fact = kube_fact(item, "secret");

	kube_put_text(fact, "type", item->root, "type");
	fact_integer(
	    fact, "immutable", kube_is_true(yaml_get(item->root, "immutable")));
	fact_text(
	    fact, "certificate", kube_annotation(item, "certificate-name"));
	fact_text(fact, "issuer_kind", kube_annotation(item, "issuer-kind"));
	fact_text(fact, "issuer", kube_annotation(item, "issuer-name"));
	fact_text(fact, "issuer_group", kube_annotation(item, "issuer-group"));
	fact_text(fact, "keys", key_names(item));
	fact_integer(fact, "has_key", has_private_key(item));
	fact_text(fact, "tls_crt", put_certificates(item, "tls.crt"));
	put_certificates(item, "ca.crt");
}
