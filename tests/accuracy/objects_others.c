#include <stdio.h>
#include <string.h>

#include "accuracy/bundle.h"

void
bundle_put_issuers(struct bundle *bundle)
{
	struct arena *arena = bundle->arena;
	const struct cluster *cluster = bundle->cluster;
	static const char *const types[] = { "selfSigned", "ca", "acme",
		"vault" };

	for (size_t i = 0; i < cluster->nissuers; i++) {
		const struct issuer *issuer = cluster->issuers[i];
		enum kind kind = issuer->namespace == NULL ? KIND_CLUSTER_ISSUER
							   : KIND_ISSUER;

		if (!bundle->has[kind])
			continue;
		struct node *object =
		    bundle_object(bundle, kind, issuer->namespace, issuer->name,
			cluster->start_us - 100 * SECOND);
		struct node *of = node_map(arena,
		    node_map(arena, object, "spec"), types[issuer->type]);
		struct node *conditions = node_list(
		    arena, node_map(arena, object, "status"), "conditions");

		if (issuer->type == ISSUER_CA)
			node_text(arena, of, "secretName", issuer->secret);
		else if (issuer->type != ISSUER_SELF_SIGNED)
			node_text(arena, of, "server",
			    issuer->type == ISSUER_ACME
				? "https://acme-v02.api.letsencrypt.org/"
				  "directory"
				: "http://vault.example:8200");
		bundle_condition(bundle, conditions, "Ready", "True",
		    cluster->start_us, "IsReady", "ready");
	}
}

static void
put_secret(struct bundle *bundle, const struct certificate *certificate,
    const char *namespace, const char *name, struct generation *generation,
    int64_t created_us)
{
	struct arena *arena = bundle->arena;
	bool is_old = bundle->cluster->era->flow == FLOW_SYNC;
	struct node *object =
	    bundle_object(bundle, KIND_SECRET, namespace, name, created_us);
	struct node *annotations =
	    node_map(arena, bundle_metadata(object), "annotations");
	struct node *data = node_map(arena, object, "data");
	const char *ca = generation_ca(bundle, generation);

	node_text(arena, object, "type", "kubernetes.io/tls");
	node_text(arena, annotations,
	    is_old ? "certmanager.k8s.io/certificate-name"
		   : "cert-manager.io/certificate-name",
	    certificate->name);
	node_text(arena, annotations,
	    is_old ? "certmanager.k8s.io/issuer-name"
		   : "cert-manager.io/issuer-name",
	    certificate->issuer->name);
	node_text(arena, data, "tls.crt",
	    base64(arena, generation_chain(bundle, generation)));
	if (bundle->layout == LAYOUT_MUST_GATHER)
		node_text(
		    arena, data, "tls.key", base64(arena, "1704 bytes long"));
	if (ca != NULL)
		node_text(arena, data, "ca.crt", base64(arena, ca));
	if (bundle->has_managed_fields) {
		struct node *entry = node_add_map(arena,
		    node_list(arena, bundle_metadata(object), "managedFields"));

		node_text(arena, entry, "manager",
		    "cert-manager-certificates-issuing");
		node_text(arena, entry, "operation", "Apply");
		node_text(arena, entry, "apiVersion", "v1");
		node_text(arena, entry, "fieldsType", "FieldsV1");
		node_text(arena, entry, "time",
		    rfc3339(arena, generation->issued_us));
		node_map(arena,
		    node_map(
			arena, node_map(arena, entry, "fieldsV1"), "f:data"),
		    "f:tls.crt");
	}
}

/* What is served until an ACME issuer has answered for the first time. */
static void
put_temporary(struct bundle *bundle, const struct certificate *certificate)
{
	struct arena *arena = bundle->arena;
	struct minted minted = { .subject = "cert-manager.local",
		.issuer = "cert-manager.local",
		.key = { KEY_P256, 4242 },
		.by = { KEY_P256, 4242 },
		.serial = 1234567890,
		.not_before_us = certificate->created_us,
		.not_after_us = certificate->created_us + 90 * DAY };
	struct node *object =
	    bundle_object(bundle, KIND_SECRET, certificate->namespace,
		certificate->secret, certificate->created_us + 100000);
	struct node *annotations =
	    node_map(arena, bundle_metadata(object), "annotations");

	node_text(arena, object, "type", "kubernetes.io/tls");
	node_text(arena, annotations, "cert-manager.io/certificate-name",
	    certificate->name);
	node_text(arena, node_map(arena, object, "data"), "tls.crt",
	    base64(arena, mint_certificate(bundle->mint, &minted)));
}

