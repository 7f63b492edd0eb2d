/*
 * What is known of products: schema/products, as facts.
 */
#ifndef PARSE_PRODUCT_H
#define PARSE_PRODUCT_H

#include "base/diag.h"
#include "model/fact.h"

/* Takes the facts of one file: tables product, product_sign, product_rule. */
typedef void product_sink(void *context, const struct fact *facts);

/*
 * Reads the YAML text of the product file at path.  Returns false, after
 * telling diag with the line, if something in it is missing or not known; the
 * sink is then not called.
 */
bool product_read(const char *path, const char *text, product_sink *sink,
    void *context, const struct diag *diag);

/* Reads the files of this program; a fault in them is fatal. */
void product_read_all(product_sink *sink, void *context);

#endif
