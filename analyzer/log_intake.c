#include "log_intake.h"

#include "model/place.h"
#include "open/lines.h"
#include "parse/log_reader.h"

/* A log that is being read. */
struct open_log {
	struct log_reader *reader;
	struct put_log *rows;
};

static struct open_log
begin_log(struct tape *tape, const struct log_pattern_set *patterns)
{
	return (
	    struct open_log){ log_reader_open(patterns), put_log_begin(tape) };
}

static void
end_log(struct open_log log, struct put_input *row)
{
	struct log_record record;
	uint64_t events = 0;
	uint64_t unknown = 0;

	while (log_reader_end(log.reader, &record))
		put_log_record(log.rows, &record);
	put_log_end(log.rows, &events, &unknown);
	log_reader_close(log.reader);
	row->events += events;
	row->unknown += unknown;
}

uint64_t
log_intake(struct tape *tape, const struct log_pattern_set *patterns,
    struct source *source, uint64_t before, struct put_input *row)
{
	struct lines *lines = lines_open(source);
	struct open_log log = begin_log(tape, patterns);
	struct log_record record;
	struct place place;
	struct str line;

	while (lines_next(lines, &line)) {
		uint64_t number = before + lines_number(lines);

		if (place_begins(line, &place)) {
			end_log(log, row);
			log = begin_log(tape, patterns);
			put_place(tape, number, &place);
		} else if (!place_ends(line) &&
		    log_reader_line(log.reader, number, line, &record)) {
			put_log_record(log.rows, &record);
		}
	}
	end_log(log, row);

	uint64_t nlines = lines_number(lines);

	lines_close(lines);
	return nlines;
}
