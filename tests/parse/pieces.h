/* What yaml_split makes of a text. */
#ifndef PARSE_PIECES_H
#define PARSE_PIECES_H

#include <stddef.h>

#include "parse/yaml_split.h"

/*
 * Pieces are written as "R3:text|": what they are (Root, Item, Bare item,
 * Tail), the line, and the text with "/" for each line's end; then "!" if the
 * piece was cut, or "*" if it was the beginning of a list.
 */
struct pieces {
	char text[8192];
	char told[1024]; /* with lines */
};

/* Reads step bytes at a time; filter may be NULL. */
struct pieces pieces_of(
    const char *text, const struct yaml_filter *filter, size_t step);

#endif
