#include <criterion/criterion.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "certificates.h"
#include "reading.h"

/*
 * A text and all that is to come of it.  told: NULL is nothing.
 */
struct story {
	const char *what;
	const char *text;
	const char *facts;
	const char *told;
	uint64_t objects;
	uint64_t errors;
};

static void
check_stories(const struct story *stories, size_t nstories)
{
	for (size_t i = 0; i < nstories; i++) {
		const struct story *story = &stories[i];
		const char *told = story->told == NULL ? "" : story->told;
		struct reading got =
		    reading_of(story->text, strlen(story->text));

		cr_expect_str_eq(
		    got.facts, story->facts, "%s:\n%s", story->what, got.facts);
		cr_expect_str_eq(
		    got.told, told, "%s: told:\n%s", story->what, got.told);
		cr_expect_eq(got.result.objects, story->objects,
		    "%s: %" PRIu64 " objects", story->what, got.result.objects);
		cr_expect_eq(got.result.errors, story->errors,
		    "%s: %" PRIu64 " errors", story->what, got.result.errors);
		reading_free(&got);
	}
}

#define POD(line, name) \
	"object line=" line " api_group= api_version=v1 kind=Pod name=" name \
	"\npod\n"
#define ITEM(name) \
	"- apiVersion: v1\n  kind: Pod\n  metadata: {name: " name "}\n"

static const struct story roots[] = {
	{ "nothing", "", "", NULL, 0, 0 },
	{ "one object", "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n",
	    POD("1", "a"), NULL, 1, 0 },
	{ "documents",
	    "---\nkind: Pod\napiVersion: v1\nmetadata: {name: a}\n---\n"
	    "metadata: {name: b}\nkind: Pod\napiVersion: v1\n",
	    POD("2", "a") POD("6", "b"), NULL, 2, 0 },
	{ "a List",
	    "apiVersion: v1\nitems:\n" ITEM("a") ITEM("b") "kind: List\n",
	    POD("3", "a") POD("6", "b"), NULL, 2, 0 },
	{ "a typed list, items without a kind",
	    "apiVersion: v1\nkind: PodList\nitems:\n- metadata: {name: a}\n",
	    POD("4", "a"), NULL, 1, 0 },
	{ "a typed list that says so at the end",
	    "items:\n- metadata: {name: a}\n  spec: {containers: []}\n"
	    "  status: {phase: Running}\nkind: PodList\napiVersion: v1\n",
	    "object line=2 api_group= api_version= kind=Pod name=a\n"
	    "pod phase=Running\n",
	    NULL, 1, 0 },
	{ "what a list says is not said of the next",
	    "kind: PodList\napiVersion: v1\nitems:\n- metadata: {name: "
	    "a}\n---\n"
	    "- metadata: {name: b}\n",
	    POD("4", "a") "unknown_kind line=6 api_group= kind= n=1\n", NULL, 2,
	    0 },
	{ "a bare list", ITEM("a") ITEM("b"), POD("1", "a") POD("4", "b"), NULL,
	    2, 0 },
	{ "a list in a list",
	    "kind: List\nitems:\n- kind: PodList\n  apiVersion: v1\n  items:\n"
	    "  - metadata: {name: a}\n- kind: List\n  items: []\n",
	    POD("6", "a"), NULL, 1, 0 },
	{ "JSON values",
	    "{\"kind\":\"Pod\",\"apiVersion\":\"v1\",\"metadata\":"
	    "{\"name\":\"a\"}}\n{\"kind\":\"Pod\",\"apiVersion\":"
	    "\"v1\",\"metadata\":{\"name\":\"b\"}}",
	    POD("1", "a") POD("2", "b"), NULL, 2, 0 },
	{ "a JSON list, kind behind the items",
	    "{\"items\":[{\"kind\":\"Pod\",\"apiVersion\":\"v1\",\"metadata\":"
	    "{\"name\":\"a\"}}],\"kind\":\"List\"}",
	    POD("1", "a"), NULL, 1, 0 },
	{ "a flow list that is not JSON",
	    "{kind: List, items: [{kind: Pod, apiVersion: v1,\n metadata: "
	    "{name: a}},"
	    " {kind: Pod, apiVersion: v1, metadata: {name: b}}]}",
	    POD("1", "a") POD("2", "b"), NULL, 2, 0 },
	{ "an object that says last what it is",
	    "status:\n  phase: Running\n  x: 1\nspec:\n  nodeName: n\n"
	    "metadata:\n  name: a\nkind: Pod\napiVersion: v1\n",
	    "object line=1 api_group= api_version=v1 kind=Pod name=a\n"
	    "pod phase=Running node=n\n",
	    NULL, 1, 0 },
	{ "the same in JSON",
	    "{\n  \"status\": {\n    \"phase\": \"Running\"\n  },\n"
	    "  \"metadata\": {\"name\": \"a\"},\n  \"kind\": \"Pod\",\n"
	    "  \"apiVersion\": \"v1\"\n}\n",
	    "object line=1 api_group= api_version=v1 kind=Pod name=a\n"
	    "pod phase=Running\n",
	    NULL, 1, 0 },
	{ "lists in a list, with objects around them",
	    "- kind: Pod\n  apiVersion: v1\n  metadata: {name: a}\n"
	    "- kind: List\n  items:\n  - kind: Pod\n    apiVersion: v1\n"
	    "    metadata: {name: b}\n  - kind: PodList\n    apiVersion: v1\n"
	    "    items:\n    - metadata:\n        name: c\n"
	    "- {\"kind\": \"Pod\", \"apiVersion\": \"v1\", \"metadata\":\n"
	    "   {\"name\": \"d\"}}\n",
	    POD("1", "a") POD("6", "b") POD("12", "c") POD("14", "d"), NULL, 4,
	    0 },
	{ "an empty list", "apiVersion: v1\nitems: []\nkind: List\n", "", NULL,
	    0, 0 },
	{ "a list of nothing", "apiVersion: v1\nitems:\nkind: List\n", "", NULL,
	    0, 0 },
	{ "outputs one after the other",
	    "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n"
	    "apiVersion: v1\nitems:\n" ITEM(
		"b") "kind: List\n"
		     "Error from server (NotFound): pods \"x\" not found\n"
		     "apiVersion: v1\nkind: Pod\nmetadata: {name: c}\n",
	    POD("1", "a") POD("6", "b") POD("11", "c"),
	    "10: not YAML: Error from server (NotFound): pods \"x\" not found;"
	    " 1 line skipped\n",
	    3, 1 },
	{ "an alias",
	    "- &a\n  apiVersion: v1\n  kind: &k Pod\n"
	    "  metadata: {name: *k}\n",
	    POD("1", "Pod"), NULL, 1, 0 },
	{ "Windows",
	    "\xef\xbb\xbf"
	    "apiVersion: v1\r\nkind: Pod\r\nmetadata:\r\n"
	    "  name: a\r\n",
	    POD("1", "a"), NULL, 1, 0 },
};

