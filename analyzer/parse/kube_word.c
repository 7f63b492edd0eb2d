#include "parse/kube_word.h"

#include <string.h>

static const struct {
	const char *kind;
	const char *word; /* the plural has an s behind it */
	const char *other;
} words[] = {
	{ "Certificate", "certificate", "cert" },
	{ "CertificateRequest", "certificaterequest", "cr" },
	{ "Issuer", "issuer", NULL },
	{ "ClusterIssuer", "clusterissuer", NULL },
	{ "Secret", "secret", NULL },
	{ "Pod", "pod", "po" },
	{ "Event", "event", "ev" },
	{ "Deployment", "deployment", "deploy" },
	{ "StatefulSet", "statefulset", "sts" },
	{ "DaemonSet", "daemonset", "ds" },
	{ "ReplicaSet", "replicaset", "rs" },
	{ "Job", "job", NULL },
	{ "CronJob", "cronjob", "cj" },
};

static bool
is_word(struct str word, const char *known)
{
	size_t len;

	if (known == NULL || !str_starts(word, known))
		return false;
	len = strlen(known);
	return word.len == len || (word.len == len + 1 && word.ptr[len] == 's');
}

static bool
is_version(struct str part)
{
	return part.len >= 2 && part.ptr[0] == 'v' && part.ptr[1] >= '0' &&
	    part.ptr[1] <= '9';
}

const struct kube_kind *
kube_word(struct str word)
{
	struct str name = word;
	struct str group = { NULL, 0 };
	struct str version;
	struct str rest;

	if (str_cut(word, '.', &name, &group) &&
	    str_cut(group, '.', &version, &rest) && is_version(version))
		group = rest;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (is_word(name, words[i].word) ||
		    is_word(name, words[i].other))
			return kube_kind_find(group, words[i].kind);
	}
	return NULL;
}
