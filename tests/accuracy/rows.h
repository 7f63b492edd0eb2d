/*
 * Rows of words read from a file: comma-separated with a header (RFC 4180), or
 * tab-separated.
 */
#ifndef TESTS_ACCURACY_ROWS_H
#define TESTS_ACCURACY_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

struct row {
	char **words;
	size_t n;
	bool is_used;
};

struct rows {
	struct row *rows;
	size_t n;
	struct row head; /* of a CSV file */
};

/* What cannot be read ends the process. */
struct rows rows_read_csv(struct arena *arena, const char *path);
struct rows rows_read_tsv(struct arena *arena, const char *path);

/* The word in a column of the head; "" where it has none. */
const char *rows_word(
    const struct rows *rows, const struct row *row, const char *column);

/* The nth word, "" if there are fewer. */
const char *row_word(const struct row *row, size_t nth);

/* The time in microseconds; -1 if the text is empty. */
int64_t parse_time(const char *text);

/* Whether a word stands in a list such as "one,two". */
bool is_listed(const char *list, const char *word);

#endif
