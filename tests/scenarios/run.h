/*
 * The program itself, as a user runs it.
 */
#ifndef TESTS_SCENARIOS_RUN_H
#define TESTS_SCENARIOS_RUN_H

#include <stddef.h>

struct run {
	int status;
	char *out; /* with a NUL behind it, as is err */
	size_t out_len;
	char *err;
	size_t err_len;
};

/*
 * Runs program with the arguments, of which argv[0] is the first and NULL the
 * last, in the current folder, where it leaves two files.
 */
struct run run_program(const char *program, const char *const argv[]);

void run_free(struct run *run);

#endif
