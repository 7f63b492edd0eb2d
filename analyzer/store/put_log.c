#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/fatal.h"
#include "base/table.h"
#include "store/put.h"
#include "store/put_record.h"

#define US_PER_S INT64_C(1000000)
#define US_PER_DAY (INT64_C(86400) * US_PER_S)
#define MAX_SHAPES 1000

/* A step back of less is disorder: lines of several goroutines, two sources. */
#define DISORDER_US US_PER_DAY
/* A step back of more can only be a New Year. */
#define NEW_YEAR_US (180 * US_PER_DAY)
#define SILENCE_US (US_PER_DAY / 2)
/* What comes again after more than this is news, not a resync. */
#define REPEAT_US (US_PER_DAY / 48)
/* Clocks and rounding let the same next renewal come out a little different. */
#define SAME_DUE_US (10 * US_PER_S)

enum witness {
	WITNESS_ENVELOPE,
	WITNESS_TRANSITION,
	WITNESS_PLANNED,
	WITNESSES
};

static const char *const witness_names[WITNESSES] = {
	[WITNESS_ENVELOPE] = "envelope",
	[WITNESS_TRANSITION] = "transition",
	[WITNESS_PLANNED] = "planned",
};

/* A klog time: within a leap year, and how many New Years have passed. */
struct stamp {
	bool known;
	int64_t us;
	int64_t roll;
};

struct witness_line {
	bool seen;
	uint64_t line;
	struct stamp stamp;
	int64_t full_us;
};

struct segment {
	int64_t id;
	uint64_t last_line;
	uint64_t records;
	struct stamp first;
	struct stamp newest;
	bool has_at;
	int64_t first_at_us;
	int64_t last_at_us;
	int64_t silences;
	struct stamp feb_29;
	struct witness_line first_witness[WITNESSES];
	struct witness_line last_witness[WITNESSES];
};

/* The last row that a repeating record was folded into. */
struct folded {
	int64_t row;
	int64_t repeats;
	int64_t due_us; /* on the scale of roll and stamp, or of full times */
	bool has_due;
	uint64_t last_line;
	struct stamp last;
	bool has_full;
	int64_t last_full_us;
};

struct shape {
	char *text;
	uint64_t n;
	uint64_t first_line;
};

struct put_log {
	struct db *db;
	int64_t input_id;
	struct segment segment;
	bool in_segment;
	struct table *folds;
	struct table *shapes;
	size_t nshapes;
	uint64_t events;
	uint64_t unknown;
};

struct put_log *
put_log_begin(struct db *db, int64_t input_id)
{
	struct put_log *log = calloc(1, sizeof(*log));

	if (log == NULL)
		fatal("out of memory");
	log->db = db;
	log->input_id = input_id;
	log->folds = table_new(sizeof(struct folded));
	log->shapes = table_new(sizeof(struct shape));
	return log;
}

static int64_t
stamp_of(const struct log_record *record)
{
	/* Days before each month of a leap year. */
	static const int before[] = { 0, 31, 60, 91, 121, 152, 182, 213, 244,
		274, 305, 335 };

	return (before[record->month - 1] + record->day - 1) * US_PER_DAY +
	    record->clock_us;
}

/* A point on one scale for all stamps of a segment. */
static int64_t
scale(struct stamp stamp)
{
	return stamp.roll * 366 * US_PER_DAY + stamp.us;
}

static void
bind_stamp(
    struct stmt *stmt, const char *us, const char *roll, struct stamp stamp)
{
	if (!stamp.known)
		return;
	stmt_int(stmt, us, stamp.us);
	stmt_int(stmt, roll, stamp.roll);
}

static void
write_witness(struct put_log *log, size_t kind, const struct witness_line *at)
{
	struct stmt *stmt = db_stmt(log->db, "insert/log_witness.sql");

	stmt_int(stmt, ":segment_id", log->segment.id);
	stmt_int(stmt, ":line", (int64_t)at->line);
	stmt_text(stmt, ":kind", witness_names[kind]);
	stmt_int(stmt, ":full_us", at->full_us);
	bind_stamp(stmt, ":stamp_us", ":roll", at->stamp);
	stmt_done(stmt);
}

