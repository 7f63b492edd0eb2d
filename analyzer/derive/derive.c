#include "derive/derive.h"

void
derive_create(struct db *db)
{
	db_run_dir(db, "10_evidence/");
}

void
derive_all(struct db *db, db_test *signed_by)
{
	db_add_test(db, "x509_signed_by", signed_by);
	db_run_dir(db, "20_derived/");
	db_run_dir(db, "30_public/");
}
