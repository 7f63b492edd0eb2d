/*
 * The end of a run that cannot go on: no memory, no disk, a bug.
 */
#ifndef BASE_FATAL_H
#define BASE_FATAL_H

#include <stdnoreturn.h>

#define FATAL_STATUS 5

/*
 * Prints "certtrail: MESSAGE" on standard error, removes the file that
 * fatal_removes() named, and exits with FATAL_STATUS.
 */
noreturn void fatal(const char *format, ...)
    __attribute__((format(printf, 1, 2)));

/*
 * Names a file that must not outlive a run that ends early: fatal() and the
 * signals SIGINT, SIGTERM and SIGHUP remove it, except signals that the process
 * was started to ignore (nohup).  path is copied and takes the place of the last
 * one; with NULL there is none, and the signals do what they always do.
 */
void fatal_removes(const char *path);

#endif
