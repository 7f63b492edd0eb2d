/*
 * Text that grows, and the ways in which Kubernetes and Go write times.
 *
 * All times are microseconds since 1970, UTC.
 */
#ifndef TESTS_ACCURACY_SHEET_H
#define TESTS_ACCURACY_SHEET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

#define SECOND INT64_C(1000000)
#define MINUTE (60 * SECOND)
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)

struct sheet {
	struct arena *arena;
	char *text; /* with a NUL behind it, once anything was put */
	size_t len;
	size_t room;
};

void sheet_put(struct sheet *sheet, const char *text, size_t len);
void sheet_puts(struct sheet *sheet, const char *text);
void sheet_printf(struct sheet *sheet, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* As JSON writes a string, quotes included; < > & as \u003c if asked. */
void sheet_quote(struct sheet *sheet, const char *text, bool html);

/* 2024-02-29T10:00:00Z; NULL for a negative time. */
const char *rfc3339(struct arena *arena, int64_t us);

/* The same with six digits behind the point. */
const char *rfc3339_us(struct arena *arena, int64_t us);

/* 2024-02-29T10:00:00.123456789Z, or +00:00 for the zone. */
const char *rfc3339_ns(struct arena *arena, int64_t us, const char *zone);

/* 0229 10:00:00.123456, zone_us east of UTC. */
const char *klog_time(struct arena *arena, int64_t us, int64_t zone_us);

/* 2024-02-29 10:00:00 +0000 UTC */
const char *go_second(struct arena *arena, int64_t us);

/* The same with its fraction, in a zone, and m=+ since the process began. */
const char *go_time(
    struct arena *arena, int64_t us, int64_t zone_us, int64_t began_us);

/* 1438h59m57.5s */
const char *go_duration(struct arena *arena, int64_t us);

/* The time of a date such as 2024-02-29. */
int64_t date_us(const char *date);

/* The text in base64. */
const char *base64(struct arena *arena, const char *text);

/*
 * Adds one to a list of *n items of size bytes: returns its place, zeroed.
 * The list may move.
 */
void *list_add(struct arena *arena, void **items, size_t *n, size_t size);

#define LIST_ADD(arena, items, n) \
	list_add((arena), (void **)(items), (n), sizeof(**(items)))

#endif
