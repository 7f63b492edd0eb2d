#include "forged.h"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <stdlib.h>
#include <string.h>

#define LETTERS 26
#define KEY_ID_BYTES 20

struct forge {
	EVP_PKEY *keys[LETTERS];
};

struct forge *
forge_open(void)
{
	struct forge *forge = calloc(1, sizeof(*forge));

	if (forge == NULL)
		abort();
	return forge;
}

void
forge_close(struct forge *forge)
{
	for (size_t i = 0; i < LETTERS; i++)
		EVP_PKEY_free(forge->keys[i]);
	free(forge);
}

/* Ed25519 signs without chance: the same certificate has the same bytes. */
static EVP_PKEY *
key_of(struct forge *forge, char letter)
{
	EVP_PKEY **key = &forge->keys[letter - 'A'];

	if (*key == NULL)
		*key = EVP_PKEY_Q_keygen(NULL, NULL, "ED25519");
	if (*key == NULL)
		abort();
	return *key;
}

static void
set_name(X509_NAME *name, const char *cn)
{
	if (X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8,
		(const unsigned char *)cn, -1, -1, 0) != 1)
		abort();
}

static ASN1_OCTET_STRING *
key_id(char letter)
{
	unsigned char bytes[KEY_ID_BYTES];
	ASN1_OCTET_STRING *string = ASN1_OCTET_STRING_new();

	memset(bytes, letter, sizeof(bytes));
	if (string == NULL ||
	    ASN1_OCTET_STRING_set(string, bytes, sizeof(bytes)) != 1)
		abort();
	return string;
}

static void
add_extensions(X509 *x509, const struct forged *forged)
{
	if (forged->is_ca) {
		BASIC_CONSTRAINTS *constraints = BASIC_CONSTRAINTS_new();

		constraints->ca = 1;
		if (X509_add1_ext_i2d(
			x509, NID_basic_constraints, constraints, 1, 0) != 1)
			abort();
		BASIC_CONSTRAINTS_free(constraints);
	}
	if (forged->ski != 0) {
		ASN1_OCTET_STRING *id = key_id(forged->ski);

		if (X509_add1_ext_i2d(
			x509, NID_subject_key_identifier, id, 0, 0) != 1)
			abort();
		ASN1_OCTET_STRING_free(id);
	}
	if (forged->aki != 0) {
		AUTHORITY_KEYID *id = AUTHORITY_KEYID_new();

		id->keyid = key_id(forged->aki);
		if (X509_add1_ext_i2d(
			x509, NID_authority_key_identifier, id, 0, 0) != 1)
			abort();
		AUTHORITY_KEYID_free(id);
	}
}

static char *
text_of(BIO *bio)
{
	char *bytes = NULL;
	long len = BIO_get_mem_data(bio, &bytes);
	char *text = calloc(1, (size_t)len + 1);

	if (text == NULL)
		abort();
	memcpy(text, bytes, (size_t)len);
	BIO_free(bio);
	return text;
}

char *
forge_certificate(struct forge *forge, const struct forged *forged)
{
	X509 *x509 = X509_new();
	BIO *bio = BIO_new(BIO_s_mem());

	if (x509 == NULL || bio == NULL)
		abort();
	X509_set_version(x509, X509_VERSION_3);
	ASN1_INTEGER_set(X509_get_serialNumber(x509), forged->serial);
	set_name(X509_get_subject_name(x509), forged->subject);
	set_name(X509_get_issuer_name(x509), forged->issuer);
	ASN1_TIME_set(X509_getm_notBefore(x509),
	    (time_t)(forged->not_before_us / 1000000));
	ASN1_TIME_set(
	    X509_getm_notAfter(x509), (time_t)(forged->not_after_us / 1000000));
	X509_set_pubkey(x509, key_of(forge, forged->key));
	add_extensions(x509, forged);
	if (X509_sign(x509, key_of(forge, forged->by), NULL) == 0 ||
	    PEM_write_bio_X509(bio, x509) != 1)
		abort();
	X509_free(x509);
	return text_of(bio);
}

char *
forge_key(struct forge *forge, char letter)
{
	BIO *bio = BIO_new(BIO_s_mem());

	if (bio == NULL ||
	    PEM_write_bio_PKCS8PrivateKey(
		bio, key_of(forge, letter), NULL, NULL, 0, NULL, NULL) != 1)
		abort();
	return text_of(bio);
}

void
forge_secret(struct forge *forge, char letter, unsigned char bytes[32])
{
	size_t len = 32;

	if (EVP_PKEY_get_raw_private_key(key_of(forge, letter), bytes, &len) !=
		1 ||
	    len != 32)
		abort();
}

char *
forge_base64(const void *bytes, size_t len)
{
	char *text = calloc(1, len / 3 * 4 + 8);

	if (text == NULL)
		abort();
	EVP_EncodeBlock((unsigned char *)text, bytes, (int)len);
	return text;
}
