/*
 * A workload and its Pods, each with a life of its own.
 */
#ifndef TESTS_ACCURACY_WORKLOAD_H
#define TESTS_ACCURACY_WORKLOAD_H

#include "accuracy/bundle.h"

#define MAX_TAKEN 3
#define MAX_PODS 3
#define MAX_CONTAINERS 3

/* A Secret that a container takes. */
struct taken {
	struct certificate *certificate;
	const char *uses;
	const char *container; /* of an init container its own name */
	size_t main;           /* the container that lives from it */
};

enum life {
	LIFE_OLD,       /* from before the renewal */
	LIFE_NEW,       /* rolled out, drained or deleted since */
	LIFE_BETWEEN,   /* from between the CA's renewal and the leaf's */
	LIFE_RESTARTED, /* its first container began anew in the old Pod */
	LIFE_RACE,      /* a start within seconds of the renewal */
	LIFE_PENDING,
	LIFE_CRASH_LOOP,
	LIFE_EVICTED,
	LIFE_COMPLETED,
};

struct pod {
	enum life life;
	const char *name;
	int64_t created_us;
	int64_t restarted_us; /* the first container; NEVER */
	bool is_of_new_set;
};

struct workload {
	enum kind kind; /* KIND_POD: a Pod alone */
	const char *namespace;
	const char *name;
	const char *uid;
	int64_t created_us;
	int64_t renewed_us; /* the newest renewal of what it takes */
	struct taken taken[MAX_TAKEN];
	size_t ntaken;
	size_t ncontainers; /* that take something, without a sidecar */
	bool has_sidecar;
	bool has_csi;
	struct pod pods[MAX_PODS];
	size_t npods;
	bool is_scaled_to_zero;
	bool is_on_delete;
	bool has_reloader;
	const char *old_set; /* hashes of ReplicaSets */
	const char *new_set;
	struct node *spec;
};

/* What the containers and volumes of its Pods are. */
void workload_put_spec(struct bundle *bundle, struct workload *workload);

/* The objects: the workload, its ReplicaSets, its Pods. */
void workload_put_objects(struct bundle *bundle, struct workload *workload);

/* When a container began, the first is 0; NEVER if it does not run. */
int64_t workload_started(const struct pod *pod, size_t container);

#endif
