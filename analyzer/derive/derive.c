#include "derive/derive.h"

#include <string.h>

#include "base/embedded.h"
#include "base/table.h"

/* hash, continued with the files of schema/ whose path begins with dir. */
static uint64_t
hash_dir(uint64_t hash, const char *dir)
{
	for (const struct embedded *file = embedded_data; file->path != NULL;
	     file++) {
		if (strncmp(file->path, dir, strlen(dir)) == 0)
			hash = table_hash(
			    hash, (struct str){ file->text, file->len });
	}
	return hash;
}

static int64_t
hash_tables(void)
{
	return (int64_t)hash_dir(TABLE_HASH_START, "10_evidence/");
}

static int64_t
hash_rules(void)
{
	return (int64_t)hash_dir(
	    hash_dir(TABLE_HASH_START, "20_derived/"), "30_public/");
}

static void
note_maker(struct db *db, const char *param, int64_t hash)
{
	struct stmt *stmt = db_stmt(db, "insert/made_by.sql");

	stmt_int(stmt, param, hash);
	stmt_done(stmt);
}

void
derive_create(struct db *db)
{
	db_run_dir(db, "10_evidence/");
	note_maker(db, ":tables", hash_tables());
}

void
derive_all(struct db *db, db_test *signed_by)
{
	db_add_test(db, "x509_signed_by", signed_by);
	db_run_dir(db, "20_derived/");
	db_run_dir(db, "30_public/");
	note_maker(db, ":rules", hash_rules());
}

enum derive_fit
derive_fits(struct db *db)
{
	const char *error;
	struct stmt *stmt = db_prepare_query(
	    db, embedded_find("insert/made_by_which.sql")->text, &error);
	enum derive_fit fit = DERIVE_OLD_TABLES;

	/* A release that noted nothing has no such columns. */
	if (stmt == NULL)
		return fit;
	if (stmt_query_row(stmt, &error) == 1 &&
	    stmt_column_int(stmt, 0) == hash_tables())
		fit = stmt_column_int(stmt, 1) == hash_rules()
		    ? DERIVE_FITS
		    : DERIVE_OLD_RULES;
	stmt_free(stmt);
	return fit;
}
