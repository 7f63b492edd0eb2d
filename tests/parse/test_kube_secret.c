#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "certificates.h"
#include "parse/kube_filter.h"
#include "parse/kube_seal.h"
#include "parse/yaml_tree.h"
#include "reading.h"

#define NO_KEY \
	"-----BEGIN PRIVATE KEY-----\nbm90IGEga2V5\n-----END PRIVATE " \
	"KEY-----\n"

/* The caller frees it. */
static char *
encode(const char *text)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				     "abcdefghijklmnopqrstuvwxyz0123456789+/";
	size_t len = strlen(text);
	char *out = calloc(1, len / 3 * 4 + 5);
	char *at = out;

	for (size_t i = 0; i < len; i += 3) {
		unsigned bits = 0;

		for (size_t j = 0; j < 3; j++)
			bits = bits << 8 |
			    (i + j < len ? (unsigned char)text[i + j] : 0);
		for (size_t j = 0; j < 4; j++)
			*at++ = i + j > len
			    ? '='
			    : digits[bits >> (18 - 6 * j) & 0x3f];
	}
	return out;
}

static const struct {
	const char *what;
	const char *crt; /* tls.crt, to be encoded; NULL: there is none */
	const char *key; /* tls.key, the same */
	const char *secret;
	size_t nx509;
	const char *told; /* NULL: nothing */
} secrets[] = {
	{ "a certificate and its key", LEAF_PEM, NO_KEY,
	    "keys=tls.crt,tls.key has_key=1 tls_crt=certificate\n", 1, NULL },
	{ "a chain", LEAF_PEM CA_PEM, NO_KEY,
	    "keys=tls.crt,tls.key has_key=1 tls_crt=certificate\n", 2, NULL },
	{ "a key that was taken out", LEAF_PEM, "1704 bytes long",
	    "keys=tls.crt,tls.key has_key=0 tls_crt=certificate\n", 1, NULL },
	{ "all taken out", "26 bytes long", "***HIDDEN***",
	    "keys=tls.crt,tls.key has_key=0 tls_crt=hidden\n", 0, NULL },
	{ "nothing yet", "", "",
	    "keys=tls.crt,tls.key has_key=0 tls_crt=empty\n", 0, NULL },
	{ "no certificate at all", NULL, NO_KEY, "keys=tls.key has_key=1\n", 0,
	    NULL },
	{ "the key in the wrong place", NO_KEY LEAF_PEM, NULL,
	    "keys=tls.crt has_key=1 tls_crt=certificate\n", 1, NULL },
	{ "only a key in the place of the certificate", NO_KEY, NULL,
	    "keys=tls.crt has_key=1 tls_crt=bad\n", 0,
	    "6: tls.crt: no certificate in it; left out\n" },
	{ "something else", "hello", NULL,
	    "keys=tls.crt has_key=0 tls_crt=bad\n", 0,
	    "6: tls.crt: no certificate in it; left out\n" },
	{ "a certificate that is broken",
	    "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
	    NULL, "keys=tls.crt has_key=0 tls_crt=bad\n", 0,
	    "6: tls.crt: certificate 1: not a certificate (RFC 5280); left "
	    "out\n" },
};

static char *
write_secret(const char *crt, const char *key)
{
	char *crt64 = crt == NULL ? NULL : encode(crt);
	char *key64 = key == NULL ? NULL : encode(key);
	char *text = NULL;
	size_t size;
	FILE *file = open_memstream(&text, &size);

	fprintf(file,
	    "apiVersion: v1\nitems:\n- apiVersion: v1\n  data:\n"
	    "    # x\n");
	if (crt64 != NULL)
		fprintf(file, "    tls.crt: %s\n", crt64);
	if (key64 != NULL)
		fprintf(file, "    tls.key: %s\n", key64);
	fprintf(file,
	    "  kind: Secret\n  metadata: {name: s}\n"
	    "  type: kubernetes.io/tls\nkind: List\n");
	fclose(file);
	free(crt64);
	free(key64);
	return text;
}

Test(kube_secret, says_what_a_secret_holds)
{
	for (size_t i = 0; i < sizeof(secrets) / sizeof(secrets[0]); i++) {
		char *text = write_secret(secrets[i].crt, secrets[i].key);
		struct reading got = reading_of(text, strlen(text));
		const char *told =
		    secrets[i].told == NULL ? "" : secrets[i].told;

		cr_expect(strstr(got.facts, secrets[i].secret) != NULL,
		    "%s:\n%s", secrets[i].what, got.facts);
		cr_expect_eq(
		    reading_count(got.facts, "x509 line=6 role=tls.crt "),
		    secrets[i].nx509, "%s:\n%s", secrets[i].what, got.facts);
		cr_expect_str_eq(
		    got.told, told, "%s: %s", secrets[i].what, got.told);
		reading_free(&got);
		free(text);
	}
}

