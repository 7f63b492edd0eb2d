/*
 * Reading ahead: a source whose bytes another thread gets ready.
 */
#ifndef OPEN_AHEAD_H
#define OPEN_AHEAD_H

#include "open/source.h"

/*
 * The bytes of inner, read by a thread of its own, a little ahead of whoever
 * reads the result.  inner is borrowed; until the result is closed nobody else
 * may touch it, or what it is read from.
 *
 * Nobody can tell the result from inner: damage, and what is told to diag, comes
 * at the same place of the bytes, in the reader's thread.  What the thread meets
 * beyond the place where the reader stops is as if it had not been met, except
 * in sources whose digest is wanted (see source_undigested()), as these are read
 * to their end in any case.
 *
 * Returns NULL where there can be no more threads.
 */
struct source *ahead_open(struct source *inner);

#endif
