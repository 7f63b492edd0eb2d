/*
 * For store/put_log.c: one record of a log as a row.
 */
#ifndef STORE_PUT_RECORD_H
#define STORE_PUT_RECORD_H

#include <stdint.h>

#include "model/log_record.h"
#include "store/log_segment.h"
#include "store/tape.h"

/* Where a record stands. */
struct record_place {
	tape_id segment_id;
	struct log_stamp stamp;
};

/* The rows of words that the records of one log share. */
struct record_words;

struct record_words *record_words_new(struct tape *tape);
void record_words_free(struct record_words *words);

/*
 * Adds the row, and those of its words that are new, and returns its id.  Words
 * with a private key among them are left out.
 */
tape_id put_record(struct record_words *words, const struct log_record *record,
    const struct record_place *place);

/*
 * Adds only what the record shares with others of its form, such as its pattern
 * and reason, if that is new.
 */
void put_note(struct record_words *words, const struct log_record *record,
    const struct record_place *place);

#endif
