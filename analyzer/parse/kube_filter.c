#include "parse/kube_filter.h"

#include <string.h>

#include "base/str.h"
#include "parse/kube_kind.h"
#include "parse/kube_seal.h"

/* All lists end in NULL. */
static const char *const identity[] = { "apiVersion", "kind", "metadata",
	NULL };
static const char *const values[] = { "data", "stringData", "binaryData",
	NULL };
static const char *const roots[] = { "spec", "status", "type", "immutable",
	"involvedObject", "regarding", "reason", "message", "note", "source",
	"reportingController", "reportingComponent", "firstTimestamp",
	"lastTimestamp", "eventTime", "series", "count",
	"deprecatedFirstTimestamp", "deprecatedLastTimestamp",
	"deprecatedCount", "deprecatedSource", NULL };
static const char *const metadata[] = { "name", "namespace", "uid",
	"resourceVersion", "creationTimestamp", "deletionTimestamp", "labels",
	"annotations", "ownerReferences", NULL };
static const char *const marks[] = { "labels", "annotations", NULL };
static const char *const statuses[] = { "conditions", "notBefore", "notAfter",
	"renewalTime", "revision", "lastFailureTime", "failedIssuanceAttempts",
	"nextPrivateKeySecretName", "failureTime", "phase", "reason",
	"startTime", "containerStatuses", "initContainerStatuses",
	"ephemeralContainerStatuses", "readyReplicas", "numberReady",
	"completionTime", NULL };
static const char *const sealed_statuses[] = { "certificate", "ca", NULL };
static const char *const specs[] = { "secretName", "issuerRef", "isCA",
	"commonName", "duration", "renewBefore", "renewBeforePercentage",
	"privateKey", "rotationPolicy", "ca", "nodeName", "containers",
	"initContainers", "ephemeralContainers", "volumes", "replicas",
	"strategy", "updateStrategy", "template", "jobTemplate", NULL };
static const char *const named_specs[] = { "selfSigned", "acme", "vault",
	"venafi", "request", "csr", NULL };
/* Bulky, or a place for passwords: "value" is that of env and of headers. */
static const char *const bulk[] = { "value", "command", "args", "resources",
	"livenessProbe", "readinessProbe", "startupProbe", "lifecycle",
	"securityContext", "ports", "affinity", "tolerations",
	"topologySpreadConstraints", "managedFields", "configMap",
	"downwardAPI", "emptyDir", "hostPath", "persistentVolumeClaim", "csi",
	"imageID", "containerID", "volumeDevices", "allocatedResources",
	"nodeSelector", "selector", "matchLabels", NULL };

static bool
is_among(const char *key, const char *const *list)
{
	for (; *list != NULL; list++) {
		if (strcmp(key, *list) == 0)
			return true;
	}
	return false;
}

/* True if the object has already said that it is of no known kind. */
static bool
is_unknown(const struct kube_filter *filter, const struct yaml_node *root)
{
	const char *kind = kube_text(yaml_get(root, "kind"));
	struct str group;
	struct str version;

	kube_kind_cut(
	    kube_text(yaml_get(root, "apiVersion")), &group, &version);
	if (kind == NULL)
		kind = filter->kind;
	if (group.ptr == NULL)
		group = filter->group;
	return kind != NULL && kube_kind_find(group, kind) == NULL;
}

static enum yaml_want
keep_if(bool wanted)
{
	return wanted ? YAML_KEEP : YAML_DROP;
}

static enum yaml_want
want_root_key(const struct kube_filter *filter, const struct yaml_node *root,
    const char *key)
{
	const char *kind = kube_text(yaml_get(root, "kind"));

	if (is_among(key, identity))
		return YAML_KEEP;
	if (strcmp(key, "items") == 0)
		return keep_if(kind == NULL || kube_kind_is_list(kind));
	if (is_unknown(filter, root))
		return YAML_DROP;
	if (is_among(key, values))
		return YAML_SEAL;
	return keep_if(is_among(key, roots));
}

static enum yaml_want
want_metadata(const char *const *keys, size_t n)
{
	if (n == 1)
		return keep_if(is_among(keys[0], metadata));
	if (n == 2 && is_among(keys[0], marks))
		return keep_if(kube_keeps_annotation(keys[1]));
	return YAML_KEEP;
}

static enum yaml_want
want_status(const char *const *keys, size_t n)
{
	if (n > 1)
		return keep_if(!is_among(keys[n - 1], bulk));
	if (is_among(keys[0], sealed_statuses))
		return YAML_SEAL;
	return keep_if(is_among(keys[0], statuses));
}

static enum yaml_want
want_spec(const char *const *keys, size_t n)
{
	if (n == 1) {
		if (is_among(keys[0], named_specs))
			return YAML_NAME;
		return keep_if(is_among(keys[0], specs));
	}
	/* The metadata of a Pod template. */
	if (n > 2 && strcmp(keys[n - 3], "metadata") == 0 &&
	    is_among(keys[n - 2], marks))
		return keep_if(kube_keeps_annotation(keys[n - 1]));
	return keep_if(!is_among(keys[n - 1], bulk));
}

static enum yaml_want
want(void *context, const struct yaml_path *path)
{
	size_t i = 0;

	while (i + 1 < path->depth && strcmp(path->key[i], "items") == 0)
		i++;

	const char *const *keys = path->key + i;
	size_t n = path->depth - i;

	if (n == 1)
		return want_root_key(context, path->map[i], keys[0]);
	if (is_among(keys[0], values))
		return YAML_SEAL;
	if (strcmp(keys[0], "metadata") == 0)
		return want_metadata(keys + 1, n - 1);
	if (strcmp(keys[0], "status") == 0)
		return want_status(keys + 1, n - 1);
	if (strcmp(keys[0], "spec") == 0)
		return want_spec(keys + 1, n - 1);
	return YAML_KEEP;
}

static void
seal(void *context, struct arena *arena, struct yaml_node *node,
    const char *value, size_t len)
{
	(void)context;
	kube_seal(arena, node, (struct str){ value, len });
}

struct yaml_filter
kube_filter(struct kube_filter *filter)
{
	return (struct yaml_filter){ want, seal, filter };
}
