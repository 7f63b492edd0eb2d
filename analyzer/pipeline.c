/* Takes every input through every stage; see analyzer/README.md. */
#include "pipeline.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/diag.h"
#include "discover/walk.h"
#include "log_intake.h"
#include "model/place.h"
#include "open/container.h"
#include "open/encoding.h"
#include "open/gzip.h"
#include "open/lines.h"
#include "open/source.h"
#include "parse/kube.h"
#include "parse/layout.h"
#include "parse/log_pattern.h"
#include "recognise/kind.h"
#include "report/screen.h"
#include "store/put.h"

#define MAX_DEPTH 8       /* archives inside archives */
#define MAX_GZIP_LAYERS 4 /* gzip of gzip happens by mistake, not more */
#define MAX_TOLD 5        /* complaints told of one member; all become rows */
#define MAX_DIAGS 200     /* rows of complaints for one member */
#define PROGRESS_MAX_BYTES 70
#define NOTE_MAX_BYTES 60
#define WORD_MAX_BYTES 24

struct run {
	struct db *db;
	struct log_pattern_set *patterns;
	struct layout_set *layouts;
	struct diag diag;
	bool quiet;
	bool progress;
	struct pipeline_result *result;
	/* Of the member that is being read. */
	int64_t input_id;
	uint64_t ndiags;
	bool understood;
};

/* What reading one member gave, on its way into its row. */
struct member {
	struct put_input row;
	struct place place; /* what its path says */
	bool cut;           /* damaged, or partly not understood */
	char note[NOTE_MAX_BYTES + 32];
};

static void ingest_source(struct run *run, struct source *source, int depth);

static void
clear_progress(const struct run *run)
{
	if (run->progress)
		fputs("\r\033[K", stderr);
}

static void
show_progress(const struct run *run, const char *path)
{
	if (!run->progress)
		return;
	clear_progress(run);
	fputs("reading ", stderr);
	screen_text(stderr, path, strnlen(path, PROGRESS_MAX_BYTES));
	fflush(stderr);
}

static void
tell(const struct run *run, const char *path, uint64_t line, const char *text)
{
	if (run->quiet)
		return;
	clear_progress(run);
	screen_text(stderr, path, strlen(path));
	if (line != 0)
		fprintf(stderr, ":%" PRIu64, line);
	fputs(": ", stderr);
	screen_text(stderr, text, strlen(text));
	fputc('\n', stderr);
}

/* A row for what could not be opened, so that the inputs add up. */
static void
put_failure(struct run *run, const char *path, const char *text)
{
	struct put_input row = {
		.kind = "other", .status = "failed", .note = text
	};

	db_mark(run->db);

	int64_t input_id = put_input_begin(run->db, path, false, 0);

	put_diag(run->db, input_id, 0, text);
	run->result->members++;
	run->result->incomplete++;
	if (put_input_end(run->db, input_id, &row))
		db_keep(run->db);
	else
		db_undo(run->db);
}

/* A row for a link: what it leads to has its own, if it is here. */
static void
put_link(struct run *run, const char *path, const char *leads)
{
	struct put_input row = {
		.kind = "other", .status = "read", .link = leads
	};

	db_mark(run->db);

	int64_t input_id = put_input_begin(run->db, path, false, 0);

	run->result->members++;
	if (put_input_end(run->db, input_id, &row))
		db_keep(run->db);
	else
		db_undo(run->db);
}

static void
take_diag(void *context, const char *path, uint64_t line, const char *text)
{
	struct run *run = context;

	if (run->input_id == 0) {
		put_failure(run, path, text);
		tell(run, path, line, text);
		return;
	}
	run->ndiags++;
	if (run->ndiags <= MAX_DIAGS)
		put_diag(run->db, run->input_id, line, text);
	if (run->ndiags <= MAX_TOLD)
		tell(run, path, line, text);
	else if (run->ndiags == MAX_TOLD + 1)
		tell(run, path, 0, "more of this kind follows; not told here");
}

static uint64_t
read_log(struct run *run, struct source *source, uint64_t before,
    struct member *member)
{
	uint64_t nlines = log_intake(run->db, run->input_id, run->patterns,
	    source, before, &member->row);

	if (member->row.events > 0)
		run->understood = true;
	return nlines;
}

static void
ingest_log(struct run *run, struct source *source, struct member *member)
{
	member->row.lines = read_log(run, source, 0, member);
	member->row.has_lines = true;
	member->row.kind =
	    member->row.events > 0 ? "cert-manager-log" : "other-log";
}

/* What the facts of a file of objects go to. */
struct object_run {
	struct run *run;
	struct member *member;
};

static void
take_object(void *context, const struct fact *facts)
{
	const struct object_run *objects = context;

	put_facts(objects->run->db, objects->run->input_id, facts);
}

static void
take_log(
    void *context, const struct place *place, uint64_t line, struct source *log)
{
	const struct object_run *objects = context;
	struct run *run = objects->run;

	put_place(run->db, run->input_id, line - 1, place);
	(void)read_log(run, log, line - 1, objects->member);
}

static void
ingest_objects(struct run *run, struct source *source, struct member *member)
{
	struct kube_result result = { 0 };
	struct object_run objects = { run, member };

	kube_read(
	    source, &member->place, take_object, take_log, &objects, &result);
	member->row.kind = "objects";
	member->row.has_lines = true;
	member->row.lines = result.lines;
	member->row.objects = result.objects;
	member->cut = result.errors > 0;
	if (result.objects > 0)
		run->understood = true;
}

