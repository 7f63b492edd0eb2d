/*
 * The program itself, run as its users run it.
 */
#ifndef TESTS_RAN_H
#define TESTS_RAN_H

#include <stddef.h>

struct ran {
	int status; /* its exit status; 128 + N if signal N ended it */
	char *out;
	char *err;
};

/*
 * Runs a line of sh in the current folder, where "certtrail" is the program
 * that was built.  The caller frees the result with ran_free().
 */
struct ran ran_line(const char *line);
void ran_free(struct ran *ran);

/* Runs the line and returns its status alone. */
int ran_status(const char *line);

/*
 * Starts a line with in as its standard input and returns the process id, which
 * is the program's own if the line begins with "exec".
 */
int ran_start(const char *line, int in);

#endif
