/*
 * A log between objects, as a source.
 */
#ifndef PARSE_KUBE_LOG_H
#define PARSE_KUBE_LOG_H

#include "open/source.h"
#include "parse/yaml_split.h"

/*
 * The text of the piece that split is at, with the path and diag of around.
 * Both are borrowed.  Its bytes are hashed with those of around, not alone.
 */
struct source *kube_log_open(
    struct yaml_split *split, const struct source *around);

#endif