Test(kube, reads_every_shape_of_a_dump)
{
	check_stories(roots, sizeof(roots) / sizeof(roots[0]));
}

static const struct story broken[] = {
	{ "an answer instead of an object",
	    "Error from server (NotFound): certificates \"NAME\" not found\n",
	    "",
	    "1: not YAML: Error from server (NotFound): certificates \"NAME\" "
	    "not"
	    " found; 1 line skipped\n",
	    0, 1 },
	{ "values of something else", "replicas: 1\nimage: x\n", "",
	    "1: not a Kubernetes object; left out\n", 0, 1 },
	{ "a list of something else", "- a\n- b: 1\n", "",
	    "1: not a Kubernetes object; left out\n"
	    "2: not a Kubernetes object; left out\n",
	    0, 2 },
	{ "a broken item between good ones",
	    "apiVersion: v1\nitems:\n" ITEM(
		"a") "- apiVersion: v1\n  kind: Pod\n  metadata: {name: b\n  "
		     "x: : y\n" ITEM("c") "kind: List\n",
	    POD("3", "a") POD("10", "c"),
	    "9: did not find expected ',' or '}'; the object is left out\n", 2,
	    1 },
	{ "a broken document between good ones",
	    "kind: Pod\napiVersion: v1\nmetadata: {name: a}\n---\n"
	    "kind: Pod\napiVersion: v1\n  metadata: {name: b}\n---\n"
	    "kind: Pod\napiVersion: v1\nmetadata: {name: c}\n",
	    POD("1", "a") POD("9", "c"),
	    "7: mapping values are not allowed in this context; the object is "
	    "left out\n",
	    2, 1 },
	{ "a broken JSON item between good ones",
	    "{\"items\": [\n "
	    "{\"kind\":\"Pod\",\"apiVersion\":\"v1\",\"metadata\":"
	    "{\"name\":\"a\"}},\n {\"kind\":\"Pod\" \"apiVersion\"},\n"
	    " {\"kind\":\"Pod\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":"
	    "\"c\"}}\n]}\n",
	    POD("2", "a") POD("4", "c"),
	    "3: did not find expected ',' or '}'; the object is left out\n", 2,
	    1 },
	{ "a cut object with a name",
	    "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nstatus:\n"
	    "  phase: Running\n  reason: \"Evi",
	    "object line=1 api_group= api_version=v1 kind=Pod name=a\n"
	    "pod phase=Running\n",
	    "7: cut off: found unexpected end of stream; the object is used as "
	    "far as it goes\n",
	    1, 1 },
	{ "a cut object without a name",
	    "items:\n" ITEM("a") "- apiVersion: v1\n  kind: Pod\n  metadata:\n"
				 "    labels: {",
	    POD("2", "a"),
	    "8: cut off: did not find expected node content; the object is "
	    "left "
	    "out\n",
	    1, 1 },
	{ "an object that is cut inside of what is not read",
	    ITEM("a") "- apiVersion: v1\n  kind: Pod\n  metadata: {}\n"
		      "- apiVersion: v1\n  kind: Pod\n  metadata:\n"
		      "    managedFields:\n    - apiVersion: v1\n"
		      "      fieldsV1:\n        f:meta\n    name: c\n"
		      "  spec:\n    dnsPolicy:\n      Clust",
	    POD("1", "a") POD("7", "c"),
	    "4: an object without a name; left out\n"
	    "17: cut off: unexpected end inside a part that is not read; the "
	    "object is used as far as it goes\n",
	    3, 1 },
	{ "a JSON object that is cut inside of what is not read",
	    "{\"kind\":\"Pod\",\"apiVersion\":\"v1\",\"metadata\":"
	    "{\"name\":\"a\"},\"x\":[{\"}",
	    POD("1", "a"),
	    "1: cut off: did not find expected ',' or '}'; the object is used "
	    "as far as it goes\n",
	    1, 1 },
	{ "what is not read is broken",
	    "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n"
	    "  nodeName: n\n  tolerations:\n  - [{]}\n   \"x\n",
	    "object line=1 api_group= api_version=v1 kind=Pod name=a\n"
	    "pod node=n\n",
	    NULL, 1, 0 },
	{ "a cut JSON list",
	    "{\n  \"items\": [\n    {\"kind\":\"Pod\",\"apiVersion\":\"v1\","
	    "\"metadata\":{\"name\":\"a\"}},\n    {\"kind\":\"Pod\","
	    "\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"b\"},\"spec\":{",
	    POD("3", "a") POD("4", "b"),
	    "4: cut off: did not find expected node content; the object is "
	    "used "
	    "as far as it goes\n",
	    2, 1 },
	{ "a JSON list that is cut between items",
	    "{\"items\": "
	    "[\n{\"kind\":\"Pod\",\"apiVersion\":\"v1\",\"metadata\":"
	    "{\"name\":\"a\"}},\n",
	    POD("2", "a"),
	    "3: a list ends early; the items before are complete\n", 1, 1 },
	{ "a cut flow list",
	    "{kind: List, items: [{kind: Pod, apiVersion: v1, metadata: {name: "
	    "a}},"
	    " {kind: Pod, metadata: {",
	    POD("1", "a"),
	    "1: cut off: did not find expected node content; the object is "
	    "left "
	    "out\n",
	    1, 1 },
	{ "an object without a name",
	    "apiVersion: v1\nkind: Pod\nmetadata: {generateName: a-}\n", "",
	    "1: an object without a name; left out\n", 1, 0 },
	{ "values that are not what they should be",
	    "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n"
	    "  creationTimestamp: yesterday\n  resourceVersion: x\n",
	    POD("1", "a"),
	    "5: creationTimestamp: \"yesterday\" is not a time; left out\n", 1,
	    0 },
	{ "a key that comes twice",
	    "apiVersion: v1\nkind: Pod\nmetadata: {name: a, name: b}\n",
	    POD("1", "b"),
	    "3: key \"name\" comes again in line 3; that one is used\n", 1, 0 },
};

