/*
 * One line of a log, taken apart from the outside in: the envelope that a
 * runtime or kubectl put around it, klog's header, the body.
 *
 * Nothing is copied: what is returned points into the line.
 */
#ifndef PARSE_LOG_LINE_H
#define PARSE_LOG_LINE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "model/log_record.h"
#include "parse/log_pairs.h"

enum log_stream { LOG_STREAM_NONE, LOG_STREAM_STDOUT, LOG_STREAM_STDERR };

struct log_envelope {
	bool has_at;
	int64_t at_us;
	enum log_stream stream; /* of a CRI line */
	bool partial;           /* CRI: the line goes on in the next one */
};

/*
 * Steps *line over what stands before the program's own text:
 * "2021-03-30T12:42:47.687921043Z " (kubectl logs --timestamps), the same and
 * "stderr F " (CRI), or "[pod/NAME/CONTAINER] " (kubectl logs --prefix) before
 * either.
 */
void log_envelope_take(struct str *line, struct log_envelope *envelope);

/*
 * Steps *line over klog's header, "Lmmdd hh:mm:ss.uuuuuu pid file.go:line] ",
 * and fills the members of record that it gives.  Blanks may have been
 * collapsed, and blanks and "#" may stand before it.  A header whose date or
 * time no clock has gives has_day false.  Returns false, leaving all untouched,
 * if there is no header.
 */
bool log_header_take(struct str *line, struct log_record *record);

/* What stands behind the header. */
struct log_body_parts {
	enum log_body body;
	struct str message; /* as written, without quotes and logger */
	bool escaped;       /* the message holds a backslash */
	struct str rest;    /* for log_pairs_split() */
};

void log_body_split(struct str text, struct log_body_parts *parts);

/* The message without "cert-manager/NAME: " (v1.12 and v1.13). */
struct str log_logger_cut(struct str message);

#endif