static void
end_segment(struct put_log *log)
{
	struct segment *segment = &log->segment;

	if (!log->in_segment)
		return;

	struct stmt *stmt = db_stmt(log->db, "insert/log_segment_done.sql");

	stmt_int(stmt, ":id", segment->id);
	stmt_int(stmt, ":last_line", (int64_t)segment->last_line);
	stmt_int(stmt, ":records", (int64_t)segment->records);
	bind_stamp(stmt, ":first_stamp_us", ":first_roll", segment->first);
	bind_stamp(stmt, ":last_stamp_us", ":last_roll", segment->newest);
	if (segment->has_at) {
		stmt_int(stmt, ":first_at_us", segment->first_at_us);
		stmt_int(stmt, ":last_at_us", segment->last_at_us);
	}
	stmt_int(stmt, ":silences", segment->silences);
	if (segment->feb_29.known)
		stmt_int(stmt, ":feb_29_roll", segment->feb_29.roll);
	stmt_done(stmt);
	for (size_t i = 0; i < WITNESSES; i++) {
		if (segment->first_witness[i].seen)
			write_witness(log, i, &segment->first_witness[i]);
		if (segment->last_witness[i].seen)
			write_witness(log, i, &segment->last_witness[i]);
	}
	log->in_segment = false;
}

static void
begin_segment(struct put_log *log, uint64_t line)
{
	struct stmt *stmt = db_stmt(log->db, "insert/log_segment.sql");

	end_segment(log);
	log->segment = (struct segment){ 0 };
	stmt_int(stmt, ":input_id", log->input_id);
	stmt_int(stmt, ":first_line", (int64_t)line);
	log->segment.id = stmt_done(stmt);
	log->in_segment = true;
}

/*
 * Places a record's klog time in the current segment, or in a new one where
 * the clock steps back by an amount that neither disorder nor a New Year
 * explains (bundles hold files that were pasted together).
 */
static struct stamp
place(struct put_log *log, const struct log_record *record)
{
	struct segment *segment = &log->segment;
	struct stamp stamp = { 0 };

	if (!log->in_segment)
		begin_segment(log, record->line);
	if (!record->has_day)
		return stamp;
	stamp.known = true;
	stamp.us = stamp_of(record);
	stamp.roll = segment->newest.roll;
	if (segment->newest.known) {
		int64_t back = segment->newest.us - stamp.us;

		if (back > NEW_YEAR_US) {
			stamp.roll++;
		} else if (back >= DISORDER_US) {
			begin_segment(log, record->line);
			stamp.roll = 0;
		} else if (back < -NEW_YEAR_US && stamp.roll > 0) {
			/* A late line of 31 December after the first of 1
			 * January. */
			stamp.roll--;
		}
	}
	if (!segment->first.known)
		segment->first = stamp;
	if (!segment->newest.known || scale(stamp) > scale(segment->newest)) {
		if (segment->newest.known &&
		    scale(stamp) - scale(segment->newest) >= SILENCE_US)
			segment->silences++;
		segment->newest = stamp;
	}
	if (record->month == 2 && record->day == 29)
		segment->feb_29 = stamp;
	return stamp;
}

static void
note_witness(struct segment *segment, enum witness kind,
    const struct log_record *record, struct stamp stamp, int64_t full_us)
{
	struct witness_line line = { true, record->line, stamp, full_us };

	if (!stamp.known)
		return;
	if (!segment->first_witness[kind].seen)
		segment->first_witness[kind] = line;
	else
		segment->last_witness[kind] = line;
}

static void
note_times(struct segment *segment, const struct log_record *record,
    struct stamp stamp)
{
	if (record->has_at)
		note_witness(
		    segment, WITNESS_ENVELOPE, record, stamp, record->at_us);
	if (record->has_moment)
		note_witness(segment, WITNESS_TRANSITION, record, stamp,
		    record->moment_us);
	if (record->has_planned)
		note_witness(segment, WITNESS_PLANNED, record, stamp,
		    record->planned_us);
	if (!record->has_at && !record->has_moment)
		return;

	int64_t at_us = record->has_at ? record->at_us : record->moment_us;

