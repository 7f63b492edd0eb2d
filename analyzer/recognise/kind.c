#include "recognise/kind.h"

#include <stdbool.h>
#include <string.h>

#include "base/str.h"
#include "model/place.h"
#include "open/container.h"
#include "open/gzip.h"
#include "recognise/line_shape.h"

#define SQLITE_MAGIC "SQLite format 3" /* and a NUL */

/* One byte in this many may be none of text's. */
#define STRAY_SHARE 5

/* One line in this many must begin with a time in a log. */
#define TIMED_SHARE 4

/* What the lines are.  Blank ones and comments are not counted. */
struct survey {
	enum line_shape first; /* LINE_BLANK if there is no line */
	size_t nlines;
	size_t nlogs;
	size_t nouter_logs; /* not indented */
	size_t nother_logs;
	size_t nobjects; /* not indented, as the next */
	size_t nparts;
	bool has_places; /* a line tells whose log follows */
	bool described;  /* kubectl describe came before any object */
	bool printed;    /* there is a mark of what is printed for people */
	bool named;      /* the line before was "Name: x" */
	struct str json; /* from the first line that may be an object */
};

/* The length of the UTF-8 letter at s, or 0 if there is none. */
static size_t
letter_length(const unsigned char *s, size_t len)
{
	size_t n = s[0] < 0x80 ? 1
	    : s[0] < 0xc2      ? 0
	    : s[0] < 0xe0      ? 2
	    : s[0] < 0xf0      ? 3
	    : s[0] < 0xf5      ? 4
			       : 0;

	if (n > len)
		return 0;
	for (size_t i = 1; i < n; i++) {
		if ((s[i] & 0xc0) != 0x80)
			return 0;
	}
	return n;
}

static bool
is_stray_control(unsigned char c)
{
	/* ESC begins a colour; the others are blanks of some kind. */
	return (c < 0x20 && strchr("\t\n\r\f\b\x1b", c) == NULL) || c == 0 ||
	    c == 0x7f;
}

/*
 * A crash of the node leaves a run of NULs in a log, however long, so a run
 * counts as one stray byte.
 */
static bool
is_binary(const unsigned char *bytes, size_t len)
{
	size_t nstray = 0;
	size_t nletters = 0;
	size_t i = 0;

	while (i < len) {
		/* Most bytes by far. */
		if ((bytes[i] >= ' ' && bytes[i] < 0x7f) || bytes[i] == '\n') {
			i++;
			nletters++;
			continue;
		}

		size_t n = letter_length(bytes + i, len - i);

		if (bytes[i] == 0) {
			while (i < len && bytes[i] == 0)
				i++;
			nstray++;
		} else if (n == 0 || is_stray_control(bytes[i])) {
			i++;
			nstray++;
		} else {
			i += n;
			nletters++;
		}
	}
	return nstray > 0 && nstray * STRAY_SHARE >= nstray + nletters;
}

static void
count_line(struct survey *survey, enum line_shape shape, struct str line,
    struct str rest)
{
	bool outer = line.ptr[0] != ' ' && line.ptr[0] != '\t';
	bool first = survey->nlines++ == 0;

	if (first)
		survey->first = shape;
	survey->nlogs += shape == LINE_LOG;
	survey->nouter_logs += shape == LINE_LOG && outer;
	survey->nother_logs += shape == LINE_OTHER_LOG;
	survey->nobjects += shape == LINE_OBJECT && outer;
	survey->nparts += shape == LINE_OBJECT_PART && outer;
	if (shape == LINE_DESCRIBE && survey->nobjects == 0)
		survey->described = true;
	if (shape == LINE_DESCRIBE || shape == LINE_TABLE ||
	    shape == LINE_STATUS ||
	    (survey->named && str_starts(line, "Namespace:")))
		survey->printed = true;
	survey->named = str_starts(line, "Name: ");
	if (shape == LINE_JSON && (first || outer) && survey->json.ptr == NULL)
		survey->json = rest;
}

static void
survey_lines(struct survey *survey, struct str text)
{
	struct place place;

	while (text.len > 0) {
		struct str rest = text;
		struct str line = text;

		if (!str_cut(text, '\n', &line, &text))
			text.len = 0;

		/* What follows are logs, whatever there is before. */
		if (place_begins(line, &place)) {
			survey->has_places = true;
			return;
		}

		enum line_shape shape = line_shape(line);

		if (shape != LINE_BLANK && shape != LINE_COMMENT)
			count_line(survey, shape, line, rest);
	}
}

/* What is first needs less to be taken for an object than what follows. */
static bool
has_objects(const struct survey *survey)
{
	bool api_version = line_has_key(survey->json, "\"apiVersion\"");
	bool kind = line_has_key(survey->json, "\"kind\"");

	if (survey->first == LINE_OBJECT || survey->first == LINE_OBJECT_PART)
		return true;
	if (survey->first == LINE_JSON)
		return api_version || kind ||
		    line_has_key(survey->json, "\"metadata\"") ||
		    line_has_key(survey->json, "\"items\"");
	return !survey->described &&
	    ((survey->nobjects > 0 && survey->nobjects + survey->nparts > 1) ||
		(api_version && kind));
}

static enum kind
recognise_text(struct str text)
{
	struct survey survey = { 0 };

	survey_lines(&survey, text);
	if (has_objects(&survey))
		return survey.nouter_logs * 2 >= survey.nlines ? KIND_LOG
							       : KIND_OBJECTS;
	if (survey.printed && survey.nouter_logs * 2 < survey.nlines &&
	    survey.nother_logs * TIMED_SHARE < survey.nlines)
		return KIND_PRINTED;
	if (survey.nlogs > 0 || survey.has_places)
		return KIND_LOG;
	if (survey.nother_logs > 0 &&
	    survey.nother_logs * TIMED_SHARE >= survey.nlines)
		return KIND_OTHER_LOG;
	return KIND_TEXT;
}

enum kind
kind_recognise(const unsigned char *bytes, size_t len)
{
	struct str text = { (const char *)bytes, len };

	if (len == 0)
		return KIND_EMPTY;
	if (gzip_recognise(bytes, len))
		return KIND_GZIP;
	if (container_recognise(bytes, len))
		return KIND_CONTAINER;
	if (len >= sizeof(SQLITE_MAGIC) &&
	    memcmp(bytes, SQLITE_MAGIC, sizeof(SQLITE_MAGIC)) == 0)
		return KIND_DATABASE;
	if (is_binary(bytes, len))
		return KIND_BINARY;
	if (str_starts(text, "\xef\xbb\xbf"))
		text = str_skip(text, 3);
	return recognise_text(text);
}