void
bundle_put_secrets(struct bundle *bundle)
{
	const struct cluster *cluster = bundle->cluster;

	if (!bundle->has[KIND_SECRET])
		return;
	for (size_t i = 0; i < cluster->ncertificates; i++) {
		const struct certificate *certificate =
		    cluster->certificates[i];
		struct generation *current = certificate->current;

		if (current != NULL)
			put_secret(bundle, certificate, certificate->namespace,
			    certificate->secret, current,
			    current->secret_created_us);
		else if (certificate->has_temporary &&
		    certificate->open != NULL)
			put_temporary(bundle, certificate);
	}
	for (size_t i = 0; i < cluster->nissuers; i++) {
		const struct issuer *issuer = cluster->issuers[i];

		if (issuer->copied != NULL && bundle->has[KIND_CERTIFICATE])
			put_secret(bundle, issuer->ca, issuer->namespace,
			    issuer->secret, issuer->copied,
			    issuer->copied->issued_us + 50 * MINUTE);
	}
}

/* Something always happens: a probe that was too slow, just now. */
static void
put_probe(struct bundle *bundle)
{
	struct arena *arena = bundle->arena;
	int64_t at_us = bundle->cluster->now_us - 20 * SECOND;
	struct node *object = bundle_object(
	    bundle, KIND_EVENT, "cert-manager", "cert-manager.17aa", at_us);
	struct node *about = node_map(arena, object, "involvedObject");

	node_text(arena, about, "apiVersion", "v1");
	node_text(arena, about, "kind", "Pod");
	node_text(arena, about, "name", "cert-manager-7dd5854bb4-x2x7z");
	node_text(arena, about, "namespace", "cert-manager");
	node_text(arena, object, "type", "Warning");
	node_text(arena, object, "reason", "Unhealthy");
	node_text(arena, object, "message", "Readiness probe failed");
	node_bare(arena, object, "count", "1");
	node_text(arena, object, "firstTimestamp", rfc3339(arena, at_us));
	node_text(arena, object, "lastTimestamp", rfc3339(arena, at_us));
}

void
bundle_put_events(struct bundle *bundle)
{
	struct arena *arena = bundle->arena;
	const struct cluster *cluster = bundle->cluster;

	if (bundle->has[KIND_EVENT])
		put_probe(bundle);
	for (size_t i = 0; i < cluster->nevents && bundle->has[KIND_EVENT];
	     i++) {
		const struct told_event *event = &cluster->events[i];
		const struct certificate *of = event->certificate;
		struct node *object =
		    bundle_object(bundle, KIND_EVENT, of->namespace,
			arena_printf(arena, "%s.17%014zx", of->name, i),
			event->at_us);
		struct node *about = node_map(arena, object, "involvedObject");

		node_text(arena, about, "apiVersion", cluster->era->api);
		node_text(arena, about, "kind", "Certificate");
		node_text(arena, about, "name", of->name);
		node_text(arena, about, "namespace", of->namespace);
		node_text(arena, about, "uid", of->uid);
		node_text(arena, object, "type", event->type);
		node_text(arena, object, "reason", event->reason);
		node_text(arena, object, "message", event->message);
		node_bare(arena, object, "count", "1");
		node_bare(arena, object, "eventTime", "null");
		node_text(arena, object, "firstTimestamp",
		    rfc3339(arena, event->at_us));
		node_text(arena, object, "lastTimestamp",
		    rfc3339(arena, event->at_us));
		node_text(arena, node_map(arena, object, "source"), "component",
		    event->component);
	}
}
