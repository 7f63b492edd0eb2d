/*
 * Kubernetes objects in YAML or JSON, from a stream to facts, one object at a
 * time: memory is bounded by the largest object, not by the file.
 */
#ifndef PARSE_KUBE_H
#define PARSE_KUBE_H

#include <stdint.h>

#include "model/fact.h"
#include "model/place.h"
#include "open/source.h"

/*
 * Takes the facts of one object; the first is of table "object".  They are
 * gone when the sink returns.
 */
typedef void kube_sink(void *context, const struct fact *facts);

/*
 * Takes a log that stands between the objects, as kubectl cluster-info dump
 * writes it; line is that of the log's first line.
 */
typedef void kube_log_sink(void *context, const struct place *place,
    uint64_t line, struct source *log);

struct kube_result {
	uint64_t objects; /* all objects, of known and unknown kinds */
	uint64_t lines;
	uint64_t errors; /* places that were not YAML, or not an object */
};

/*
 * Reads all of source.  Whatever is not YAML or not an object is told to the
 * source's diag with its line, and reading goes on with the next document or
 * item.  For kinds that certtrail does not know the sink gets one fact of table
 * "unknown_kind" for each, at the end.
 *
 * place gives the namespace and kind of objects that do not tell them
 * themselves, in words or by their fields.  Without a log_sink, logs between
 * the objects are passed over.
 */
void kube_read(struct source *source, const struct place *place,
    kube_sink *sink, kube_log_sink *log_sink, void *context,
    struct kube_result *result);

#endif
