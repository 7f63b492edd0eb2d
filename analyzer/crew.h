/*
 * The threads that read, and the jobs that they take: a file each, or a member
 * of an archive whose bytes are at hand.  What a job reads lies on its tape,
 * which whoever writes plays when its turn comes.
 *
 * What lies on tapes that are not played yet, the bytes of members and the
 * number of jobs are bounded.  Nobody waits for ever: jobs are taken in the
 * order of the walk; the job whose tape is awaited may always go on; and the
 * one who awaits a member that nobody has begun gets it to read himself.
 */
#ifndef CREW_H
#define CREW_H

#include <stdbool.h>
#include <stddef.h>

#include "open/source.h"
#include "store/tape.h"

#define CREW_MEMBER_MAX_BYTES ((size_t)2 * 1024 * 1024)

struct crew;
struct job;

/* Reads job, in a thread of the crew; what it gives goes to crew_push(). */
typedef void crew_work(void *context, struct job *job);

/* Starts up to nthreads; returns NULL if there can be none. */
struct crew *crew_open(int nthreads, crew_work *work, void *context);

/* All jobs must have ended; crew_close(NULL) does nothing. */
void crew_close(struct crew *crew);

/* Adds a file; path is borrowed. */
struct job *crew_add_path(struct crew *crew, const char *path);

/*
 * Asks for leave to keep a member of up to CREW_MEMBER_MAX_BYTES in memory.  If
 * it is given, crew_add_member() or crew_unreserve() must follow.
 */
bool crew_reserve(struct crew *crew);
void crew_unreserve(struct crew *crew);

/* Adds a member, which a replay gives that is whole; the job takes it over. */
struct job *crew_add_member(
    struct crew *crew, struct source *member, int depth);

/* What a job is about: a path, or a member at a depth (path is NULL). */
const char *job_path(const struct job *job);
struct source *job_member(const struct job *job);
int job_depth(const struct job *job);

/* The sink of a tape; context is the job.  Waits until there is room. */
struct tape_chunk *crew_push(void *context, struct tape_chunk *chunk);

enum crew_turn {
	CREW_CHUNK, /* a piece of the job's tape, to be freed when played */
	CREW_YOURS, /* nobody has begun it: to be read here, then ended */
	CREW_ENDED  /* there is no more */
};

/* Waits for what comes next of job. */
enum crew_turn crew_await(struct job *job, struct tape_chunk **chunk);

/* Frees job, of which everything has been played. */
void crew_end(struct job *job);

#endif
