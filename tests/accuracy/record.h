/*
 * Log lines in the form of the release.
 */
#ifndef TESTS_ACCURACY_RECORD_H
#define TESTS_ACCURACY_RECORD_H

#include "accuracy/cluster.h"

#define MAX_PAIRS 12

struct pair {
	const char *key; /* NULL ends a list */
	const char *value;
	bool is_bare; /* a number */
};

struct record {
	int64_t at_us;
	char severity;
	const char *source; /* "file.go" */
	int line;
	const char *logger; /* "certificates-trigger", "" for the process's */
	const char *sub;    /* "sign", or NULL */
	const char *message;
	struct pair attached[MAX_PAIRS]; /* to the logger */
	struct pair own[MAX_PAIRS];
	const char *error;
};

/* Where some lines stand in the sources of the release. */
struct places {
	int number;
	int trigger;
	int requeue;
	int lock;
	int certificate_set;
	int certificate_found;
	int request_set;
	int request_found;
	int acme;
};

const struct places *record_places(const struct cluster *cluster);

void record_put(struct cluster *cluster, const struct record *record);

/* A line without structure: what client-go and conditions.go print. */
void record_plain(struct cluster *cluster, int64_t at_us, char severity,
    const char *source, int line, const char *text);

/*
 * The line of conditions.go: kind is "Certificate", "CertificateRequest" or
 * "Issuer"; before is NULL where the condition is set for the first time.
 */
void record_condition(struct cluster *cluster, int64_t at_us, const char *kind,
    const char *namespace, const char *name, const char *type,
    const char *before, const char *after);

/* resource_* or related_resource_* of an object. */
void record_about(struct pair pairs[MAX_PAIRS], const struct cluster *cluster,
    const char *kind, const char *namespace, const char *name);
void record_related(struct pair pairs[MAX_PAIRS], const char *kind,
    const char *namespace, const char *name);
void record_pair(
    struct pair pairs[MAX_PAIRS], const char *key, const char *value);

#endif