	if (!segment->has_at || at_us < segment->first_at_us)
		segment->first_at_us = at_us;
	if (!segment->has_at || at_us > segment->last_at_us)
		segment->last_at_us = at_us;
	segment->has_at = true;
}

/* Kinds that cert-manager repeats on every resync or retry. */
static bool
is_foldable(const char *kind)
{
	static const char *const kinds[] = { "scheduled", "requeue", "backoff",
		"order", "challenge", "issuer", "ca-injected", "webhook-ca",
		"leader", "other" };

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (strcmp(kind, kinds[i]) == 0)
			return true;
	}
	return false;
}

static uint64_t
identity(const struct log_record *record)
{
	uint64_t hash = table_hash(TABLE_HASH_START, str_from(record->pattern));

	for (size_t i = 0; i < LOG_NFIELDS; i++) {
		/* A backoff's sentence holds the seconds since the start. */
		if (i != LOG_DETAIL || strcmp(record->kind, "backoff") != 0)
			hash = table_hash(hash, record->field[i]);
	}
	return hash;
}

static int64_t
write_record(
    struct put_log *log, const struct log_record *record, struct stamp stamp)
{
	const struct record_place place = { log->input_id, log->segment.id,
		stamp.known, stamp.us, stamp.roll };

	return put_record(log->db, record, &place);
}

static void
write_repeats(struct put_log *log, const struct folded *fold)
{
	if (fold->repeats < 2)
		return;

	struct stmt *stmt = db_stmt(log->db, "insert/log_record_repeats.sql");

	stmt_int(stmt, ":id", fold->row);
	stmt_int(stmt, ":repeats", fold->repeats);
	stmt_int(stmt, ":last_line", (int64_t)fold->last_line);
	bind_stamp(stmt, ":last_stamp_us", ":last_roll", fold->last);
	if (fold->has_full)
		stmt_int(stmt, ":last_full_us", fold->last_full_us);
	stmt_done(stmt);
}

/* Whether the record, due then, is one more of those that fold counts. */
static bool
repeats(const struct folded *fold, const struct log_record *record,
    struct stamp stamp, bool has_due, int64_t due_us)
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
		return scale(stamp) - scale(fold->last) <= REPEAT_US;
	return true;
}

static void
put_event(
    struct put_log *log, const struct log_record *record, struct stamp stamp)
{
	if (!is_foldable(record->kind)) {
		(void)write_record(log, record, stamp);
		return;
	}

	uint64_t key = identity(record) ^ (uint64_t)log->segment.id;
	struct folded *fold = table_at(log->folds, key);
	bool has_due = record->has_due_in && (record->has_at || stamp.known);
	int64_t due_us = !has_due ? 0
				  : record->due_in_us +
		(record->has_at ? record->at_us : scale(stamp));

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
		log->segment.last_line = record->line;
		return;
	}

	struct stamp stamp = place(log, record);

	note_times(&log->segment, record, stamp);
	log->segment.last_line = record->line;
	log->segment.records++;
	if (record->state == LOG_UNKNOWN) {
		log->unknown++;
		count_shape(log, record);
		return;
	}
	log->events++;
	if (record->state == LOG_EVENT)
		put_event(log, record, stamp);
}

void
put_log_end(struct put_log *log, uint64_t *events, uint64_t *unknown)
{
	struct folded *fold;
	struct shape *shape;

	for (size_t i = 0; (fold = table_nth(log->folds, i)) != NULL; i++)
		write_repeats(log, fold);
	end_segment(log);
	for (size_t i = 0; (shape = table_nth(log->shapes, i)) != NULL; i++) {
		struct stmt *stmt = db_stmt(log->db, "insert/log_shape.sql");

		stmt_int(stmt, ":input_id", log->input_id);
		stmt_text(stmt, ":shape", shape->text);
		stmt_int(stmt, ":n", (int64_t)shape->n);
		stmt_int(stmt, ":first_line", (int64_t)shape->first_line);
		stmt_done(stmt);
		free(shape->text);
	}
	*events = log->events;
	*unknown = log->unknown;
	table_free(log->folds);
	table_free(log->shapes);
	free(log);
}
