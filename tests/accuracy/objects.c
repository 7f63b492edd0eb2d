#include <stdio.h>
#include <string.h>

#include "accuracy/bundle.h"
#include "accuracy/tell.h"

#define REQUEST_PEM \
	"-----BEGIN CERTIFICATE REQUEST-----\nMIIBAA==\n" \
	"-----END CERTIFICATE REQUEST-----\n"

struct node *
bundle_object(struct bundle *bundle, enum kind kind, const char *namespace,
    const char *name, int64_t created_us)
{
	struct arena *arena = bundle->arena;
	struct node *object = node_new(arena, NODE_MAP);
	struct node *metadata = node_map(arena, object, "metadata");

	bundle->resource_version += 17;
	node_text(arena, object, "apiVersion", kind_api(bundle, kind));
	node_text(arena, object, "kind", kind_name(kind));
	node_text(arena, metadata, "name", name);
	node_text(arena, metadata, "namespace", namespace);
	node_text(
	    arena, metadata, "creationTimestamp", rfc3339(arena, created_us));
	node_text(arena, metadata, "resourceVersion",
	    arena_printf(arena, "%u", bundle->resource_version));
	node_add(bundle->objects[kind], object);
	return object;
}

struct node *
bundle_metadata(struct node *object)
{
	struct node *at = object->first;

	while (strcmp(at->key, "metadata") != 0)
		at = at->next;
	return at;
}

struct node *
bundle_condition(struct bundle *bundle, struct node *list, const char *type,
    const char *status, int64_t at_us, const char *reason, const char *message)
{
	struct node *condition = node_add_map(bundle->arena, list);

	node_text(bundle->arena, condition, "type", type);
	node_text(bundle->arena, condition, "status", status);
	node_text(bundle->arena, condition, "lastTransitionTime",
	    rfc3339(bundle->arena, at_us));
	node_text(bundle->arena, condition, "reason", reason);
	node_text(bundle->arena, condition, "message", message);
	return condition;
}

static void
put_issuer_ref(struct bundle *bundle, struct node *spec,
    const struct certificate *certificate)
{
	struct node *ref = node_map(bundle->arena, spec, "issuerRef");
	const struct issuer *issuer = certificate->issuer;
	bool is_cluster = issuer->namespace == NULL;

	node_text(bundle->arena, ref, "name", issuer->name);
	/* Without a kind it is an Issuer. */
	if (is_cluster || certificate->created_us % 3 != 0)
		node_text(bundle->arena, ref, "kind",
		    is_cluster ? "ClusterIssuer" : "Issuer");
	if (bundle->cluster->era->number >= 12 &&
	    certificate->created_us % 2 == 0)
		node_text(bundle->arena, ref, "group", "cert-manager.io");
}

static void
put_private_key(struct bundle *bundle, struct node *spec,
    const struct certificate *certificate)
{
	static const char *const names[] = { "ECDSA", "ECDSA", "RSA",
		"Ed25519" };
	static const char *const sizes[] = { "256", "384", "2048", NULL };
	struct arena *arena = bundle->arena;

	if (bundle->cluster->era->number < 16) {
		node_text(arena, spec, "keyAlgorithm",
		    certificate->key_type == KEY_RSA ? "rsa" : "ecdsa");
		return;
	}
	struct node *key = node_map(arena, spec, "privateKey");

	node_text(arena, key, "algorithm", names[certificate->key_type]);
	if (sizes[certificate->key_type] != NULL)
		node_bare(arena, key, "size", sizes[certificate->key_type]);
	node_text(arena, key, "rotationPolicy", certificate->rotation);
}

