/*
 * A record of --logging-format=json: one JSON object on a line.
 */
#ifndef PARSE_LOG_JSON_H
#define PARSE_LOG_JSON_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"
#include "model/log_record.h"

#include "parse/log_pairs.h"

/*
 * Reads the object whose members are pairs.  Returns false, leaving all
 * untouched, if it has no "msg", as then it is not a log record.  Fills the
 * time and the severity of record; *message gets the message, without the
 * logger.
 */
bool log_json_read(const struct log_pairs *pairs, struct arena *arena,
    struct log_record *record, struct str *message);

/*
 * Takes a line of docker's json-file log, {"log":"...\n","stream":"stderr",
 * "time":"..."}, apart.  Returns false, leaving all untouched, if pairs is
 * anything else.
 */
bool log_json_unwrap(const struct log_pairs *pairs, struct arena *arena,
    struct str *text, int64_t *at_us);

#endif
