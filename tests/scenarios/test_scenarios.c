/*
 * Each story of fixtures/: from the dump to what the program says of it, byte
 * by byte.  With CERTTRAIL_GOLDEN set ("make golden") what it says is written
 * to the fixture instead.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../scratch.h"
#include "run.h"
#include "story.h"

#ifndef PROGRAM
#error "PROGRAM is the path of certtrail, seen from the top of the tree"
#endif

#define DB "story.db"

#define NOT_CASCADED "SELECT id FROM findings WHERE code = 'ca-not-cascaded'"
#define LAST_OF_DOCK \
	"SELECT id FROM renewals WHERE certificate = 'dock-tls' " \
	"ORDER BY issued_at DESC"

static const struct {
	const char *name;
	const char *explained; /* the id of what explain.txt explains */
} stories[] = {
	{ "apiconnect-10.0.5",
	    "SELECT id FROM findings WHERE object = 'management-apim'" },
	{ "damaged", "SELECT id FROM findings WHERE object = 'portal'" },
	{ "healthy",
	    "SELECT id FROM renewals WHERE certificate = 'bank-ca' "
	    "ORDER BY issued_at DESC" },
	{ "new-key-ca", NOT_CASCADED },
	{ "new-year",
	    "SELECT id FROM renewals WHERE certificate = 'web-tls' "
	    "ORDER BY issued_at DESC" },
	{ "layouts/apiconnect", NOT_CASCADED },
	{ "layouts/cluster-info", LAST_OF_DOCK },
	{ "layouts/cluster-info-stream", LAST_OF_DOCK },
	{ "layouts/crust-gather", NOT_CASCADED },
	{ "layouts/inspect", NOT_CASCADED },
	{ "layouts/mas", NOT_CASCADED },
	{ "layouts/must-gather", NOT_CASCADED },
	{ "layouts/node-logs", LAST_OF_DOCK },
	{ "layouts/rancher-kit", NOT_CASCADED },
	{ "layouts/rhoso", NOT_CASCADED },
	{ "layouts/sonobuoy", NOT_CASCADED },
	{ "layouts/troubleshoot", NOT_CASCADED },
	{ "layouts/velero", NOT_CASCADED },
	{ "layouts/windows", NOT_CASCADED },
	{ "text-only", "SELECT id FROM findings WHERE object = 'till'" },
};
#define NSTORIES (sizeof(stories) / sizeof(stories[0]))

static const struct {
	const char *verb;
	const char *format;
	const char *file;
} views[] = {
	{ "renewals", "csv", "renewals.csv" },
	{ "cascades", "csv", "cascades.csv" },
	{ "restarts", "csv", "restarts.csv" },
	{ "findings", "json", "findings.json" },
	{ "forecast", "csv", "forecast.csv" },
	{ "timeline", "text", "timeline.txt" },
	{ "inputs", "csv", "inputs.csv" },
	{ "coverage", "csv", "coverage.csv" },
};
#define NVIEWS (sizeof(views) / sizeof(views[0]))

/* Those that tell of the inputs by path only. */
static const char *const queries[] = {
	"SELECT * FROM findings",
	"SELECT * FROM renewals",
	"SELECT * FROM cascades",
	"SELECT * FROM restarts",
	"SELECT * FROM certificates",
	"SELECT * FROM forecast",
	"SELECT * FROM timeline",
	"SELECT * FROM events",
	"SELECT * FROM evidence",
	"SELECT * FROM coverage",
	"SELECT path, kind, status, bytes, sha256, lines, objects, events, "
	"first_at, last_at, note FROM inputs "
	"WHERE path NOT IN ('story.tar.gz', 'story.zip')",
};
#define NQUERIES (sizeof(queries) / sizeof(queries[0]))

static char top[2048];
static char program[4096];
static struct story story;

static void
enter(void)
{
	cr_assert_not_null(getcwd(top, sizeof(top)));
	snprintf(program, sizeof(program), "%s/" PROGRAM, top);
	cr_assert_eq(access(program, X_OK), 0, "%s", program);
	scratch_enter();
}

static void
leave(void)
{
	story_free(&story);
	scratch_leave();
}

TestSuite(scenarios, .init = enter, .fini = leave);

static struct run
run1(const char *a, const char *b, const char *c, const char *d, const char *e)
{
	return run_program(program, (const char *[]){ a, b, c, d, e, NULL });
}

