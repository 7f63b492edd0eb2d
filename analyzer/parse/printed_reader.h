/*
 * Text that was printed for people, line by line: what "kubectl describe",
 * "kubectl get", "kubectl events" and "cmctl status" print, one after the
 * other in one stream, with shell prompts and warnings between.
 */
#ifndef PARSE_PRINTED_READER_H
#define PARSE_PRINTED_READER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/str.h"
#include "parse/kube.h"

struct printed_result {
	uint64_t objects;
	bool described; /* at least one of them outside a table */
};

struct printed_reader;

/*
 * path, which names the source, and diag are borrowed.  namespace and kind are
 * those of objects whose lines do not tell; they are borrowed and may be NULL.
 * A command line before a table, such as "$ kubectl get certs -n web", counts
 * more than they do.
 */
struct printed_reader *printed_reader_open(const char *path,
    const struct diag *diag, const char *namespace, const char *kind,
    kube_sink *sink, void *context);

/*
 * Takes the next line.  Objects go to the sink as soon as they are complete,
 * as those of kube_read() do.  Lines that are no part of one are left out
 * without a word.
 */
void printed_reader_line(
    struct printed_reader *reader, uint64_t number, struct str line);

/* Hands out what is left, and frees reader. */
void printed_reader_close(
    struct printed_reader *reader, struct printed_result *result);

#endif