static struct node *
put_spec(struct bundle *bundle, struct node *object,
    const struct certificate *certificate)
{
	struct arena *arena = bundle->arena;
	struct node *spec = node_map(arena, object, "spec");

	node_text(arena, spec, "secretName", certificate->secret);
	node_text(arena, spec, "commonName", certificate->cn);
	put_issuer_ref(bundle, spec, certificate);
	put_private_key(bundle, spec, certificate);
	if (certificate->duration_us > 0)
		node_text(arena, spec, "duration",
		    go_duration(arena, certificate->duration_us));
	if (certificate->renew_before_us > 0)
		node_text(arena, spec, "renewBefore",
		    go_duration(arena, certificate->renew_before_us));
	if (certificate->is_ca)
		node_bare(arena, spec, "isCA", "true");
	else
		node_add(node_list(arena, spec, "dnsNames"),
		    node_new(arena, NODE_TEXT))
		    ->text = arena_printf(arena, "%s.%s.svc", certificate->name,
		    certificate->namespace);
	if (certificate->history_limit > 0)
		node_bare(arena, spec, "revisionHistoryLimit",
		    arena_printf(arena, "%zu", certificate->history_limit));
	return spec;
}

static void
put_ready(struct bundle *bundle, struct node *conditions,
    const struct certificate *certificate)
{
	const struct generation *current = certificate->current;
	struct arena *arena = bundle->arena;

	if (certificate->is_blocked)
		bundle_condition(bundle, conditions, "Ready", "False",
		    certificate->created_us + 30000, "IncorrectCertificate",
		    "Secret was issued for another Certificate. If this "
		    "message is not transient, you might have two conflicting "
		    "Certificates pointing to the same secret.");
	else if (current == NULL)
		bundle_condition(bundle, conditions, "Ready", "False",
		    certificate->created_us, "DoesNotExist",
		    "Issuing certificate as Secret does not exist");
	else if (current->not_after_us < bundle->cluster->now_us)
		bundle_condition(bundle, conditions, "Ready", "False",
		    current->not_after_us, "Expired",
		    arena_printf(arena, "Certificate expired on %s",
			rfc3339(arena, current->not_after_us)));
	else
		bundle_condition(bundle, conditions, "Ready", "True",
		    certificate->ready_us, "Ready",
		    "Certificate is up to date and has not expired");
}

/* What the status says of an issuance that goes on. */
static void
put_issuing(struct bundle *bundle, struct node *status, struct node *conditions,
    const struct run *run)
{
	struct arena *arena = bundle->arena;
	int number = bundle->cluster->era->number;
	bool is_waiting = run->nfailed == run->ntries;

	if (number >= 16 && is_waiting)
		bundle_condition(bundle, conditions, "Issuing", "False",
		    run->failed_us[run->nfailed - 1], "Failed",
		    "The certificate request has failed to complete and will "
		    "be retried: signing backend unavailable");
	else if (number >= 16)
		bundle_condition(bundle, conditions, "Issuing", "True",
		    run->tried_us[run->ntries - 1], run->reason,
		    tell_trigger_message(bundle->cluster, run, false));
	if (run->nfailed == 0)
		return;
	node_text(arena, status, "lastFailureTime",
	    rfc3339(arena, run->failed_us[run->nfailed - 1]));
	if (number >= 108)
		node_bare(arena, status, "failedIssuanceAttempts",
		    arena_printf(arena, "%zu", run->nfailed));
}

static void
put_certificate(struct bundle *bundle, const struct certificate *certificate)
{
	struct arena *arena = bundle->arena;
	struct node *object = bundle_object(bundle, KIND_CERTIFICATE,
	    certificate->namespace, certificate->name, certificate->created_us);
	struct node *status = node_map(arena, object, "status");
	struct node *conditions = node_list(arena, status, "conditions");
	const struct generation *current = certificate->current;

	node_text(arena, bundle_metadata(object), "uid", certificate->uid);
	put_spec(bundle, object, certificate);
	if (certificate->created_us % 5 == 0) {
		struct node *annotations =
		    node_map(arena, bundle_metadata(object), "annotations");

		node_text(arena, annotations,
		    "kubectl.kubernetes.io/last-applied-configuration",
		    "{\"apiVersion\":\"cert-manager.io/v1\",\"kind\":"
		    "\"Certificate\",\"metadata\":{\"name\":\"x\"},\"spec\":"
		    "{\"secretName\":\"never\"}}\n");
	}
	put_ready(bundle, conditions, certificate);
	if (current != NULL) {
		node_text(arena, status, "notAfter",
		    rfc3339(arena, current->not_after_us));
		if (bundle->cluster->era->number >= 16) {
			node_text(arena, status, "notBefore",
			    rfc3339(arena, current->not_before_us));
			node_text(arena, status, "renewalTime",
			    rfc3339(arena, current->due_us));
			node_bare(arena, status, "revision",
			    arena_printf(arena, "%d", current->revision));
		}
	}
	if (certificate->open != NULL)
		put_issuing(bundle, status, conditions, certificate->open);
}

