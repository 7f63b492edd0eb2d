#include "dice.h"

struct dice
dice_for(uint64_t seed, const char *what)
{
	uint64_t hash = UINT64_C(14695981039346656037) ^ seed;

	for (; *what != '\0'; what++)
		hash = (hash ^ (unsigned char)*what) * UINT64_C(1099511628211);
	struct dice dice = { hash };

	dice_next(&dice);
	return dice;
}

/* splitmix64, by Sebastiano Vigna (public domain). */
uint64_t
dice_next(struct dice *dice)
{
	uint64_t z = dice->state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

int64_t
dice_between(struct dice *dice, int64_t low, int64_t high)
{
	uint64_t z = dice_next(dice);

	if (high <= low)
		return low;
	return low + (int64_t)(z % (uint64_t)(high - low));
}

bool
dice_percent(struct dice *dice, int percent)
{
	return dice_between(dice, 0, 100) < percent;
}

void
dice_suffix(struct dice *dice, char *text, size_t n)
{
	static const char letters[] = "bcdfghjklmnpqrstvwxz2456789";

	for (size_t i = 0; i < n; i++)
		text[i] = letters[dice_between(dice, 0, sizeof(letters) - 1)];
	text[n] = '\0';
}
