#include "open/digest.h"

#include <openssl/evp.h>
#include <stdlib.h>

#include "base/fatal.h"

struct digest {
	EVP_MD_CTX *context;
};

struct digest *
digest_new(void)
{
	struct digest *digest = calloc(1, sizeof(*digest));

	if (digest == NULL)
		fatal("out of memory");
	digest->context = EVP_MD_CTX_new();
	if (digest->context == NULL ||
	    EVP_DigestInit_ex(digest->context, EVP_sha256(), NULL) != 1)
		fatal("libcrypto does not give a SHA-256");
	return digest;
}

void
digest_free(struct digest *digest)
{
	if (digest == NULL)
		return;
	EVP_MD_CTX_free(digest->context);
	free(digest);
}

void
digest_add(struct digest *digest, const void *bytes, size_t len)
{
	if (EVP_DigestUpdate(digest->context, bytes, len) != 1)
		fatal("libcrypto cannot go on with a SHA-256");
}

void
digest_end(struct digest *digest, char hex[DIGEST_HEX_BYTES])
{
	static const char digits[] = "0123456789abcdef";
	unsigned char raw[EVP_MAX_MD_SIZE];
	unsigned int len = 0;

	if (EVP_DigestFinal_ex(digest->context, raw, &len) != 1 ||
	    len != (DIGEST_HEX_BYTES - 1) / 2)
		fatal("libcrypto cannot finish a SHA-256");
	for (unsigned int i = 0; i < len; i++) {
		hex[2 * i] = digits[raw[i] >> 4];
		hex[2 * i + 1] = digits[raw[i] & 0xf];
	}
	hex[DIGEST_HEX_BYTES - 1] = '\0';
}
