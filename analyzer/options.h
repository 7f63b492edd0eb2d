/*
 * The command line after the verb.
 */
#ifndef OPTIONS_H
#define OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

#define STATUS_DONE 0
#define STATUS_FINDINGS 1
#define STATUS_USAGE 2
#define STATUS_UNUSABLE 3
#define STATUS_INCOMPLETE 4

/* A time as --since and --until take it. */
struct when {
	bool given;
	bool is_back; /* us is a length of time, back from "now" */
	int64_t us;
};

struct options {
	size_t ninputs;
	char **inputs;
	size_t nnamespaces;
	const char **namespaces;
	struct when since;
	struct when until;
	bool has_as_of;
	int64_t as_of_us;
	int year;           /* 0: not given */
	const char *output; /* "text" unless given */
	int jobs;           /* threads that read; the processors unless given */
	int fail_on;        /* 0 critical to 3 low; -1: not given */
	const char *db;     /* NULL: not given */
	size_t npattern_files;
	const char **pattern_files;
	bool check;
	bool quiet;
	bool color;
	bool help;
};

/*
 * Reads argv, which begins after the verb.  Returns false, after telling
 * standard error what is wrong, if it is not as the usage text says.  What the
 * options hold lives in arena or in argv.
 */
bool options_parse(
    struct options *options, struct arena *arena, int argc, char **argv);

#endif
