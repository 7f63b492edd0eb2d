#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "derive/derive.h"
#include "open/archives.h"
#include "parse/log_pattern.h"
#include "pipeline.h"
#include "scratch.h"

#define LEN(array) (sizeof(array) / sizeof((array)[0]))

static unsigned char packed[ARCHIVE_MAX_BYTES];
static unsigned char inner[ARCHIVE_MAX_BYTES];
static char log_text[1500 * 1000];
static char objects[200 * 1000];
static char junk[64 * 1024];

/* Writes a log with lines for events, noise, and a line that is too much. */
static size_t
make_log(int seed, size_t len)
{
	size_t n = 0;

	for (int i = 0; n + 400 < len; i++) {
		n += (size_t)snprintf(log_text + n, len - n,
		    i % 20 == 0
			? "I1206 %02d:%02d:%02d.%06d       1 "
			  "trigger_controller.go:178] "
			  "\"cert-manager/certificates-trigger: Certificate "
			  "must be re-issued\" key=\"zoo/web-%d\" "
			  "reason=\"Renewing\" message=\"it is time\"\n"
			: "I1206 %02d:%02d:%02d.%06d       1 sync.go:71] "
			  "nobody knows what %d is\n",
		    i / 3600 % 24, i / 60 % 60, i % 60, seed, i % 40);
	}
	return n;
}

static size_t
make_objects(int seed, size_t len)
{
	size_t n = 0;

	for (int i = 0; n + 300 < len; i++)
		n += (size_t)snprintf(objects + n, len - n,
		    "apiVersion: v1\nkind: %s\nmetadata:\n  name: s%d-%d\n"
		    "  namespace: zoo\n  creationTimestamp: %s\ntype: x\n"
		    "---\n",
		    i % 50 == 7 ? "Secret" : "ConfigMap", seed, i,
		    i % 50 == 7 ? "yesterday" : "\"2021-12-06T09:00:00Z\"");
	return n;
}

/* A tar of plain, packed, damaged and repeated members. */
static size_t
make_bundle(unsigned char *out, int seed)
{
	static unsigned char zipped[512 * 1024];
	size_t nlog = make_log(seed, 300 * 1000);
	size_t nobjects = make_objects(seed, sizeof(objects));
	size_t nzipped = archive_gzip(zipped, log_text, nlog);
	const struct member members[] = {
		{ "a.log", log_text, nlog, MEMBER_FILE, 1638781200 },
		{ "a.yaml", objects, nobjects, MEMBER_FILE, 0 },
		{ "b.log.gz", zipped, nzipped, MEMBER_FILE, 0 },
		{ "cut.log.gz", zipped, nzipped / 2, MEMBER_FILE, 0 },
		{ "tiny", "x\n", 2, MEMBER_FILE, 0 },
		{ "a.yaml", objects, nobjects, MEMBER_FILE, 0 },
		{ "junk", junk, sizeof(junk), MEMBER_FILE, 0 },
		{ "rest.yaml", objects, nobjects - 100, MEMBER_FILE, 0 },
	};

	return archive_make(out, PACK_TAR, members, LEN(members));
}

/* A folder with a bit of everything, in which several threads can read. */
static void
enter(void)
{
	size_t n;

	scratch_enter();
	cr_assert_eq(system("mkdir dump"), 0);
	for (size_t i = 0; i < sizeof(junk); i++)
		junk[i] = (char)(i * i >> 3);
	for (int i = 0; i < 3; i++) {
		char name[64];

		snprintf(name, sizeof(name), "dump/%d.log", i);
		scratch_write(name, log_text, make_log(i, 1000 * 1000));
		snprintf(name, sizeof(name), "dump/%d.yaml", i);
		scratch_write(name, objects, make_objects(i, 100 * 1000));
	}
	n = make_bundle(packed, 7);
	scratch_write("dump/bundle.tar", packed, n);

	size_t ninner = archive_gzip(inner, packed, n);

	scratch_write("dump/bundle.tgz", inner, ninner);
	scratch_write("dump/cut.tgz", inner, ninner / 3);

	const struct member members[] = {
		{ "first.tar", packed, n, MEMBER_FILE, 0 },
		{ "second.tgz", inner, ninner, MEMBER_FILE, 0 },
		{ "first.tar", packed, n, MEMBER_FILE, 0 },
	};
	static unsigned char outer[ARCHIVE_MAX_BYTES];

	n = archive_make(outer, PACK_TAR, members, LEN(members));
	scratch_write("dump/nested.tar", outer, n);
	scratch_write("dump/half.tar", outer, n / 2);
	scratch_write("dump/broken.tgz", "\x1f\x8b\x08 no", 6);
}

TestSuite(jobs, .init = enter, .fini = scratch_leave);

/*
 * Reads the paths into got.db, after those that a first run reads, and returns
 * how many members were met.  What is told goes to got.err.
 */
static uint64_t
ingest(int jobs, char **paths, size_t npaths, char *first)
{
	struct log_pattern_set *patterns = log_pattern_set_open();
	const struct pipeline_options options = { .patterns = patterns,
		.jobs = jobs };
	struct pipeline_result result;
	struct db *db;

	(void)remove("got.db");
	cr_assert_not_null(freopen("got.err", "w", stderr));
	db = db_create("got.db");
	db_begin(db);
	derive_create(db);
	if (first != NULL)
		pipeline_ingest(db, &first, 1, &options, &result);
	pipeline_ingest(db, paths, npaths, &options, &result);
	db_commit(db);
	db_close(db);
	log_pattern_set_close(patterns);
	fflush(stderr);
	return result.members;
}

/* For each number of jobs all must be the same. */
static void
check_same(char **paths, size_t npaths, char *first, uint64_t nmembers)
{
	static const int jobs[] = { 1, 2, 4, 7 };

	for (size_t i = 0; i < LEN(jobs); i++) {
		uint64_t n = ingest(jobs[i], paths, npaths, first);

		if (i == 0)
			cr_assert_eq(system("cp got.db want.db; cp got.err "
					    "want.err"),
			    0);
		cr_expect_eq(n, nmembers, "%d jobs: %d", jobs[i], (int)n);
		cr_expect_eq(
		    system("cmp got.db want.db"), 0, "%d jobs", jobs[i]);
		cr_expect_eq(
		    system("cmp got.err want.err"), 0, "%d jobs", jobs[i]);
	}
}

Test(jobs, change_neither_the_database_nor_the_complaints)
{
	char *paths[] = { (char[]){ "dump" } };

	check_same(paths, 1, NULL, 68);
}

Test(jobs, change_nothing_where_all_was_read_before)
{
	char *paths[] = { (char[]){ "dump" }, (char[]){ "nowhere" } };

	check_same(paths, 2, (char[]){ "dump/nested.tar" }, 69);
}
