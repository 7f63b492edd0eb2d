/*
 * X.509 certificates (RFC 5280) in PEM (RFC 7468), by OpenSSL.
 */
#ifndef PARSE_X509_H
#define PARSE_X509_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"
#include "model/fact.h"

/* What OpenSSL has to know to read certificates fast; one for many. */
struct x509_reader;

struct x509_reader *x509_reader_open(void);

/* x509_reader_close(NULL) does nothing. */
void x509_reader_close(struct x509_reader *reader);

/*
 * Adds to list one fact of table "x509" for each certificate in the PEM text
 * pem, which stands at line of path and has the given role.  Anything in pem
 * that is not a certificate is passed over and never kept; a certificate that
 * cannot be read is told to diag.  Returns how many were added.  reader may be
 * NULL, for a few certificates.
 */
size_t x509_facts(struct x509_reader *reader, struct fact_list *list,
    struct arena *arena, struct str pem, const char *role, const char *path,
    uint64_t line, const struct diag *diag);

/*
 * True if the certificate der was signed with the key of ca_der.  Names, dates
 * and extensions do not count.  False for anything that is not a certificate.
 */
bool x509_signed_by(
    const void *der, size_t len, const void *ca_der, size_t ca_len);

#endif