static void
put_request(struct bundle *bundle, const struct certificate *certificate,
    const struct run *run)
{
	struct arena *arena = bundle->arena;
	struct generation *generation = run->generation;
	int number = bundle->cluster->era->number;
	struct node *object = bundle_object(bundle, KIND_REQUEST,
	    certificate->namespace, run->request, run->requested_us);
	struct node *annotations =
	    node_map(arena, bundle_metadata(object), "annotations");
	struct node *owner = node_add_map(arena,
	    node_list(arena, bundle_metadata(object), "ownerReferences"));
	struct node *spec = node_map(arena, object, "spec");
	struct node *status = node_map(arena, object, "status");
	struct node *conditions = node_list(arena, status, "conditions");

	node_text(arena, annotations, "cert-manager.io/certificate-name",
	    certificate->name);
	if (number >= 16)
		node_text(arena, annotations,
		    "cert-manager.io/certificate-revision",
		    arena_printf(arena, "%zu",
			generation != NULL ? (size_t)generation->revision
					   : certificate->ngenerations + 1));
	node_text(arena, owner, "apiVersion", bundle->cluster->era->api);
	node_text(arena, owner, "kind", "Certificate");
	node_text(arena, owner, "name", certificate->name);
	node_text(arena, owner, "uid", certificate->uid);
	put_issuer_ref(bundle, spec, certificate);
	node_text(arena, spec, number < 16 ? "csr" : "request",
	    base64(arena, REQUEST_PEM));
	if (number >= 103)
		bundle_condition(bundle, conditions, "Approved", "True",
		    run->requested_us + 70000, "cert-manager.io",
		    "Certificate request has been approved by "
		    "cert-manager.io");
	if (generation != NULL) {
		const char *ca = generation_ca(bundle, generation);

		bundle_condition(bundle, conditions, "Ready", "True",
		    run->answered_us, "Issued",
		    "Certificate fetched from issuer successfully");
		node_text(arena, status, "certificate",
		    base64(arena, generation_chain(bundle, generation)));
		if (ca != NULL)
			node_text(arena, status, "ca", base64(arena, ca));
	} else if (run->nfailed == run->ntries) {
		int64_t failed_us = run->failed_us[run->nfailed - 1];

		bundle_condition(bundle, conditions, "Ready", "False",
		    failed_us, "Failed", "signing backend unavailable");
		node_text(
		    arena, status, "failureTime", rfc3339(arena, failed_us));
	} else {
		bundle_condition(bundle, conditions, "Ready", "False",
		    run->requested_us + 100000, "Pending",
		    "Waiting on certificate issuance from order");
	}
}

void
bundle_put_certificates(struct bundle *bundle)
{
	const struct cluster *cluster = bundle->cluster;

	for (size_t i = 0; i < cluster->ncertificates; i++) {
		const struct certificate *certificate =
		    cluster->certificates[i];

		if (certificate->created_us > cluster->now_us)
			continue;
		if (bundle->has[KIND_CERTIFICATE])
			put_certificate(bundle, certificate);
		for (size_t k = 0; k < certificate->ngenerations; k++) {
			const struct generation *generation =
			    certificate->generations[k];

			if (bundle_keeps_request(bundle, generation))
				put_request(
				    bundle, certificate, generation->run);
		}
		if (certificate->open != NULL && bundle->has[KIND_REQUEST])
			put_request(bundle, certificate, certificate->open);
	}
}
