/*
 * What a format of writer.h is made of.  Only writer.c and format_*.c use it.
 */
#ifndef REPORT_FORMAT_H
#define REPORT_FORMAT_H

#include "base/arena.h"
#include "report/writer.h"

struct writer {
	const struct writer_format *format;
	FILE *out;
	struct writer_options options;
	struct arena *arena; /* lives as long as the writer */
	size_t ncolumns;
	const char *const *names;
	uint64_t nrows; /* written before this one */
	void *state;    /* the format's own */
};

/* begin and end may be NULL. */
struct writer_format {
	const char *name;
	void (*begin)(struct writer *writer);
	void (*row)(struct writer *writer, const struct cell *cells);
	void (*end)(struct writer *writer);
};

extern const struct writer_format format_text;
extern const struct writer_format format_wide;
extern const struct writer_format format_json;
extern const struct writer_format format_jsonl;
extern const struct writer_format format_csv;
extern const struct writer_format format_markdown;

#define FORMAT_NUMBER_BYTES 32

/*
 * Writes an integer, or a real in as few digits as give it back exactly.
 * Returns false, writing nothing, if a real is infinite or not a number.
 */
bool format_number(const struct cell *cell, char number[FORMAT_NUMBER_BYTES]);

#endif
