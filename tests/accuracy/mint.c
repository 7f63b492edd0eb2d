#include "mint.h"

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/obj_mac.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <string.h>

#include "base/fatal.h"

#define DIGEST_BYTES 32
#define KEY_ID_BYTES 20
/* Half of what is used today: nothing here depends on the strength. */
#define PRIME_BYTES 64
#define MAX_KEYS 256

struct mint {
	struct arena *arena;
	struct key keys[MAX_KEYS];
	EVP_PKEY *made[MAX_KEYS];
	size_t nkeys;
};

/* OpenSSL's calls fail only for want of memory here, or by a mistake. */
static void
must(bool is_right, const char *what)
{
	if (!is_right)
		fatal("OpenSSL cannot %s", what);
}

struct mint *
mint_open(struct arena *arena)
{
	struct mint *mint = arena_alloc(arena, sizeof(*mint));

	mint->arena = arena;
	return mint;
}

void
mint_close(struct mint *mint)
{
	for (size_t i = 0; i < mint->nkeys; i++)
		EVP_PKEY_free(mint->made[i]);
}

/* n bytes that follow from the number. */
static void
stretch(const struct key *key, unsigned salt, unsigned char *bytes, size_t n)
{
	unsigned char digest[DIGEST_BYTES];
	char text[64];

	for (size_t at = 0; at < n; at += DIGEST_BYTES) {
		size_t part = n - at < DIGEST_BYTES ? n - at : DIGEST_BYTES;

		snprintf(text, sizeof(text), "%d/%llu/%u/%zu", (int)key->type,
		    (unsigned long long)key->number, salt, at);
		must(EVP_Q_digest(NULL, "SHA256", NULL, text, strlen(text),
			 digest, NULL) == 1,
		    "hash");
		memcpy(bytes + at, digest, part);
	}
}

static EVP_PKEY *
from_params(const char *type, OSSL_PARAM_BLD *build)
{
	OSSL_PARAM *params = OSSL_PARAM_BLD_to_param(build);
	EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, type, NULL);
	EVP_PKEY *made = NULL;

	must(params != NULL && EVP_PKEY_fromdata_init(context) == 1 &&
		EVP_PKEY_fromdata(context, &made, EVP_PKEY_KEYPAIR, params) ==
		    1,
	    "make a key");
	EVP_PKEY_CTX_free(context);
	OSSL_PARAM_free(params);
	OSSL_PARAM_BLD_free(build);
	return made;
}

static EVP_PKEY *
make_ec(const struct key *key)
{
	int curve =
	    key->type == KEY_P256 ? NID_X9_62_prime256v1 : NID_secp384r1;
	EC_GROUP *group = EC_GROUP_new_by_curve_name(curve);
	EC_POINT *point = EC_POINT_new(group);
	OSSL_PARAM_BLD *build = OSSL_PARAM_BLD_new();
	unsigned char bytes[DIGEST_BYTES];
	unsigned char *encoded = NULL;

	stretch(key, 0, bytes, sizeof(bytes));
	bytes[0] &= 0x7f; /* below the order of either curve */

	BIGNUM *scalar = BN_bin2bn(bytes, sizeof(bytes), NULL);

	must(EC_POINT_mul(group, point, scalar, NULL, NULL, NULL) == 1,
	    "multiply a point");
	size_t len = EC_POINT_point2buf(
	    group, point, POINT_CONVERSION_UNCOMPRESSED, &encoded, NULL);

	OSSL_PARAM_BLD_push_utf8_string(
	    build, OSSL_PKEY_PARAM_GROUP_NAME, OBJ_nid2sn(curve), 0);
	OSSL_PARAM_BLD_push_octet_string(
	    build, OSSL_PKEY_PARAM_PUB_KEY, encoded, len);
	OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_PRIV_KEY, scalar);

	EVP_PKEY *made = from_params("EC", build);

	OPENSSL_free(encoded);
	BN_free(scalar);
	EC_POINT_free(point);
	EC_GROUP_free(group);
	return made;
}

/* The next prime above what the number stretches to, with (p - 1, e) = 1. */
static BIGNUM *
find_prime(const struct key *key, unsigned salt, const BIGNUM *e, BN_CTX *space)
{
	unsigned char bytes[PRIME_BYTES];

	stretch(key, salt, bytes, sizeof(bytes));
	bytes[0] |= 0xc0; /* so that the product has all its bits */
	bytes[PRIME_BYTES - 1] |= 1;

	BIGNUM *prime = BN_bin2bn(bytes, sizeof(bytes), NULL);

	while (BN_check_prime(prime, space, NULL) != 1 ||
	    BN_mod_word(prime, BN_get_word(e)) == 1)
		BN_add_word(prime, 2);
	return prime;
}

