#include "parse/kube_kind.h"

#include <string.h>

#include "base/str.h"
#include "parse/kube_shape.h"

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

const struct kube_kind *
kube_kind_guess(const struct yaml_node *root)
{
	const char *group;
	const char *kind;

	return kube_shape(root, &group, &kind)
	    ? kube_kind_find(str_from(group), kind)
	    : NULL;
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
