#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "recognise/kind.h"

#define KLOG "I0405 10:37:55.758685       1 trigger_controller.go:200] "
#define MESSAGE \
	"cert-manager/certificates-trigger " \
	"\"msg\"=\"Certificate must be re-issued\" " \
	"\"key\"=\"web/shop-tls\" \"reason\"=\"Renewing\"\n"
#define RECORD KLOG MESSAGE
#define AT "2021-04-05T10:37:55.758699421Z "
#define JSON_RECORD \
	"{\"ts\":1708340302881.5186,\"logger\":\"cert-manager\"," \
	"\"caller\":\"app/controller.go:1\",\"msg\":\"starting\",\"v\":2}\n"
#define START "==== START logs for container c of pod shop/web-0 ====\n"
#define CERTIFICATE \
	"apiVersion: cert-manager.io/v1\n" \
	"kind: Certificate\n" \
	"metadata:\n" \
	"  name: shop-tls\n"

static const struct {
	const char *text;
	enum kind kind;
} cases[] = {
	{ "", KIND_EMPTY },

	/* Logs of cert-manager, in all its dialects. */
	{ RECORD, KIND_LOG },
	{ "I1026 12:42:57.513903       1 sync.go:206] Certificate a/b "
	  "scheduled",
	    KIND_LOG },
	{ "I1026 12:42:57.513903 1 sync.go:206] one blank\n", KIND_LOG },
	{ "E0530 01:13:33.439828 1000596 acme.go:233] \"failed\"\n", KIND_LOG },
	{ "W0530 01:13:33.439828       1 warnings.go:70] old\n", KIND_LOG },
	{ "F0530 01:13:33.439828       1 start.go:70] end\n", KIND_LOG },
	{ JSON_RECORD, KIND_LOG },
	/* Its severity was cut off. */
	{ "0410 12:27:28.493355 1 ingress.go:91] x\n", KIND_LOG },

	/* A line tells whose log follows: one file of kubectl cluster-info. */
	{ START RECORD RECORD, KIND_LOG },
	{ START "Request log error: none\n", KIND_LOG },
	{ START "GET / 200\n", KIND_LOG },
	{ "{\n  \"kind\": \"NodeList\"\n}\n" START RECORD RECORD RECORD,
	    KIND_OBJECTS },

	/* As the node wraps them. */
	{ AT RECORD, KIND_LOG },
	{ AT "stderr F " RECORD, KIND_LOG },
	{ AT "stdout P " RECORD, KIND_LOG },
	{ AT "stderr F:x " RECORD, KIND_LOG },
	{ "2021-04-05T10:37:55+02:00 stderr F " RECORD, KIND_LOG },
	{ "2021-04-05T10:37:55.1-02:30 " RECORD, KIND_LOG },
	{ AT JSON_RECORD, KIND_LOG },
	{ AT "stderr F " JSON_RECORD, KIND_LOG },

	/* As people hand them on. */
	{ "   " RECORD "   " RECORD, KIND_LOG },
	{ "\t" AT RECORD, KIND_LOG },
	{ "\xef\xbb\xbf" RECORD, KIND_LOG },
	{ "\r\n\r\n" KLOG "x\r\n", KIND_LOG },
	{ "Flag --x has been deprecated\nfoo\n\n" RECORD, KIND_LOG },
	{ "goroutine 1 [running]:\nmain.main()\n" RECORD, KIND_LOG },
	{ "Defaulted container \"cert-manager\" out of: a, b\n" RECORD,
	    KIND_LOG },
	{ "{\"level\":\"info\",\"message\":\"x\"}\n" JSON_RECORD, KIND_LOG },
	{ "kind: \n" RECORD RECORD RECORD, KIND_LOG },
	{ RECORD "{\n  \"apiVersion\": 1,\n  \"kind\": 2\n}\n" RECORD RECORD
		RECORD RECORD,
	    KIND_LOG },

	/* Other programs. */
	{ "2021-04-05 10:37:55 INFO start\n", KIND_OTHER_LOG },
	{ "2021-04-05 10:37:55,123 INFO start\n at x\n at y\n",
	    KIND_OTHER_LOG },
	{ "2021/04/05 10:37:55 start\n", KIND_OTHER_LOG },
	{ "[2021-04-05T10:37:55.000Z] start\n", KIND_OTHER_LOG },
	{ "Sep 14 14:44:10 host kubelet[1]: x\n", KIND_OTHER_LOG },
	{ "Sep  4 14:44:10 host kubelet[1]: x\n", KIND_OTHER_LOG },
	{ "time=\"2021-04-05T10:37:55Z\" level=info msg=x\n", KIND_OTHER_LOG },
	{ "ts=2021-04-05T10:37:55Z caller=x\n", KIND_OTHER_LOG },
	{ AT "stdout F hello\n", KIND_OTHER_LOG },
	{ AT "stdout F {\"kind\":\"x\",\"metadata\":1}\n", KIND_OTHER_LOG },
	{ "{\"time\":\"2021-04-05T10:37:55Z\",\"kind\":\"x\"}\n",
	    KIND_OTHER_LOG },
	{ "{\"log\":\"x\",\"stream\":\"stderr\",\"time\":\"x\"}\n",
	    KIND_OTHER_LOG },
	{ "10:37:55.123 start\n", KIND_OTHER_LOG },

	/* Objects in YAML. */
	{ CERTIFICATE, KIND_OBJECTS },
	{ "---\n" CERTIFICATE, KIND_OBJECTS },
	{ "# a remark\n\n%YAML 1.1\n---\n" CERTIFICATE, KIND_OBJECTS },
	{ "\xef\xbb\xbf---\r\napiVersion: v1\r\nitems: []\r\n", KIND_OBJECTS },
	{ "apiVersion: v1\nitems:\n- " CERTIFICATE, KIND_OBJECTS },
	{ "items:\n- metadata:\n", KIND_OBJECTS },
	{ "- apiVersion: v1\n  kind: Secret\n", KIND_OBJECTS },
	{ "-\n  apiVersion: v1\n  kind: Secret\n", KIND_OBJECTS },
	{ "-   metadata:\n      name: x\n", KIND_OBJECTS },
	{ "  apiVersion: v1\n  kind: Secret\n", KIND_OBJECTS },
	{ "\"apiVersion\": v1\n'kind': Secret\n", KIND_OBJECTS },
	{ "kind: Secret", KIND_OBJECTS },
	/* A Secret whose head is missing. */
	{ "type: kubernetes.io/tls\ndata: {}\n", KIND_OBJECTS },
	{ "metadata:\n  name: x\n", KIND_OBJECTS },
	{ "data:\n  tls.crt: eA==\n", KIND_OBJECTS },
	{ "spec:\n  secretName: x\n", KIND_OBJECTS },
	{ "status:\n  conditions: []\n", KIND_OBJECTS },
	/* Keys in an unusual order. */
	{ "immutable: true\napiVersion: v1\nkind: Secret\n", KIND_OBJECTS },
	/* Broken, which the parser will say. */
	{ "apiVersion: [\nkind: \"\n\tx\n", KIND_OBJECTS },
	/* Log lines inside an object. */
	{ "apiVersion: v1\nkind: ConfigMap\ndata:\n  log: |\n    " RECORD
	  "    " RECORD "    " RECORD "    " RECORD "    " RECORD "    " RECORD,
	    KIND_OBJECTS },
	/* Text before them. */
	{ "$ kubectl get certificate -o yaml\n" CERTIFICATE, KIND_OBJECTS },
	{ "Error from server (Forbidden): x\n" CERTIFICATE, KIND_OBJECTS },
	{ "E0405 10:37:55.758685   12345 memcache.go:265] no "
	  "list\n" CERTIFICATE,
	    KIND_OBJECTS },
	{ "NAME   READY   AGE\na      True    1d\n" CERTIFICATE, KIND_OBJECTS },

	/* Objects in JSON. */
	{ "{\"apiVersion\":\"v1\",\"kind\":\"List\",\"items\":[]}\n",
	    KIND_OBJECTS },
	{ "{\n    \"apiVersion\": \"v1\",\n    \"items\": []\n}\n",
	    KIND_OBJECTS },
	{ "\n{ \"metadata\" : {} }\n", KIND_OBJECTS },
	{ "[\n  {\n    \"kind\": \"Secret\"\n", KIND_OBJECTS },
	{ "[{\"kind\":\"Secret\"}]", KIND_OBJECTS },
	{ "{\n\"kind\"\n:\n\"Secret\"}", KIND_OBJECTS },
	{ "{\"kind\":\"Secret\",\"x\":{\"ts\":1,\"msg\":2}}", KIND_OBJECTS },
	{ "$ oc get secret -o json\n{\n  \"apiVersion\": \"v1\",\n"
	  "  \"kind\": \"Secret\"\n}\n",
	    KIND_OBJECTS },
	{ "{\"name\":\"x\",\"apiVersion\":\"v1\"}", KIND_OBJECTS },

	/* What is printed for people. */
	{ "NAME       READY   SECRET     AGE\nshop-tls   True    x      1d\n",
	    KIND_PRINTED },
	{ "NAMESPACE NAME READY SECRET AGE\nweb shop-tls True x 1d\n",
	    KIND_PRINTED },
	{ "LAST SEEN   TYPE   REASON   OBJECT   MESSAGE\n", KIND_PRINTED },
	{ "No resources found.\n$ kubectl get certs\nNAME   AGE\n",
	    KIND_PRINTED },
	{ "Name:         shop-tls\nNamespace:    web\nStatus:\n"
	  "  Conditions:\n",
	    KIND_PRINTED },
	{ "Name: shop-tls\nNamespace: web\n", KIND_PRINTED },
	{ "Name: shop-tls\nCreated at: 2021-04-05T10:37:55Z\n", KIND_PRINTED },
	{ "Name:         shop\nData\n====\nx.yaml:\n----\n" CERTIFICATE,
	    KIND_PRINTED },
	{ "E0405 10:37:55.758685   12345 memcache.go:265] no list\n"
	  "NAME       READY   SECRET     AGE\nshop-tls   True    x      1d\n",
	    KIND_PRINTED },
	{ RECORD RECORD RECORD "Name:     x\nNamespace:  y\n", KIND_LOG },
	{ RECORD RECORD "NAME   AGE\n", KIND_LOG },

	/* Text. */
	{ "\n", KIND_TEXT },
	{ "hello", KIND_TEXT },
	{ "LAST BUT NOT LEAST\n", KIND_TEXT },
	{ "NAMES AND NUMBERS\n", KIND_TEXT },
	{ "Name: x\nAddress: y\n", KIND_TEXT },
	{ "Error from server (NotFound): certificates not found\n", KIND_TEXT },
	{ "the kind: of text\nthat people write\n", KIND_TEXT },
	{ "some text\nkind: regards\n", KIND_TEXT },
	{ "apiVersionX: v1\n", KIND_TEXT },
	{ "apiVersion:v1\n", KIND_TEXT },
	{ "{ not json", KIND_TEXT },
	{ "{\"a\":1}", KIND_TEXT },
	{ "[pod/a/b] hello\n", KIND_TEXT },
	{ "{\"a\":\"kind\"}", KIND_TEXT },
	{ "X0405 10:37:55.758685       1 a.go:1] x\n", KIND_TEXT },
	{ "I0405 10:37:55.75868x       1 a.go:1] x\n", KIND_TEXT },
	{ "I0405 10:37:55.75868", KIND_TEXT },
	{ "0410 12:27:28.493355 x\n", KIND_TEXT },
	{ "one\ntwo\nthree\nfour\n2021-04-05 10:37:55 x\n", KIND_TEXT },
	{ "gr\xfc\xdf"
	  "e aus K\xf6ln und Umgebung, viele\n",
	    KIND_TEXT },
	{ "\x1b[31mred\x1b[0m\n", KIND_TEXT },
};

