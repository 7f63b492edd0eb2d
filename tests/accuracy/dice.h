/*
 * Chance that is the same for the same seed on every machine.
 */
#ifndef TESTS_ACCURACY_DICE_H
#define TESTS_ACCURACY_DICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct dice {
	uint64_t state;
};

/*
 * Dice of their own for each thing that is played, so that what one throws does
 * not change what another one will.
 */
struct dice dice_for(uint64_t seed, const char *what);

uint64_t dice_next(struct dice *dice);

/* low <= result < high; low if there is nothing between. */
int64_t dice_between(struct dice *dice, int64_t low, int64_t high);

bool dice_percent(struct dice *dice, int percent);

/* n letters and digits as Kubernetes puts them behind names. */
void dice_suffix(struct dice *dice, char *text, size_t n);

#endif