static EVP_PKEY *
make_rsa(const struct key *key)
{
	static const char *const names[] = { OSSL_PKEY_PARAM_RSA_N,
		OSSL_PKEY_PARAM_RSA_E, OSSL_PKEY_PARAM_RSA_D,
		OSSL_PKEY_PARAM_RSA_FACTOR1, OSSL_PKEY_PARAM_RSA_FACTOR2,
		OSSL_PKEY_PARAM_RSA_EXPONENT1, OSSL_PKEY_PARAM_RSA_EXPONENT2,
		OSSL_PKEY_PARAM_RSA_COEFFICIENT1 };
	BN_CTX *space = BN_CTX_new();
	OSSL_PARAM_BLD *build = OSSL_PARAM_BLD_new();
	BIGNUM *of[8];

	for (size_t i = 0; i < 8; i++)
		of[i] = BN_new();
	BIGNUM *n = of[0], *e = of[1], *d = of[2], *phi = BN_new();

	BN_set_word(e, RSA_F4);
	BN_free(of[3]);
	BN_free(of[4]);
	BIGNUM *p = of[3] = find_prime(key, 1, e, space);
	BIGNUM *q = of[4] = find_prime(key, 2, e, space);
	BIGNUM *p1 = BN_dup(p), *q1 = BN_dup(q);

	BN_sub_word(p1, 1);
	BN_sub_word(q1, 1);
	must(BN_mul(n, p, q, space) == 1 && BN_mul(phi, p1, q1, space) == 1 &&
		BN_mod_inverse(d, e, phi, space) != NULL &&
		BN_mod(of[5], d, p1, space) == 1 &&
		BN_mod(of[6], d, q1, space) == 1 &&
		BN_mod_inverse(of[7], q, p, space) != NULL,
	    "reckon an RSA key");
	for (size_t i = 0; i < 8; i++)
		OSSL_PARAM_BLD_push_BN(build, names[i], of[i]);

	EVP_PKEY *made = from_params("RSA", build);

	for (size_t i = 0; i < 8; i++)
		BN_free(of[i]);
	BN_free(phi);
	BN_free(p1);
	BN_free(q1);
	BN_CTX_free(space);
	return made;
}

static EVP_PKEY *
make_key(const struct key *key)
{
	unsigned char bytes[DIGEST_BYTES];
	EVP_PKEY *made;

	if (key->type == KEY_RSA)
		return make_rsa(key);
	if (key->type != KEY_ED25519)
		return make_ec(key);
	stretch(key, 0, bytes, sizeof(bytes));
	made = EVP_PKEY_new_raw_private_key(
	    EVP_PKEY_ED25519, NULL, bytes, sizeof(bytes));
	must(made != NULL, "make a key");
	return made;
}

static EVP_PKEY *
key_of(struct mint *mint, const struct key *key)
{
	for (size_t i = 0; i < mint->nkeys; i++) {
		if (mint->keys[i].type == key->type &&
		    mint->keys[i].number == key->number)
			return mint->made[i];
	}
	EVP_PKEY *made = make_key(key);
	size_t at = mint->nkeys < MAX_KEYS ? mint->nkeys++ : MAX_KEYS - 1;

	EVP_PKEY_free(mint->made[at]);
	mint->keys[at] = *key;
	mint->made[at] = made;
	return made;
}

static ASN1_OCTET_STRING *
key_id_of(EVP_PKEY *key, enum key_id kind)
{
	const char *digest = kind == KEY_ID_SHA1 ? "SHA1" : "SHA256";
	unsigned char bytes[EVP_MAX_MD_SIZE];
	const unsigned char *bits;
	int nbits;
	X509_PUBKEY *public = NULL;
	ASN1_OCTET_STRING *id = ASN1_OCTET_STRING_new();

	must(X509_PUBKEY_set(&public, key) == 1 &&
		X509_PUBKEY_get0_param(NULL, &bits, &nbits, NULL, public) ==
		    1 &&
		EVP_Q_digest(NULL, digest, NULL, bits, (size_t)nbits, bytes,
		    NULL) == 1 &&
		ASN1_OCTET_STRING_set(id, bytes, KEY_ID_BYTES) == 1,
	    "make a key identifier");
	X509_PUBKEY_free(public);
	return id;
}

