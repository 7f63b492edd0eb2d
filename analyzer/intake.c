#include "intake.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/fatal.h"
#include "ledger.h"
#include "log_intake.h"
#include "model/place.h"
#include "open/ahead.h"
#include "open/container.h"
#include "open/encoding.h"
#include "open/gzip.h"
#include "open/lines.h"
#include "open/replay.h"
#include "parse/kube.h"
#include "parse/printed_reader.h"
#include "recognise/kind.h"
#include "store/put.h"

#define MAX_DEPTH 8       /* archives inside archives */
#define MAX_GZIP_LAYERS 4 /* gzip of gzip happens by mistake, not more */
#define MAX_TOLD 5        /* complaints told of one member; all become rows */
#define MAX_DIAGS 200     /* rows of complaints for one member */
#define AHEAD_MIN_BYTES ((uint64_t)256 * 1024) /* pays for a thread */
#define HAND_OVER_MIN_BYTES ((size_t)8 * 1024) /* pays for a job */
#define NOTE_MAX_BYTES 60
#define WORD_MAX_BYTES 24

struct intake {
	struct tape *tape;
	struct crew *crew; /* or NULL */
	const struct log_pattern_set *patterns;
	const struct layout_set *layouts;
	struct diag diag;
	/* Of the member that is being read. */
	bool in_member;
	uint64_t ndiags;
};

/* What reading one member gave, on its way into its row. */
struct member {
	struct put_input row;
	struct place place; /* what its path says */
	bool cut;           /* damaged, or partly not understood */
	char note[NOTE_MAX_BYTES + 32];
};

static void ingest_source(
    struct intake *intake, struct source *source, int depth);

static void
take_diag(void *context, const char *path, uint64_t line, const char *text)
{
	struct intake *intake = context;
	struct ledger_complaint complaint = { path, line, text, false, false };

	if (!intake->in_member) {
		ledger_mark_failure(intake->tape, path, line, text);
		return;
	}
	intake->ndiags++;
	complaint.is_row = intake->ndiags <= MAX_DIAGS;
	complaint.is_told = intake->ndiags <= MAX_TOLD;
	if (complaint.is_row || complaint.is_told)
		ledger_mark_complaint(intake->tape, &complaint);
	if (intake->ndiags == MAX_TOLD + 1) {
		complaint = (struct ledger_complaint){ path, 0,
			"more of this kind follows; not told here", false,
			true };
		ledger_mark_complaint(intake->tape, &complaint);
	}
}

struct intake *
intake_open(struct tape *tape, struct crew *crew,
    const struct log_pattern_set *patterns, const struct layout_set *layouts)
{
	struct intake *intake = calloc(1, sizeof(*intake));

	if (intake == NULL)
		fatal("out of memory");
	intake->tape = tape;
	intake->crew = crew;
	intake->patterns = patterns;
	intake->layouts = layouts;
	intake->diag = (struct diag){ take_diag, intake };
	return intake;
}

void
intake_close(struct intake *intake)
{
	free(intake);
}

const struct diag *
intake_diag(const struct intake *intake)
{
	return &intake->diag;
}

/* What the facts of a file of objects go to. */
struct object_intake {
	struct intake *intake;
	struct member *member;
};

static void
take_object(void *context, const struct fact *facts)
{
	const struct object_intake *objects = context;

	put_facts(objects->intake->tape, facts);
}

static void
take_log(
    void *context, const struct place *place, uint64_t line, struct source *log)
{
	const struct object_intake *objects = context;
	struct intake *intake = objects->intake;

	put_place(intake->tape, line - 1, place);
	(void)log_intake(intake->tape, intake->patterns, log, line - 1,
	    &objects->member->row);
}

static void
ingest_objects(
    struct intake *intake, struct source *source, struct member *member)
{
	struct kube_result result = { 0 };
	struct object_intake objects = { intake, member };

	kube_read(
	    source, &member->place, take_object, take_log, &objects, &result);
	member->row.kind = "objects";
	member->row.has_lines = true;
	member->row.lines = result.lines;
	member->row.objects = result.objects;
	member->cut = result.errors > 0;
}

static void
ingest_log(struct intake *intake, struct source *source, struct member *member)
{
	member->row.lines =
	    log_intake(intake->tape, intake->patterns, source, 0, &member->row);
	member->row.has_lines = true;
	member->row.kind =
	    member->row.events > 0 ? "cert-manager-log" : "other-log";
}

