/*
 * Rows of evidence, from the structs of model/ onto a tape, and the rows of the
 * inputs that they come from, which go into the database.
 */
#ifndef STORE_PUT_H
#define STORE_PUT_H

#include <stdbool.h>
#include <stdint.h>

#include "model/fact.h"
#include "model/log_record.h"
#include "model/place.h"
#include "store/db.h"
#include "store/tape.h"

struct put_input {
	const char *kind; /* input.kind and input.status of the schema */
	const char *status;
	bool was_read; /* bytes and sha256 are known */
	uint64_t bytes;
	const char *sha256;
	bool has_lines;
	uint64_t lines;
	uint64_t objects;
	uint64_t events;
	uint64_t unknown;
	const char *note; /* or NULL */
	const char *link; /* what it is a link to, or NULL */
};

/* Adds a row for the member at path and returns its id. */
int64_t put_input_begin(
    struct db *db, const char *path, bool has_mtime, int64_t mtime_us);

/*
 * Completes the row.  Returns false if the same bytes were read before under
 * the same path: the caller then undoes everything that came of it.
 */
bool put_input_end(
    struct db *db, int64_t input_id, const struct put_input *input);

/* line is 0 where there is none. */
void put_diag(struct db *db, int64_t input_id, uint64_t line, const char *text);

/*
 * What the path of the input says, or, if line is not 0, what that line says of
 * the log behind it.
 */
void put_place(struct tape *tape, uint64_t line, const struct place *place);

/*
 * Writes the facts of one object: the first is its row of table "object" (or a
 * row that belongs to no object), the others refer to it.
 */
void put_facts(struct tape *tape, const struct fact *facts);

/*
 * The records of one log file: cuts the file into segments, folds what repeats
 * without change, and counts what no pattern knows.
 */
struct put_log;

struct put_log *put_log_begin(struct tape *tape);
void put_log_record(struct put_log *log, const struct log_record *record);

/* Writes what is still to be written; *events and *unknown count records. */
void put_log_end(struct put_log *log, uint64_t *events, uint64_t *unknown);

#endif
