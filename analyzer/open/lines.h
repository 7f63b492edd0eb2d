/*
 * Numbered lines of a source.
 */
#ifndef OPEN_LINES_H
#define OPEN_LINES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "open/source.h"

#define LINES_MAX_BYTES ((size_t)1024 * 1024)

struct lines;

/* source is borrowed and must outlive the result. */
struct lines *lines_open(struct source *source);
void lines_close(struct lines *lines);

/*
 * Reads the next line into *line, without its LF or CR LF, and without a UTF-8
 * byte order mark.  The bytes stay valid until the next call.  Returns false at
 * the end of the source.  A line longer than LINES_MAX_BYTES is cut there, its
 * rest is dropped, and diag is told once a source.
 */
bool lines_next(struct lines *lines, struct str *line);

/* The number of the line that was read last, from 1. */
uint64_t lines_number(const struct lines *lines);

#endif