Test(kube, loses_only_what_is_broken)
{
	check_stories(broken, sizeof(broken) / sizeof(broken[0]));
}

static const struct story kinds[] = {
	{ "the Certificates of others",
	    "apiVersion: networking.internal.knative.dev/v1alpha1\n"
	    "kind: Certificate\nmetadata: {name: a}\nspec: {secretName: "
	    "x}\n---\n"
	    "apiVersion: certificates.k8s.io/v1\nkind: "
	    "CertificateSigningRequest\n"
	    "metadata: {name: a}\n---\n"
	    "apiVersion: networking.internal.knative.dev/v1alpha1\n"
	    "kind: Certificate\nmetadata: {name: b}\n---\n"
	    "kind: Certificate\nmetadata: {name: c}\nspec: {secretName: x}\n",
	    "unknown_kind line=1 api_group=networking.internal.knative.dev "
	    "kind=Certificate n=2\n"
	    "unknown_kind line=6 api_group=certificates.k8s.io "
	    "kind=CertificateSigningRequest n=1\n"
	    "unknown_kind line=14 api_group= kind=Certificate n=1\n",
	    NULL, 4, 0 },
	{ "objects that do not say what they are",
	    "- metadata: {name: a}\n  spec: {secretName: s, issuerRef: {name: "
	    "i}}\n"
	    "- metadata: {name: b}\n  type: kubernetes.io/tls\n  data:\n"
	    "- metadata: {name: c}\n  data: {tls.crt: null}\n"
	    "- metadata: {name: d}\n  data: {x: y}\n"
	    "- metadata: {name: e}\n  involvedObject: {kind: Pod, name: p}\n",
	    "object line=1 api_group=cert-manager.io api_version= "
	    "kind=Certificate name=a\n"
	    "certificate secret=s issuer=i\n"
	    "object line=3 api_group= api_version= kind=Secret name=b\n"
	    "secret type=kubernetes.io/tls immutable=0 has_key=0\n"
	    "object line=6 api_group= api_version= kind=Secret name=c\n"
	    "secret immutable=0 keys=tls.crt has_key=0 tls_crt=empty\n"
	    "object line=10 api_group= api_version= kind=Event name=e\n"
	    "kube_event subject_kind=Pod subject=p n=1\n"
	    "unknown_kind line=8 api_group= kind= n=1\n",
	    NULL, 5, 0 },
	{ "all that objects have in common",
	    "apiVersion: v1\nkind: Pod\nmetadata:\n"
	    "  annotations:\n"
	    "    kubectl.kubernetes.io/last-applied-configuration: |\n"
	    "      "
	    "{\"apiVersion\":\"cert-manager.io/v1\",\"kind\":\"Certificate\"}\n"
	    "    kubectl.kubernetes.io/restartedAt: \"2024-01-15T10:15:30Z\"\n"
	    "    other: x\n"
	    "  creationTimestamp: 2024-01-15 10:15:30+00:00\n"
	    "  deletionTimestamp: \"2024-01-15T11:15:30+01:00\"\n"
	    "  labels: {pod-template-hash: 5d, app: x}\n"
	    "  name: \"1234\"\n  namespace: no\n"
	    "  ownerReferences:\n"
	    "  - {kind: Node, name: n, uid: u1}\n"
	    "  - {kind: ReplicaSet, name: r, uid: u2, controller: true}\n"
	    "  resourceVersion: \"77\"\n  uid: u\n",
	    "object line=1 api_group= api_version=v1 kind=Pod namespace=no "
	    "name=1234 uid=u resource_version=77 created_us=1705313730000000 "
	    "deleted_us=1705313730000000 owner_kind=ReplicaSet owner_name=r "
	    "owner_uid=u2\n"
	    "annotation line=11 place=label key=pod-template-hash value=5d\n"
	    "annotation line=7 place=annotation "
	    "key=kubectl.kubernetes.io/restartedAt value=2024-01-15T10:15:30Z\n"
	    "pod\n",
	    NULL, 1, 0 },
	{ "absence in all its spellings",
	    "apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: ~, uid: "
	    "\"null\", creationTimestamp: \"\", deletionTimestamp: <nil>}\n",
	    POD("1", "a"), NULL, 1, 0 },
};

