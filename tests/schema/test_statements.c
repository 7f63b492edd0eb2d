#include <criterion/criterion.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "../answer.h"
#include "base/embedded.h"
#include "case_file.h"
#include "derive/derive.h"
#include "parse/x509.h"

/* The public contract: what each view shows, in this order. */
static const struct {
	const char *view;
	const char *columns;
} views[] = {
	{ "inputs",
	    "id path kind status bytes sha256 lines objects events first_at "
	    "last_at note" },
	{ "certificates",
	    "namespace certificate secret is_ca issuer_kind issuer "
	    "issuer_group duration_seconds renew_before_seconds not_before "
	    "not_after renewal_at renewal_rule revision ready key_rotation "
	    "api_version captured_at path line" },
	{ "renewals",
	    "id namespace certificate secret is_ca kind reason triggered_at "
	    "issued_at outcome attempts not_before not_after serial revision "
	    "key_changed due_at late_seconds witnesses confidence" },
	{ "cascades",
	    "ca_namespace ca_certificate ca_renewed_at ca_key_changed "
	    "issuer_kind issuer depth namespace certificate state reissued_at "
	    "lag_seconds breaks_at confidence reason" },
	{ "restarts",
	    "renewal_id namespace pod container workload_kind workload secret "
	    "certificate uses renewed_at running_since verdict lag_seconds "
	    "deadline cause rule confidence reason" },
	{ "timeline",
	    "at at_confidence kind severity namespace object_kind object text "
	    "path line" },
	{ "events",
	    "id at at_confidence kind severity namespace object_kind object "
	    "reason message pattern repeats path line" },
	{ "findings",
	    "id code severity namespace object_kind object title detail since "
	    "deadline remedy confidence" },
	{ "evidence", "subject_kind subject_id witness at path line excerpt" },
	{ "forecast",
	    "namespace certificate secret is_ca renewal_at not_after state "
	    "restarts_needed reissues_needed" },
	{ "coverage",
	    "pod container version first_at last_at lines gaps year_witness "
	    "year_confidence zone" },
};
#define NVIEWS (sizeof(views) / sizeof(views[0]))

static struct db *
empty_database(void)
{
	struct db *db = db_create(":memory:");

	derive_create(db);
	derive_all(db, x509_signed_by);
	return db;
}

static bool
is_in(const struct embedded *file, const char *folder)
{
	return strncmp(file->path, folder, strlen(folder)) == 0;
}

/* How many lines of text end a statement. */
static size_t
ends(const char *text)
{
	size_t n = 0;

	for (; *text != '\0'; text++)
		n += text[0] == ';' && text[1] == '\n';
	return n;
}

/* A statement that cannot be prepared ends the test, and names its file. */
Test(statements, prepare_against_an_empty_database)
{
	struct db *db = empty_database();
	size_t n = 0;

	for (const struct embedded *file = embedded_data; file->path != NULL;
	     file++) {
		if (!is_in(file, "insert/") && !is_in(file, "40_report/"))
			continue;
		cr_expect_not_null(db_stmt(db, file->path));
		cr_expect_eq(ends(file->text), 1,
		    "%s: only its first statement would run", file->path);
		n++;
	}
	cr_expect_gt(n, 50);
	db_close(db);
}

Test(statements, answer_from_an_empty_database)
{
	struct db *db = empty_database();

	for (const struct embedded *file = embedded_data; file->path != NULL;
	     file++) {
		if (!is_in(file, "40_report/"))
			continue;

		struct stmt *stmt = db_stmt(db, file->path);
		const char *error = NULL;
		int more;

		while ((more = stmt_query_row(stmt, &error)) == 1)
			continue;
		cr_expect_eq(more, 0, "%s: %s", file->path, error);
	}
	db_close(db);
}

/* Conclusions can be drawn again, and are the same. */
Test(statements, derive_twice_what_they_derive_once)
{
	struct arena *arena = arena_new();
	struct db *db = case_database(arena);
	const char *once[NVIEWS];

	db_run(db, "rows",
	    "INSERT INTO a_renewal VALUES"
	    "  ('2021-12-06 09:00', 'zoo', 'web', 'web-tls');"
	    "INSERT INTO a_pod (namespace, name, created, started, secret, "
	    "uses)"
	    "  VALUES ('zoo', 'front', '2021-11-01', '2021-11-01', 'web-tls',"
	    "  'env');"
	    "INSERT INTO a_capture VALUES ('2021-12-07');");
	derive_all(db, x509_signed_by);
	for (size_t i = 0; i < NVIEWS; i++) {
		once[i] = answer_of(arena, db,
		    arena_printf(arena, "SELECT * FROM %s", views[i].view));
	}
	derive_all(db, x509_signed_by);
	for (size_t i = 0; i < NVIEWS; i++) {
		cr_expect_str_eq(
		    answer_of(arena, db,
			arena_printf(arena, "SELECT * FROM %s", views[i].view)),
		    once[i], "%s", views[i].view);
	}
	cr_expect(strstr(once[4], "missing") != NULL);
	db_close(db);
	arena_free(arena);
}

Test(views, have_the_columns_of_the_contract)
{
	struct arena *arena = arena_new();
	struct db *db = empty_database();

	for (size_t i = 0; i < NVIEWS; i++) {
		const char *error = NULL;
		const char *columns = "";
		struct stmt *stmt = db_prepare_query(db,
		    arena_printf(arena, "SELECT * FROM %s", views[i].view),
		    &error);

		cr_assert_not_null(stmt, "%s: %s", views[i].view, error);
		for (int k = 0; k < stmt_width(stmt); k++) {
			columns = arena_printf(arena, "%s%s%s", columns,
			    k == 0 ? "" : " ", stmt_name(stmt, k));
		}
		cr_expect_str_eq(columns, views[i].columns, "%s has: %s",
		    views[i].view, columns);
		stmt_free(stmt);
	}
	db_close(db);
	arena_free(arena);
}

Test(views, are_those_of_the_contract)
{
	size_t n = 0;

	for (const struct embedded *file = embedded_data; file->path != NULL;
	     file++)
		n += is_in(file, "30_public/");
	cr_expect_eq(n, NVIEWS);
}
