#include "parse/kube_kind.h"

#include <string.h>

#include "base/str.h"
#include "parse/kube_shape.h"

static const struct kube_kind kinds[] = {
	{ "cert-manager.io", "Certificate", kube_certificate },
	{ "cert-manager.io", "CertificateRequest", kube_certificate_request },
	{ "cert-manager.io", "Issuer", kube_issuer },
	{ "cert-manager.io", "ClusterIssuer", kube_issuer },
	{ "certmanager.k8s.io", "Certificate", kube_certificate },
	{ "certmanager.k8s.io", "CertificateRequest",
	    kube_certificate_request },
	{ "certmanager.k8s.io", "Issuer", kube_issuer },
	{ "certmanager.k8s.io", "ClusterIssuer", kube_issuer },
	{ "", "Secret", kube_secret },
	{ "", "Pod", kube_pod },
	{ "", "Event", kube_event },
	{ "events.k8s.io", "Event", kube_event },
	{ "apps", "Deployment", kube_workload },
	{ "apps", "StatefulSet", kube_workload },
	{ "apps", "DaemonSet", kube_workload },
	{ "apps", "ReplicaSet", kube_workload },
	{ "extensions", "Deployment", kube_workload },
	{ "extensions", "DaemonSet", kube_workload },
	{ "extensions", "ReplicaSet", kube_workload },
	{ "batch", "Job", kube_workload },
	{ "batch", "CronJob", kube_workload },
};

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
