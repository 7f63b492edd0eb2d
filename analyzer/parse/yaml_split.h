/*
 * Cuts a stream of YAML or JSON into pieces of one Kubernetes object each,
 * without a YAML parser: by indentation and brackets.  So one that is broken
 * does not take the next with it, and none has to be held in memory.
 *
 * A document is one piece, unless it is a list: then what stands before its
 * items is a piece, each item is one, and what follows the items is one.  A new
 * document begins after "---" or "...", after the end of a JSON value, and
 * where a mapping's first key or apiVersion comes again at its left edge, as in
 * the outputs of several commands in one file.  A log between two documents, as
 * kubectl cluster-info dump writes it, is one piece.
 *
 * The text of a piece has as many lines as it takes in the source, but of what
 * nobody wants the lines are blank.
 */
#ifndef PARSE_YAML_SPLIT_H
#define PARSE_YAML_SPLIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"
#include "model/place.h"
#include "open/source.h"
#include "parse/yaml_filter.h"

enum yaml_piece_kind {
	YAML_PIECE_ROOT, /* a document, or a list's part before its items */
	YAML_PIECE_ITEM, /* in block style: a sequence of one entry */
	YAML_PIECE_BARE, /* the same, of a list with nothing around it */
	YAML_PIECE_TAIL, /* a list's part behind its items */
	YAML_PIECE_LOG   /* no YAML: the log of a container */
};

enum yaml_piece_end {
	YAML_PIECE_WHOLE,
	YAML_PIECE_LIST, /* the piece was the part before a list's items */
	YAML_PIECE_CUT   /* the source, or in JSON the next piece, cut it off */
};

struct yaml_split;

/*
 * source and filter are borrowed and must outlive the result.  Where the filter
 * does not want a value, it may be left out of the text, together with its key;
 * the filter may be NULL.  Text between documents that is not YAML is told to
 * diag.
 */
struct yaml_split *yaml_split_open(struct source *source,
    const struct yaml_filter *filter, const struct diag *diag);

/* Wipes the buffers.  yaml_split_close(NULL) does nothing. */
void yaml_split_close(struct yaml_split *split);

/*
 * Goes on to the next piece, dropping what is left of this one, and stores the
 * line of its beginning and its kind.  Returns false, leaving both untouched,
 * at the end of the source.
 */
bool yaml_split_next(
    struct yaml_split *split, uint64_t *line, enum yaml_piece_kind *kind);

/*
 * Reads up to size bytes, at least 64, of the piece; returns 0 at its end.
 */
size_t yaml_split_read(
    struct yaml_split *split, unsigned char *bytes, size_t size);

/* Passes over what is left of the piece. */
void yaml_split_skip(struct yaml_split *split);

/*
 * How the piece ended; known when all of it has been read.  In block style only
 * a cut inside of what is left out is seen.
 */
enum yaml_piece_end yaml_split_end(const struct yaml_split *split);

/* Of a log, what the line before it says. */
const struct place *yaml_split_place(const struct yaml_split *split);

/* True if all of the source has been read. */
bool yaml_split_at_end(const struct yaml_split *split);

/* The number of lines read so far. */
uint64_t yaml_split_lines(const struct yaml_split *split);

/* How many times text was found that is not YAML. */
uint64_t yaml_split_errors(const struct yaml_split *split);

#endif
