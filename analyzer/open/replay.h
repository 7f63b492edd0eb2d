/*
 * Bytes that have been read, to be read again as a source: a member of an
 * archive that another thread shall look into while this one goes on.
 */
#ifndef OPEN_REPLAY_H
#define OPEN_REPLAY_H

#include "open/source.h"

/*
 * Reads up to max_bytes from, whose digest will not be asked for, and returns
 * a source of its own that gives these bytes, with the same path and time,
 * and with complaints and damage at the same places.
 *
 * If that was all of from, *whole is true and the result has nothing more to do
 * with it; otherwise it goes on with what from still has, which is borrowed.
 */
struct source *replay_open(struct source *from, size_t max_bytes, bool *whole);

/* Whom the result tells from now on; only for one that is whole. */
void replay_tell(struct source *replay, const struct diag *diag);

/* How many bytes it keeps. */
size_t replay_kept(const struct source *replay);

#endif