Test(kind, is_told_by_the_text)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		enum kind kind =
		    kind_recognise((const unsigned char *)cases[i].text,
			strlen(cases[i].text));

		cr_expect_eq(kind, cases[i].kind, "case %zu is %u: %.60s", i,
		    kind, cases[i].text);
	}
}

#define BYTES(text) text, sizeof(text) - 1

Test(kind, is_told_by_magic_numbers_before_all_else)
{
	static const struct {
		const char *bytes;
		size_t len;
		enum kind kind;
	} magics[] = {
		{ BYTES("\x1f\x8b\x08\0\0\0\0\0\0\0"), KIND_GZIP },
		{ BYTES("\x1f\x8b"), KIND_GZIP },
		{ BYTES("PK\x03\x04"), KIND_CONTAINER },
		{ BYTES("\x28\xb5\x2f\xfd"), KIND_CONTAINER },
		{ BYTES("PK\x03\x04\n" CERTIFICATE), KIND_CONTAINER },
		{ BYTES("SQLite format 3\0\x10\0"), KIND_DATABASE },
		{ BYTES("SQLite format 3 is a file format"), KIND_TEXT },
		{ BYTES("\x7f"
			"ELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0\x3e\0"),
		    KIND_BINARY },
		{ BYTES("\0"), KIND_BINARY },
		{ BYTES("\0\0\0\0\0\0\0\0"), KIND_BINARY },
		{ BYTES("\x30\x82\x03\x4a\x30\x82\x02\x32\xa0\x03\x02\x01"),
		    KIND_BINARY },
		{ BYTES("k\0i\0n\0d\0:\0 \0S\0e\0"), KIND_BINARY },
		/* What a crash of the node leaves in a log. */
		{ BYTES("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\n" RECORD),
		    KIND_LOG },
		{ BYTES(RECORD "\0\0\0\0\0\0\0\0\0\0\0\0\0\0"), KIND_LOG },
	};

	for (size_t i = 0; i < sizeof(magics) / sizeof(magics[0]); i++) {
		enum kind kind = kind_recognise(
		    (const unsigned char *)magics[i].bytes, magics[i].len);

		cr_expect_eq(kind, magics[i].kind, "case %zu is %u", i, kind);
	}
}

/* Every beginning of every case, for the sanitizers. */
Test(kind, reads_nothing_behind_the_end)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		size_t len = strlen(cases[i].text);

		for (size_t n = 1; n <= len; n++) {
			unsigned char *copy = malloc(n);

			memcpy(copy, cases[i].text, n);
			cr_expect_neq(kind_recognise(copy, n), KIND_EMPTY);
			free(copy);
		}
	}
}