static const struct {
	const char *what;
	const char *text; /* what follows kind and name */
	const char *secret;
	const char *told;
} odd[] = {
	{ "no data", "type: Opaque\n",
	    "secret type=Opaque immutable=0 has_key=0\n", "" },
	{ "immutable", "immutable: true\ndata: {}\n",
	    "secret immutable=1 has_key=0\n", "" },
	{ "the word null", "data: {tls.crt: \"null\", tls.key: null}\n",
	    "secret immutable=0 keys=tls.crt,tls.key has_key=0 "
	    "tls_crt=hidden\n",
	    "" },
	{ "words for what was taken out",
	    "data: {tls.crt: \"[REDACTED]\", tls.key: <redacted>}\n",
	    "secret immutable=0 keys=tls.crt,tls.key has_key=0 "
	    "tls_crt=hidden\n",
	    "" },
	{ "neither base64 nor PEM", "data: {tls.crt: a-b, ca.crt: a-b}\n",
	    "secret immutable=0 keys=ca.crt,tls.crt has_key=0 tls_crt=bad\n",
	    "4: tls.crt: neither base64 nor PEM; left out\n"
	    "4: ca.crt: neither base64 nor PEM; left out\n" },
	{ "another key", "data: {server.key: aGVsbG8=, a: aGVsbG8=}\n",
	    "secret immutable=0 keys=a,server.key has_key=1\n", "" },
	{ "a key by its value, in clear",
	    "stringData:\n  a: |\n    -----BEGIN EC PRIVATE KEY-----\n"
	    "    bm90\n    -----END EC PRIVATE KEY-----\n  b: c\n",
	    "secret immutable=0 keys=a,b has_key=1\n", "" },
	{ "collections in the place of values",
	    "data: {tls.crt: [a], tls.key: {b: c}, x: 1}\n",
	    "secret immutable=0 keys=tls.crt,tls.key,x has_key=0 "
	    "tls_crt=empty\n",
	    "" },
	{ "data that is no mapping", "data: [a, b]\n",
	    "secret immutable=0 has_key=0\n", "" },
	{ "data that is a text", "data: abcd\n",
	    "secret immutable=0 has_key=0\n", "" },
};

Test(kube_secret, takes_what_collectors_write)
{
	for (size_t i = 0; i < sizeof(odd) / sizeof(odd[0]); i++) {
		char text[1024];
		struct reading got;

		snprintf(text, sizeof(text),
		    "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\n%s",
		    odd[i].text);
		got = reading_of(text, strlen(text));
		cr_expect(strstr(got.facts, odd[i].secret) != NULL, "%s:\n%s",
		    odd[i].what, got.facts);
		cr_expect_str_eq(
		    got.told, odd[i].told, "%s: %s", odd[i].what, got.told);
		reading_free(&got);
	}
}

Test(kube_secret, takes_certificates_in_clear_and_of_the_ca)
{
	char *ca = encode(CA_PEM);
	char *text = NULL;
	size_t len;
	FILE *file = open_memstream(&text, &len);
	struct reading got;

	fprintf(file,
	    "type: kubernetes.io/tls\nmetadata:\n  name: s\n"
	    "  annotations:\n    cert-manager.io/issuer-name: i\n"
	    "    cert-manager.io/certificate-name: c\n"
	    "data:\n  ca.crt: %s\n  tls.crt: |\n",
	    ca);
	for (const char *c = LEAF_PEM; *c != '\0'; c = strchr(c, '\n') + 1)
		fprintf(file, "    %.*s\n", (int)strcspn(c, "\n"), c);
	fclose(file);
	got = reading_of(text, len);
	cr_expect_str_eq(got.told, "");
	cr_expect(strstr(got.facts,
		      "secret type=kubernetes.io/tls immutable=0 "
		      "certificate=c issuer=i keys=ca.crt,tls.crt has_key=0 "
		      "tls_crt=certificate\n") != NULL,
	    "%s", got.facts);
	cr_expect_eq(reading_count(got.facts, "x509 line=9 role=tls.crt "), 1);
	cr_expect_eq(reading_count(got.facts, "x509 line=8 role=ca.crt "), 1);
	reading_free(&got);
	free(text);
	free(ca);
}

Test(kube_secret, takes_the_certificates_of_a_request)
{
	char *leaf = encode(LEAF_PEM);
	char *ca = encode(CA_PEM);
	char text[4096];
	struct reading got;

	snprintf(text, sizeof(text),
	    "apiVersion: cert-manager.io/v1\nkind: CertificateRequest\n"
	    "metadata: {name: r}\nstatus:\n  ca: %s\n  certificate: %s\n",
	    ca, leaf);
	got = reading_of(text, strlen(text));
	cr_expect_str_eq(got.told, "");
	cr_expect_eq(reading_count(got.facts,
			 "x509 line=6 role=status.certificate position=0 "
			 "serial=f1 "),
	    1);
	cr_expect_eq(
	    reading_count(got.facts, "x509 line=5 role=status.ca "), 1);
	reading_free(&got);
	free(leaf);
	free(ca);
}

