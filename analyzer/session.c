#include "session.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#include "base/fatal.h"
#include "derive/derive.h"
#include "parse/product.h"
#include "parse/release.h"
#include "parse/x509.h"
#include "pattern_file.h"
#include "pipeline.h"
#include "store/play.h"
#include "store/put.h"

static void
set_options(struct db *db, const struct options *options)
{
	struct stmt *stmt = db_stmt(db, "insert/settings.sql");

	if (options->has_as_of)
		stmt_int(stmt, ":as_of_us", options->as_of_us);
	if (options->year != 0)
		stmt_int(stmt, ":year", options->year);
	stmt_done(stmt);
}

static void
take_fact(void *context, const struct fact *facts)
{
	put_facts(context, facts);
}

static struct tape_chunk *
play_at_once(void *context, struct tape_chunk *chunk)
{
	player_play(context, chunk);
	chunk->len = 0;
	return chunk;
}

static void
put_knowledge(struct db *db)
{
	struct inserts *inserts = inserts_open(db);
	struct player *player = player_open(inserts, NULL, NULL);
	struct tape *tape = tape_open(inserts, play_at_once, player);

	product_read_all(take_fact, tape);
	release_read_all(take_fact, tape);
	tape_close(tape);
	player_close(player);
	inserts_close(inserts);
}

static void
put_pattern_files(struct db *db, const struct options *options)
{
	for (size_t i = 0; i < options->npattern_files; i++) {
		struct stmt *stmt = db_stmt(db, "insert/pattern_file.sql");

		stmt_text(stmt, ":path", options->pattern_files[i]);
		stmt_done(stmt);
	}
}

/* Reads the inputs into db and draws the conclusions, in one transaction. */
static void
fill(struct session *session, const struct options *options, bool is_new)
{
	struct pipeline_options how = { .quiet = options->quiet,
		.progress = !options->quiet && isatty(STDERR_FILENO) == 1,
		.patterns = session->patterns,
		.jobs = options->jobs };
	struct pipeline_result result;
	struct db *db = session->db;

	db_begin(db);
	if (is_new) {
		derive_create(db);
		put_knowledge(db);
	}
	put_pattern_files(db, options);
	pipeline_ingest(db, options->inputs, options->ninputs, &how, &result);
	set_options(db, options);
	derive_all(db, x509_signed_by);
	db_commit(db);
	if (result.unusable)
		session->status = STATUS_UNUSABLE;
	else if (result.incomplete > 0)
		session->status = STATUS_INCOMPLETE;
}

/*
 * Makes the empty file at path with the given mode.  Where there is one already, another run may be
 * filling it: returns false after telling standard error.
 */
static bool
make_file(const char *path, mode_t mode)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);

	if (fd >= 0) {
		(void)close(fd);
		return true;
	}
	if (errno != EEXIST)
		fatal("%s: %s", path, strerror(errno));
	fprintf(stderr,
	    "certtrail: %s: another run is filling it, or one was killed and "
	    "left it behind; if so, remove it\n",
	    path);
	return false;
}

/* As make_file(), with no moment at which a signal would leave it behind. */
static bool
claim_file(const char *path, mode_t mode)
{
	sigset_t all;
	sigset_t before;

	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, &before);

	bool made = make_file(path, mode);

	if (made)
		fatal_removes(path);
	sigprocmask(SIG_SETMASK, &before, NULL);
	return made;
}

/* Refuses a database whose evidence another release wrote down. */
static bool
refuse_old(struct db *db, const char *path)
{
	if (derive_fits(db) != DERIVE_OLD_TABLES)
		return false;
	fprintf(stderr,
	    "certtrail: %s: made by another release of certtrail; read the "
	    "inputs again into a new database (certtrail sql still shows what "
	    "is in this one)\n",
	    path);
	return true;
}

/*
 * Fills a file beside the name and renames it when it is complete, so that the
 * name never stands for half a database.
 */
