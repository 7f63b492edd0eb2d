/* The kinds of cert-manager. */
#include <string.h>

#include "parse/kube_item.h"
#include "parse/kube_seal.h"
#include "parse/x509.h"

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
	    x509_facts(&item->facts, item->arena, kube_sealed_pem(node), role,
		item->path, node->line, item->diag) == 0)
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
