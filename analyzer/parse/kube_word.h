/*
 * The words by which people and kubectl name kinds: "pods", "deploy",
 * "certificates.cert-manager.io".
 */
#ifndef PARSE_KUBE_WORD_H
#define PARSE_KUBE_WORD_H

#include "base/str.h"
#include "parse/kube_kind.h"

/*
 * The kind that word names, in the singular, the plural or short, with or
 * without its group; NULL if certtrail does not look into it.
 */
const struct kube_kind *kube_word(struct str word);

#endif
