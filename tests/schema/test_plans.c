#include <criterion/criterion.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/embedded.h"
#include "parse/x509.h"
#include "store/db_function.h"

/*
 * No statement may read a big table as a whole for each row of another.  Big
 * is every table, view and subquery but these, which do not grow with the
 * lines of a log and hardly with the objects of a dump.  Named as the plan
 * calls them, in the files where that is so.
 */
static const struct {
	const char *file;
	const char *name;
} small[] = {
	{ "20_derived/012_dump.sql", "input" },          /* for each dump */
	{ "20_derived/012_dump.sql", "(subquery" },      /* dumps */
	{ "20_derived/020_log_year.sql", "calendar" },   /* years */
	{ "20_derived/020_log_year.sql", "witness" },    /* six a segment */
	{ "20_derived/020_log_year.sql", "(subquery" },  /* three numbers */
	{ "20_derived/020_log_year.sql", "best" },       /* segments */
	{ "20_derived/020_log_year.sql", "object_now" }, /* one row */
	{ "20_derived/020_log_year.sql", "settings" },   /* one row */
	{ "20_derived/025_event.sql", "form" },          /* forms */
	{ "20_derived/025_event.sql", "(subquery" },     /* two numbers */
	{ "20_derived/065_issuance.sql", "(subquery" },  /* segments */
	{ "20_derived/065_issuance.sql", "log_cover" },  /* logs */
	{ "20_derived/070_renewal.sql", "(subquery" },   /* two numbers */
	{ "20_derived/070_renewal.sql", "capture" },     /* one row */
	{ "20_derived/085_gone_pod.sql", "here" },       /* inputs of a dump */
	{ "20_derived/085_gone_pod.sql", "dump_pair" },  /* dumps */
	{ "20_derived/090_restart.sql", "sign" },        /* products */
	{ "20_derived/090_restart.sql", "part" },        /* products */
	{ "20_derived/090_restart.sql", "here" },        /* products */
	{ "20_derived/090_restart.sql", "rule" },        /* products */
	{ "20_derived/090_restart.sql", "told" },        /* products */
	{ "20_derived/090_restart.sql", "capture" },     /* one row */
	{ "20_derived/100_forecast.sql", "capture" },    /* one row */
	/* What belongs to one CA or one workload. */
	{ "20_derived/110_finding.sql", "(subquery" },
	{ "20_derived/110_finding.sql", "restart_group" }, /* workloads */
	{ "20_derived/110_finding.sql", "capture" },       /* one row */
	{ "20_derived/120_evidence.sql", "finding" },      /* one row */
	{ "20_derived/130_timeline.sql", "(subquery" },    /* two numbers */
	{ "20_derived/138_release.sql", "bound" },         /* releases */
	{ "20_derived/138_release.sql", "form" },          /* forms */
	{ "20_derived/138_release.sql", "release_bound" }, /* releases */
	{ "20_derived/140_coverage.sql", "input" },        /* inputs */
	{ "20_derived/140_coverage.sql", "span" },         /* segments */
	{ "20_derived/140_coverage.sql", "log_pod" },      /* logs */
	{ "20_derived/142_fault.sql", "cover" },           /* logs */
	{ "20_derived/142_fault.sql", "inner" },           /* releases */
	{ "20_derived/142_fault.sql", "seen" },            /* releases */
	{ "20_derived/142_fault.sql", "seen_fault" },      /* faults */
	{ "20_derived/142_fault.sql", "log_form" },        /* forms */
	{ "30_public/inputs.sql", "span" },                /* inputs */
	{ "30_public/restarts.sql", "told" },              /* products */
	{ "40_report/audit_2_findings.sql", "seen" },      /* one row */
	{ "40_report/audit_2_findings.sql", "capture" },   /* one row */
	{ "40_report/audit_4_unknown.sql", "told" },       /* products */
	{ "40_report/audit_5_next.sql", "capture" },       /* one row */
	{ "40_report/audit_6_read.sql", "span" },          /* inputs */
	{ "40_report/text_inputs.sql", "span" },           /* inputs */
	{ "40_report/view_inputs.sql", "span" },           /* inputs */
	{ "40_report/text_restarts.sql", "told" },         /* products */
	{ "40_report/view_restarts.sql", "told" },         /* products */
};