Test(kube, knows_objects_by_group_and_kind)
{
	check_stories(kinds, sizeof(kinds) / sizeof(kinds[0]));
}

Test(kube, tells_a_hundred_faults_and_counts_the_rest)
{
	char *text = calloc(250, 8);
	struct reading got;

	for (size_t i = 0; i < 250; i++)
		strcat(text, "- x\n");
	got = reading_of(text, strlen(text));
	cr_expect_eq(reading_count(got.told, ""), 101);
	cr_expect(strstr(got.told,
		      "\n0: 150 more faults like these; not "
		      "listed\n") != NULL,
	    "%s", got.told);
	cr_expect_eq(got.result.errors, 250);
	cr_expect_eq(got.result.lines, 250);
	reading_free(&got);
	free(text);
}

Test(kube, counts_kinds_beyond_its_limit_together)
{
	size_t size = 600 * 40;
	char *text = malloc(size);
	size_t n = 0;
	struct reading got;

	for (size_t i = 0; i < 600; i++)
		n += (size_t)snprintf(text + n, size - n,
		    "- {kind: K%zu, apiVersion: x/v1}\n", i);
	got = reading_of(text, n);
	cr_expect_eq(got.result.objects, 600);
	cr_expect_eq(reading_count(got.facts, "unknown_kind "), 501);
	cr_expect(strstr(got.facts, "api_group= kind= n=100\n") != NULL);
	reading_free(&got);
	free(text);
}

