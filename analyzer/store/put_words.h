/*
 * Text of an input on its way into a row.
 */
#ifndef STORE_PUT_WORDS_H
#define STORE_PUT_WORDS_H

#include "base/str.h"
#include "store/db.h"

/*
 * Binds text, or, if it has a private key in PEM in it, a word about that.
 * Absent text is bound as empty.
 */
void put_words(struct stmt *stmt, const char *param, struct str text);

#endif
