#include "sheet.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

void
sheet_put(struct sheet *sheet, const char *text, size_t len)
{
	if (sheet->len + len + 1 > sheet->room) {
		size_t room = (sheet->len + len + 1) * 2 + 256;
		char *moved = arena_alloc(sheet->arena, room);

		if (sheet->len > 0)
			memcpy(moved, sheet->text, sheet->len);
		sheet->text = moved;
		sheet->room = room;
	}
	memcpy(sheet->text + sheet->len, text, len);
	sheet->len += len;
	sheet->text[sheet->len] = '\0';
}

void
sheet_puts(struct sheet *sheet, const char *text)
{
	sheet_put(sheet, text, strlen(text));
}

void
sheet_printf(struct sheet *sheet, const char *format, ...)
{
	char text[4096];
	va_list args;

	va_start(args, format);
	int n = vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	if (n > 0)
		sheet_put(sheet, text,
		    (size_t)n < sizeof(text) ? (size_t)n : sizeof(text) - 1);
}

void
sheet_quote(struct sheet *sheet, const char *text, bool html)
{
	sheet_puts(sheet, "\"");
	for (; *text != '\0'; text++) {
		if (*text == '"' || *text == '\\')
			sheet_printf(sheet, "\\%c", *text);
		else if (*text == '\n')
			sheet_puts(sheet, "\\n");
		else if (*text == '\t')
			sheet_puts(sheet, "\\t");
		else if (html && strchr("<>&", *text) != NULL)
			sheet_printf(sheet, "\\u%04x", (unsigned char)*text);
		else
			sheet_put(sheet, text, 1);
	}
	sheet_puts(sheet, "\"");
}

/* What is behind the date is put there by the caller. */
static const char *
second_of(struct arena *arena, int64_t us, char between)
{
	time_t seconds = (time_t)(us / SECOND);
	struct tm tm;

	gmtime_r(&seconds, &tm);
	return arena_printf(arena, "%04d-%02d-%02d%c%02d:%02d:%02d",
	    tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, between, tm.tm_hour,
	    tm.tm_min, tm.tm_sec);
}

const char *
rfc3339(struct arena *arena, int64_t us)
{
	if (us < 0)
		return NULL;
	return arena_printf(arena, "%sZ", second_of(arena, us, 'T'));
}

const char *
rfc3339_us(struct arena *arena, int64_t us)
{
	if (us < 0)
		return "";
	return arena_printf(
	    arena, "%s.%06dZ", second_of(arena, us, 'T'), (int)(us % SECOND));
}

const char *
rfc3339_ns(struct arena *arena, int64_t us, const char *zone)
{
	return arena_printf(arena, "%s.%06d%03d%s", second_of(arena, us, 'T'),
	    (int)(us % SECOND), (int)(us % 997), zone);
}

const char *
klog_time(struct arena *arena, int64_t us, int64_t zone_us)
{
	const char *text = second_of(arena, us + zone_us, ' ');

	return arena_printf(arena, "%.2s%.2s%s.%06d", text + 5, text + 8,
	    text + 10, (int)(us % SECOND));
}

const char *
go_second(struct arena *arena, int64_t us)
{
	return arena_printf(arena, "%s +0000 UTC", second_of(arena, us, ' '));
}

const char *
go_time(struct arena *arena, int64_t us, int64_t zone_us, int64_t began_us)
{
	char fraction[16];
	int64_t up_us = us - began_us;
	int64_t hours = zone_us / HOUR;

	snprintf(fraction, sizeof(fraction), ".%06d%03d", (int)(us % SECOND),
	    (int)(us % 997) + 1);
	for (size_t i = strlen(fraction); fraction[i - 1] == '0'; i--)
		fraction[i - 1] = '\0';
	return arena_printf(arena, "%s%s %s m=+%" PRId64 ".%06d%03d",
	    second_of(arena, us + zone_us, ' '), fraction,
	    hours == 0        ? "+0000 UTC"
		: hours == 2  ? "+0200 CEST"
		: hours == -5 ? "-0500 EST"
			      : "+0530 IST",
	    up_us / SECOND, (int)(up_us % SECOND), 7);
}

const char *
go_duration(struct arena *arena, int64_t us)
{
	const char *sign = us < 0 ? "-" : "";
	char seconds[32];

	if (us < 0)
		us = -us;
	if (us < SECOND)
		return us == 0 ? "0s"
			       : arena_printf(arena, "%s%d.%03dms", sign,
				     (int)(us / 1000), (int)(us % 1000));
	snprintf(seconds, sizeof(seconds), "%d.%06d",
	    (int)(us % MINUTE / SECOND), (int)(us % SECOND));
	for (size_t i = strlen(seconds); seconds[i - 1] == '0'; i--)
		seconds[i - 1] = '\0';
	if (seconds[strlen(seconds) - 1] == '.')
		seconds[strlen(seconds) - 1] = '\0';
	if (us >= HOUR)
		return arena_printf(arena, "%s%" PRId64 "h%dm%ss", sign,
		    us / HOUR, (int)(us % HOUR / MINUTE), seconds);
	if (us >= MINUTE)
		return arena_printf(
		    arena, "%s%dm%ss", sign, (int)(us / MINUTE), seconds);
	return arena_printf(arena, "%s%ss", sign, seconds);
}

int64_t
date_us(const char *date)
{
	struct tm tm = { 0 };
	int64_t days;

	strptime(date, "%Y-%m-%d", &tm);
	/* Howard Hinnant's days_from_civil. */
	int64_t y = tm.tm_year + 1900 - (tm.tm_mon < 2);
	int64_t era = y / 400;
	int64_t yoe = y - era * 400;
	int64_t doy = (153 * (tm.tm_mon + (tm.tm_mon > 1 ? -2 : 10)) + 2) / 5 +
	    tm.tm_mday - 1;

	days = era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
	return days * DAY;
}

const char *
base64(struct arena *arena, const char *text)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "abcdefghijklmnopqrstuvwxyz"
				      "0123456789+/";
	size_t len = strlen(text);
	char *out = arena_alloc(arena, len / 3 * 4 + 8);
	size_t n = 0;

	for (size_t i = 0; i < len; i += 3) {
		uint32_t bits = 0;

		for (size_t j = 0; j < 3; j++)
			bits = bits << 8 |
			    (i + j < len ? (unsigned char)text[i + j] : 0);
		for (size_t j = 0; j < 4; j++)
			out[n++] = j > len - i
			    ? '='
			    : letters[bits >> (18 - 6 * j) & 63];
	}
	return out;
}

void *
list_add(struct arena *arena, void **items, size_t *n, size_t size)
{
	/* Room is kept in powers of two. */
	if ((*n & (*n - 1)) == 0) {
		void *moved = arena_alloc(arena, (*n == 0 ? 1 : *n * 2) * size);

		if (*n > 0)
			memcpy(moved, *items, *n * size);
		*items = moved;
	}
	return (char *)*items + (*n)++ * size;
}
