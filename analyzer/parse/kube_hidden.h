/*
 * What collectors write in the place of a value that must not be seen.
 */
#ifndef PARSE_KUBE_HIDDEN_H
#define PARSE_KUBE_HIDDEN_H

#include <stdbool.h>

#include "base/str.h"

/* The bytes with which such a text may begin. */
#define KUBE_HIDDEN_FIRST "*[<(xRH"

/*
 * True if the whole text stands for something else: "***HIDDEN***",
 * "********", "[REDACTED]", "<redacted>", "x-ipv4-0000000001-x" and the like.
 */
bool kube_is_hidden(struct str text);

#endif
