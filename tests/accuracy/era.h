/*
 * The releases of cert-manager that are played.
 */
#ifndef TESTS_ACCURACY_ERA_H
#define TESTS_ACCURACY_ERA_H

#include <stdbool.h>
#include <stddef.h>

enum flow {
	FLOW_SYNC,    /* v0.8 to v0.10: one controller, no requests */
	FLOW_REQUEST, /* v0.11 to v0.15: one controller, requests */
	FLOW_TRIGGER, /* v0.16 on */
};

enum shape {
	SHAPE_LEVEL,  /* klogr with "level"=, two groups of keys */
	SHAPE_GROUPS, /* klogr, two groups */
	SHAPE_MERGED, /* klogr, one group */
	SHAPE_PREFIX, /* klog text, the logger's name inside the message */
	SHAPE_TEXT,   /* klog text */
	SHAPE_JSON,
};

struct era {
	const char *name;
	const char *version;
	const char *released; /* date */
	const char *api;
	int number; /* 8 for v0.8, 108 for v1.8 */
	enum flow flow;
	enum shape shape;
};

extern const struct era eras[];
extern const size_t neras;

#endif
