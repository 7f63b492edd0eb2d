/* The kinds of cert-manager. */
#include <string.h>

#include "parse/kube_item.h"
#include "parse/kube_seal.h"
#include "parse/x509.h"

static const struct yaml_want issuer_ref_wants[] = { { YAML_WANT("kind") },
	{ YAML_WANT("name") }, { YAML_WANT("group") }, YAML_WANT_END };
static const struct yaml_want private_key_wants[] = {
	{ YAML_WANT("rotationPolicy") }, YAML_WANT_END
};
static const struct yaml_want certificate_spec_wants[] = { { YAML_WANT(
							       "secretName") },
	{ YAML_WANT("isCA") }, { YAML_WANT("commonName") },
	{ YAML_WANT("issuerRef"), .below = issuer_ref_wants },
	{ YAML_WANT("duration") }, { YAML_WANT("renewBefore") },
	{ YAML_WANT("renewBeforePercentage") },
	{ YAML_WANT("privateKey"), .below = private_key_wants },
	{ YAML_WANT("rotationPolicy") }, YAML_WANT_END };
static const struct yaml_want certificate_status_wants[] = {
	{ YAML_WANT("conditions"), .below = kube_condition_wants },
	{ YAML_WANT("notBefore") }, { YAML_WANT("notAfter") },
	{ YAML_WANT("renewalTime") }, { YAML_WANT("revision") },
	{ YAML_WANT("lastFailureTime") },
	{ YAML_WANT("failedIssuanceAttempts") },
	{ YAML_WANT("nextPrivateKeySecretName") }, YAML_WANT_END
};

const struct yaml_want kube_certificate_wants[] = { KUBE_IDENTITY_WANTS,
	{ YAML_WANT("spec"), .below = certificate_spec_wants },
	{ YAML_WANT("status"), .below = certificate_status_wants },
	YAML_WANT_END };

static const struct yaml_want request_spec_wants[] = { { YAML_WANT("isCA") },
	{ YAML_WANT("issuerRef"), .below = issuer_ref_wants },
	{ YAML_WANT("duration") }, { YAML_WANT("request"), .care = YAML_NAME },
	{ YAML_WANT("csr"), .care = YAML_NAME }, YAML_WANT_END };
static const struct yaml_want request_status_wants[] = {
	{ YAML_WANT("conditions"), .below = kube_condition_wants },
	{ YAML_WANT("failureTime") },
	{ YAML_WANT("certificate"), .care = YAML_SEAL },
	{ YAML_WANT("ca"), .care = YAML_SEAL }, YAML_WANT_END
};

const struct yaml_want kube_certificate_request_wants[] = { KUBE_IDENTITY_WANTS,
	{ YAML_WANT("spec"), .below = request_spec_wants },
	{ YAML_WANT("status"), .below = request_status_wants }, YAML_WANT_END };

static const struct yaml_want ca_wants[] = { { YAML_WANT("secretName") },
	YAML_WANT_END };
static const struct yaml_want issuer_spec_wants[] = { { YAML_WANT("ca"),
							  .below = ca_wants },
	{ YAML_WANT("selfSigned"), .care = YAML_NAME },
	{ YAML_WANT("acme"), .care = YAML_NAME },
	{ YAML_WANT("vault"), .care = YAML_NAME },
	{ YAML_WANT("venafi"), .care = YAML_NAME }, YAML_WANT_END };
static const struct yaml_want issuer_status_wants[] = {
	{ YAML_WANT("conditions"), .below = kube_condition_wants },
	YAML_WANT_END
};

const struct yaml_want kube_issuer_wants[] = { KUBE_IDENTITY_WANTS,
	{ YAML_WANT("spec"), .below = issuer_spec_wants },
	{ YAML_WANT("status"), .below = issuer_status_wants }, YAML_WANT_END };

static void
put_issuer_ref(struct kube_item *item, struct fact *fact)
{
	const struct yaml_node *ref = yaml_at(item->root, "spec.issuerRef");

	kube_put_text(fact, "issuer_kind", ref, "kind");
	kube_put_text(fact, "issuer", ref, "name");
	kube_put_text(fact, "issuer_group", ref, "group");
}

