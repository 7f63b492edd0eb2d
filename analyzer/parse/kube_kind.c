#include "parse/kube_kind.h"

#include <string.h>

#include "base/str.h"

static const struct kube_kind kinds[] = {
	{ "cert-manager.io", "Certificate", kube_certificate,
	    kube_certificate_wants },
	{ "cert-manager.io", "CertificateRequest", kube_certificate_request,
	    kube_certificate_request_wants },
	{ "cert-manager.io", "Issuer", kube_issuer, kube_issuer_wants },
	{ "cert-manager.io", "ClusterIssuer", kube_issuer, kube_issuer_wants },
	{ "certmanager.k8s.io", "Certificate", kube_certificate,
	    kube_certificate_wants },
	{ "certmanager.k8s.io", "CertificateRequest", kube_certificate_request,
	    kube_certificate_request_wants },
	{ "certmanager.k8s.io", "Issuer", kube_issuer, kube_issuer_wants },
	{ "certmanager.k8s.io", "ClusterIssuer", kube_issuer,
	    kube_issuer_wants },
	{ "", "Secret", kube_secret, kube_secret_wants },
	{ "", "Pod", kube_pod, kube_pod_wants },
	{ "", "Event", kube_event, kube_event_wants },
	{ "events.k8s.io", "Event", kube_event, kube_event_wants },
	{ "apps", "Deployment", kube_workload, kube_workload_wants },
	{ "apps", "StatefulSet", kube_workload, kube_workload_wants },
	{ "apps", "DaemonSet", kube_workload, kube_workload_wants },
	{ "apps", "ReplicaSet", kube_workload, kube_workload_wants },
	{ "extensions", "Deployment", kube_workload, kube_workload_wants },
	{ "extensions", "DaemonSet", kube_workload, kube_workload_wants },
	{ "extensions", "ReplicaSet", kube_workload, kube_workload_wants },
	{ "batch", "Job", kube_workload, kube_workload_wants },
	{ "batch", "CronJob", kube_workload, kube_workload_wants },
};

const struct yaml_want *
kube_kind_wants(struct arena *arena)
{
	const struct yaml_want *all = kinds[0].wants;

	for (size_t i = 1; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		bool again = false;

		for (size_t k = 0; k < i; k++)
			again = again || kinds[k].wants == kinds[i].wants;
		if (!again)
			all = yaml_want_merge(arena, all, kinds[i].wants);
	}
	return all;
}

const struct kube_kind *
kube_kind_find(struct str group, const char *kind)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (strcmp(kinds[i].kind, kind) == 0 &&
		    (group.ptr == NULL || str_equals(group, kinds[i].group)))
			return &kinds[i];
	}
	return NULL;
}

static bool
looks_like_secret(const struct yaml_node *root)
{
	const char *type = kube_text(yaml_get(root, "type"));
	const struct yaml_node *data = yaml_get(root, "data");

	if (data == NULL)
		return false;
	return yaml_get(data, "tls.crt") != NULL ||
	    (type != NULL && str_starts(str_from(type), "kubernetes.io/"));
}

static const struct kube_kind *
known(const char *group, const char *kind)
{
	return kube_kind_find(str_from(group), kind);
}

const struct kube_kind *
kube_kind_guess(const struct yaml_node *root)
{
	const struct yaml_node *spec = yaml_get(root, "spec");

	if (looks_like_secret(root))
		return known("", "Secret");
	if (yaml_get(root, "involvedObject") != NULL)
		return known("", "Event");
	if (yaml_get(root, "regarding") != NULL)
		return known("events.k8s.io", "Event");
	if (yaml_get(spec, "issuerRef") != NULL) {
		if (yaml_get(spec, "secretName") != NULL)
			return known("cert-manager.io", "Certificate");
		if (yaml_get(spec, "request") != NULL ||
		    yaml_get(spec, "csr") != NULL)
			return known("cert-manager.io", "CertificateRequest");
	}
	if (yaml_get(spec, "containers") != NULL &&
	    yaml_at(root, "status.phase") != NULL)
		return known("", "Pod");
	return NULL;
}

void
kube_kind_cut(const char *api_version, struct str *group, struct str *version)
{
	*group = (struct str){ NULL, 0 };
	*version = str_from("");
	if (api_version == NULL)
		return;
	if (str_cut(str_from(api_version), '/', group, version))
		return;
	*group = str_from("");
	*version = str_from(api_version);
}

bool
kube_kind_is_list(const char *kind)
{
	size_t len = strlen(kind);

	return len >= 4 && strcmp(kind + len - 4, "List") == 0;
}
