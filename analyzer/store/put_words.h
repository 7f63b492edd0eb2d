/*
 * Text of an input on its way into a row.
 */
#ifndef STORE_PUT_WORDS_H
#define STORE_PUT_WORDS_H

#include "base/str.h"
#include "store/tape.h"

/*
 * Puts text into the row, or, if it has a private key in PEM in it, a word about that.
 * Absent text becomes empty text.
 */
void put_words(struct tape *tape, const char *param, struct str text);

#endif
