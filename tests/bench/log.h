/*
 * A log of cert-manager's controller, and what is in it.
 */
#ifndef TESTS_BENCH_LOG_H
#define TESTS_BENCH_LOG_H

#include <stdint.h>

enum log_form {
	LOG_KLOG,    /* as the controller prints it: v1.14, then v1.17 */
	LOG_KUBELET, /* the same behind full times, as a must-gather has it */
	LOG_JSON,    /* --logging-format=json */
};

struct log_plan {
	enum log_form form;
	uint64_t bytes;   /* it ends with the line that reaches them */
	unsigned percent; /* so many of 100 lines are about a renewal */
	unsigned ncertificates;
	unsigned nhot; /* 3 of 4 renewals are of these; 0 or less than all */
};

struct log_count {
	uint64_t bytes;
	uint64_t lines;
	uint64_t relevant;   /* lines that belong to a renewal */
	uint64_t understood; /* those, and others that certtrail knows */
	uint64_t renewals;
};

/*
 * Prints the log to stdout.  issued_s has room for each certificate and gets
 * the time of its last renewal, or stays as it is if there was none; it may be
 * NULL.
 */
struct log_count log_print(const struct log_plan *plan, int64_t *issued_s);

#endif
