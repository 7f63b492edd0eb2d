/*
 * Text from a bundle on a terminal: nothing in it may move the cursor, turn
 * the direction of writing, or hide.
 *
 * What rune_is_shown() refuses is written out: \n and \t, \x1b for the other
 * ASCII controls, \u202e or \U000e0041 for characters, \xff for bytes that are
 * not UTF-8.  A backslash stays as it is.
 *
 * text may be NULL if len is 0.
 */
#ifndef REPORT_SCREEN_H
#define REPORT_SCREEN_H

#include <stddef.h>
#include <stdio.h>

#include "base/arena.h"

/* Prints text in its safe form. */
void screen_text(FILE *out, const char *text, size_t len);

/* The columns that the safe form of text takes. */
size_t screen_width(const char *text, size_t len);

/*
 * Returns the safe form of text in at most width columns: if it is longer, its
 * middle gives way to one "…".  What is written out, such as \x1b, is kept
 * whole or dropped whole.
 */
char *screen_fit(
    struct arena *arena, const char *text, size_t len, size_t width);

/*
 * Prints text as a paragraph of lines that are at most width columns long, and
 * a newline after the last.  The first line begins where the cursor is, which
 * must be column indent; the others are indented by as many blanks.  Blanks,
 * tabs and newlines separate words.  A word that fits on no line has one of
 * its own, longer than width.
 */
void screen_wrap(
    FILE *out, const char *text, size_t len, size_t indent, size_t width);

/* Prints n blanks. */
void screen_blanks(FILE *out, size_t n);

#endif
