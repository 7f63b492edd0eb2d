/* Takes every input through every stage; see analyzer/README.md. */
#include "pipeline.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/fatal.h"
#include "crew.h"
#include "discover/walk.h"
#include "intake.h"
#include "ledger.h"
#include "parse/layout.h"
#include "parse/log_pattern.h"

/* Files that threads may have begun or ended before their turn. */
#define MAX_PATHS_AHEAD 32

struct run {
	struct ledger *ledger;
	struct crew *crew; /* or NULL */
	struct log_pattern_set *patterns;
	struct layout_set *layouts;
};

/* Writes what is read at once, where reader and writer are one thread. */
static struct tape_chunk *
play_at_once(void *context, struct tape_chunk *chunk)
{
	ledger_play(context, chunk);
	chunk->len = 0;
	return chunk;
}

static void
read_path(struct run *run, struct tape *tape, const char *path)
{
	struct intake *intake =
	    intake_open(tape, run->crew, run->patterns, run->layouts);

	intake_path(intake, path);
	intake_close(intake);
}

static void
read_member(struct run *run, struct tape *tape, const struct job *job)
{
	struct intake *intake =
	    intake_open(tape, run->crew, run->patterns, run->layouts);

	intake_member(intake, job_member(job), job_depth(job));
	intake_close(intake);
}

/* What a thread of the crew does. */
static void
work(void *context, struct job *job)
{
	struct run *run = context;
	struct tape *tape =
	    tape_open(ledger_inserts(run->ledger), crew_push, job);

	if (job_path(job) != NULL)
		read_path(run, tape, job_path(job));
	else
		read_member(run, tape, job);
	tape_close(tape);
}

static struct tape *
open_direct_tape(const struct run *run)
{
	return tape_open(
	    ledger_inserts(run->ledger), play_at_once, run->ledger);
}

/* Writes what job gives, or reads it here if nobody has begun to. */
static void
play_job(void *context, struct job *job)
{
	struct run *run = context;
	struct tape_chunk *chunk = NULL;
	struct tape *tape;
	enum crew_turn turn;

	while ((turn = crew_await(job, &chunk)) == CREW_CHUNK) {
		ledger_play(run->ledger, chunk);
		tape_chunk_free(chunk);
	}
	if (turn == CREW_YOURS) {
		tape = open_direct_tape(run);
		read_member(run, tape, job);
		tape_close(tape);
	}
	crew_end(job);
}

static void
walk_inputs(struct run *run, struct walk *walk, struct arena *arena,
    char *const *inputs, size_t ninputs)
{
	struct tape *tape = open_direct_tape(run);
	struct intake *intake =
	    intake_open(tape, NULL, run->patterns, run->layouts);

	walk_list(walk, arena, inputs, ninputs, intake_diag(intake));
	intake_close(intake);
	tape_close(tape);
}

/* Reads all files; useful tells for each whether something was understood. */
static void
read_all(struct run *run, const struct walk *walk, bool *useful)
{
	struct job *jobs[MAX_PATHS_AHEAD];
	size_t nadded = 0;

	for (size_t i = 0; i < walk->npaths; i++) {
		if (run->crew == NULL) {
			struct tape *tape = open_direct_tape(run);

			read_path(run, tape, walk->paths[i]);
			tape_close(tape);
		} else {
			while (nadded < walk->npaths &&
			    nadded < i + MAX_PATHS_AHEAD) {
				jobs[nadded % MAX_PATHS_AHEAD] = crew_add_path(
				    run->crew, walk->paths[nadded]);
				nadded++;
			}
			play_job(run, jobs[i % MAX_PATHS_AHEAD]);
		}
		useful[walk->files[i]] = ledger_understood(run->ledger);
	}
}

static void
write_links(const struct run *run, const struct walk *walk)
{
	struct tape *tape = open_direct_tape(run);

	for (size_t i = 0; i < walk->nlinks; i++)
		ledger_mark_link(
		    tape, walk->links[i].path, walk->links[i].leads);
	tape_close(tape);
}

/* Tells which of the inputs named held nothing known; true if any did. */
static bool
tell_useless(const struct run *run, const struct walk *walk, const bool *useful,
    char *const *inputs, size_t ninputs)
{
	bool *understood = calloc(ninputs + 1, sizeof(*understood));
	bool unusable = false;

	if (understood == NULL)
		fatal("out of memory");
	for (size_t i = 0; i < walk->nways; i++) {
		if (useful[walk->ways[i].file])
			understood[walk->ways[i].named] = true;
	}
	for (size_t k = 0; k < ninputs; k++) {
		if (!understood[k]) {
			unusable = true;
			ledger_tell(run->ledger, inputs[k], 0,
			    "nothing about certificates was found in it");
		}
	}
	free(understood);
	return unusable;
}

void
pipeline_ingest(struct db *db, char *const *inputs, size_t ninputs,
    const struct pipeline_options *options, struct pipeline_result *result)
{
	struct arena *arena = arena_new();
	struct run run = { .patterns = options->patterns,
		.layouts = layout_set_open() };
	struct walk walk;
	bool *useful;

	run.ledger =
	    ledger_open(db, options->quiet, options->progress, play_job, &run);
	walk_inputs(&run, &walk, arena, inputs, ninputs);
	if (options->jobs > 1)
		run.crew = crew_open(options->jobs, work, &run);
	useful = arena_alloc(arena, (walk.nfiles + 1) * sizeof(*useful));
	read_all(&run, &walk, useful);
	crew_close(run.crew);
	write_links(&run, &walk);
	ledger_clear_progress(run.ledger);
	*result = (struct pipeline_result){
		.members = ledger_members(run.ledger),
		.incomplete = ledger_incomplete(run.ledger),
		.unusable = tell_useless(&run, &walk, useful, inputs, ninputs),
	};
	ledger_close(run.ledger);
	layout_set_close(run.layouts);
	arena_free(arena);
}