static void
add_extensions(
    X509 *x509, const struct minted *minted, EVP_PKEY *key, EVP_PKEY *by)
{
	BASIC_CONSTRAINTS *constraints = BASIC_CONSTRAINTS_new();

	constraints->ca = minted->is_ca;
	must(X509_add1_ext_i2d(
		 x509, NID_basic_constraints, constraints, 1, 0) == 1,
	    "add an extension");
	BASIC_CONSTRAINTS_free(constraints);
	if (minted->is_ca && minted->ski != KEY_ID_NONE) {
		ASN1_OCTET_STRING *id = key_id_of(key, minted->ski);

		must(X509_add1_ext_i2d(
			 x509, NID_subject_key_identifier, id, 0, 0) == 1,
		    "add an extension");
		ASN1_OCTET_STRING_free(id);
	}
	/* Go leaves it out where subject and issuer have one name. */
	if (minted->aki != KEY_ID_NONE &&
	    strcmp(minted->subject, minted->issuer) != 0) {
		AUTHORITY_KEYID *id = AUTHORITY_KEYID_new();

		id->keyid = key_id_of(by, minted->aki);
		must(X509_add1_ext_i2d(
			 x509, NID_authority_key_identifier, id, 0, 0) == 1,
		    "add an extension");
		AUTHORITY_KEYID_free(id);
	}
}

static void
set_name(X509_NAME *name, const char *cn)
{
	must(X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8,
		 (const unsigned char *)cn, -1, -1, 0) == 1,
	    "set a name");
}

const char *
mint_certificate(struct mint *mint, const struct minted *minted)
{
	X509 *x509 = X509_new();
	BIO *bio = BIO_new(BIO_s_mem());
	EVP_PKEY *key = key_of(mint, &minted->key);
	EVP_PKEY *by = key_of(mint, &minted->by);
	char *bytes = NULL;

	X509_set_version(x509, X509_VERSION_3);
	ASN1_INTEGER_set_uint64(X509_get_serialNumber(x509), minted->serial);
	set_name(X509_get_subject_name(x509), minted->subject);
	set_name(X509_get_issuer_name(x509), minted->issuer);
	ASN1_TIME_set(X509_getm_notBefore(x509),
	    (time_t)(minted->not_before_us / 1000000));
	ASN1_TIME_set(
	    X509_getm_notAfter(x509), (time_t)(minted->not_after_us / 1000000));
	X509_set_pubkey(x509, key);
	add_extensions(x509, minted, key, by);
	must(X509_sign(x509, by,
		 minted->by.type == KEY_ED25519 ? NULL : EVP_sha256()) != 0 &&
		PEM_write_bio_X509(bio, x509) == 1,
	    "sign");
	X509_free(x509);

	long len = BIO_get_mem_data(bio, &bytes);
	const char *pem =
	    arena_copy(mint->arena, (struct str){ bytes, (size_t)len });

	BIO_free(bio);
	return pem;
}

static STACK_OF(X509) * read_chain(const char *pem)
{
	BIO *bio = BIO_new_mem_buf(pem, -1);
	STACK_OF(X509) *chain = sk_X509_new_null();
	X509 *x509;

	while ((x509 = PEM_read_bio_X509(bio, NULL, NULL, NULL)) != NULL)
		sk_X509_push(chain, x509);
	BIO_free(bio);
	must(sk_X509_num(chain) > 0, "read a certificate");
	return chain;
}

bool
mint_verifies(struct mint *mint, const char *chain, const char *ca)
{
	STACK_OF(X509) *certificates = read_chain(chain);
	STACK_OF(X509) *trusted = read_chain(ca);
	X509_STORE *store = X509_STORE_new();
	X509_STORE_CTX *context = X509_STORE_CTX_new();

	(void)mint;
	X509_STORE_add_cert(store, sk_X509_value(trusted, 0));
	/* An intermediate may be trusted by itself, at any time. */
	X509_STORE_set_flags(
	    store, X509_V_FLAG_PARTIAL_CHAIN | X509_V_FLAG_NO_CHECK_TIME);
	must(X509_STORE_CTX_init(context, store, sk_X509_value(certificates, 0),
		 certificates) == 1,
	    "verify");
	bool verifies = X509_verify_cert(context) == 1;

	X509_STORE_CTX_free(context);
	X509_STORE_free(store);
	sk_X509_pop_free(certificates, X509_free);
	sk_X509_pop_free(trusted, X509_free);
	return verifies;
}