/*
 * Hands a member to the crew if it is worth that and there is room; otherwise
 * reads it here.
 */
static void
ingest_or_hand_over(struct intake *intake, struct source *source, int depth)
{
	struct source *replay;
	bool whole;

	if (intake->crew == NULL || !crew_reserve(intake->crew)) {
		ingest_source(intake, source, depth);
		return;
	}
	replay = replay_open(source, CREW_MEMBER_MAX_BYTES, &whole);
	if (whole && replay_kept(replay) >= HAND_OVER_MIN_BYTES) {
		ledger_mark_job(
		    intake->tape, crew_add_member(intake->crew, replay, depth));
		return;
	}
	ingest_source(intake, replay, depth);
	source_close(replay);
	crew_unreserve(intake->crew);
}

static void
ingest_container(struct intake *intake, struct source *source,
    struct member *member, int depth)
{
	struct container *container;
	struct source *inner;
	uint64_t ndiags = intake->ndiags;
	uint64_t size;

	member->row.kind = "archive";
	if (depth == MAX_DEPTH) {
		diag_at(source_diag(source), source_path(source), 0,
		    "an archive nested more than %d deep; not opened",
		    MAX_DEPTH);
		member->row.status = "skipped";
		return;
	}
	container = container_open(source);
	if (container == NULL) {
		member->cut = true;
		return;
	}
	while ((inner = container_next(container)) != NULL) {
		if (source_link(inner) != NULL)
			ledger_mark_link(intake->tape, source_path(inner),
			    source_link(inner));
		else
			ingest_or_hand_over(intake, inner, depth + 1);
		intake->in_member = true;
		intake->ndiags = ndiags;
	}
	member->cut = container_damaged(container);
	/* What is wrong with its packing may show only behind its end. */
	if (!source_size(source, &size))
		source_drain(source);
	container_close(container);
}

/*
 * The beginning of line, up to the first word that is too long to be one: what
 * is not words may be a key.
 */
static int
first_words(struct str line)
{
	int len = 0;
	int word = 0;

	for (int i = 0; i < NOTE_MAX_BYTES && (size_t)i < line.len; i++) {
		if (line.ptr[i] == ' ')
			len = i;
		word = line.ptr[i] == ' ' ? 0 : word + 1;
		if (word > WORD_MAX_BYTES)
			break;
	}
	return len;
}

/* Keeps how the first line of a text begins, for a note. */
static void
note_line(struct member *member, struct str line)
{
	line = str_trim(line);
	if (member->row.note != NULL || line.len == 0 || line.ptr[0] <= ' ')
		return;
	snprintf(member->note, sizeof(member->note),
	    "text of no known form: %.*s...", first_words(line), line.ptr);
	member->row.note = member->note;
}

static void
ingest_printed(
    struct intake *intake, struct source *source, struct member *member)
{
	struct lines *lines = lines_open(source);
	struct object_intake objects = { intake, member };
	struct printed_reader *reader = printed_reader_open(source_path(source),
	    source_diag(source), place_text(member->place.namespace),
	    member->place.kind, take_object, &objects);
	struct printed_result result;
	struct str line;

	while (lines_next(lines, &line)) {
		note_line(member, line);
		printed_reader_line(reader, lines_number(lines), line);
	}
	printed_reader_close(reader, &result);
	member->row.has_lines = true;
	member->row.lines = lines_number(lines);
	lines_close(lines);
	if (result.objects == 0)
		return;
	member->row.kind = result.described ? "describe" : "table";
	member->row.objects = result.objects;
	member->row.note = NULL;
}

/* Counts the lines of a text. */
static void
count_lines(struct source *source, struct member *member)
{
	struct lines *lines = lines_open(source);
	struct str line;

	while (lines_next(lines, &line))
		note_line(member, line);
	member->row.has_lines = true;
	member->row.lines = lines_number(lines);
	lines_close(lines);
}

static void
ingest_decoded(struct intake *intake, struct source *source,
    struct member *member, int depth)
{
	const unsigned char *bytes = NULL;
	size_t len = source_peek(source, &bytes);

