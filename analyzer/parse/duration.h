/*
 * Go durations, the way Kubernetes writes them: "2160h0m0s", "360h", "1.5h".
 */
#ifndef PARSE_DURATION_H
#define PARSE_DURATION_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Reads text by the grammar of Go's time.ParseDuration and stores its length
 * in *us, dropping any part of a microsecond.  Returns false, leaving *us
 * untouched, if text is not a duration or if it is longer than Go itself can
 * hold (2^63 - 1 nanoseconds, about 292 years).
 */
bool duration_parse(const char *text, int64_t *us);

#endif
