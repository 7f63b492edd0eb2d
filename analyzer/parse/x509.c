#include "parse/x509.h"

#include <limits.h>
#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/provider.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <stdlib.h>
#include <string.h>

#include "base/fatal.h"
#include "parse/base64.h"

#define US_PER_SECOND INT64_C(1000000)
#define SECONDS_PER_DAY 86400

static const char *
hex(struct arena *arena, const unsigned char *bytes, size_t len)
{
	char *text = arena_alloc(arena, 2 * len + 1);

	for (size_t i = 0; i < len; i++) {
		text[2 * i] = "0123456789abcdef"[bytes[i] >> 4];
		text[2 * i + 1] = "0123456789abcdef"[bytes[i] & 0xf];
	}
	return text;
}

static const char *
octets_hex(struct arena *arena, const ASN1_OCTET_STRING *octets)
{
	if (octets == NULL || ASN1_STRING_length(octets) <= 0)
		return NULL;
	return hex(arena, ASN1_STRING_get0_data(octets),
	    (size_t)ASN1_STRING_length(octets));
}

static const char *
subject_key_hex(struct arena *arena, const X509 *certificate)
{
	ASN1_OCTET_STRING *id = X509_get_ext_d2i(
	    certificate, NID_subject_key_identifier, NULL, NULL);
	const char *text = octets_hex(arena, id);

	ASN1_OCTET_STRING_free(id);
	return text;
}

static const char *
authority_key_hex(struct arena *arena, const X509 *certificate)
{
	AUTHORITY_KEYID *id = X509_get_ext_d2i(
	    certificate, NID_authority_key_identifier, NULL, NULL);
	const char *text = id == NULL ? NULL : octets_hex(arena, id->keyid);

	AUTHORITY_KEYID_free(id);
	return text;
}

static const char *
sha256_hex(struct arena *arena, const unsigned char *bytes, size_t len)
{
	unsigned char digest[EVP_MAX_MD_SIZE];
	unsigned n = 0;

	if (EVP_Digest(bytes, len, digest, &n, EVP_sha256(), NULL) != 1)
		return "";
	return hex(arena, digest, n);
}

static const char *
serial_hex(struct arena *arena, const ASN1_INTEGER *serial)
{
	BIGNUM *number = ASN1_INTEGER_to_BN(serial, NULL);
	char *digits = number == NULL ? NULL : BN_bn2hex(number);
	char *text = arena_copy(arena, str_from(digits));

	OPENSSL_free(digits);
	BN_free(number);
	for (char *c = text; *c != '\0'; c++) {
		if (*c >= 'A' && *c <= 'F')
			*c = (char)(*c - 'A' + 'a');
	}

	char *from = text + (*text == '-');

	while (from[0] == '0' && from[1] != '\0')
		memmove(from, from + 1, strlen(from));
	return text;
}

static const char *
name_text(struct arena *arena, const X509_NAME *name)
{
	BIO *memory = BIO_new(BIO_s_mem());
	char *text = NULL;
	const char *copy = "";

	if (memory != NULL &&
	    X509_NAME_print_ex(memory, name, 0, XN_FLAG_RFC2253) >= 0) {
		long len = BIO_get_mem_data(memory, &text);

		if (len > 0)
			copy = arena_copy(
			    arena, (struct str){ text, (size_t)len });
	}
	BIO_free(memory);
	return copy;
}

static bool
time_us(const ASN1_TIME *time, int64_t *at_us)
{
	ASN1_TIME *epoch = ASN1_TIME_set(NULL, 0);
	int days = 0;
	int seconds = 0;
	bool good =
	    epoch != NULL && ASN1_TIME_diff(&days, &seconds, epoch, time) == 1;

	ASN1_TIME_free(epoch);
	if (good)
		*at_us =
		    ((int64_t)days * SECONDS_PER_DAY + seconds) * US_PER_SECOND;
	return good;
}

static const char *
key_sha256(struct arena *arena, X509 *certificate)
{
	unsigned char *spki = NULL;
	int len = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate), &spki);
	const char *text = len <= 0 ? "" : sha256_hex(arena, spki, (size_t)len);

	OPENSSL_free(spki);
	return text;
}

/* True if basicConstraints says so; other signs of a CA do not count. */
static bool
is_ca(X509 *certificate)
{
	BASIC_CONSTRAINTS *constraints =
	    X509_get_ext_d2i(certificate, NID_basic_constraints, NULL, NULL);
	bool ca = constraints != NULL && constraints->ca != 0;

	BASIC_CONSTRAINTS_free(constraints);
	return ca;
}

/*
 * *len becomes the certificate's own length: more may follow it.  algorithms
 * knows how to read public keys, or is NULL for OpenSSL's own.
 */
static X509 *
decode(OSSL_LIB_CTX *algorithms, const unsigned char *der, size_t *len)
{
	const unsigned char *end = der;
	X509 *fresh = X509_new_ex(algorithms, NULL);
	X509 *certificate =
	    *len > LONG_MAX ? NULL : d2i_X509(&fresh, &end, (long)*len);

	if (certificate == NULL)
		X509_free(fresh);
	else
		*len = (size_t)(end - der);
	return certificate;
}