	switch (kind_recognise(bytes, len)) {
	case KIND_CONTAINER:
		ingest_container(intake, source, member, depth);
		break;
	case KIND_OBJECTS:
		ingest_objects(intake, source, member);
		break;
	case KIND_PRINTED:
		ingest_printed(intake, source, member);
		break;
	case KIND_LOG:
		ingest_log(intake, source, member);
		break;
	case KIND_EMPTY:
		member->row.note = "empty";
		break;
	case KIND_OTHER_LOG:
		member->row.kind = "other-log";
		count_lines(source, member);
		member->row.note = NULL;
		break;
	case KIND_TEXT:
		count_lines(source, member);
		break;
	case KIND_DATABASE:
		member->row.status = "skipped";
		member->row.note = "an SQLite database";
		break;
	case KIND_GZIP:
		member->row.status = "skipped";
		member->row.note = "gzip inside gzip, too many times";
		break;
	case KIND_BINARY:
		member->row.status = "skipped";
		member->row.note = "binary, of no known form";
		break;
	}
}

/*
 * Opens a reader ahead of top, or returns NULL where a thread would not pay, or
 * where what is packed must be read from its end.
 */
static struct source *
open_ahead(const struct intake *intake, struct source *top)
{
	const unsigned char *bytes = NULL;
	size_t len = source_peek(top, &bytes);
	uint64_t size = 0;
	bool has_size = source_size(top, &size);

	if (intake->crew == NULL || len < SOURCE_PEEK_BYTES ||
	    (has_size && size < AHEAD_MIN_BYTES) ||
	    (has_size && kind_recognise(bytes, len) == KIND_CONTAINER))
		return NULL;
	return ahead_open(top);
}

/* Takes off the gzip layers and the encoding of source, then reads it. */
static void
ingest_packed(struct intake *intake, struct source *source,
    struct member *member, int depth)
{
	struct source *layers[MAX_GZIP_LAYERS + 1];
	size_t nlayers = 0;
	struct source *top = source;
	const unsigned char *bytes = NULL;
	size_t len = source_peek(top, &bytes);

	while (nlayers < MAX_GZIP_LAYERS && gzip_recognise(bytes, len)) {
		top = layers[nlayers++] = gzip_open(top);
		source_undigested(top);
		len = source_peek(top, &bytes);
	}

	struct source *text = encoding_open(top);

	if (text != NULL) {
		top = layers[nlayers++] = text;
		source_undigested(top);
	}

	struct source *ahead = open_ahead(intake, top);

	ingest_decoded(intake, ahead != NULL ? ahead : top, member, depth);
	/* Damage below is damage of the top, unless it lies further on. */
	if (source_damaged(ahead != NULL ? ahead : top))
		member->cut = true;
	source_close(ahead);
	while (nlayers > 0)
		source_close(layers[--nlayers]);
}

static void
ingest_source(struct intake *intake, struct source *source, int depth)
{
	struct member member = { .row = { .kind = "other" } };
	char sha256[65];
	int64_t mtime_us = 0;
	bool has_mtime = source_mtime(source, &mtime_us);

	ledger_mark_begin(
	    intake->tape, source_path(source), has_mtime, mtime_us);
	/* So that what is being read is seen while it is. */
	if (intake->crew == NULL || depth == 0)
		tape_flush(intake->tape);
	intake->in_member = true;
	intake->ndiags = 0;
	if (layout_find(intake->layouts, source_path(source), &member.place))
		put_place(intake->tape, 0, &member.place);
	ingest_packed(intake, source, &member, depth);
	source_digest(source, sha256);
	member.row.was_read = true;
	member.row.bytes = source_bytes(source);
	member.row.sha256 = sha256;
	if (member.row.status == NULL)
		member.row.status = member.cut ? "partial" : "read";
	ledger_mark_end(intake->tape, &member.row);
	intake->in_member = false;
}

void
intake_path(struct intake *intake, const char *path)
{
	struct source *source;

	intake->in_member = false;
	if (strcmp(path, "-") == 0)
		source = source_open_fd(STDIN_FILENO, path, &intake->diag);
	else
		source = source_open(path, &intake->diag);
	if (source == NULL)
		return;
	ingest_source(intake, source, 0);
	source_close(source);
}

void
intake_member(struct intake *intake, struct source *member, int depth)
{
	replay_tell(member, &intake->diag);
	ingest_source(intake, member, depth);
}
