#include "parse/printed_reader.h"

#include <stdlib.h>
#include <string.h>

#include "base/fatal.h"
#include "base/table.h"
#include "parse/printed_line.h"
#include "parse/table_object.h"
#include "parse/x509.h"

#define MAX_EVENTS 10000 /* at the end of one object */

/* Where in a described object the next line stands. */
enum printed_state {
	STATE_OUTSIDE,
	STATE_BEGUN, /* "Name:" was the line before */
	STATE_INSIDE,
	STATE_EVENTS,    /* below "Events:" */
	STATE_DATA_HEAD, /* "Data" was the line before */
	STATE_DATA,      /* a name and a size in each line */
	STATE_OPAQUE     /* the text of a ConfigMap */
};

struct printed_reader {
	struct arena *line_arena;
	struct printed printed;
	struct table_place place; /* as the caller told it */
	struct printed_command command;
	struct printed_result result;
	enum printed_state state;
	unsigned nblank; /* empty lines before this one */
	struct outline outline;
	struct text_table events_head;
	bool has_events_head;
	struct printed_event *events;
	struct printed_event **events_end;
	size_t nevents;
	struct table_objects table;
};

struct printed_reader *
printed_reader_open(const char *path, const struct diag *diag,
    const char *namespace, const char *kind, kube_sink *sink, void *context)
{
	struct printed_reader *reader = calloc(1, sizeof(*reader));

	if (reader == NULL)
		fatal("out of memory");
	reader->line_arena = arena_new();
	reader->printed = (struct printed){ .arena = arena_new(),
		.x509 = x509_reader_open(),
		.path = path,
		.diag = diag,
		.sink = sink,
		.context = context };
	reader->place = (struct table_place){ namespace, kind };
	return reader;
}

/* Hands out the Events at the end of what subject names. */
static void
put_events(struct printed_reader *reader, const struct printed_event *subject)
{
	struct table *seen = table_new(sizeof(unsigned));

	for (struct printed_event *at = reader->events; at != NULL;
	     at = at->next) {
		uint64_t key = TABLE_HASH_START;
		unsigned *n;

		at->kind = subject->kind;
		at->name = subject->name;
		at->namespace = subject->namespace;
		key = table_hash(key, str_from(at->type));
		key = table_hash(key, str_from(at->reason));
		key = table_hash(key, str_from(at->message));
		n = table_at(seen, key);
		at->nth = ++*n;
		printed_event(&reader->printed, at);
	}
	table_free(seen);
}

/* What the objects that come have in common. */
static struct table_place
place_of(const struct printed_reader *reader)
{
	struct table_place place = reader->place;

	if (reader->command.namespace[0] != '\0')
		place.namespace = reader->command.namespace;
	if (reader->command.kind[0] != '\0')
		place.kind = reader->command.kind;
	return place;
}

static void
add_namespace(struct printed_reader *reader)
{
	const char *namespace = place_of(reader).namespace;
	struct outline *outline = &reader->outline;

	if (namespace != NULL &&
	    outline_get(outline->root, "Namespace") == NULL)
		outline_add(outline, outline->root->first->line,
		    str_from(arena_printf(
			outline->arena, "Namespace: %s", namespace)));
}

static void
finish_object(struct printed_reader *reader)
{
	struct printed_event subject = { 0 };

	if (reader->state > STATE_BEGUN) {
		const struct outline_node *root = reader->outline.root;
		uint64_t before = reader->printed.nobjects;

		reader->printed.form = "describe";
		if (reader->outline.overflowed)
			diag_at(reader->printed.diag, reader->printed.path,
			    root->first->line,
			    "more than %zu lines about one object; the rest "
			    "is left out",
			    OUTLINE_MAX_NODES);

		add_namespace(reader);
		if (describe_object(&reader->printed, root, &subject))
			put_events(reader, &subject);
		if (reader->printed.nobjects > before)
			reader->result.described = true;
	}
	reader->state = STATE_OUTSIDE;
	reader->events = NULL;
	arena_reset(reader->printed.arena);
}

static void
begin_object(struct printed_reader *reader, uint64_t number, struct str line)
{
	finish_object(reader);
	table_objects_end(&reader->table);
	outline_begin(&reader->outline, reader->printed.arena);
	outline_add(&reader->outline, number, line);
	reader->events = NULL;
	reader->events_end = &reader->events;
	reader->nevents = 0;
	reader->has_events_head = false;
	reader->state = STATE_BEGUN;
}

/*
 * A message of several lines, or a ConfigMap, may quote another object: that
 * begins without the empty lines that kubectl puts between two.
 */
static bool
may_begin(const struct printed_reader *reader)
{
	if (reader->state == STATE_OPAQUE)
		return reader->nblank >= 2;
	if (reader->state == STATE_INSIDE)
		return reader->nblank > 0 || reader->outline.message == 0;
	return true;
}

