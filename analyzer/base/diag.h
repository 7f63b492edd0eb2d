/*
 * What was wrong with the input, and where.  Never ends the run.
 */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include <stdint.h>

/* line is 0 where there is none. */
typedef void diag_sink(
    void *context, const char *path, uint64_t line, const char *text);

struct diag {
	diag_sink *sink;
	void *context;
};

/*
 * Hands the formatted text to diag's sink.  It says what was wrong and, after
 * a semicolon, what was done about it: "not a base64 text; certificate
 * skipped".
 */
void diag_at(const struct diag *diag, const char *path, uint64_t line,
    const char *format, ...) __attribute__((format(printf, 4, 5)));

#endif
