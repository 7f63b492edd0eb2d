/*
 * One character of UTF-8: reading it, and how a terminal shows it.
 */
#ifndef REPORT_RUNE_H
#define REPORT_RUNE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Set in a rune that is not a character but one byte that is not UTF-8. */
#define RUNE_BAD UINT32_C(0x80000000)

/*
 * Reads the first character of text, which is at least one byte long, and
 * returns its length in bytes.  Where the text is not UTF-8 (RFC 3629), *rune
 * is RUNE_BAD with the first byte in its low 8 bits, and the length is 1.
 */
size_t rune_read(const char *text, size_t len, uint32_t *rune);

/*
 * False for what must not reach a terminal as it is: controls, what turns the
 * direction of writing, what cannot be seen, and bytes that are not UTF-8.
 */
bool rune_is_shown(uint32_t rune);

/* The columns, 0 to 2, that a rune takes for which rune_is_shown() is true. */
size_t rune_width(uint32_t rune);

#endif
