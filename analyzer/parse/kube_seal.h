/*
 * Values that may be secret: what is learned from them without keeping them.
 */
#ifndef PARSE_KUBE_SEAL_H
#define PARSE_KUBE_SEAL_H

#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"
#include "parse/yaml_node.h"

/* In the mark of a sealed node; none of them: the value is absent or empty. */
#define SEALED_VALUE 1U       /* something that is not empty */
#define SEALED_HIDDEN 2U      /* it only says that a value was taken out */
#define SEALED_KEY 4U         /* a private key is in it */
#define SEALED_CERTIFICATE 8U /* certificates are in it, and kept */
#define SEALED_BAD 16U        /* neither base64 nor PEM */

/*
 * Looks at the value, base64 or clear, and sets node's mark, and its text to
 * those of its PEM blocks that are certificates.  Nothing else is kept.
 */
void kube_seal(struct arena *arena, struct yaml_node *node, struct str value);

/* The certificates of a sealed node, in PEM. */
struct str kube_sealed_pem(const struct yaml_node *node);

#endif