static bool
holds(const struct yaml_node *node, const char *text)
{
	if (node->text != NULL && strstr(node->text, text) != NULL)
		return true;
	for (const struct yaml_node *at = node->first; at != NULL;
	     at = at->next) {
		if (holds(at, text))
			return true;
	}
	return false;
}

static void
ignore(void *context, const char *path, uint64_t line, const char *text)
{
	(void)context;
	(void)path;
	(void)line;
	(void)text;
}

static const char *const places[] = {
	"data: {tls.key: czNjcmV0}\n",
	"stringData: {a: czNjcmV0}\n",
	"binaryData: {a: czNjcmV0}\n",
	"data: {tls.crt: czNjcmV0, ca.crt: czNjcmV0}\n",
	"data: {tls.crt: \"-----BEGIN X-----\\nczNjcmV0\\n-----END X-----\"}\n",
	"data: czNjcmV0\n",
	"data: [czNjcmV0]\n",
	"data: {a: {b: [czNjcmV0], c: czNjcmV0}}\n",
	"metadata: {annotations: {kubectl.kubernetes.io/"
	"last-applied-configuration: czNjcmV0}}\n",
	"metadata: {annotations: {cert-manager.io/last-applied-configuration:"
	" czNjcmV0}}\n",
	"spec: {containers: [{env: [{name: x, value: czNjcmV0}]}]}\n",
	"spec: {template: {spec: {containers: [{command: [czNjcmV0], args:"
	" [czNjcmV0]}]}}}\n",
	"spec: {request: czNjcmV0, csr: czNjcmV0, acme: {x: czNjcmV0}}\n",
	"status: {certificate: czNjcmV0, ca: czNjcmV0}\n",
	"password: czNjcmV0\n",
	"items: [{data: {tls.key: czNjcmV0}}]\n",
	"items: [{items: [{stringData: {tls.key: czNjcmV0}}]}]\n",
};

Test(kube_secret, keeps_no_value_that_may_be_secret)
{
	struct diag diag = { ignore, NULL };

	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		struct source *source =
		    source_from_bytes("x", places[i], strlen(places[i]), &diag);
		struct arena *arena = arena_new();
		struct kube_filter around;
		struct yaml_filter filter = kube_filter(arena, &around);
		struct yaml_split *split =
		    yaml_split_open(source, &filter, &diag);
		struct yaml_fault fault;
		enum yaml_piece_kind kind;
		uint64_t line;

		cr_assert(yaml_split_next(split, &line, &kind));

		const struct yaml_node *root = yaml_tree_read(
		    split, line, arena, &filter, "x", &diag, &fault);

		cr_assert_not_null(root, "%s", places[i]);
		cr_expect_not(fault.found, "%s: %s", places[i], fault.text);
		cr_expect_not(holds(root, "czNjcmV0"), "%s", places[i]);
		cr_expect_not(holds(root, "s3cret"), "%s", places[i]);
		yaml_split_close(split);
		arena_free(arena);
		source_close(source);
	}
}

Test(kube_seal, keeps_certificates_alone)
{
	static const struct {
		const char *value;
		unsigned mark;
		const char *kept; /* NULL: nothing */
	} values[] = {
		{ "", 0, NULL },
		{ " \n", 0, NULL },
		{ "aGVsbG8=", SEALED_VALUE, NULL },
		{ "a-b", SEALED_VALUE | SEALED_BAD, NULL },
		{ "********", SEALED_VALUE | SEALED_HIDDEN, NULL },
		{ "***TOKEN_1***", SEALED_VALUE | SEALED_HIDDEN, NULL },
		{ "Redacted", SEALED_VALUE | SEALED_HIDDEN, NULL },
		{ "26 bytes long", SEALED_VALUE | SEALED_HIDDEN, NULL },
		{ NO_KEY, SEALED_VALUE | SEALED_KEY, NULL },
		{ "x\n" NO_KEY CA_PEM "y\n" NO_KEY LEAF_PEM,
		    SEALED_VALUE | SEALED_KEY | SEALED_CERTIFICATE,
		    CA_PEM LEAF_PEM },
		{ "-----BEGIN CERTIFICATE-----\nMII\n" NO_KEY,
		    SEALED_VALUE | SEALED_KEY | SEALED_CERTIFICATE,
		    "-----BEGIN CERTIFICATE-----\nMII\n\n" },
		{ "-----BEGIN CERTIFICATE-----\nMII",
		    SEALED_VALUE | SEALED_CERTIFICATE,
		    "-----BEGIN CERTIFICATE-----\nMII\n" },
	};

	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		struct arena *arena = arena_new();
		struct yaml_node node = { 0 };

		kube_seal(arena, &node, str_from(values[i].value));
		cr_expect_eq(node.mark, values[i].mark, "\"%s\": %u",
		    values[i].value, node.mark);
		if (values[i].kept == NULL)
			cr_expect_null(node.text, "\"%s\"", values[i].value);
		else
			cr_expect_str_eq(node.text, values[i].kept);
		arena_free(arena);
	}
}
