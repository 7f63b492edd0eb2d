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

#endif
