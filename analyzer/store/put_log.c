#include <stdlib.h>
#include <string.h>

#include "base/fatal.h"
#include "base/table.h"
#include "store/log_segment.h"
#include "store/put.h"
#include "store/put_record.h"

#define US_PER_S INT64_C(1000000)
#define MAX_SHAPES 1000

/* What comes again after more than this is news, not a resync. */
#define REPEAT_US (INT64_C(1800) * US_PER_S)
/* Clocks and rounding let the same next renewal come out a little different. */
#define SAME_DUE_US (10 * US_PER_S)

/* The last row that a repeating record was folded into. */
struct folded {
	tape_id row;
	int64_t repeats;
	int64_t due_us; /* on the scale of roll and stamp, or of full times */
	bool has_due;
	uint64_t last_line;
	struct log_stamp last;
	bool has_full;
	int64_t last_full_us;
};

struct shape {
	char *text;
	uint64_t n;
	uint64_t first_line;
};

struct put_log {
	struct tape *tape;
	struct log_segment *segment;
	struct record_words *words;
	struct table *folds;
	struct table *shapes;
	size_t nshapes;
	uint64_t events;
	uint64_t unknown;
};

struct put_log *
put_log_begin(struct tape *tape)
{
	struct put_log *log = calloc(1, sizeof(*log));

	if (log == NULL)
		fatal("out of memory");
	log->tape = tape;
	log->segment = log_segment_new(tape);
	log->words = record_words_new(tape);
	log->folds = table_new(sizeof(struct folded));
	log->shapes = table_new(sizeof(struct shape));
	return log;
}

static uint64_t
identity(const struct log_record *record)
{
	uint64_t hash = table_hash(TABLE_HASH_START, str_from(record->pattern));

	for (size_t i = 0; i < LOG_NFIELDS; i++) {
		if ((record->varies >> i & 1) == 0)
			hash = table_hash(hash, record->field[i]);
	}
	return hash;
}

static tape_id
write_record(struct put_log *log, const struct log_record *record,
    struct log_stamp stamp)
{
	const struct record_place place = { log_segment_id(log->segment),
		stamp };

	return put_record(log->words, record, &place);
}

static void
write_repeats(struct put_log *log, const struct folded *fold)
{
	if (fold->repeats < 2)
		return;

	struct tape *tape = log->tape;

	tape_row(tape, "log_line_repeats");
	tape_put_id(tape, ":id", fold->row);
	tape_int(tape, ":repeats", fold->repeats);
	tape_int(tape, ":last_line", (int64_t)fold->last_line);
	log_stamp_bind(tape, ":last_stamp_us", ":last_roll", fold->last);
	if (fold->has_full)
		tape_int(tape, ":last_full_us", fold->last_full_us);
	tape_row_end(tape);
}

/* Whether the record, due then, is one more of those that fold counts. */
static bool
repeats(const struct folded *fold, const struct log_record *record,
    struct log_stamp stamp, bool has_due, int64_t due_us)
{
	if (fold->row == 0 || fold->has_due != has_due)
		return false;
	if (has_due) {
		int64_t change = due_us - fold->due_us;

		return change <= SAME_DUE_US && change >= -SAME_DUE_US;
	}
	if (record->has_at && fold->has_full)
		return record->at_us - fold->last_full_us <= REPEAT_US;
	if (stamp.known && fold->last.known)
		return log_stamp_scale(stamp) - log_stamp_scale(fold->last) <=
		    REPEAT_US;
	return true;
}

static void
put_event(struct put_log *log, const struct log_record *record,
    struct log_stamp stamp)
{
	if (!record->folds) {
		(void)write_record(log, record, stamp);
		return;
	}

	uint64_t key =
	    identity(record) ^ (uint64_t)log_segment_id(log->segment);
	struct folded *fold = table_at(log->folds, key);
	bool has_due = record->has_due_in && (record->has_at || stamp.known);
	int64_t due_us = !has_due ? 0
				  : record->due_in_us +
		(record->has_at ? record->at_us : log_stamp_scale(stamp));

	if (!repeats(fold, record, stamp, has_due, due_us)) {
		write_repeats(log, fold);
		*fold = (struct folded){ 0 };
		fold->row = write_record(log, record, stamp);
		fold->has_due = has_due;
		fold->due_us = due_us;
	}
	fold->repeats++;
	fold->last_line = record->line;
	fold->last = stamp;
	fold->has_full = record->has_at;
	fold->last_full_us = record->at_us;
}

static void
count_shape(struct put_log *log, const struct log_record *record)
{
	static const char many[] = "(other messages)";
	struct str text = record->shape;

	if (log->nshapes >= MAX_SHAPES)
		text = str_from(many);

	struct shape *shape =
	    table_at(log->shapes, table_hash(TABLE_HASH_START, text));

	if (shape->n++ == 0) {
		shape->first_line = record->line;
		shape->text = malloc(text.len + 1);
		if (shape->text == NULL)
			fatal("out of memory");
		if (text.len > 0)
			memcpy(shape->text, text.ptr, text.len);
		shape->text[text.len] = '\0';
		log->nshapes++;
	}
}

void
put_log_record(struct put_log *log, const struct log_record *record)
{
	if (record->state == LOG_FOREIGN) {
		log_segment_pass(log->segment, record->line);
		return;
	}

	struct log_stamp stamp = log_segment_place(log->segment, record);

	if (record->state == LOG_UNKNOWN) {
		log->unknown++;
		count_shape(log, record);
		return;
	}
	log->events++;
	if (record->state == LOG_EVENT) {
		put_event(log, record, stamp);
	} else if (record->state == LOG_NOTED) {
		const struct record_place place = {
			log_segment_id(log->segment), stamp
		};

		put_note(log->words, record, &place);
	}
}

void
put_log_end(struct put_log *log, uint64_t *events, uint64_t *unknown)
{
	struct folded *fold;
	struct shape *shape;

	for (size_t i = 0; (fold = table_nth(log->folds, i)) != NULL; i++)
		write_repeats(log, fold);
	log_segment_end(log->segment);
	for (size_t i = 0; (shape = table_nth(log->shapes, i)) != NULL; i++) {
		struct tape *tape = log->tape;

		tape_row(tape, "log_shape");
		tape_put_input(tape, ":input_id");
		tape_text(tape, ":shape", shape->text);
		tape_int(tape, ":n", (int64_t)shape->n);
		tape_int(tape, ":first_line", (int64_t)shape->first_line);
		tape_row_end(tape);
		free(shape->text);
	}
	*events = log->events;
	*unknown = log->unknown;
	record_words_free(log->words);
	table_free(log->folds);
	table_free(log->shapes);
	free(log);
}
