/*
 * For the modules of open/ that read before somebody wants to read: what was
 * told meanwhile, kept until then.
 */
#ifndef OPEN_NOTE_H
#define OPEN_NOTE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/diag.h"
#include "open/source.h"

/* One complaint. */
struct note {
	struct note *next;
	uint64_t at; /* how many bytes had been read */
	bool lasts;  /* of a source that is read to its end in any case */
	uint64_t line;
	char *path;
	char *text;
};

/* Complaints in order. */
struct notes {
	struct note *first;
	struct note **end;
};

void notes_init(struct notes *notes);

/* path and text are copied. */
void notes_add(struct notes *notes, uint64_t at, bool lasts, const char *path,
    uint64_t line, const char *text);

/* Takes the first note off and tells it to diag. */
void notes_tell(struct notes *notes, const struct diag *diag);

/* Takes the first note off. */
void notes_drop(struct notes *notes);

/*
 * Lets source, and all that it is read from, tell their complaints to passing,
 * or to lasting from the first whose digest is wanted, as that one and what is
 * below are read to their end in any case.  Below a source that is read ahead
 * nothing changes.
 */
void notes_turn(struct source *source, const struct diag *passing,
    const struct diag *lasting);

#endif