#define MAX_STEPS 512

/* A step of a query plan, as EXPLAIN QUERY PLAN tells it. */
struct step {
	int id;
	int parent;
	const char *detail;
};

static bool
starts(const char *text, const char *prefix)
{
	return strncmp(text, prefix, strlen(prefix)) == 0;
}

static bool
reads_rows(const char *detail)
{
	return starts(detail, "SCAN ") || starts(detail, "SEARCH ");
}

/* Where max() has no index, the plan speaks of a search without one. */
static bool
reads_all(const char *detail)
{
	return starts(detail, "SCAN ") ||
	    (starts(detail, "SEARCH ") && strstr(detail, " USING ") == NULL);
}

/* True if the step is done anew for each row of another. */
static bool
is_inner(const struct step *steps, size_t i)
{
	for (size_t k = 0; k < i; k++) {
		if (steps[k].id == steps[i].parent &&
		    strstr(steps[k].detail, "CORRELATED") != NULL)
			return true;
		if (steps[k].parent == steps[i].parent &&
		    reads_rows(steps[k].detail))
			return true;
	}
	return false;
}

static bool
is_small(const char *file, const char *detail)
{
	const char *name = strchr(detail, ' ') + 1;

	if (starts(name, "CONSTANT ROW") || strstr(name, "VIRTUAL TABLE"))
		return true;
	for (size_t i = 0; i < sizeof(small) / sizeof(small[0]); i++) {
		size_t len = strlen(small[i].name);

		if (strcmp(file, small[i].file) == 0 &&
		    starts(name, small[i].name) &&
		    (small[i].name[0] == '(' || name[len] == ' ' ||
			name[len] == '\0'))
			return true;
	}
	return false;
}

/* The first step of the statement that reads too much, in arena, or NULL. */
static const char *
find_fault(struct arena *arena, sqlite3 *db, const char *file, const char *text)
{
	const char *query = arena_printf(arena, "EXPLAIN QUERY PLAN %s", text);
	struct step steps[MAX_STEPS];
	sqlite3_stmt *stmt = NULL;
	size_t n = 0;

	if (sqlite3_prepare_v2(db, query, -1, &stmt, NULL) != SQLITE_OK)
		return arena_printf(arena, "%s", sqlite3_errmsg(db));
	while (sqlite3_step(stmt) == SQLITE_ROW) {
		cr_assert_lt(n, MAX_STEPS);
		steps[n++] = (struct step){ sqlite3_column_int(stmt, 0),
			sqlite3_column_int(stmt, 1),
			arena_printf(
			    arena, "%s", sqlite3_column_text(stmt, 3)) };
	}
	sqlite3_finalize(stmt);
	for (size_t i = 0; i < n; i++) {
		const char *detail = steps[i].detail;

		if (((reads_all(detail) && is_inner(steps, i)) ||
			strstr(detail, " AUTOMATIC ") != NULL) &&
		    !is_small(file, detail))
			return detail;
	}
	return NULL;
}

/* Past blanks and comments. */
static const char *
skip_comments(const char *text)
{
	for (;;) {
		text += strspn(text, " \n");
		if (!starts(text, "--"))
			return text;
		text += strcspn(text, "\n");
	}
}

/* CREATE TABLE AS has no plan; its SELECT has. */
static const char *
skip_create(const char *text)
{
	const char *as = strstr(text, " AS\n");

	if (!starts(text, "CREATE TABLE ") &&
	    !starts(text, "CREATE TEMP TABLE "))
		return text;
	return as != NULL && as < strchr(text, '\n') ? as + 4 : text;
}

