/*
 * The end of the pipeline that writes: what was read, in order, becomes rows,
 * and words on standard error.
 */
#ifndef LEDGER_H
#define LEDGER_H

#include <stdbool.h>
#include <stdint.h>

#include "store/db.h"
#include "store/put.h"
#include "store/tape.h"

struct job;

/* Plays the tape of a job, where another tape says that it comes. */
typedef void ledger_job(void *context, struct job *job);

struct ledger;

/* Tells standard error what is wrong unless quiet; db is borrowed. */
struct ledger *ledger_open(struct db *db, bool quiet, bool progress,
    ledger_job *play_job, void *context);
void ledger_close(struct ledger *ledger);

/* For the tapes that it plays. */
const struct inserts *ledger_inserts(const struct ledger *ledger);

void ledger_play(struct ledger *ledger, const struct tape_chunk *chunk);

/* Tells standard error, unless quiet; line is 0 where there is none. */
void ledger_tell(const struct ledger *ledger, const char *path, uint64_t line,
    const char *text);

/* Takes away the line of progress. */
void ledger_clear_progress(const struct ledger *ledger);

/* Members met so far, and those of them that were not read to their end. */
uint64_t ledger_members(const struct ledger *ledger);
uint64_t ledger_incomplete(const struct ledger *ledger);

/* True if something was understood since this was asked last. */
bool ledger_understood(struct ledger *ledger);

/*
 * What a reader puts on its tape beside rows.  Inputs lie in one another like
 * brackets; what comes of one that was read before is undone.
 */
void ledger_mark_begin(
    struct tape *tape, const char *path, bool has_mtime, int64_t mtime_us);
void ledger_mark_end(struct tape *tape, const struct put_input *row);

/* A link: what it leads to has its own row, if it is here. */
void ledger_mark_link(struct tape *tape, const char *path, const char *leads);

/* A complaint about the current input: a row, words, or both. */
struct ledger_complaint {
	const char *path;
	uint64_t line;
	const char *text;
	bool is_row;
	bool is_told;
};
void ledger_mark_complaint(
    struct tape *tape, const struct ledger_complaint *complaint);

/* What could not be opened: a row of its own, so that the inputs add up. */
void ledger_mark_failure(
    struct tape *tape, const char *path, uint64_t line, const char *text);

/* What comes here is on the tape of job. */
void ledger_mark_job(struct tape *tape, struct job *job);

#endif
