/*
 * One story in the layout of each collector: what of it each can prove must be
 * found, whatever the expected outputs say.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../scratch.h"
#include "run.h"
#include "story.h"

#define DB "layout.db"

/* What a dump can prove. */
enum {
	RENEWED = 1,  /* the CA and one leaf, and when */
	CASCADE = 2,  /* one leaf was re-issued and one was not */
	RESTARTS = 4, /* one Pod has restarted and one has not */
	LOG = 8,      /* whose log it is */
	KEY = 16      /* private keys are in it */
};

static const struct {
	const char *name;
	unsigned proves;
} layouts[] = {
	{ "apiconnect", RENEWED | CASCADE | LOG },
	{ "cluster-info", RENEWED | LOG },
	{ "cluster-info-stream", RENEWED | LOG },
	{ "crust-gather", RENEWED | CASCADE | RESTARTS | LOG },
	{ "inspect", RENEWED | CASCADE | RESTARTS | LOG },
	{ "mas", RENEWED | CASCADE | RESTARTS | LOG },
	{ "must-gather", RENEWED | CASCADE | RESTARTS | LOG },
	{ "node-logs", RENEWED | LOG },
	{ "rancher-kit", RENEWED | CASCADE | RESTARTS | LOG },
	{ "rhoso", RENEWED | CASCADE | LOG },
	{ "sonobuoy", RENEWED | CASCADE | RESTARTS | LOG },
	{ "troubleshoot", RENEWED | CASCADE | RESTARTS | LOG },
	{ "velero", RENEWED | CASCADE | RESTARTS | KEY },
	{ "windows", RENEWED | CASCADE | RESTARTS },
};
#define NLAYOUTS (sizeof(layouts) / sizeof(layouts[0]))

static const struct {
	unsigned what;
	const char *query;
	const char *answer;   /* of a dump that proves it */
	const char *else_not; /* must not be said without proof; or NULL */
} questions[] = {
	{ RENEWED,
	    "SELECT certificate || ' ' || outcome || ' ' "
	    "|| substr(issued_at, 1, 19) AS told FROM renewals "
	    "WHERE issued_at > '2031-04' ORDER BY issued_at",
	    "told\ndepot-ca issued 2031-04-07T06:00:00\n"
	    "dock-tls issued 2031-04-07T09:12:31\n",
	    NULL },
	{ CASCADE,
	    "SELECT certificate || ' ' || state AS told FROM cascades "
	    "WHERE ca_certificate = 'depot-ca' AND state <> 'superseded' "
	    "ORDER BY certificate",
	    "told\ndock-tls reissued\ngate-tls stale-key\n", "told\n" },
	{ CASCADE,
	    "SELECT severity || ' ' || object AS told FROM findings "
	    "WHERE code = 'ca-not-cascaded'",
	    "told\ncritical depot-ca\n", "told\n" },
	{ RESTARTS,
	    "SELECT pod || ' ' || verdict AS told FROM restarts "
	    "WHERE verdict IN ('done', 'missing') ORDER BY pod",
	    "told\ndock-7c9d5f6b8-4kq2z done\n"
	    "dock-7c9d5f6b8-9wm7r missing\n",
	    "told\n" },
	{ LOG, "SELECT DISTINCT pod || ' ' || container AS told FROM coverage",
	    "told\ncert-manager-6d8f7c5b4d-x2x9q cert-manager-controller\n",
	    NULL },
	{ KEY,
	    "SELECT count(*) AS told FROM findings "
	    "WHERE code = 'private-key-in-bundle'",
	    "told\n1\n", "told\n0\n" },
	/* An empty previous.log, or one of a failed call, is no restart. */
	{ RENEWED,
	    "SELECT count(*) AS told FROM timeline "
	    "WHERE kind = 'container-restarted' "
	    "AND object NOT LIKE 'dock-7c9d5f6b8-4kq2z%'",
	    "told\n0\n", NULL },
};
#define NQUESTIONS (sizeof(questions) / sizeof(questions[0]))

static char top[2048];
static char program[4096];
static struct story story;

static void
enter(void)
{
	cr_assert_not_null(getcwd(top, sizeof(top)));
	snprintf(program, sizeof(program), "%s/" PROGRAM, top);
	scratch_enter();
}

static void
leave(void)
{
	story_free(&story);
	scratch_leave();
}

TestSuite(layouts, .init = enter, .fini = leave);

/* Takes the CR before each LF out: csv has them. */
static void
plain_lines(char *text)
{
	char *to = text;

	for (const char *from = text; *from != '\0'; from++) {
		if (*from != '\r')
			*to++ = *from;
	}
	*to = '\0';
}

static void
ask(const char *name, unsigned proves)
{
	for (size_t i = 0; i < NQUESTIONS; i++) {
		bool proved = (proves & questions[i].what) != 0;
		const char *expected =
		    proved ? questions[i].answer : questions[i].else_not;
		struct run run = run_program(program,
		    (const char *[]){
			"sql", DB, questions[i].query, "-o", "csv", NULL });

		plain_lines(run.out);
		if (expected != NULL)
			cr_expect_str_eq(run.out, expected, "%s: %s\n%s%s",
			    name, questions[i].query, run.out, run.err);
		run_free(&run);
	}
}

static void
ingest(const char *name, const char *input)
{
	struct run run = run_program(program,
	    (const char *[]){ "ingest", "--db", DB, "-q", input, NULL });

	cr_expect(run.status == 0 || run.status == 4, "%s: status %d\n%s", name,
	    run.status, run.err);
	run_free(&run);
}

static void
load(const char *name)
{
	char path[256];

	snprintf(path, sizeof(path), "layouts/%s", name);
	story_free(&story);
	story_load(&story, top, path);
}

Test(layouts, all_prove_what_they_can_of_the_story)
{
	for (size_t i = 0; i < NLAYOUTS; i++) {
		char dump[256];

		snprintf(dump, sizeof(dump), "fixtures/layouts/%s/dump",
		    layouts[i].name);
		load(layouts[i].name);
		story_write(&story);
		ingest(layouts[i].name, dump);
		ask(layouts[i].name, layouts[i].proves);
		cr_expect_eq(remove(DB), 0);
	}
}

Test(layouts, say_the_same_where_all_of_them_are_one_input)
{
	for (size_t i = 0; i < NLAYOUTS; i++) {
		load(layouts[i].name);
		story_write(&story);
	}
	ingest("all", "fixtures");
	ask("all", CASCADE | RESTARTS | KEY);
	cr_expect_eq(remove(DB), 0);
}

/* Whether the bytes stand anywhere in the database. */
static bool
holds(const char *bytes, size_t len, const char *text)
{
	size_t n = strlen(text);

	for (size_t i = 0; i + n <= len; i++) {
		if (memcmp(bytes + i, text, n) == 0)
			return true;
	}
	return false;
}

Test(layouts, leave_no_private_key_in_a_database)
{
	static const char *const marks[] = { "PRIVATE KEY", "UFJJVkFURSBLRV",
		"BSSVZBVEUgS0VZ", "QUklWQVRFIEtFW", "bm8ga2V5IG9mIGFueWJvZHks",
		"no key of anybody" };
	size_t len;

	load("velero");
	story_write(&story);
	ingest("velero", "fixtures");

	char *bytes = story_read(DB, &len);

	cr_assert_not_null(bytes);
	cr_expect(holds(bytes, len, "dock-tls"));
	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		cr_expect_not(holds(bytes, len, marks[i]), "%s", marks[i]);
	free(bytes);
}