/* Runs each statement of file, after its plan has been looked at. */
static size_t
run_file(struct arena *arena, sqlite3 *db, const struct embedded *file)
{
	const char *at = skip_comments(file->text);
	size_t n = 0;

	while (*at != '\0') {
		const char *rest = NULL;
		sqlite3_stmt *stmt = NULL;
		int result = sqlite3_prepare_v2(db, at, -1, &stmt, &rest);
		const char *text =
		    arena_copy(arena, (struct str){ at, (size_t)(rest - at) });
		const char *query = skip_create(text);

		cr_assert_eq(result, SQLITE_OK, "%s: %s", file->path,
		    sqlite3_errmsg(db));
		if (!starts(query, "CREATE ") && !starts(query, "DROP ")) {
			const char *fault =
			    find_fault(arena, db, file->path, query);

			cr_expect_null(
			    fault, "%s: %s\n%.200s", file->path, fault, query);
			n++;
		}
		while (!starts(file->path, "40_report/") &&
		    sqlite3_step(stmt) == SQLITE_ROW)
			continue;
		sqlite3_finalize(stmt);
		at = skip_comments(rest);
	}
	return n;
}

static sqlite3 *
open_database(void)
{
	sqlite3 *db = NULL;

	cr_assert_eq(sqlite3_open(":memory:", &db), SQLITE_OK);
	cr_assert(db_function_add(db));
	cr_assert(db_function_add_test(db, "x509_signed_by", x509_signed_by));
	return db;
}

static size_t
run_folder(struct arena *arena, sqlite3 *db, const char *folder)
{
	size_t n = 0;

	for (const struct embedded *file = embedded_data; file->path != NULL;
	     file++) {
		if (starts(file->path, folder))
			n += run_file(arena, db, file);
	}
	return n;
}

Test(plans, read_no_big_table_for_each_row_of_another)
{
	struct arena *arena = arena_new();
	sqlite3 *db = open_database();

	run_folder(arena, db, "10_evidence/");
	cr_expect_gt(run_folder(arena, db, "20_derived/"), 100);
	run_folder(arena, db, "30_public/");
	cr_expect_gt(run_folder(arena, db, "40_report/"), 30);
	for (const struct embedded *file = embedded_data; file->path != NULL;
	     file++) {
		const char *name = strrchr(file->path, '/') + 1;

		if (!starts(file->path, "30_public/"))
			continue;

		const char *fault = find_fault(arena, db, file->path,
		    arena_printf(arena, "SELECT * FROM %.*s",
			(int)strcspn(name, "."), name));

		cr_expect_null(fault, "%s: %s", file->path, fault);
	}
	sqlite3_close(db);
	arena_free(arena);
}

/* Statements as they must not be: a plan that is never faulty proves nothing. */
Test(plans, are_faulty_where_a_big_table_is_read_again_and_again)
{
	static const char *const bad[] = {
		"SELECT 1 FROM signal AS one CROSS JOIN signal AS other",
		"SELECT (SELECT max(line) FROM log_line"
		"  WHERE log_line.line < event.id) FROM event",
		"SELECT 1 FROM renewal WHERE EXISTS ("
		"  SELECT 1 FROM event WHERE event.at_us = issued_us)",
		/* With an index made for the occasion. */
		"SELECT 1 FROM renewal CROSS JOIN event ON at_us = issued_us",
		"SELECT 1 FROM renewal"
		"  LEFT JOIN event_row ON event_row.id = last_event_id",
	};
	struct arena *arena = arena_new();
	sqlite3 *db = open_database();

	run_folder(arena, db, "10_evidence/");
	run_folder(arena, db, "20_derived/");
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		cr_expect_not_null(
		    find_fault(arena, db, "", bad[i]), "%s", bad[i]);
	cr_expect_null(find_fault(arena, db, "",
	    "SELECT 1 FROM renewal CROSS JOIN event"
	    "  ON event.id = last_event_id"));
	sqlite3_close(db);
	arena_free(arena);
}
