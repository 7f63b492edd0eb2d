#include "parse/kube_shape.h"

#include <stddef.h>

#include "base/str.h"
#include "parse/kube_item.h"

struct shape {
	const char *group;
	const char *kind;
};

static const struct shape nothing = { NULL, NULL };

static bool
has(const struct yaml_node *root, const char *way)
{
	return yaml_at(root, way) != NULL;
}

static bool
is_secret(const struct yaml_node *root)
{
	const struct yaml_node *data = yaml_get(root, "data");
	const char *type = kube_text(yaml_get(root, "type"));

	return data != NULL &&
	    (yaml_get(data, "tls.crt") != NULL ||
		(type != NULL && str_starts(str_from(type), "kubernetes.io/")));
}

static bool
is_issuer(const struct yaml_node *spec)
{
	static const char *const ways[] = { "selfSigned", "acme", "vault",
		"venafi", "ca.secretName" };

	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		if (has(spec, ways[i]))
			return true;
	}
	return false;
}

static struct shape
shape_of_certificate(const struct yaml_node *spec)
{
	if (has(spec, "secretName"))
		return (struct shape){ "cert-manager.io", "Certificate" };
	if (has(spec, "request") || has(spec, "csr"))
		return (
		    struct shape){ "cert-manager.io", "CertificateRequest" };
	return nothing;
}

/* Of what has a Pod template. */
static struct shape
shape_of_workload(const struct yaml_node *root, const struct yaml_node *spec)
{
	bool replicas = has(spec, "replicas");

	if (has(spec, "updateStrategy"))
		return (struct shape){ "apps",
			replicas ? "StatefulSet" : "DaemonSet" };
	if (has(spec, "strategy"))
		return (struct shape){ "apps", "Deployment" };
	if (replicas)
		return (struct shape){ "apps", "ReplicaSet" };
	if (has(root, "status.completionTime"))
		return (struct shape){ "batch", "Job" };
	return nothing;
}

static struct shape
shape_of(const struct yaml_node *root)
{
	const struct yaml_node *spec = yaml_get(root, "spec");

	if (is_secret(root))
		return (struct shape){ "", "Secret" };
	if (has(root, "involvedObject"))
		return (struct shape){ "", "Event" };
	if (has(root, "regarding"))
		return (struct shape){ "events.k8s.io", "Event" };
	if (has(spec, "issuerRef"))
		return shape_of_certificate(spec);
	if (has(spec, "containers") && has(root, "status.phase"))
		return (struct shape){ "", "Pod" };
	if (has(spec, "jobTemplate.spec.template"))
		return (struct shape){ "batch", "CronJob" };
	if (has(spec, "template.spec.containers"))
		return shape_of_workload(root, spec);
	/* Without a namespace it may be one whose namespace the path tells. */
	if (is_issuer(spec) && has(root, "metadata.namespace"))
		return (struct shape){ "cert-manager.io", "Issuer" };
	return nothing;
}

bool
kube_shape(const struct yaml_node *root, const char **group, const char **kind)
{
	struct shape shape = shape_of(root);

	if (shape.kind == NULL)
		return false;
	*group = shape.group;
	*kind = shape.kind;
	return true;
}
