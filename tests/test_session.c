#include <criterion/criterion.h>
#include <criterion/redirect.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "scratch.h"
#include "session.h"

TestSuite(session, .init = scratch_enter, .fini = scratch_leave);

#define OBJECT \
	"apiVersion: v1\nkind: Secret\nmetadata: {name: web, namespace: " \
	"zoo}\n"

#define OTHER \
	"apiVersion: v1\nkind: Secret\nmetadata: {name: api, namespace: " \
	"zoo}\n"

static bool
ingest(struct session *session, const char *input, const char *db)
{
	char *inputs[] = { (char *)(uintptr_t)input };
	struct options options = { .ninputs = 1,
		.inputs = inputs,
		.output = "text",
		.fail_on = -1,
		.db = db,
		.quiet = true };

	return session_open(session, &options);
}

static int64_t
objects_in(struct session *session)
{
	const char *error = NULL;
	struct stmt *stmt = db_prepare_query(
	    session->db, "SELECT count(*) FROM object", &error);

	cr_assert_not_null(stmt, "%s", error);
	cr_assert(stmt_row(stmt));

	int64_t n = stmt_column_int(stmt, 0);

	stmt_free(stmt);
	return n;
}

Test(session, keeps_a_database_under_its_name_and_nothing_beside_it)
{
	struct session session;

	scratch_write("a.yaml", OBJECT, strlen(OBJECT));
	cr_assert(ingest(&session, "a.yaml", "zoo.db"));
	cr_expect_eq(session.status, STATUS_DONE);
	cr_expect_eq(objects_in(&session), 1);
	session_close(&session);
	cr_expect_eq(db_file_kind("zoo.db"), DB_FILE_OURS);
	cr_expect_neq(access("zoo.db.tmp", F_OK), 0);
}

Test(session, adds_to_a_database_that_was_kept)
{
	struct session session;

	scratch_write("a.yaml", OBJECT, strlen(OBJECT));
	scratch_write("b.yaml", OBJECT, strlen(OBJECT));
	cr_assert(ingest(&session, "a.yaml", "zoo.db"));
	session_close(&session);
	cr_assert(ingest(&session, "b.yaml", "zoo.db"));
	cr_expect_eq(objects_in(&session), 2);
	session_close(&session);
	cr_assert(ingest(&session, "zoo.db", NULL));
	cr_expect_eq(objects_in(&session), 2);
	session_close(&session);
}

/* Another run may be filling it. */
Test(session, leaves_alone_a_file_that_is_being_filled)
{
	struct session session;

	cr_redirect_stderr();
	scratch_write("a.yaml", OBJECT, strlen(OBJECT));
	scratch_write("zoo.db.tmp", "half", 4);
	cr_expect_not(ingest(&session, "a.yaml", "zoo.db"));
	cr_expect_neq(access("zoo.db", F_OK), 0);
	cr_expect_eq(access("zoo.db.tmp", F_OK), 0);
	fflush(stderr);
	cr_expect_stderr_eq_str(
	    "certtrail: zoo.db.tmp: another run is filling it, or one was "
	    "killed and left it behind; if so, remove it\n");
}

Test(session, follows_no_link_that_stands_beside_the_name)
{
	struct session session;

	cr_redirect_stderr();
	scratch_write("a.yaml", OBJECT, strlen(OBJECT));
	cr_assert_eq(symlink("elsewhere", "zoo.db.tmp"), 0);
	cr_expect_not(ingest(&session, "a.yaml", "zoo.db"));
	cr_expect_neq(access("elsewhere", F_OK), 0);
}

Test(session, lets_no_more_people_read_a_database_than_before)
{
	static const mode_t modes[] = { 0600, 0640, 0666 };
	struct session session;
	struct stat status;

	scratch_write("a.yaml", OBJECT, strlen(OBJECT));
	cr_assert(ingest(&session, "a.yaml", "zoo.db"));
	session_close(&session);
	umask(0);
	for (size_t i = 0; i < sizeof(modes) / sizeof(modes[0]); i++) {
		cr_assert_eq(chmod("zoo.db", modes[i]), 0);
		cr_assert(ingest(&session, "a.yaml", "zoo.db"));
		session_close(&session);
		cr_assert_eq(stat("zoo.db", &status), 0);
		cr_expect_eq(
		    status.st_mode & 0777, modes[i], "%o", (unsigned)modes[i]);
	}
}

Test(session, adds_to_what_a_link_leads_to)
{
	struct session session;
	struct stat status;

	scratch_write("a.yaml", OBJECT, strlen(OBJECT));
	scratch_write("b.yaml", OTHER, strlen(OTHER));
	cr_assert(ingest(&session, "a.yaml", "zoo.db"));
	session_close(&session);
	cr_assert_eq(symlink("zoo.db", "link.db"), 0);
	cr_assert(ingest(&session, "b.yaml", "link.db"));
	session_close(&session);
	cr_assert_eq(lstat("link.db", &status), 0);
	cr_expect(S_ISLNK(status.st_mode));
	cr_assert(ingest(&session, "b.yaml", "zoo.db"));
	cr_expect_eq(objects_in(&session), 2);
	session_close(&session);
}

Test(session, leaves_a_file_that_is_no_database_of_ours_as_it_is)
{
	struct session session;

	cr_redirect_stderr();
	scratch_write("a.yaml", OBJECT, strlen(OBJECT));
	cr_expect_not(ingest(&session, "a.yaml", "a.yaml"));
	cr_expect_eq(db_file_kind("a.yaml"), DB_FILE_ALIEN);
	fflush(stderr);
	cr_expect_stderr_eq_str("certtrail: a.yaml: exists and is not a "
				"certtrail database; left as it is\n");
}
