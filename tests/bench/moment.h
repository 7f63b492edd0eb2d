/*
 * What all parts of a corpus agree on: when it begins, what its objects are
 * called, and how a moment is written.
 */
#ifndef TESTS_BENCH_MOMENT_H
#define TESTS_BENCH_MOMENT_H

#include <stdint.h>

#define START_S INT64_C(1704412800) /* 2024-01-05 */
#define US_PER_S INT64_C(1000000)
#define NTEAMS 20 /* namespaces: "team-00" and on */

/* Certificate i is "cert-00042" in the team i % NTEAMS; so is the Pod i. */
#define TEAM_FORMAT "team-%02u"
#define CERTIFICATE_FORMAT "cert-%05u"

enum moment_form {
	MOMENT_KLOG, /* 0131 15:04:05 */
	MOMENT_GO,   /* 2024-01-31 15:04:05 */
	MOMENT_KUBE, /* 2024-01-31T15:04:05Z */
};

/* In UTC. */
void moment_print(char text[32], enum moment_form form, int64_t at_s);

#endif
