/*
 * What certtrail says of a bundle, held against what is true of it.
 */
#ifndef TESTS_ACCURACY_COMPARE_H
#define TESTS_ACCURACY_COMPARE_H

#include "accuracy/rows.h"

/* How it went with renewals, cascades, or restarts. */
struct score {
	const char *thing;
	size_t must;  /* rows that the bundle shows */
	size_t found; /* of those, found and right in each column */
	size_t rows;  /* that certtrail gave */
	size_t right; /* of those, right in each column */
	size_t wrong; /* answers: missed, invented, or not true */
};

struct answer {
	struct arena *arena;
	struct rows truth;
	struct rows rows;
	struct score score;
};

/*
 * Whether what is given as a guess (confidence "low") is no claim, because
 * nothing in the bundle could tell.
 */
bool may_guess(const struct answer *answer, const struct row *row);

/* Tells of a wrong answer: one line. */
void say_wrong(struct answer *answer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

void compare_renewals(struct answer *answer);
void compare_cascades(struct answer *answer);
void compare_restarts(struct answer *answer);

#endif
