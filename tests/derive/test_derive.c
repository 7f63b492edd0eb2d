#include <criterion/criterion.h>
#include <stdio.h>

#include "derive/derive.h"

static bool
never(const void *a, size_t a_len, const void *b, size_t b_len)
{
	(void)a;
	(void)a_len;
	(void)b;
	(void)b_len;
	return false;
}

/* The first column of the first row. */
static int64_t
number(struct db *db, const char *query)
{
	const char *error = NULL;
	struct stmt *stmt = db_prepare_query(db, query, &error);

	cr_assert_not_null(stmt, "%s: %s", query, error);
	cr_assert(stmt_row(stmt), "%s", query);

	int64_t value = stmt_column_int(stmt, 0);

	stmt_free(stmt);
	return value;
}

static void
derive(struct db *db)
{
	db_begin(db);
	derive_all(db, never);
	db_commit(db);
}

/* Two versions of a schema differ if their texts have another sum. */
#define SCHEMA "SELECT count(*) * 1000003 + sum(length(sql)) FROM sqlite_schema"

Test(derive, gives_every_public_view_on_no_evidence)
{
	static const char *const views[] = { "findings", "renewals", "cascades",
		"restarts", "certificates", "forecast", "inputs", "timeline",
		"events", "evidence" };
	struct db *db = db_create(":memory:");

	derive_create(db);
	derive(db);
	for (size_t i = 0; i < sizeof(views) / sizeof(views[0]); i++) {
		char query[64];

		snprintf(
		    query, sizeof(query), "SELECT count(*) FROM %s", views[i]);
		cr_expect_eq(number(db, query), 0, "%s", views[i]);
	}
	db_close(db);
}

Test(derive, can_be_done_again_and_leaves_nothing_twice)
{
	struct db *db = db_create(":memory:");
	int64_t schema;

	derive_create(db);
	db_run(db, "rows",
	    "INSERT INTO input (id, path, kind, status)"
	    " VALUES (1, 'zoo.yaml', 'objects', 'read');"
	    "INSERT INTO object (id, input_id, line, api_group, api_version,"
	    " kind, namespace, name)"
	    " VALUES (1, 1, 1, 'cert-manager.io', 'v1', 'Certificate', 'zoo',"
	    " 'web');"
	    "INSERT INTO certificate (object_id, secret) VALUES (1, 'web')");
	derive(db);
	schema = number(db, SCHEMA);
	cr_expect_eq(number(db, "SELECT count(*) FROM certificates"), 1);
	derive(db);
	cr_expect_eq(number(db, SCHEMA), schema);
	cr_expect_eq(number(db, "SELECT count(*) FROM certificates"), 1);
	db_run(db, "rows", "DELETE FROM certificate; DELETE FROM object");
	derive(db);
	cr_expect_eq(number(db, "SELECT count(*) FROM certificates"), 0);
	db_close(db);
}

/* Evidence is what was read: conclusions never change it. */
Test(derive, leaves_the_evidence_as_it_is)
{
	struct db *db = db_create(":memory:");

	derive_create(db);
	db_run(db, "rows",
	    "INSERT INTO input (id, path, kind, status)"
	    " VALUES (1, 'zoo.yaml', 'objects', 'read');"
	    "INSERT INTO diag (input_id, line, text) VALUES (1, 3, 'odd')");
	derive(db);
	cr_expect_eq(number(db, "SELECT count(*) FROM input"), 1);
	cr_expect_eq(number(db, "SELECT count(*) FROM diag"), 1);
	db_close(db);
}