/* What comes of before, len times c, after, and one more Pod. */
static struct reading
reading_around(const char *before, char c, size_t len, const char *after)
{
	static const char next[] = "kind: Pod\napiVersion: v1\n"
				   "metadata: {name: next}\n";
	size_t nbefore = strlen(before);
	char *text = malloc(nbefore + len + strlen(after) + sizeof(next));
	struct reading got;

	memcpy(text, before, nbefore);
	memset(text + nbefore, c, len);
	strcpy(text + nbefore + len, after);
	strcat(text, next);
	got = reading_of(text, strlen(text));
	free(text);
	return got;
}

#define OBJECT "apiVersion: v1\nkind: Pod\nmetadata:\n"

Test(kube, leaves_out_what_etcd_could_not_hold)
{
	static const struct {
		const char *what;
		const char *before;
		const char *after;
		bool kept;
	} cases[] = {
		{ "a name", OBJECT "  name: ", "\n---\n", false },
		{ "a name in quotes", OBJECT "  name: \"", "\"\n---\n", false },
		{ "what is sealed",
		    "apiVersion: v1\nkind: Secret\nmetadata: {name: a}\n"
		    "data:\n  tls.crt: ",
		    "\n---\n", false },
		{ "a name in JSON",
		    "{\"kind\": \"Pod\", \"apiVersion\": \"v1\", "
		    "\"metadata\": {\"name\": \"",
		    "\"}}\n", false },
		{ "what is not read", OBJECT "  name: a\n  x: \"", "\"\n---\n",
		    true },
		{ "what is not read in JSON",
		    "{\"kind\": \"Pod\", \"apiVersion\": \"v1\", "
		    "\"metadata\": {\"name\": \"a\", \"x\": \"",
		    "\"}}\n", true },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct reading got = reading_around(cases[i].before, 'x',
		    (size_t)5 * 1024 * 1024, cases[i].after);
		size_t n = cases[i].kept ? 2 : 1;

		cr_expect_eq(got.result.objects, n, "%s", cases[i].what);
		cr_expect_eq(reading_count(got.facts, "object "), n, "%s",
		    cases[i].what);
		cr_expect(strstr(got.facts, "name=next\n") != NULL, "%s",
		    cases[i].what);
		cr_expect_str_eq(got.told,
		    cases[i].kept ? ""
				  : "1: an object of more than 4 MB; the "
				    "object is left out\n",
		    "%s: %s", cases[i].what, got.told);
		reading_free(&got);
	}
}

Test(kube, takes_lists_in_lists_of_any_size)
{
	static const size_t npods = 60000;
	size_t size = npods * 100 + 100;
	char *text = malloc(size);
	size_t n = (size_t)sprintf(text, "- kind: List\n  items:\n");
	struct reading got;

	for (size_t i = 0; i < npods; i++)
		n += (size_t)snprintf(text + n, size - n,
		    "  - kind: Pod\n    apiVersion: v1\n    metadata:\n"
		    "      name: p%zu\n      namespace: somewhere\n",
		    i);
	got = reading_of(text, n);
	cr_expect_str_eq(got.told, "");
	cr_expect_eq(got.result.objects, npods);
	cr_expect_eq(reading_count(got.facts, "object "), npods);
	reading_free(&got);
	free(text);
}

Test(kube, leaves_out_facts_beyond_its_limit)
{
	size_t size = 6000 * 40 + 200;
	char *text = malloc(size);
	size_t n = (size_t)sprintf(text, OBJECT "  name: a\n  labels:\n");
	struct reading got;

	for (size_t i = 0; i < 6000; i++)
		n += (size_t)snprintf(
		    text + n, size - n, "    cert-manager.io/%zu: x\n", i);
	got = reading_of(text, n);
	cr_expect_str_eq(got.told,
	    "1: an object with more than 5000 facts; the rest is left out\n");
	cr_expect_eq(reading_count(got.facts, ""), 5000);
	reading_free(&got);
	free(text);
}
