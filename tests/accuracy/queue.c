#include <string.h>

#include "accuracy/plan.h"

/* A heap with the earliest plan on top. */
struct queue {
	struct plan *plans;
	size_t n;
	size_t room;
	size_t nth;
};

struct queue *
queue_new(struct arena *arena)
{
	return arena_alloc(arena, sizeof(struct queue));
}

static bool
is_earlier(const struct plan *a, const struct plan *b)
{
	return a->at_us != b->at_us ? a->at_us < b->at_us : a->nth < b->nth;
}

void
plan_push(struct cluster *cluster, const struct plan *plan)
{
	struct queue *queue = cluster->queue;
	size_t at = queue->n++;

	if (queue->n > queue->room) {
		size_t room = queue->n * 2 + 64;
		struct plan *moved =
		    arena_alloc(cluster->arena, room * sizeof(*moved));

		if (at > 0)
			memcpy(moved, queue->plans, at * sizeof(*moved));
		queue->plans = moved;
		queue->room = room;
	}
	queue->plans[at] = *plan;
	queue->plans[at].nth = queue->nth++;
	while (at > 0 &&
	    is_earlier(&queue->plans[at], &queue->plans[(at - 1) / 2])) {
		struct plan swapped = queue->plans[at];

		queue->plans[at] = queue->plans[(at - 1) / 2];
		queue->plans[(at - 1) / 2] = swapped;
		at = (at - 1) / 2;
	}
}

bool
plan_pop(struct cluster *cluster, struct plan *plan)
{
	struct queue *queue = cluster->queue;
	size_t at = 0;

	if (queue->n == 0)
		return false;
	*plan = queue->plans[0];
	queue->plans[0] = queue->plans[--queue->n];
	for (;;) {
		size_t least = at;

		for (size_t next = at * 2 + 1;
		     next <= at * 2 + 2 && next < queue->n; next++) {
			if (is_earlier(
				&queue->plans[next], &queue->plans[least]))
				least = next;
		}
		if (least == at)
			return true;
		struct plan swapped = queue->plans[at];

		queue->plans[at] = queue->plans[least];
		queue->plans[least] = swapped;
		at = least;
	}
}

void
plan_push_for(struct cluster *cluster, enum action action,
    struct certificate *certificate, int64_t at_us)
{
	plan_push(cluster,
	    &(struct plan){ .at_us = at_us,
		.action = action,
		.certificate = certificate,
		.run = certificate->open,
		.schedule = certificate->schedule,
		.reason = "Renewing" });
}
