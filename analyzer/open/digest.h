/*
 * SHA-256, fed piece by piece.
 */
#ifndef OPEN_DIGEST_H
#define OPEN_DIGEST_H

#include <stddef.h>

#define DIGEST_HEX_BYTES 65

struct digest;

/* digest_free(NULL) does nothing. */
struct digest *digest_new(void);
void digest_free(struct digest *digest);

void digest_add(struct digest *digest, const void *bytes, size_t len);

/*
 * Writes the digest of all that was added, as 64 hex digits in lower case and
 * a NUL.  Nothing can be added afterwards.
 */
void digest_end(struct digest *digest, char hex[DIGEST_HEX_BYTES]);

#endif
