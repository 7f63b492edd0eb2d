/*
 * The kind of an object that does not say it, by its fields.
 */
#ifndef PARSE_KUBE_SHAPE_H
#define PARSE_KUBE_SHAPE_H

#include "parse/yaml_node.h"

/*
 * Stores the group and kind that the fields of root show; returns false,
 * leaving both untouched, where they do not tell.
 */
bool kube_shape(
    const struct yaml_node *root, const char **group, const char **kind);

#endif
