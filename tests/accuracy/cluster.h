/*
 * A cluster with cert-manager in it, as it was: what was issued, what failed,
 * and every line and Event that told of it at the time.
 */
#ifndef TESTS_ACCURACY_CLUSTER_H
#define TESTS_ACCURACY_CLUSTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "accuracy/dice.h"
#include "accuracy/era.h"
#include "accuracy/mint.h"
#include "accuracy/sheet.h"

#define MAX_TRIES 64
#define NEVER INT64_C(-1)

enum issuer_type { ISSUER_SELF_SIGNED, ISSUER_CA, ISSUER_ACME, ISSUER_VAULT };

struct issuer {
	const char *namespace; /* NULL: a ClusterIssuer */
	const char *name;
	enum issuer_type type;
	const char *secret;     /* where a CA issuer finds its CA */
	struct certificate *ca; /* whose Secret that is, or was copied from */
	bool is_copy;           /* the Secret was copied by hand */
	struct generation *copied;
};

/* One X.509 certificate that a Certificate has had. */
struct generation {
	struct certificate *certificate;
	struct run *run;
	struct generation *parent; /* the CA's, NULL if no Certificate's */
	int revision;
	int64_t issued_us; /* the Secret was written */
	int64_t not_before_us;
	int64_t not_after_us;
	int64_t due_us;
	int64_t secret_created_us;
	struct key key;
	bool has_new_key;
	enum key_id ski;
	uint64_t serial;
	const char *pem; /* made when first asked for */
};

/* From a trigger to its end: failed tries, and the one that went well. */
struct run {
	struct certificate *certificate;
	const char *reason;
	int64_t begun_us;
	int64_t due_us;     /* NEVER for a first one */
	int64_t planned_us; /* a time that the log tells for it, or NEVER */
	int64_t tried_us[MAX_TRIES];
	int64_t failed_us[MAX_TRIES];
	size_t ntries;
	size_t nfailed;
	size_t failures_to_come;
	bool is_stuck; /* it waits for an answer that does not come */
	bool
	    has_nil; /* the trigger's first line does not tell when it was due */
	int64_t requested_us;
	int64_t answered_us;
	const char *request;
	const char *order;
	struct generation *generation;
};

struct certificate {
	const char *namespace;
	const char *name;
	const char *secret;
	const char *uid;
	const char *cn;
	struct issuer *issuer;
	struct dice dice;
	bool is_ca;
	bool is_blocked; /* its Secret is another's: it is never issued */
	bool has_temporary;
	int64_t duration_us; /* as asked for; 0: not */
	int64_t lifetime_us;
	int64_t renew_before_us; /* 0: not asked for */
	const char *rotation;    /* of the key; NULL: not asked for */
	enum key_type key_type;
	size_t history_limit; /* 0: not asked for */
	int64_t created_us;
	int64_t ready_us;
	int64_t breaks_us; /* from then on its issuer fails; NEVER: does not */
	struct generation **generations;
	size_t ngenerations;
	struct run **runs; /* the open one is the last */
	size_t nruns;
	struct generation *current;
	struct run *open;
	unsigned schedule; /* counts up: older plans are void */
	struct certificate **below;
	size_t nbelow;
	struct certificate *above; /* the CA that signs it */
};

/* A process of the controller. */
struct process {
	int64_t start_us;
	int64_t stop_us;  /* INT64_MAX: runs at the capture */
	int64_t ready_us; /* it leads from then on */
	unsigned pod;
};

struct log_line {
	int64_t at_us;
	size_t nth;
	size_t process;
	const char *text;
};

struct told_event {
	int64_t at_us;
	const struct certificate *certificate;
	const char *type;
	const char *reason;
	const char *message;
	const char *component;
};

struct cluster {
	struct arena *arena;
	const struct era *era;
	uint64_t seed;
	struct dice dice;
	int64_t start_us;
	int64_t now_us;     /* the capture */
	int64_t end_us;     /* what is planned is planned up to here */
	int64_t zone_us;    /* of the controller's clock */
	int64_t upgrade_us; /* to v1.19; NEVER */
	unsigned npods;
	bool has_acme;
	const char *namespaces[8];
	size_t nnamespaces;
	struct issuer **issuers;
	size_t nissuers;
	struct certificate **certificates;
	size_t ncertificates;
	struct process *processes;
	size_t nprocesses;
	struct log_line *lines;
	size_t nlines;
	struct told_event *events;
	size_t nevents;
	unsigned nuids;
	int cascade_percent; /* how many leaves people re-issue */
	struct queue *queue;
};

/*
 * Plays the seed up to now_us, or if that is NEVER to a time of the cluster's
 * own choice.
 */
struct cluster *cluster_play(
    struct arena *arena, uint64_t seed, const struct era *era, int64_t now_us);

/* Namespaces, issuers, certificates: before anything happens. */
void cluster_found(struct cluster *cluster);

const char *cluster_uid(struct cluster *cluster);

/* The process that runs at a time; the last one before it if none does. */
size_t cluster_process_at(const struct cluster *cluster, int64_t at_us);

/* True while no process runs. */
bool cluster_is_down(const struct cluster *cluster, int64_t at_us);

/* Whether the key of a renewal is a new one: the rule of the release. */
bool cluster_makes_new_key(const struct cluster *cluster,
    const struct certificate *certificate, const struct run *run);

#endif
