/*
 * The end of a run that cannot go on: no memory, no disk, a bug.
 */
#ifndef BASE_FATAL_H
#define BASE_FATAL_H

#include <stdnoreturn.h>

#define FATAL_STATUS 5

/*
 * Prints "certtrail: MESSAGE" on standard error, runs what fatal_at_end() was
 * given, and exits with FATAL_STATUS.
 */
noreturn void fatal(const char *format, ...)
    __attribute__((format(printf, 1, 2)));

/*
 * Names a file that must not outlive a run that ends early: fatal() and the
 * signals SIGINT, SIGTERM and SIGHUP remove it.  path is copied; NULL forgets
 * the last one.
 */
void fatal_removes(const char *path);

#endif
