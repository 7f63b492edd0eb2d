/*
 * What the verbs that show views have in common.
 */
#ifndef VIEW_H
#define VIEW_H

#include "base/arena.h"
#include "options.h"
#include "report/query.h"
#include "store/db.h"

/* The public views in the order in which they are told. */
#define VIEW_COUNT 11
extern const char *const view_names[VIEW_COUNT];

/* The filter that the options ask for; it lives in arena. */
struct query_filter view_filter(
    struct db *db, struct arena *arena, const struct options *options);

/* 80 columns, whatever the screen, so that outputs can be compared. */
struct writer_options view_writer_options(const struct options *options);

/*
 * The exit status: that of reading the inputs, or that --fail-on asks for in
 * the namespaces of the filter.
 */
int view_status(struct db *db, const struct options *options,
    const struct query_filter *filter, int status);

#endif