static void
load(const char *name)
{
	story_free(&story);
	story_load(&story, top, name);
}

static void
ingest(const char *input)
{
	struct run run = run1("ingest", "--db", DB, "-q", input);

	cr_assert(run.status == 0 || run.status == 4,
	    "ingest %s: status %d\n%s", input, run.status, run.err);
	run_free(&run);
}

/* Takes every occurrence of part out of text. */
static void
take_out(char *text, const char *part)
{
	size_t len = strlen(part);
	char *to = text;

	for (const char *from = text; *from != '\0';) {
		if (strncmp(from, part, len) == 0)
			from += len;
		else
			*to++ = *from++;
	}
	*to = '\0';
}

/* Whether both say the same; if not, says where they part. */
static void
expect_same(
    const char *what, const char *file, const char *expected, const char *said)
{
	size_t line = 1;
	size_t start = 0;
	size_t at = 0;

	while (expected[at] == said[at] && said[at] != '\0') {
		if (said[at++] == '\n') {
			line++;
			start = at;
		}
	}
	cr_expect(expected[at] == said[at],
	    "%s: %s, line %zu\nexpected: %.*s\nis:       %.*s", what, file,
	    line, (int)strcspn(expected + start, "\n"), expected + start,
	    (int)strcspn(said + start, "\n"), said + start);
}

static void
check(const char *name, const char *file, const char *said, size_t len)
{
	char path[4096];
	size_t expected_len;
	size_t folder_len = (size_t)snprintf(
	    path, sizeof(path), "%s/fixtures/%s/expected/", top, name);

	cr_assert_lt(folder_len + strlen(file), sizeof(path));
	cr_expect_eq(strlen(said), len, "%s: %s has a NUL", name, file);
	if (getenv("CERTTRAIL_GOLDEN") != NULL) {
		(void)mkdir(path, 0777);
		strcpy(path + folder_len, file);
		scratch_write(path, said, len);
		return;
	}
	strcpy(path + folder_len, file);

	char *expected = story_read(path, &expected_len);

	cr_expect_not_null(expected, "there is no %s; see make golden", path);
	if (expected != NULL)
		expect_same(name, file, expected, said);
	free(expected);
}

static void
check_audit(const char *name, const char *dump)
{
	struct run run = run1("audit", dump, NULL, NULL, NULL);
	char status[32];

	snprintf(status, sizeof(status), "%d\n", run.status);
	check(name, "audit.txt", run.out, run.out_len);
	check(name, "audit.err", run.err, run.err_len);
	check(name, "status", status, strlen(status));
	run_free(&run);
}

/* The dump is read in again: explain must not depend on a database. */
static void
check_explain(const char *name, const char *dump, const char *query)
{
	struct run run = run1("sql", DB, query, "-o", "csv");
	char *id = strchr(run.out, '\n');

	cr_assert_not_null(id, "%s: %s%s", name, query, run.err);
	id[1 + strcspn(id + 1, "\r\n")] = '\0';

	struct run told = run1("explain", id + 1, dump, "-q", NULL);

	check(name, "explain.txt", told.out, told.out_len);
	run_free(&told);
	run_free(&run);
}

Test(scenarios, are_told_as_expected)
{
	for (size_t i = 0; i < NSTORIES; i++) {
		const char *name = stories[i].name;
		char dump[256];

		snprintf(dump, sizeof(dump), "fixtures/%s/dump", name);
		load(name);
		story_write(&story);
		check_audit(name, dump);
		ingest(dump);
		for (size_t j = 0; j < NVIEWS; j++) {
			struct run run = run1(
			    views[j].verb, DB, "-o", views[j].format, NULL);

			cr_expect_eq(run.status, 0, "%s: %s: status %d", name,
			    views[j].verb, run.status);
			check(name, views[j].file, run.out, run.out_len);
			run_free(&run);
		}
		check_explain(name, dump, stories[i].explained);
		cr_expect_eq(remove(DB), 0);
	}
}

/* What every view of the database says, one after the other. */
static char *
all_views(void)
{
	char *text = NULL;
	size_t len = 0;
	FILE *out = open_memstream(&text, &len);

	cr_assert_not_null(out);
	for (size_t i = 0; i < NQUERIES; i++) {
		struct run run = run1("sql", DB, queries[i], "-o", "csv");

		cr_expect_eq(run.status, 0, "%s: %s", queries[i], run.err);
		fprintf(out, "%s\n%s", queries[i], run.out);
		run_free(&run);
	}
	fclose(out);
	return text;
}

