#include <criterion/criterion.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "certificates.h"
#include "parse/x509.h"

#define SECRET_BLOCK \
	"-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n"

struct told {
	size_t n;
	uint64_t line;
	char text[256];
};

static void
note(void *context, const char *path, uint64_t line, const char *text)
{
	struct told *told = context;

	(void)path;
	told->n++;
	told->line = line;
	snprintf(told->text, sizeof(told->text), "%s", text);
}

static const char *
text_of(const struct fact *fact, const char *column)
{
	const struct fact_value *value = fact_get(fact, column);

	return value == NULL ? NULL : value->bytes;
}

static int64_t
number_of(const struct fact *fact, const char *column)
{
	const struct fact_value *value = fact_get(fact, column);

	return value == NULL ? INT64_MIN : value->integer;
}

static size_t
read_pem(struct fact_list *list, struct arena *arena, const char *pem,
    struct told *told)
{
	struct diag diag = { note, told };
	struct x509_reader *reader = x509_reader_open();
	size_t n = x509_facts(
	    reader, list, arena, str_from(pem), "tls.crt", "x.yaml", 7, &diag);

	x509_reader_close(reader);
	return n;
}

Test(x509, says_what_stands_in_a_certificate)
{
	struct arena *arena = arena_new();
	struct fact_list list = { 0 };
	struct told told = { 0 };

	cr_assert_eq(read_pem(&list, arena, LEAF_PEM CA_PEM, &told), 2);
	cr_expect_eq(told.n, 0);

	const struct fact *leaf = list.first;
	const struct fact *ca = leaf->next;

	cr_expect_str_eq(leaf->table, "x509");
	cr_expect_eq(number_of(leaf, "line"), 7);
	cr_expect_str_eq(text_of(leaf, "role"), "tls.crt");
	cr_expect_eq(number_of(leaf, "position"), 0);
	cr_expect_eq(number_of(ca, "position"), 1);
	cr_expect_str_eq(text_of(leaf, "serial"), "f1");
	cr_expect_str_eq(
	    text_of(ca, "serial"), "a1b2c3d4e5f60718293a4b5c6d7e8f901020304");
	cr_expect_str_eq(
	    text_of(leaf, "subject"), "CN=portal.example.test,O=Zoo");
	cr_expect_str_eq(
	    text_of(leaf, "issuer"), "CN=ingress-ca,O=Acme\\, Inc");
	cr_expect_eq(
	    number_of(leaf, "not_before_us"), INT64_C(1705313730000000));
	cr_expect_eq(
	    number_of(leaf, "not_after_us"), INT64_C(2569190400000000));
	cr_expect_eq(number_of(leaf, "is_ca"), 0);
	cr_expect_eq(number_of(ca, "is_ca"), 1);
	cr_expect_str_eq(
	    text_of(leaf, "ski"), "2aec9b9b02a8d167a74b45247f8cfef3393543b0");
	cr_expect_str_eq(
	    text_of(leaf, "aki"), "cae334a3ddd1df191e0813fa96d437f50a03cf69");
	cr_expect_str_eq(text_of(ca, "ski"), text_of(leaf, "aki"));
	cr_expect_null(text_of(ca, "aki"));
	cr_expect_str_eq(text_of(leaf, "key_sha256"),
	    "f3dc5c6c8be7f51d0c5ef22add2f4a819add9537825c42ee0c8a107068daa7d1");
	cr_expect_str_eq(text_of(leaf, "sha256"),
	    "e5e8c5591bf32c5af424c939374a06dd3c4b5776be9caac243e188a453e21b7a");
	cr_expect_eq(fact_get(leaf, "der")->len, 408);
	arena_free(arena);
}

Test(x509, reads_dates_before_1970_and_certificates_without_extensions)
{
	struct arena *arena = arena_new();
	struct fact_list list = { 0 };
	struct told told = { 0 };

	cr_assert_eq(read_pem(&list, arena, SELF_PEM, &told), 1);
	cr_expect_eq(
	    number_of(list.first, "not_before_us"), INT64_C(-31536000000000));
	cr_expect_eq(number_of(list.first, "not_after_us"), 1000000);
	cr_expect_str_eq(text_of(list.first, "serial"), "7");
	cr_expect_eq(number_of(list.first, "is_ca"), 0);
	cr_expect_null(text_of(list.first, "ski"));
	cr_expect_null(text_of(list.first, "aki"));
	arena_free(arena);
}

