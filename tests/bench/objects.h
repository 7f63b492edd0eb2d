/*
 * Lists of Kubernetes objects, as kubectl get --show-managed-fields prints
 * them.
 */
#ifndef TESTS_BENCH_OBJECTS_H
#define TESTS_BENCH_OBJECTS_H

#include <stdbool.h>
#include <stdint.h>

/* All go to stdout.  issued_s has n times, or is NULL: then one a second. */
void objects_print_certificates(
    unsigned n, const int64_t *issued_s, bool is_json);

/*
 * Pod i uses the Secret of Certificate i in two containers.  Every other one
 * was started after that was issued.
 */
void objects_print_pods(unsigned n, const int64_t *issued_s, bool is_json);

/* For each team an Issuer and the Certificate of its CA. */
void objects_print_issuers(int64_t issued_s, bool is_json);

#endif
