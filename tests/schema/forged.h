/*
 * X.509 certificates made for a test, with keys that live as long as it does.
 */
#ifndef TESTS_SCHEMA_FORGED_H
#define TESTS_SCHEMA_FORGED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct forged {
	const char *subject; /* the CN */
	const char *issuer;
	char key; /* whose key it certifies, 'A' to 'Z' */
	char by;  /* whose key signs it */
	long serial;
	bool is_ca;
	char ski; /* twenty times this letter; 0: none */
	char aki;
	int64_t not_before_us;
	int64_t not_after_us;
};

struct forge;

struct forge *forge_open(void);
void forge_close(struct forge *forge);

/* The certificate in PEM; the caller frees it. */
char *forge_certificate(struct forge *forge, const struct forged *forged);

/* The private key of the letter in PEM (PKCS #8); the caller frees it. */
char *forge_key(struct forge *forge, char letter);

/*
 * The 32 bytes that are the letter's private key, into bytes: whoever has them
 * has the key.
 */
void forge_secret(struct forge *forge, char letter, unsigned char bytes[32]);

/* Base64 without line breaks; the caller frees it. */
char *forge_base64(const void *bytes, size_t len);

#endif