static const struct {
	const char *what;
	const char *pem;
	size_t nfacts;
	const char *told; /* part of it; NULL: nothing is told */
} texts[] = {
	{ "nothing", "", 0, NULL },
	{ "text", "see the other file", 0, NULL },
	{ "text around", "Bag Attributes\n" LEAF_PEM "the end", 1, NULL },
	{ "a key in front", SECRET_BLOCK LEAF_PEM, 1, NULL },
	{ "only a key", SECRET_BLOCK, 0, NULL },
	{ "OpenSSL's own kind",
	    "-----BEGIN TRUSTED CERTIFICATE-----\nAA==\n"
	    "-----END TRUSTED CERTIFICATE-----\n" CA_PEM,
	    1, NULL },
	{ "not base64",
	    "-----BEGIN CERTIFICATE-----\n!\n-----END "
	    "CERTIFICATE-----\n" CA_PEM,
	    1, "tls.crt: certificate 1: its PEM is not base64" },
	{ "not a certificate",
	    CA_PEM "-----BEGIN CERTIFICATE-----\nAAAA\n"
		   "-----END CERTIFICATE-----\n",
	    1, "tls.crt: certificate 2: not a certificate" },
	{ "cut", CA_PEM "-----BEGIN CERTIFICATE-----\nMIIB", 1,
	    "certificate 2: its PEM ends early" },
	{ "cut with another behind it",
	    "-----BEGIN CERTIFICATE-----\nMIIB\n" CA_PEM, 1,
	    "certificate 1: its PEM ends early" },
	{ "cut in its first line", "-----BEGIN CERTIF", 0, NULL },
};

Test(x509, takes_certificates_and_nothing_else_out_of_a_text)
{
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct arena *arena = arena_new();
		struct fact_list list = { 0 };
		struct told told = { 0 };
		size_t n = read_pem(&list, arena, texts[i].pem, &told);

		cr_expect_eq(n, texts[i].nfacts, "%s: %zu certificates",
		    texts[i].what, n);
		cr_expect_eq(told.n, texts[i].told != NULL, "%s: %zu told",
		    texts[i].what, told.n);
		if (texts[i].told != NULL) {
			cr_expect(strstr(told.text, texts[i].told) != NULL,
			    "%s: told \"%s\"", texts[i].what, told.text);
			cr_expect_eq(told.line, 7);
		}
		arena_free(arena);
	}
}

Test(x509, takes_windows_line_ends)
{
	struct arena *arena = arena_new();
	struct fact_list list = { 0 };
	struct told told = { 0 };
	char *pem = arena_alloc(arena, 2 * sizeof(LEAF_PEM));
	size_t n = 0;

	for (const char *c = LEAF_PEM; *c != '\0'; c++) {
		if (*c == '\n')
			pem[n++] = '\r';
		pem[n++] = *c;
	}
	cr_expect_eq(read_pem(&list, arena, pem, &told), 1);
	cr_expect_eq(told.n, 0);
	arena_free(arena);
}

Test(x509, knows_whose_key_signed)
{
	static const char *const pems[] = { LEAF_PEM, CA_PEM, SELF_PEM };
	static const bool signed_by[3][3] = { /* [certificate][CA] */
		{ false, true, false }, { false, true, false },
		/* The leaf has the same key: names and dates do not count. */
		{ true, false, true }
	};
	struct arena *arena = arena_new();
	struct fact_list list = { 0 };
	struct told told = { 0 };
	const struct fact_value *der[3];

	for (size_t i = 0; i < 3; i++) {
		struct fact_list one = { 0 };

		cr_assert_eq(read_pem(&one, arena, pems[i], &told), 1);
		der[i] = fact_get(one.first, "der");
	}
	for (size_t i = 0; i < 3; i++) {
		for (size_t j = 0; j < 3; j++)
			cr_expect_eq(x509_signed_by(der[i]->bytes, der[i]->len,
					 der[j]->bytes, der[j]->len),
			    signed_by[i][j], "certificate %zu, CA %zu", i, j);
	}
	cr_expect_not(x509_signed_by("x", 1, der[1]->bytes, der[1]->len));
	cr_expect_not(x509_signed_by(der[0]->bytes, der[0]->len, "", 0));
	cr_expect_not(x509_signed_by(
	    der[0]->bytes, der[0]->len - 1, der[1]->bytes, der[1]->len));
	cr_expect_null(list.first);
	arena_free(arena);
}
