/*
 * What kube_read makes of a text, as text to compare.
 */
#ifndef TESTS_PARSE_READING_H
#define TESTS_PARSE_READING_H

#include <stddef.h>

#include "parse/kube.h"
#include "parse/printed_reader.h"

struct reading {
	char *facts; /* a line each: "table column=value column=value" */
	char *told;  /* a line each: "line: text" */
	struct kube_result result;
	struct printed_result printed;
};

/* The caller frees it with reading_free. */
struct reading reading_of(const char *text, size_t len);
struct reading reading_at(
    const struct place *place, const char *text, size_t len);

/* The same of printed_reader; both of the last may be NULL. */
struct reading reading_of_printed(
    const char *text, const char *namespace, const char *kind);

void reading_free(struct reading *reading);

/* How many lines of text, from their first byte, begin so. */
size_t reading_count(const char *text, const char *start);

#endif
