#include "ledger.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fatal.h"
#include "report/screen.h"
#include "store/play.h"

#define PROGRESS_MAX_BYTES 70
#define MAX_OPEN 32 /* inputs inside one another */

enum mark { MARK_BEGIN = 1, MARK_END, MARK_COMPLAINT, MARK_FAILURE, MARK_JOB };

struct ledger {
	struct db *db;
	bool quiet;
	bool progress;
	ledger_job *play_job;
	void *context;
	struct inserts *inserts;
	struct player *player;
	size_t nopen;
	int64_t open[MAX_OPEN]; /* ids of the inputs being read */
	uint64_t members;
	uint64_t incomplete;
	bool understood;
};

static void play_mark(void *context, const struct play_mark *mark);

struct ledger *
ledger_open(struct db *db, bool quiet, bool progress, ledger_job *play_job,
    void *context)
{
	struct ledger *ledger = calloc(1, sizeof(*ledger));

	if (ledger == NULL)
		fatal("out of memory");
	ledger->db = db;
	ledger->quiet = quiet;
	ledger->progress = progress;
	ledger->play_job = play_job;
	ledger->context = context;
	ledger->inserts = inserts_open(db);
	ledger->player = player_open(ledger->inserts, play_mark, ledger);
	return ledger;
}

void
ledger_close(struct ledger *ledger)
{
	player_close(ledger->player);
	inserts_close(ledger->inserts);
	free(ledger);
}

const struct inserts *
ledger_inserts(const struct ledger *ledger)
{
	return ledger->inserts;
}

void
ledger_play(struct ledger *ledger, const struct tape_chunk *chunk)
{
	player_play(ledger->player, chunk);
}

uint64_t
ledger_members(const struct ledger *ledger)
{
	return ledger->members;
}

uint64_t
ledger_incomplete(const struct ledger *ledger)
{
	return ledger->incomplete;
}

bool
ledger_understood(struct ledger *ledger)
{
	bool understood = ledger->understood;

	ledger->understood = false;
	return understood;
}

void
ledger_clear_progress(const struct ledger *ledger)
{
	if (ledger->progress)
		fputs("\r\033[K", stderr);
}

static void
show_progress(const struct ledger *ledger, const char *path)
{
	if (!ledger->progress)
		return;
	ledger_clear_progress(ledger);
	fputs("reading ", stderr);
	screen_text(stderr, path, strnlen(path, PROGRESS_MAX_BYTES));
	fflush(stderr);
}

void
ledger_tell(const struct ledger *ledger, const char *path, uint64_t line,
    const char *text)
{
	if (ledger->quiet)
		return;
	ledger_clear_progress(ledger);
	screen_text(stderr, path, strlen(path));
	if (line != 0)
		fprintf(stderr, ":%" PRIu64, line);
	fputs(": ", stderr);
	screen_text(stderr, text, strlen(text));
	fputc('\n', stderr);
}

/* Ends the row of an input, keeping it unless it was read before. */
static void
end_input(struct ledger *ledger, int64_t id, const struct put_input *row)
{
	ledger->members++;
	if (strcmp(row->status, "read") != 0)
		ledger->incomplete++;
	if (put_input_end(ledger->db, id, row))
		db_keep(ledger->db);
	else
		db_undo(ledger->db);
}

void
ledger_mark_begin(
    struct tape *tape, const char *path, bool has_mtime, int64_t mtime_us)
{
	tape_begin_input(tape);
	tape_mark(tape, MARK_BEGIN);
	tape_mark_text(tape, path);
	tape_mark_int(tape, has_mtime);
	tape_mark_int(tape, mtime_us);
}

static void
play_begin(struct ledger *ledger, const struct play_mark *mark)
{
	int64_t id;

	if (ledger->nopen == MAX_OPEN)
		fatal("%s: nested too deep", mark->texts[0]);
	show_progress(ledger, mark->texts[0]);
	db_mark(ledger->db);
	id = put_input_begin(ledger->db, mark->texts[0], mark->integers[1] != 0,
	    mark->integers[2]);
	ledger->open[ledger->nopen++] = id;
	player_begin_input(ledger->player, id);
}

