#include "store/log_segment.h"

#include <stdlib.h>

#include "base/fatal.h"

#define US_PER_DAY (INT64_C(86400) * 1000000)

/* A step back of less is disorder: lines of several goroutines, two sources. */
#define DISORDER_US US_PER_DAY
/* A step back of more can only be a New Year. */
#define NEW_YEAR_US (180 * US_PER_DAY)
#define SILENCE_US (US_PER_DAY / 2)
/* No log goes over more New Years; a forged one begins a segment again. */
#define MAX_ROLLS 100
/* Of one file; the rules look at each pair of segments. */
#define MAX_SEGMENTS 500

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

struct witness_line {
	bool seen;
	uint64_t line;
	struct log_stamp stamp;
	int64_t full_us;
};

struct log_segment {
	struct tape *tape;
	size_t nsegments; /* of the file so far */
	bool is_open;     /* what follows is of the current segment */
	tape_id id;
	uint64_t last_line;
	uint64_t records;
	struct log_stamp first;
	struct log_stamp newest;
	bool has_at;
	int64_t first_at_us;
	int64_t last_at_us;
	int64_t silences;
	struct log_stamp feb_29;
	struct witness_line first_witness[WITNESSES];
	struct witness_line last_witness[WITNESSES];
};

static int64_t
stamp_of(const struct log_record *record)
{
	/* Days before each month of a leap year. */
	static const int before[] = { 0, 31, 60, 91, 121, 152, 182, 213, 244,
		274, 305, 335 };

	return (before[record->month - 1] + record->day - 1) * US_PER_DAY +
	    record->clock_us;
}

int64_t
log_stamp_scale(struct log_stamp stamp)
{
	return stamp.roll * 366 * US_PER_DAY + stamp.us;
}

void
log_stamp_bind(
    struct tape *tape, const char *us, const char *roll, struct log_stamp stamp)
{
	if (!stamp.known)
		return;
	tape_int(tape, us, stamp.us);
	tape_int(tape, roll, stamp.roll);
}

static void
write_witness(
    struct log_segment *segment, size_t kind, const struct witness_line *at)
{
	struct tape *tape = segment->tape;

	tape_row(tape, "log_witness");
	tape_put_id(tape, ":segment_id", segment->id);
	tape_int(tape, ":line", (int64_t)at->line);
	tape_text(tape, ":kind", witness_names[kind]);
	tape_int(tape, ":full_us", at->full_us);
	log_stamp_bind(tape, ":stamp_us", ":roll", at->stamp);
	tape_row_end(tape);
}

/* Writes what was learnt of the current segment, if there is one. */
static void
close_segment(struct log_segment *segment)
{
	if (!segment->is_open)
		return;

	struct tape *tape = segment->tape;

	tape_row(tape, "log_segment_done");
	tape_put_id(tape, ":id", segment->id);
	tape_int(tape, ":last_line", (int64_t)segment->last_line);
	tape_int(tape, ":records", (int64_t)segment->records);
	log_stamp_bind(tape, ":first_stamp_us", ":first_roll", segment->first);
	log_stamp_bind(tape, ":last_stamp_us", ":last_roll", segment->newest);
	if (segment->has_at) {
		tape_int(tape, ":first_at_us", segment->first_at_us);
		tape_int(tape, ":last_at_us", segment->last_at_us);
	}
	tape_int(tape, ":silences", segment->silences);
	if (segment->feb_29.known)
		tape_int(tape, ":feb_29_roll", segment->feb_29.roll);
	tape_row_end(tape);
	for (size_t i = 0; i < WITNESSES; i++) {
		if (segment->first_witness[i].seen)
			write_witness(segment, i, &segment->first_witness[i]);
		if (segment->last_witness[i].seen)
			write_witness(segment, i, &segment->last_witness[i]);
	}
	segment->is_open = false;
}

static void
begin_segment(struct log_segment *segment, uint64_t line)
{
	struct tape *tape = segment->tape;

	close_segment(segment);
	*segment = (struct log_segment){ .tape = segment->tape,
		.nsegments = segment->nsegments + 1 };
	tape_row(tape, "log_segment");
	tape_put_input(tape, ":input_id");
	tape_int(tape, ":first_line", (int64_t)line);
	segment->id = tape_row_end(tape);
	segment->is_open = true;
}

/* Finds the record's roll, in a new segment if it fits in none of this one. */
static struct log_stamp
find_stamp(struct log_segment *segment, const struct log_record *record)
{
	struct log_stamp stamp = { true, stamp_of(record),
		segment->newest.roll };
	int64_t back = segment->newest.us - stamp.us;

	if (!segment->newest.known)
		return stamp;
	if (back > NEW_YEAR_US && stamp.roll < MAX_ROLLS) {
		stamp.roll++;
	} else if (back >= DISORDER_US && segment->nsegments < MAX_SEGMENTS) {
		begin_segment(segment, record->line);
		stamp.roll = 0;
	} else if (back < -NEW_YEAR_US && stamp.roll > 0) {
		/* A late line of 31 December after the first of 1 January. */
		stamp.roll--;
	}
	return stamp;
}

static void
note_stamp(struct log_segment *segment, const struct log_record *record,
    struct log_stamp stamp)
{
	int64_t ahead =
	    log_stamp_scale(stamp) - log_stamp_scale(segment->newest);

	if (!segment->first.known)
		segment->first = stamp;
	if (segment->newest.known && ahead >= SILENCE_US)
		segment->silences++;
	if (!segment->newest.known || ahead > 0)
		segment->newest = stamp;
	if (record->month == 2 && record->day == 29)
		segment->feb_29 = stamp;
}

static void
note_witness(struct log_segment *segment, enum witness kind,
    const struct log_record *record, struct log_stamp stamp, int64_t full_us)
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
note_times(struct log_segment *segment, const struct log_record *record,
    struct log_stamp stamp)
{
	bool has_moment = record->state == LOG_EVENT && record->has_moment;

	if (record->has_at)
		note_witness(
		    segment, WITNESS_ENVELOPE, record, stamp, record->at_us);
	if (has_moment)
		note_witness(segment, WITNESS_TRANSITION, record, stamp,
		    record->moment_us);
	if (record->state == LOG_EVENT && record->has_planned)
		note_witness(segment, WITNESS_PLANNED, record, stamp,
		    record->planned_us);
	if (!record->has_at && !has_moment)
		return;

	int64_t at_us = record->has_at ? record->at_us : record->moment_us;

	if (!segment->has_at || at_us < segment->first_at_us)
		segment->first_at_us = at_us;
	if (!segment->has_at || at_us > segment->last_at_us)
		segment->last_at_us = at_us;
	segment->has_at = true;
}

struct log_segment *
log_segment_new(struct tape *tape)
{
	struct log_segment *segment = calloc(1, sizeof(*segment));

	if (segment == NULL)
		fatal("out of memory");
	segment->tape = tape;
	return segment;
}

void
log_segment_end(struct log_segment *segment)
{
	close_segment(segment);
	free(segment);
}

struct log_stamp
log_segment_place(struct log_segment *segment, const struct log_record *record)
{
	struct log_stamp stamp = { 0 };

	if (!segment->is_open)
		begin_segment(segment, record->line);
	if (record->has_day) {
		stamp = find_stamp(segment, record);
		note_stamp(segment, record, stamp);
	}
	note_times(segment, record, stamp);
	segment->last_line = record->line;
	segment->records++;
	return stamp;
}

void
log_segment_pass(struct log_segment *segment, uint64_t line)
{
	segment->last_line = line;
}

tape_id
log_segment_id(const struct log_segment *segment)
{
	return segment->id;
}