void
kube_certificate(struct kube_item *item)
{
	const struct yaml_node *spec = yaml_get(item->root, "spec");
	const struct yaml_node *status = yaml_get(item->root, "status");
	struct fact *fact = kube_fact(item, "certificate");

	kube_put_text(fact, "secret", spec, "secretName");
	kube_put_bool(fact, "is_ca", spec, "isCA");
	kube_put_text(fact, "common_name", spec, "commonName");
	put_issuer_ref(item, fact);
	kube_put_seconds(item, fact, "duration_s", spec, "duration");
	kube_put_seconds(item, fact, "renew_before_s", spec, "renewBefore");
	kube_put_number(
	    item, fact, "renew_before_pct", spec, "renewBeforePercentage");
	/* Where it stood before v1alpha3 gave the key its own section. */
	kube_put_text(fact, "key_rotation", spec,
	    kube_text(yaml_at(spec, "privateKey.rotationPolicy")) != NULL
		? "privateKey.rotationPolicy"
		: "rotationPolicy");
	kube_put_time(item, fact, "not_before_us", "not_before_line", status,
	    "notBefore");
	kube_put_time(
	    item, fact, "not_after_us", "not_after_line", status, "notAfter");
	kube_put_time(item, fact, "renewal_us", NULL, status, "renewalTime");
	kube_put_number(item, fact, "revision", status, "revision");
	kube_put_time(item, fact, "last_failure_us", "last_failure_line",
	    status, "lastFailureTime");
	kube_put_number(
	    item, fact, "failed_attempts", status, "failedIssuanceAttempts");
	kube_put_text(
	    fact, "next_key_secret", status, "nextPrivateKeySecretName");
	kube_put_conditions(item);
}

static const char *
owning_certificate(const struct kube_item *item)
{
	const struct yaml_node *owners =
	    yaml_at(item->root, "metadata.ownerReferences");

	for (const struct yaml_node *at = yaml_first(owners); at != NULL;
	     at = at->next) {
		const char *kind = kube_text(yaml_get(at, "kind"));

		if (kind != NULL && strcmp(kind, "Certificate") == 0)
			return kube_text(yaml_get(at, "name"));
	}
	return NULL;
}

static void
put_status_pem(struct kube_item *item, const char *key, const char *role)
{
	const struct yaml_node *node =
	    yaml_get(yaml_get(item->root, "status"), key);

	if (node == NULL || (node->mark & SEALED_VALUE) == 0)
		return;
	if ((node->mark & SEALED_CERTIFICATE) == 0 ||
	    x509_facts(item->x509, &item->facts, item->arena,
		kube_sealed_pem(node), role, item->path, node->line,
		item->diag) == 0)
		diag_at(item->diag, item->path, node->line,
		    "%s: no certificate in it; left out", role);
}

void
kube_certificate_request(struct kube_item *item)
{
	const struct yaml_node *spec = yaml_get(item->root, "spec");
	const struct yaml_node *revision =
	    kube_annotation_node(item, "certificate-revision");
	const char *certificate = kube_annotation(item, "certificate-name");
	struct fact *fact = kube_fact(item, "certificate_request");
	int64_t number;

	fact_text(fact, "certificate",
	    certificate != NULL ? certificate : owning_certificate(item));
	if (kube_number(item, revision, &number))
		fact_integer(fact, "revision", number);
	kube_put_bool(fact, "is_ca", spec, "isCA");
	put_issuer_ref(item, fact);
	kube_put_seconds(item, fact, "duration_s", spec, "duration");
	kube_put_time(
	    item, fact, "failure_us", NULL, item->root, "status.failureTime");
	kube_put_conditions(item);
	put_status_pem(item, "certificate", "status.certificate");
	put_status_pem(item, "ca", "status.ca");
}

void
kube_issuer(struct kube_item *item)
{
	static const char *const types[] = { "ca", "selfSigned", "acme",
		"vault", "venafi" };
	const struct yaml_node *spec = yaml_get(item->root, "spec");
	struct fact *fact = kube_fact(item, "issuer");
	const char *type = "other";

	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		if (yaml_get(spec, types[i]) != NULL) {
			type = types[i];
			break;
		}
	}
	fact_text(fact, "type", type);
	kube_put_text(fact, "ca_secret", spec, "ca.secretName");
	kube_put_conditions(item);
}
