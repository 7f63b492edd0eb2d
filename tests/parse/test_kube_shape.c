/* Objects that do not say what they are, or where. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "reading.h"

#define META "metadata: {name: a, namespace: shop}\n"
#define TEMPLATE "template: {spec: {containers: [{name: c}]}}"

/* How the fact of the object that text holds begins; "" if there is none. */
static void
expect_object(const struct place *place, const char *text, const char *expected)
{
	struct reading got = reading_at(place, text, strlen(text));
	char line[256] = "";

	if (strncmp(got.facts, "object line=1 ", 14) == 0)
		snprintf(line, sizeof(line), "%.*s",
		    (int)strcspn(got.facts + 14, "\n"), got.facts + 14);
	cr_expect_str_eq(line, expected, "%s gave:\n%s", text, got.facts);
	reading_free(&got);
}

static const struct {
	const char *fields;
	const char *group;
	const char *kind; /* NULL: they do not tell */
} shapes[] = {
	{ "spec: {secretName: s, issuerRef: {name: i}}\n", "cert-manager.io",
	    "Certificate" },
	{ "spec: {request: eA==, issuerRef: {name: i}}\n", "cert-manager.io",
	    "CertificateRequest" },
	{ "spec: {csr: eA==, issuerRef: {name: i}}\n", "cert-manager.io",
	    "CertificateRequest" },
	{ "spec: {issuerRef: {name: i}}\n", NULL, NULL },
	{ "spec: {ca: {secretName: s}}\n", "cert-manager.io", "Issuer" },
	{ "spec: {selfSigned: {}}\n", "cert-manager.io", "Issuer" },
	{ "spec: {acme: {email: x}}\n", "cert-manager.io", "Issuer" },
	{ "spec: {ca: {bundle: s}}\n", NULL, NULL },
	{ "type: kubernetes.io/tls\ndata:\n  ca.crt:\n", "", "Secret" },
	{ "data: {tls.crt: ''}\n", "", "Secret" },
	{ "type: Opaque\ndata: {x: ''}\n", NULL, NULL },
	{ "involvedObject: {name: a}\n", "", "Event" },
	{ "regarding: {name: a}\n", "events.k8s.io", "Event" },
	{ "spec: {containers: []}\nstatus: {phase: Running}\n", "", "Pod" },
	{ "spec: {containers: []}\n", NULL, NULL },
	{ "spec: {strategy: {}, replicas: 1, " TEMPLATE "}\n", "apps",
	    "Deployment" },
	{ "spec: {updateStrategy: {}, replicas: 1, " TEMPLATE "}\n", "apps",
	    "StatefulSet" },
	{ "spec: {updateStrategy: {}, " TEMPLATE "}\n", "apps", "DaemonSet" },
	{ "spec: {replicas: 1, " TEMPLATE "}\n", "apps", "ReplicaSet" },
	{ "spec: {" TEMPLATE "}\nstatus: {completionTime: "
	  "'2031-05-07T10:00:00Z'}\n",
	    "batch", "Job" },
	{ "spec: {" TEMPLATE "}\n", NULL, NULL },
	{ "spec: {jobTemplate: {spec: {" TEMPLATE "}}}\n", "batch", "CronJob" },
};

Test(kube_shape, tells_a_kind_by_its_fields)
{
	static const struct place nowhere = { 0 };

	for (size_t i = 0; i < sizeof(shapes) / sizeof(shapes[0]); i++) {
		char text[512];
		char expected[256] = "";

		snprintf(text, sizeof(text), META "%s", shapes[i].fields);
		if (shapes[i].kind != NULL)
			snprintf(expected, sizeof(expected),
			    "api_group=%s api_version= kind=%s namespace=shop "
			    "name=a",
			    shapes[i].group, shapes[i].kind);
		expect_object(&nowhere, text, expected);
	}
}

#define SAYS(group, kind, rest) \
	"api_group=" group " api_version=" rest " kind=" kind

static const struct {
	const char *what;
	struct place place;
	const char *text;
	const char *object;
} places[] = {
	{ "nothing is said", { .namespace = "web", .group = "", .kind = "Pod" },
	    "metadata: {name: a}\n",
	    SAYS("", "Pod", "") " namespace=web name=a" },
	{ "the namespace is said",
	    { .namespace = "web", .group = "", .kind = "Pod" },
	    "metadata: {name: a, namespace: shop}\n",
	    SAYS("", "Pod", "") " namespace=shop name=a" },
	{ "the namespace was hidden",
	    { .namespace = "web", .group = "", .kind = "Pod" },
	    "metadata: {name: a, namespace: '***HIDDEN***'}\n",
	    SAYS("", "Pod", "") " namespace=web name=a" },
	{ "the kind is said", { .group = "", .kind = "Pod" },
	    "apiVersion: v1\nkind: Secret\nmetadata: {name: a}\n",
	    SAYS("", "Secret", "v1") " name=a" },
	{ "the fields say it", { .group = "", .kind = "Secret" },
	    "metadata: {name: a}\nspec: {secretName: s, issuerRef: {}}\n",
	    SAYS("cert-manager.io", "Certificate", "") " name=a" },
	{ "a List says nothing of its items",
	    { .group = "apps", .kind = "Deployment" },
	    "- metadata: {name: a}\n",
	    SAYS("apps", "Deployment", "") " name=a" },
	{ "an issuer that only its path tells from a ClusterIssuer",
	    { .namespace = "web",
		.group = "cert-manager.io",
		.kind = "Issuer" },
	    "metadata: {name: a}\nspec: {selfSigned: {}}\n",
	    SAYS("cert-manager.io", "Issuer", "") " namespace=web name=a" },
	{ "what is in no namespace", { .namespace = "web" },
	    "apiVersion: cert-manager.io/v1\nkind: ClusterIssuer\n"
	    "metadata: {name: a}\n",
	    SAYS("cert-manager.io", "ClusterIssuer", "v1") " name=a" },
	{ "no name", { .namespace = "web", .group = "", .kind = "Pod" },
	    "metadata: {labels: {}}\n", "" },
	{ "no object at all",
	    { .namespace = "web", .group = "", .kind = "Pod" }, "a: b\n", "" },
};

Test(kube_shape, takes_from_the_path_what_the_object_does_not_say)
{
	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		struct place place = places[i].place;

		place.layout = "test";
		expect_object(&place, places[i].text, places[i].object);
	}
}
