/*
 * Conclusions from evidence: schema/20_derived, which can be run again at any
 * time, and the public views of schema/30_public.
 */
#ifndef DERIVE_DERIVE_H
#define DERIVE_DERIVE_H

#include "store/db.h"

/* Makes the tables of schema/10_evidence in an empty database. */
void derive_create(struct db *db);

/*
 * Draws all conclusions anew, inside the caller's transaction.  signed_by tells
 * whether the certificate of its first argument was signed with the key of the
 * second; the caller has it from parse/.
 */
void derive_all(struct db *db, db_test *signed_by);

enum derive_fit {
	DERIVE_FITS,      /* made and concluded from by a program like this */
	DERIVE_OLD_RULES, /* its evidence fits; derive_all() is to run again */
	DERIVE_OLD_TABLES /* the evidence of another release */
};

/* What this program can do with the kept database db. */
enum derive_fit derive_fits(struct db *db);

#endif