/* Returns what is wrong with the certificate, or NULL. */
static const char *
add_fact(OSSL_LIB_CTX *none, struct fact_list *list, struct arena *arena,
    const char *role, uint64_t line, size_t position, const unsigned char *der,
    size_t len)
{
	X509 *certificate = decode(none, der, &len);
	int64_t not_before_us;
	int64_t not_after_us;
	struct fact *fact;

	if (certificate == NULL)
		return "not a certificate (RFC 5280)";
	if (!time_us(X509_get0_notBefore(certificate), &not_before_us) ||
	    !time_us(X509_get0_notAfter(certificate), &not_after_us)) {
		X509_free(certificate);
		return "its validity is no date";
	}
	fact = fact_add(list, arena, "x509");
	fact_integer(fact, "line", (int64_t)line);
	fact_text(fact, "role", role);
	fact_integer(fact, "position", (int64_t)position);
	fact_text(fact, "serial",
	    serial_hex(arena, X509_get0_serialNumber(certificate)));
	fact_text(fact, "subject",
	    name_text(arena, X509_get_subject_name(certificate)));
	fact_text(fact, "issuer",
	    name_text(arena, X509_get_issuer_name(certificate)));
	fact_integer(fact, "not_before_us", not_before_us);
	fact_integer(fact, "not_after_us", not_after_us);
	fact_integer(fact, "is_ca", is_ca(certificate));
	fact_text(fact, "ski", subject_key_hex(arena, certificate));
	fact_text(fact, "aki", authority_key_hex(arena, certificate));
	fact_text(fact, "key_sha256", key_sha256(arena, certificate));
	fact_text(fact, "sha256", sha256_hex(arena, der, len));
	fact_blob(fact, "der", der, len);
	X509_free(certificate);
	return NULL;
}

/*
 * Cuts the next PEM block off text: *label is what follows BEGIN, *body what
 * lies between the two lines; its ptr is NULL if the block does not end.
 */
static bool
take_block(struct str *text, struct str *label, struct str *body)
{
	const char *begin = str_find(*text, "-----BEGIN ");

	if (begin == NULL)
		return false;
	*text = str_skip(
	    *text, (size_t)(begin - text->ptr) + strlen("-----BEGIN "));

	const char *dashes = str_find(*text, "-----");

	if (dashes == NULL)
		return false;
	*label = (struct str){ text->ptr, (size_t)(dashes - text->ptr) };
	*text = str_skip(*text, label->len + strlen("-----"));

	const char *end = str_find(*text, "-----");

	*body = (struct str){ NULL, 0 };
	if (end == NULL)
		return true;

	struct str rest =
	    str_skip(*text, (size_t)(end - text->ptr) + strlen("-----"));

	if (str_starts(rest, "END ")) {
		*body = (struct str){ text->ptr, (size_t)(end - text->ptr) };
		*text = rest;
	}
	return true;
}

static const char *
read_block(OSSL_LIB_CTX *none, struct fact_list *list, struct arena *arena,
    const char *role, uint64_t line, size_t position, struct str body)
{
	unsigned char *der;
	size_t len;

	if (body.ptr == NULL)
		return "its PEM ends early (RFC 7468, section 2)";
	der = arena_alloc(arena, BASE64_MAX_BYTES(body.len));
	if (!base64_decode(body, der, &len))
		return "its PEM is not base64 (RFC 7468, section 2)";
	return add_fact(none, list, arena, role, line, position, der, len);
}

/*
 * OpenSSL 3 looks for a reader of the public key as soon as it reads a
 * certificate, which takes ten times as long as all else.  Nobody asks for the
 * key here, so it gets a library that has no reader.
 */
struct x509_reader {
	OSSL_LIB_CTX *none;
	OSSL_PROVIDER *provider;
};

struct x509_reader *
x509_reader_open(void)
{
	struct x509_reader *reader = calloc(1, sizeof(*reader));

	if (reader == NULL)
		fatal("out of memory");
	return reader;
}

void
x509_reader_close(struct x509_reader *reader)
{
	if (reader == NULL)
		return;
	if (reader->provider != NULL)
		OSSL_PROVIDER_unload(reader->provider);
	OSSL_LIB_CTX_free(reader->none);
	free(reader);
}

/* At the first certificate: most files have none. */
static OSSL_LIB_CTX *
library_of(struct x509_reader *reader)
{
	if (reader == NULL || reader->none != NULL)
		return reader == NULL ? NULL : reader->none;
	reader->none = OSSL_LIB_CTX_new();
	if (reader->none == NULL)
		fatal("out of memory");
	reader->provider = OSSL_PROVIDER_load(reader->none, "null");
	return reader->none;
}

size_t
x509_facts(struct x509_reader *reader, struct fact_list *list,
    struct arena *arena, struct str pem, const char *role, const char *path,
    uint64_t line, const struct diag *diag)
{
	OSSL_LIB_CTX *none = library_of(reader);
	size_t position = 0;
	size_t nadded = 0;
	struct str label;
	struct str body;

	while (take_block(&pem, &label, &body)) {
		if (!str_equals(label, "CERTIFICATE") &&
		    !str_equals(label, "X509 CERTIFICATE"))
			continue;

		const char *wrong =
		    read_block(none, list, arena, role, line, position, body);

		if (wrong == NULL)
			nadded++;
		else
			diag_at(diag, path, line,
			    "%s: certificate %zu: %s; left out", role,
			    position + 1, wrong);
		position++;
	}
	ERR_clear_error();
	return nadded;
}

bool
x509_signed_by(const void *der, size_t len, const void *ca_der, size_t ca_len)
{
	X509 *certificate = decode(NULL, der, &len);
	X509 *ca = decode(NULL, ca_der, &ca_len);
	EVP_PKEY *key = ca == NULL ? NULL : X509_get0_pubkey(ca);
	bool good = certificate != NULL && key != NULL &&
	    X509_verify(certificate, key) == 1;

	X509_free(certificate);
	X509_free(ca);
	ERR_clear_error();
	return good;
}