static bool
fill_file(struct session *session, const struct options *options, bool is_new)
{
	/* A link stays one: what it leads to is replaced. */
	char *real = realpath(options->db, NULL);
	const char *name = real != NULL ? real : options->db;
	size_t size = strlen(name) + sizeof(".tmp");
	char *path = malloc(size);
	struct stat status;
	/* Who may read it was decided when it was made. */
	mode_t mode =
	    stat(name, &status) == 0 ? (status.st_mode & 0777) | 0600 : 0666;

	if (path == NULL)
		fatal("out of memory");
	snprintf(path, size, "%s.tmp", name);
	if (!claim_file(path, mode)) {
		free(path);
		free(real);
		return false;
	}
	if (is_new) {
		session->db = db_create(path);
	} else {
		struct db *old = db_open(options->db);

		session->db = db_copy(old, path);
		db_close(old);
	}
	fill(session, options, is_new);
	db_close(session->db);
	if (rename(path, name) != 0)
		fatal("%s: %s", name, strerror(errno));
	fatal_removes(NULL);
	free(path);
	free(real);
	session->db = db_open(options->db);
	return true;
}

static bool
fits(const char *path)
{
	struct db *db = db_open(path);
	bool refused = refuse_old(db, path);

	db_close(db);
	return !refused;
}

static bool
fill_kept(struct session *session, const struct options *options)
{
	switch (db_file_kind(options->db)) {
	case DB_FILE_NONE:
		return fill_file(session, options, true);
	case DB_FILE_OURS:
		return fits(options->db) && fill_file(session, options, false);
	case DB_FILE_OTHER:
		fprintf(stderr,
		    "certtrail: %s: a database of another program or another "
		    "contract; left as it is\n",
		    options->db);
		return false;
	case DB_FILE_ALIEN:
		if (access(options->db, R_OK) != 0) {
			fprintf(stderr, "certtrail: %s: %s\n", options->db,
			    strerror(errno));
			return false;
		}
		fprintf(stderr,
		    "certtrail: %s: exists and is not a certtrail database; "
		    "left as it is\n",
		    options->db);
		return false;
	}
	return false;
}

/*
 * Looks at a kept database; as of another moment, or with rules that are newer
 * than its conclusions, in a copy.
 */
static bool
open_kept(struct session *session, const struct options *options)
{
	session->db = db_open(options->inputs[0]);
	if (refuse_old(session->db, options->inputs[0])) {
		db_close(session->db);
		return false;
	}
	if (!options->has_as_of && options->year == 0 &&
	    derive_fits(session->db) == DERIVE_FITS)
		return true;

	struct db *copy = db_copy(session->db, ":memory:");

	db_close(session->db);
	session->db = copy;
	db_begin(copy);
	set_options(copy, options);
	derive_all(copy, x509_signed_by);
	db_commit(copy);
	return true;
}

/* Reads what is no database, into options->db or one that goes away. */
static bool
read_inputs(struct session *session, const struct options *options)
{
	struct options own = *options;
	bool filled = true;

	session->patterns =
	    pattern_file_open(own.pattern_files, &own.npattern_files);
	if (session->patterns == NULL)
		return false;
	if (own.db != NULL) {
		filled = fill_kept(session, &own);
	} else {
		session->db = db_create("");
		fill(session, &own, true);
	}
	log_pattern_set_close(session->patterns);
	session->patterns = NULL;
	return filled;
}

bool
session_open(struct session *session, const struct options *options)
{
	size_t databases = 0;

	*session = (struct session){ .status = STATUS_DONE };
	if (options->check) {
		fprintf(stderr, "certtrail: --check is for patterns\n");
		return false;
	}
	if (options->ninputs == 0 && options->db != NULL) {
		fprintf(stderr,
		    "certtrail: name the files and folders to read; to look "
		    "into a database, name it without --db\n");
		return false;
	}
	if (options->ninputs == 0) {
		fprintf(stderr,
		    "certtrail: name a database, or the files and folders to "
		    "read; see certtrail --help\n");
		return false;
	}
	for (size_t i = 0; i < options->ninputs; i++) {
		if (strcmp(options->inputs[i], "-") != 0 &&
		    db_file_kind(options->inputs[i]) == DB_FILE_OURS)
			databases++;
	}
	if (databases > 0 && (options->ninputs > 1 || options->db != NULL)) {
		fprintf(stderr,
		    "certtrail: a certtrail database is not an input; to add "
		    "to it, name it with --db\n");
		return false;
	}
	if (databases == 1 && options->npattern_files > 0) {
		fprintf(stderr,
		    "certtrail: --patterns is for inputs; a database holds "
		    "what was read already\n");
		return false;
	}
	if (databases == 1)
		return open_kept(session, options);
	return read_inputs(session, options);
}

void
session_close(struct session *session)
{
	db_close(session->db);
}
