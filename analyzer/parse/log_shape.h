/*
 * What is left of a message when all that changes from one line to the next is
 * taken out, so that unknown messages can be counted.
 */
#ifndef PARSE_LOG_SHAPE_H
#define PARSE_LOG_SHAPE_H

#include "base/str.h"

#define LOG_SHAPE_BYTES 120

/*
 * Writes the shape of message at buffer: "*" stands for quoted text, for
 * numbers, and for words that look like names (with a digit, or with a sign
 * inside).  Several in a row become one.
 */
struct str log_shape(struct str message, char buffer[LOG_SHAPE_BYTES]);

#endif
