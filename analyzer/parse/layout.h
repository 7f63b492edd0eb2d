/*
 * Where collectors put what: schema/layouts, and what a path says by them.
 */
#ifndef PARSE_LAYOUT_H
#define PARSE_LAYOUT_H

#include <stdbool.h>

#include "base/diag.h"
#include "model/place.h"

struct layout_set;

/* The layouts of this program; a fault in them is fatal. */
struct layout_set *layout_set_open(void);

/* One without any. */
struct layout_set *layout_set_new(void);

/* layout_set_close(NULL) does nothing. */
void layout_set_close(struct layout_set *set);

/*
 * Adds what the YAML text of the file at path says: a layout, or the resources.
 * Returns false, after telling diag with the line, if something in it is missing
 * or not known, or if a pattern has no sample; then nothing of it may be used.
 */
bool layout_set_read(struct layout_set *set, const char *path, const char *text,
    const struct diag *diag);

/*
 * What the first pattern says that fits path as "inputs" shows it: first what
 * is behind the last "!", then all of it, with each "!" and each backslash
 * taken for a slash.  Of a very long path only the end is looked at.  Returns
 * false, leaving *place untouched, if no pattern fits.  May be called from
 * several threads.
 */
bool layout_find(
    const struct layout_set *set, const char *path, struct place *place);

#endif
