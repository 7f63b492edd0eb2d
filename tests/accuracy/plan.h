/*
 * What is going to happen, the earliest first.
 */
#ifndef TESTS_ACCURACY_PLAN_H
#define TESTS_ACCURACY_PLAN_H

#include "accuracy/cluster.h"

enum action {
	ACT_TRIGGER,
	ACT_RETRY,
	ACT_FINISH,
	ACT_DELETE,
	ACT_MANUAL,
	ACT_SYNC,
	ACT_START,
	ACT_STOP,
	ACT_NOISE,
};

struct plan {
	int64_t at_us;
	size_t nth;
	enum action action;
	struct certificate *certificate;
	struct run *run;
	unsigned schedule; /* of the certificate: another one makes it void */
	size_t process;
	const char *reason;
};

struct queue;

struct queue *queue_new(struct arena *arena);

void plan_push(struct cluster *cluster, const struct plan *plan);

/* A plan for a certificate as it is now. */
void plan_push_for(struct cluster *cluster, enum action action,
    struct certificate *certificate, int64_t at_us);

/* Takes the earliest; false if there is none. */
bool plan_pop(struct cluster *cluster, struct plan *plan);

/* The controller's processes up to the capture, and an upgrade to v1.19. */
void plan_processes(struct cluster *cluster);

/* The first issuance of each certificate, and what people will do to it. */
void plan_certificates(struct cluster *cluster);

#endif
