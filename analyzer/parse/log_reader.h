/*
 * A controller's log, from lines to records.
 */
#ifndef PARSE_LOG_READER_H
#define PARSE_LOG_READER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "model/log_record.h"
#include "parse/log_pattern.h"

struct log_reader;

/* set is borrowed and must outlive the result. */
struct log_reader *log_reader_open(const struct log_pattern_set *set);
void log_reader_close(struct log_reader *reader);

/*
 * Takes the physical line with this number.  Returns true if that gives a
 * record, which stays valid until the next call and may point into line: every
 * line gives one, except the first lines of a value that klog spread over
 * several (err=< ... >), which are one record with the closing line, and of a
 * line that the CRI runtime spread over several (P ... F).
 *
 * Where such a value breaks off and the next record begins, that record is
 * given one call later.
 */
bool log_reader_line(struct log_reader *reader, uint64_t number,
    struct str line, struct log_record *record);

/*
 * Call after the last line, again and again until it returns false: each true
 * gives a record that was not complete, or was still to be given.
 */
bool log_reader_end(struct log_reader *reader, struct log_record *record);

#endif