static void
take_event_line(struct printed_reader *reader, uint64_t number, struct str line)
{
	struct text_table *head = &reader->events_head;
	struct printed_event event;

	if (!reader->has_events_head) {
		reader->has_events_head = text_table_head(head, line) &&
		    text_table_column(head, "Reason") < head->ncolumns;
		return;
	}
	if (reader->nevents == MAX_EVENTS ||
	    !table_event(head, reader->printed.arena, number, line, &event))
		return;

	struct printed_event *copy =
	    arena_alloc(reader->printed.arena, sizeof(*copy));

	*copy = event;
	*reader->events_end = copy;
	reader->events_end = &copy->next;
	reader->nevents++;
}

static void
take_inside(struct printed_reader *reader, uint64_t number, struct str line)
{
	struct str key;
	struct str value;

	if (str_equals(line, "Data")) {
		reader->state = STATE_DATA_HEAD;
		return;
	}
	outline_add(&reader->outline, number, line);
	reader->state = STATE_INSIDE;
	if (line.ptr[0] != ' ' && outline_key(line, &key, &value) &&
	    str_equals(key, "Events") && value.len == 0)
		reader->state = STATE_EVENTS;
}

static bool
is_rule(struct str line, char c)
{
	for (size_t i = 0; i < line.len; i++) {
		if (line.ptr[i] != c)
			return false;
	}
	return line.len >= 4;
}

static void
take_data(struct printed_reader *reader, uint64_t number, struct str line)
{
	struct str key;
	struct str value;

	if (is_rule(line, '-'))
		reader->state = STATE_OPAQUE;
	else if (line.ptr[0] != ' ' && outline_key(line, &key, &value)) {
		if (str_equals(key, "Events"))
			take_inside(reader, number, line);
		else
			outline_data(&reader->outline, number, key, value);
	}
}

/* True if line is a key of the object behind its Events, as cmctl has it. */
static bool
ends_events(struct str line)
{
	struct str key;
	struct str value;

	return line.ptr[0] != ' ' && outline_key(line, &key, &value) &&
	    outline_is_top(key);
}

/* True if line was a row of the table that is being read. */
static bool
take_row(struct printed_reader *reader, uint64_t number, struct str line)
{
	bool was_row;

	if (reader->state != STATE_OUTSIDE || reader->table.form == NULL)
		return false;
	reader->printed.form = "table";
	was_row =
	    table_objects_row(&reader->table, &reader->printed, number, line);
	arena_reset(reader->printed.arena);
	return was_row;
}

/* True if line is the titles of a table, or a command; an object ends there. */
static bool
take_mark(struct printed_reader *reader, struct str line)
{
	struct printed_command command;
	struct table_place place;

	if (line.ptr[0] == ' ' || reader->state == STATE_OPAQUE)
		return false;
	if (printed_line_command(line, &command)) {
		finish_object(reader);
		table_objects_end(&reader->table);
		reader->command = command;
		return true;
	}
	place = place_of(reader);
	if (!table_objects_begin(&reader->table, line, &place))
		return false;
	finish_object(reader);
	return true;
}

static void
take_line(struct printed_reader *reader, uint64_t number, struct str line)
{
	if (str_starts(line, "Name: ") && may_begin(reader)) {
		begin_object(reader, number, line);
		return;
	}
	if (reader->state == STATE_BEGUN) {
		/* A DaemonSet had no namespace up to some release. */
		if (str_starts(line, "Namespace:") ||
		    str_starts(line, "Selector:  ")) {
			take_inside(reader, number, line);
			return;
		}
		finish_object(reader);
	}
	/* A row first: the message of an Event may be about a command. */
	if (take_row(reader, number, line) || take_mark(reader, line))
		return;
	switch (reader->state) {
	case STATE_OUTSIDE:
	case STATE_BEGUN:
	case STATE_OPAQUE:
		break;
	case STATE_INSIDE:
		take_inside(reader, number, line);
		break;
	case STATE_EVENTS:
		if (ends_events(line))
			take_inside(reader, number, line);
		else
			take_event_line(reader, number, line);
		break;
	case STATE_DATA_HEAD:
		reader->state = is_rule(line, '=') ? STATE_DATA : STATE_INSIDE;
		break;
	case STATE_DATA:
		take_data(reader, number, line);
		break;
	}
}

void
printed_reader_line(
    struct printed_reader *reader, uint64_t number, struct str line)
{
	struct str clean = printed_line_clean(reader->line_arena, line);

	while (clean.len > 0 && clean.ptr[clean.len - 1] == ' ')
		clean.len--;
	if (clean.len == 0) {
		/* Only the message of an Event may have an empty line. */
		if (reader->table.events == NULL)
			table_objects_end(&reader->table);
		reader->nblank++;
	} else {
		take_line(reader, number, clean);
		reader->nblank = 0;
	}
	arena_reset(reader->line_arena);
}

void
printed_reader_close(
    struct printed_reader *reader, struct printed_result *result)
{
	finish_object(reader);
	table_objects_end(&reader->table);
	*result = reader->result;
	result->objects = reader->printed.nobjects;
	x509_reader_close(reader->printed.x509);
	arena_free(reader->printed.arena);
	arena_free(reader->line_arena);
	free(reader);
}