static void
ingest_container(
    struct run *run, struct source *source, struct member *member, int depth)
{
	struct container *container;
	struct source *inner;
	int64_t input_id = run->input_id;
	uint64_t ndiags = run->ndiags;

	member->row.kind = "archive";
	if (depth == MAX_DEPTH) {
		diag_at(&run->diag, source_path(source), 0,
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
			put_link(run, source_path(inner), source_link(inner));
		else
			ingest_source(run, inner, depth + 1);
		run->input_id = input_id;
		run->ndiags = ndiags;
	}
	member->cut = container_damaged(container);
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

/* Counts the lines of a text and keeps how the first begins, for a note. */
static void
count_lines(struct source *source, struct member *member)
{
	struct lines *lines = lines_open(source);
	struct str line;

	while (lines_next(lines, &line)) {
		line = str_trim(line);
		if (member->row.note == NULL && line.len > 0 &&
		    line.ptr[0] > ' ') {
			snprintf(member->note, sizeof(member->note),
			    "text of no known form: %.*s...", first_words(line),
			    line.ptr);
			member->row.note = member->note;
		}
	}
	member->row.has_lines = true;
	member->row.lines = lines_number(lines);
	lines_close(lines);
}

static void
ingest_decoded(
    struct run *run, struct source *source, struct member *member, int depth)
{
	const unsigned char *bytes = NULL;
	size_t len = source_peek(source, &bytes);

	switch (kind_recognise(bytes, len)) {
	case KIND_CONTAINER:
		ingest_container(run, source, member, depth);
		break;
	case KIND_OBJECTS:
		ingest_objects(run, source, member);
		break;
	case KIND_LOG:
		ingest_log(run, source, member);
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

/* Takes off the gzip layers and the encoding of source, then reads it. */
static void
ingest_packed(
    struct run *run, struct source *source, struct member *member, int depth)
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
	ingest_decoded(run, top, member, depth);
	for (size_t i = nlayers; i-- > 0;) {
		if (source_damaged(layers[i]))
			member->cut = true;
		source_close(layers[i]);
	}
	if (source_damaged(source))
		member->cut = true;
}

static void
ingest_source(struct run *run, struct source *source, int depth)
{
	struct member member = { .row = { .kind = "other" } };
	char sha256[65];
	int64_t mtime_us = 0;
	bool has_mtime = source_mtime(source, &mtime_us);

	show_progress(run, source_path(source));
	db_mark(run->db);

	int64_t input_id =
	    put_input_begin(run->db, source_path(source), has_mtime, mtime_us);

	run->input_id = input_id;
	run->ndiags = 0;
	if (layout_find(run->layouts, source_path(source), &member.place))
		put_place(run->db, input_id, 0, &member.place);
	ingest_packed(run, source, &member, depth);
	run->input_id = input_id;
	source_digest(source, sha256);
	member.row.was_read = true;
	member.row.bytes = source_bytes(source);
	member.row.sha256 = sha256;
	if (member.row.status == NULL)
		member.row.status = member.cut ? "partial" : "read";
	run->result->members++;
	if (strcmp(member.row.status, "read") != 0)
		run->result->incomplete++;
	if (put_input_end(run->db, input_id, &member.row))
		db_keep(run->db);
	else
		db_undo(run->db);
	run->input_id = 0;
}

static void
ingest_path(struct run *run, const char *path)
{
	struct source *source;

	run->input_id = 0;
	if (strcmp(path, "-") == 0)
		source = source_open_fd(STDIN_FILENO, path, &run->diag);
	else
		source = source_open(path, &run->diag);
	if (source == NULL)
		return;
	ingest_source(run, source, 0);
	source_close(source);
}

void
pipeline_ingest(struct db *db, char *const *inputs, size_t ninputs, bool quiet,
    bool progress, struct pipeline_result *result)
{
	struct run run = {
		.db = db, .quiet = quiet, .progress = progress, .result = result
	};
	struct arena *arena = arena_new();
	bool *understood = arena_alloc(arena, ninputs * sizeof(*understood));
	struct walk walk;
	bool *useful;

	*result = (struct pipeline_result){ 0 };
	run.diag = (struct diag){ take_diag, &run };
	run.patterns = log_pattern_set_open();
	run.layouts = layout_set_open();
	walk_list(&walk, arena, inputs, ninputs, &run.diag);
	useful = arena_alloc(arena, walk.nfiles * sizeof(*useful));
	for (size_t i = 0; i < walk.npaths; i++) {
		run.understood = false;
		ingest_path(&run, walk.paths[i]);
		useful[walk.files[i]] = run.understood;
	}
	for (size_t i = 0; i < walk.nlinks; i++)
		put_link(&run, walk.links[i].path, walk.links[i].leads);
	for (size_t i = 0; i < walk.nways; i++) {
		if (useful[walk.ways[i].file])
			understood[walk.ways[i].named] = true;
	}
	clear_progress(&run);
	for (size_t k = 0; k < ninputs; k++) {
		if (!understood[k]) {
			result->unusable = true;
			tell(&run, inputs[k], 0,
			    "nothing about certificates was found in it");
		}
	}
	layout_set_close(run.layouts);
	log_pattern_set_close(run.patterns);
	arena_free(arena);
}