Test(scenarios, do_not_change_when_the_same_dump_is_read_twice)
{
	for (size_t i = 0; i < NSTORIES; i++) {
		char dump[256];

		snprintf(
		    dump, sizeof(dump), "fixtures/%s/dump", stories[i].name);
		load(stories[i].name);
		story_write(&story);
		ingest(dump);

		char *once = all_views();

		ingest(dump);

		char *twice = all_views();

		expect_same(stories[i].name, "read twice", once, twice);
		free(once);
		free(twice);
		cr_expect_eq(remove(DB), 0);
	}
}

static char *
views_of_files(bool backwards)
{
	const char *argv[STORY_MAX_FILES + 8] = { "ingest", "--db", DB, "-q" };
	size_t n = 4;

	for (size_t i = 0; i < story.nfiles; i++) {
		size_t k = backwards ? story.nfiles - 1 - i : i;

		/* A link that is named is read as a file. */
		if (story.files[k].type == MEMBER_FILE)
			argv[n++] = story.files[k].name;
	}

	struct run run = run_program(program, argv);

	cr_assert(run.status == 0 || run.status == 4 || run.status == 3,
	    "status %d: %s", run.status, run.err);
	run_free(&run);

	char *text = all_views();

	cr_expect_eq(remove(DB), 0);
	return text;
}

Test(scenarios, do_not_depend_on_the_order_of_arguments)
{
	for (size_t i = 0; i < NSTORIES; i++) {
		load(stories[i].name);
		story_write(&story);

		char *forwards = views_of_files(false);
		char *backwards = views_of_files(true);

		expect_same(stories[i].name, "backwards", forwards, backwards);
		free(forwards);
		free(backwards);
	}
}

Test(scenarios, do_not_depend_on_when_each_file_was_added)
{
	for (size_t i = 0; i < NSTORIES; i++) {
		load(stories[i].name);
		story_write(&story);

		char *at_once = views_of_files(false);

		for (size_t j = story.nfiles; j-- > 0;) {
			if (story.files[j].type != MEMBER_FILE)
				continue;

			struct run run = run1(
			    "ingest", "--db", DB, "-q", story.files[j].name);

			run_free(&run);
		}

		char *one_by_one = all_views();

		expect_same(stories[i].name, "one by one", at_once, one_by_one);
		free(at_once);
		free(one_by_one);
		cr_expect_eq(remove(DB), 0);
	}
}

Test(scenarios, are_the_same_in_a_folder_and_in_archives)
{
	static const char *const archives[] = { "story.tar.gz", "story.zip" };

	for (size_t i = 0; i < NSTORIES; i++) {
		char dump[256];

		snprintf(
		    dump, sizeof(dump), "fixtures/%s/dump", stories[i].name);
		load(stories[i].name);
		story_write(&story);
		ingest(dump);

		char *folder = all_views();

		cr_expect_eq(remove(DB), 0);
		for (size_t j = 0; j < 2; j++) {
			char prefix[64];

			snprintf(prefix, sizeof(prefix), "%s!", archives[j]);
			story_pack(&story, archives[j]);
			ingest(archives[j]);

			char *packed = all_views();

			take_out(packed, prefix);
			expect_same(
			    stories[i].name, archives[j], folder, packed);
			free(packed);
			cr_expect_eq(remove(DB), 0);
		}
		free(folder);
	}
}

/* "PRIVATE KEY" as such and in the three ways base64 can write it. */
Test(scenarios, hold_no_private_key)
{
	static const char *const marks[] = { "PRIVATE KEY", "UFJJVkFURSBLRV",
		"BSSVZBVEUgS0VZ", "QUklWQVRFIEtFW" };

	for (size_t i = 0; i < NSTORIES; i++) {
		load(stories[i].name);
		for (size_t j = 0; j < story.nfiles; j++) {
			const struct member *file = &story.files[j];

			char *text = strdup(file->bytes);

			cr_assert_not_null(text);
			take_out(text, STORY_KEY);
			for (size_t k = 0; k < 4; k++)
				cr_expect_null(strstr(text, marks[k]), "%s: %s",
				    file->name, marks[k]);
			free(text);
		}
	}
}
