/*
 * Tables of cases for what is printed for people.
 */
#ifndef TESTS_PARSE_PRINTED_STORY_H
#define TESTS_PARSE_PRINTED_STORY_H

#include <stddef.h>

struct story {
	const char *what;
	const char *namespace; /* as the caller knows it, and the next */
	const char *kind;
	const char *text;
	const char *facts; /* as in reading.h, made names blanked with # */
	const char *told;  /* NULL: nothing */
};

void check_stories(const struct story *stories, size_t nstories);

#endif
