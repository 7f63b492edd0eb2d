/*
 * X.509 certificates with keys that follow from a number, so that no key is ever
 * kept.  The same number gives the same key; a signature with ECDSA has other
 * bytes each time.
 */
#ifndef TESTS_ACCURACY_MINT_H
#define TESTS_ACCURACY_MINT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

enum key_type { KEY_P256, KEY_P384, KEY_RSA, KEY_ED25519 };

struct key {
	enum key_type type;
	uint64_t number;
};

/* The subject key identifier that a release's Go makes; for CAs only. */
enum key_id { KEY_ID_NONE, KEY_ID_SHA1, KEY_ID_SHA256 };

struct minted {
	const char *subject; /* the CN */
	const char *issuer;
	struct key key;
	struct key by;
	enum key_id ski;
	enum key_id aki; /* of the signer */
	uint64_t serial;
	bool is_ca;
	int64_t not_before_us;
	int64_t not_after_us;
};

struct mint;

/* Certificates are allocated in the arena; what fails ends the process. */
struct mint *mint_open(struct arena *arena);
void mint_close(struct mint *mint);

/* The certificate in PEM. */
const char *mint_certificate(struct mint *mint, const struct minted *minted);

/*
 * True if OpenSSL finds a way from the first certificate of chain over the rest
 * of it to ca, the only one that is trusted, whatever the time.
 */
bool mint_verifies(struct mint *mint, const char *chain, const char *ca);

#endif
