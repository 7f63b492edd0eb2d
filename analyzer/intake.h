/*
 * The end of the pipeline that reads: a file, through every layer and member of
 * it, onto a tape.
 */
#ifndef INTAKE_H
#define INTAKE_H

#include "crew.h"
#include "open/source.h"
#include "parse/layout.h"
#include "parse/log_pattern.h"
#include "store/tape.h"

struct intake;

/*
 * All are borrowed.  Without a crew (NULL) there are no threads: members are
 * read where they are met, and nothing is read ahead.
 */
struct intake *intake_open(struct tape *tape, struct crew *crew,
    const struct log_pattern_set *patterns, const struct layout_set *layouts);

/* intake_close(NULL) does nothing. */
void intake_close(struct intake *intake);

/* Complaints that are about no input become inputs that failed. */
const struct diag *intake_diag(const struct intake *intake);

/* Reads the file at path; "-" is standard input. */
void intake_path(struct intake *intake, const char *path);

/* Reads a member that a replay gives, which tells this intake from now on. */
void intake_member(struct intake *intake, struct source *member, int depth);

#endif
