/*
 * What is known of the releases of cert-manager: schema/releases, as facts.
 */
#ifndef PARSE_RELEASE_H
#define PARSE_RELEASE_H

#include "base/diag.h"
#include "model/fact.h"

/* Takes the facts of one file: tables release_sign and fault. */
typedef void release_sink(void *context, const struct fact *facts);

/*
 * Reads the YAML text of the file at path.  Returns false, after telling diag
 * with the line, if something in it is not known or not a text; the sink is
 * then not called.
 */
bool release_read(const char *path, const char *text, release_sink *sink,
    void *context, const struct diag *diag);

/* Reads the files of this program; a fault in them is fatal. */
void release_read_all(release_sink *sink, void *context);

#endif