void
ledger_mark_end(struct tape *tape, const struct put_input *row)
{
	tape_mark(tape, MARK_END);
	tape_mark_text(tape, row->kind);
	tape_mark_text(tape, row->status);
	tape_mark_int(tape, row->was_read);
	tape_mark_int(tape, (int64_t)row->bytes);
	tape_mark_text(tape, row->sha256);
	tape_mark_int(tape, row->has_lines);
	tape_mark_int(tape, (int64_t)row->lines);
	tape_mark_int(tape, (int64_t)row->objects);
	tape_mark_int(tape, (int64_t)row->events);
	tape_mark_int(tape, (int64_t)row->unknown);
	tape_mark_text(tape, row->note);
	tape_mark_text(tape, row->link);
}

void
ledger_mark_link(struct tape *tape, const char *path, const char *leads)
{
	const struct put_input row = {
		.kind = "other", .status = "read", .link = leads
	};

	ledger_mark_begin(tape, path, false, 0);
	ledger_mark_end(tape, &row);
}

static void
play_end(struct ledger *ledger, const struct play_mark *mark)
{
	const struct put_input row = {
		.kind = mark->texts[0],
		.status = mark->texts[1],
		.was_read = mark->integers[2] != 0,
		.bytes = (uint64_t)mark->integers[3],
		.sha256 = mark->texts[4],
		.has_lines = mark->integers[5] != 0,
		.lines = (uint64_t)mark->integers[6],
		.objects = (uint64_t)mark->integers[7],
		.events = (uint64_t)mark->integers[8],
		.unknown = (uint64_t)mark->integers[9],
		.note = mark->texts[10],
		.link = mark->texts[11],
	};

	if (row.objects > 0 || row.events > 0)
		ledger->understood = true;
	end_input(ledger, ledger->open[--ledger->nopen], &row);
	player_begin_input(ledger->player,
	    ledger->nopen == 0 ? 0 : ledger->open[ledger->nopen - 1]);
}

void
ledger_mark_complaint(
    struct tape *tape, const struct ledger_complaint *complaint)
{
	tape_mark(tape, MARK_COMPLAINT);
	tape_mark_text(tape, complaint->path);
	tape_mark_int(tape, (int64_t)complaint->line);
	tape_mark_text(tape, complaint->text);
	tape_mark_int(tape, complaint->is_row);
	tape_mark_int(tape, complaint->is_told);
}

static void
play_complaint(struct ledger *ledger, const struct play_mark *mark)
{
	uint64_t line = (uint64_t)mark->integers[1];

	if (mark->integers[3] != 0)
		put_diag(ledger->db, ledger->open[ledger->nopen - 1], line,
		    mark->texts[2]);
	if (mark->integers[4] != 0)
		ledger_tell(ledger, mark->texts[0], line, mark->texts[2]);
}

void
ledger_mark_failure(
    struct tape *tape, const char *path, uint64_t line, const char *text)
{
	tape_mark(tape, MARK_FAILURE);
	tape_mark_text(tape, path);
	tape_mark_int(tape, (int64_t)line);
	tape_mark_text(tape, text);
}

static void
play_failure(struct ledger *ledger, const struct play_mark *mark)
{
	const char *text = mark->texts[2];
	struct put_input row = {
		.kind = "other", .status = "failed", .note = text
	};
	int64_t id;

	db_mark(ledger->db);
	id = put_input_begin(ledger->db, mark->texts[0], false, 0);
	put_diag(ledger->db, id, 0, text);
	end_input(ledger, id, &row);
	ledger_tell(ledger, mark->texts[0], (uint64_t)mark->integers[1], text);
}

void
ledger_mark_job(struct tape *tape, struct job *job)
{
	tape_mark(tape, MARK_JOB);
	tape_mark_int(tape, (int64_t)(intptr_t)job);
}

static void
play_mark(void *context, const struct play_mark *mark)
{
	struct ledger *ledger = context;

	switch ((enum mark)mark->mark) {
	case MARK_BEGIN:
		play_begin(ledger, mark);
		break;
	case MARK_END:
		play_end(ledger, mark);
		break;
	case MARK_COMPLAINT:
		play_complaint(ledger, mark);
		break;
	case MARK_FAILURE:
		play_failure(ledger, mark);
		break;
	case MARK_JOB:
		ledger->play_job(
		    ledger->context, (struct job *)(intptr_t)mark->integers[0]);
		break;
	}
}
