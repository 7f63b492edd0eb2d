#include "parse/yaml_tree.h"

#include <string.h>
#include <yaml.h>

#include "base/fatal.h"
#include "parse/wipe.h"
#include "parse/yaml_anchor.h"

/*
 * Of what is wanted of an object.  etcd takes objects of 1.5 MiB, which base64
 * and indentation may double; these are for hostile ones.  libyaml, the tree and
 * kube_seal need up to four times as much memory.
 */
#define MAX_BYTES ((size_t)4 * 1024 * 1024)
#define MAX_NODES ((size_t)200000) /* aliases followed */
/* libyaml's time grows with the square of the depth. */
#define MAX_SKIPPED_DEPTH 1000

static const struct yaml_want root_want = { YAML_WANT("*"),
	.care = YAML_OBJECTS };

struct reader {
	yaml_parser_t parser;
	yaml_event_t event; /* the one that is being looked at */
	struct yaml_split *split;
	uint64_t first_line;
	struct arena *arena;
	const struct yaml_filter *filter;
	const char *name;
	const struct diag *diag;
	struct yaml_fault *fault;
	size_t nesting;
	size_t weight;
	size_t nbytes;        /* read */
	size_t nbytes_before; /* of them, before this object */
	uint64_t object_line;
	bool stopped; /* as the object is too long */
	bool cut;
	struct yaml_anchors anchors;
};

static void
forget_event(struct reader *reader)
{
	yaml_event_t *event = &reader->event;

	if (event->type == YAML_SCALAR_EVENT)
		wipe(event->data.scalar.value, event->data.scalar.length);
	yaml_event_delete(&reader->event);
}

static uint64_t
event_line(const struct reader *reader)
{
	return reader->first_line + reader->event.start_mark.line;
}

static bool
set_fault(struct reader *reader, uint64_t line, bool at_end, const char *text)
{
	reader->fault->found = true;
	reader->fault->at_end = at_end;
	reader->fault->line = line;
	reader->fault->text = text;
	return false;
}

/* True if the parser has seen all of a text that ended too early. */
static bool
is_exhausted(const struct reader *reader)
{
	const yaml_parser_t *parser = &reader->parser;

	return (reader->cut || yaml_split_at_end(reader->split)) &&
	    parser->eof && parser->unread <= 1 &&
	    parser->problem_mark.index == parser->mark.index;
}

/* libyaml begins a line of its own at the end of the text. */
static uint64_t
problem_line(const struct reader *reader)
{
	uint64_t line = reader->first_line + reader->parser.problem_mark.line;
	uint64_t last = yaml_split_lines(reader->split);

	return line > last ? last : line;
}

/* Stores the next event; returns false, setting the fault, if there is none. */
static bool
next_event(struct reader *reader)
{
	const yaml_parser_t *parser = &reader->parser;

	forget_event(reader);

	bool good = yaml_parser_parse(&reader->parser, &reader->event);

	if (good && !reader->stopped)
		return true;
	if (!good && parser->error == YAML_MEMORY_ERROR)
		fatal("out of memory");
	/* The end that was given out may even look like a good one. */
	if (good)
		forget_event(reader);
	memset(&reader->event, 0, sizeof(reader->event));
	if (reader->stopped)
		return set_fault(reader, reader->object_line, false,
		    "an object of more than 4 MB");
	return set_fault(reader, problem_line(reader), is_exhausted(reader),
	    parser->problem == NULL ? "not YAML" : parser->problem);
}

/* Counts n more nodes; returns false, setting the fault, if that is too much. */
static bool
count_nodes(struct reader *reader, unsigned n)
{
	reader->weight += n;
	if (reader->weight <= MAX_NODES)
		return true;
	return set_fault(reader, event_line(reader), false,
	    "an object of more than 200000 values");
}

static struct yaml_node *
new_node(struct reader *reader)
{
	struct yaml_node *node = arena_alloc(reader->arena, sizeof(*node));

	node->line = event_line(reader);
	node->weight = 1;
	return node;
}

/* Passes over the node whose first event is at hand. */
static bool
skip_node(struct reader *reader)
{
	size_t depth = 0;

	for (;;) {
		yaml_event_type_t type = reader->event.type;

		if (type == YAML_MAPPING_START_EVENT ||
		    type == YAML_SEQUENCE_START_EVENT)
			depth++;
		else if (type == YAML_MAPPING_END_EVENT ||
		    type == YAML_SEQUENCE_END_EVENT)
			depth--;
		if (depth == 0)
			return true;
		if (depth > MAX_SKIPPED_DEPTH)
			return set_fault(reader, event_line(reader), false,
			    "brackets nested without an end");
		if (!next_event(reader))
			return false;
	}
}

static bool
is_null(const yaml_event_t *event)
{
	static const char *const nulls[] = { "", "~", "null", "Null", "NULL" };
	const char *text = (const char *)event->data.scalar.value;

	if (event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE)
		return false;
	for (size_t i = 0; i < sizeof(nulls) / sizeof(nulls[0]); i++) {
		if (strcmp(text, nulls[i]) == 0)
			return true;
	}
	return false;
}

static void
fill_scalar(struct reader *reader, struct yaml_node *node)
{
	const yaml_event_t *event = &reader->event;
	struct str text = { (const char *)event->data.scalar.value,
		event->data.scalar.length };

	if (is_null(event))
		return;
	node->type = TREE_TEXT;
	node->text = arena_copy(reader->arena, text);
	node->len = strlen(node->text);
}

/* The name of the anchor of the event at hand, or NULL. */
static const char *
anchor_name(struct reader *reader)
{
	const yaml_event_t *event = &reader->event;
	const unsigned char *name = event->type == YAML_SCALAR_EVENT
	    ? event->data.scalar.anchor
	    : event->type == YAML_MAPPING_START_EVENT
	    ? event->data.mapping_start.anchor
	    : event->data.sequence_start.anchor;

	return name == NULL
	    ? NULL
	    : arena_copy(reader->arena, str_from((const char *)name));
}

/* Makes node the same as what the alias at hand stands for. */
static bool
follow_alias(struct reader *reader, struct yaml_node *node)
{
	const struct yaml_node *found = yaml_anchors_find(
	    &reader->anchors, (const char *)reader->event.data.alias.anchor);

	if (found == NULL) {
		diag_at(reader->diag, reader->name, event_line(reader),
		    "an alias whose anchor was not kept; taken as null");
		return true;
	}
	node->type = found->type;
	node->text = found->text;
	node->len = found->len;
	node->mark = found->mark;
	node->first = found->first;
	node->weight = found->weight;
	return count_nodes(reader, node->weight);
}

static bool fill_node(struct reader *reader, struct yaml_node *node,
    const struct yaml_want *want);

static void
seal_scalar(struct reader *reader, struct yaml_node *node)
{
	const yaml_event_t *event = &reader->event;

	if (!is_null(event))
		reader->filter->seal(reader->filter->context, reader->arena,
		    node, (const char *)event->data.scalar.value,
		    event->data.scalar.length);
}

/* Reads the value of the key at hand, which is wanted, into a new node. */
static struct yaml_node *
read_entry(struct reader *reader, const struct yaml_want *want, bool *good)
{
	struct yaml_node *node = new_node(reader);

	node->key = want->key[0] != '*'
	    ? want->key
	    : arena_copy(reader->arena,
		  (struct str){ (const char *)reader->event.data.scalar.value,
		      reader->event.data.scalar.length });
	*good = count_nodes(reader, 1) && next_event(reader) &&
	    (want->care == YAML_NAME ? skip_node(reader)
				     : fill_node(reader, node, want));
	return node;
}

/*
 * Reads the key at hand and its value, and adds an entry to *end if it is
 * wanted.  The wants of an object are those of what it says it is.
 */
static bool
take_entry(struct reader *reader, struct yaml_node *map, bool is_object,
    const struct yaml_want **wants, struct yaml_node ***end)
{
	const struct yaml_want *want = yaml_want_find(*wants,
	    (const char *)reader->event.data.scalar.value,
	    reader->event.data.scalar.length);
	bool good;

	if (want == NULL)
		return next_event(reader) && skip_node(reader);

	struct yaml_node *node = read_entry(reader, want, &good);

	**end = node;
	*end = &node->next;
	map->weight += node->weight;
	if (is_object && node->type == TREE_TEXT)
		*wants = yaml_filter_wants(reader->filter, map);
	return good;
}

static bool
fill_map(
    struct reader *reader, struct yaml_node *node, const struct yaml_want *want)
{
	bool is_object = want->care == YAML_OBJECTS;
	const struct yaml_want *wants =
	    is_object ? yaml_filter_wants(reader->filter, node) : want->below;
	struct yaml_node **end = &node->first;
	size_t n = 0;

	node->type = TREE_MAP;
	if (is_object)
		reader->object_line = node->line;
	for (;;) {
		if (!next_event(reader))
			return false;
		if (reader->event.type == YAML_MAPPING_END_EVENT)
			break;
		if (reader->event.type == YAML_SCALAR_EVENT) {
			if (!take_entry(reader, node, is_object, &wants, &end))
				return false;
		} else if (!skip_node(reader) || !next_event(reader) ||
		    !skip_node(reader)) {
			return false;
		}
	}
	for (const struct yaml_node *at = node->first; at != NULL;
	     at = at->next)
		n++;
	yaml_drop_repeated(node, n, reader->arena, reader->name, reader->diag);
	return true;
}

/* Where reading was before an entry of a list. */
struct bookmark {
	struct arena_mark mark;
	size_t nanchors;
	size_t weight;
};

/*
 * Hands out the object that entry is.  Returns true if nothing of it is left,
 * so that the list can do without.
 */
static bool
hand_out(struct reader *reader, const struct yaml_node *entry,
    const struct bookmark *before)
{
	const struct yaml_filter *filter = reader->filter;

	if (filter->take == NULL || entry->type != TREE_MAP ||
	    !yaml_says_kind(entry) || reader->anchors.n != before->nanchors)
		return false;
	filter->take(filter->taker, entry);
	arena_release(reader->arena, before->mark);
	reader->weight = before->weight;
	reader->nbytes_before = reader->nbytes;
	return true;
}

static bool
fill_list(
    struct reader *reader, struct yaml_node *node, const struct yaml_want *want)
{
	struct yaml_node **end = &node->first;
	/* The list of a piece is the split's: its entry is whole or not. */
	bool hands_out = want->care == YAML_OBJECTS && want != &root_want;

	node->type = TREE_LIST;
	for (;;) {
		if (!next_event(reader))
			return false;
		if (reader->event.type == YAML_SEQUENCE_END_EVENT)
			return true;

		struct bookmark before = { arena_mark(reader->arena),
			reader->anchors.n, reader->weight };
		struct yaml_node *entry = new_node(reader);

		*end = entry;
		if (!count_nodes(reader, 1) || !fill_node(reader, entry, want))
			return false;
		if (hands_out && hand_out(reader, entry, &before)) {
			*end = NULL;
			continue;
		}
		end = &entry->next;
		node->weight += entry->weight;
	}
}

static bool
fill_collection(
    struct reader *reader, struct yaml_node *node, const struct yaml_want *want)
{
	bool is_map = reader->event.type == YAML_MAPPING_START_EVENT;
	bool good;

	if (want->care != YAML_OBJECTS && want->below == NULL) {
		node->type = is_map ? TREE_MAP : TREE_LIST;
		return skip_node(reader);
	}
	if (reader->nesting == YAML_MAX_DEPTH) {
		diag_at(reader->diag, reader->name, event_line(reader),
		    "nested more than %d deep; what lies deeper is left out",
		    YAML_MAX_DEPTH);
		return skip_node(reader);
	}

	const char *anchor = anchor_name(reader);

	reader->nesting++;
	good = is_map ? fill_map(reader, node, want)
		      : fill_list(reader, node, want);
	reader->nesting--;
	yaml_anchors_add(&reader->anchors, reader->arena, anchor, node);
	return good;
}

/* Makes node what the event at hand begins, as far as it is wanted. */
static bool
fill_node(
    struct reader *reader, struct yaml_node *node, const struct yaml_want *want)
{
	bool seals = want->care == YAML_SEAL;

	if (reader->event.type == YAML_ALIAS_EVENT)
		return seals || follow_alias(reader, node);
	if (reader->event.type != YAML_SCALAR_EVENT)
		return fill_collection(reader, node, want);
	if (seals) {
		seal_scalar(reader, node);
		return true;
	}
	fill_scalar(reader, node);
	yaml_anchors_add(
	    &reader->anchors, reader->arena, anchor_name(reader), node);
	return true;
}

static int
give_text(void *data, unsigned char *bytes, size_t size, size_t *nread)
{
	struct reader *reader = data;

	if (reader->nbytes - reader->nbytes_before > MAX_BYTES)
		reader->stopped = true;
	*nread =
	    reader->stopped ? 0 : yaml_split_read(reader->split, bytes, size);
	reader->nbytes += *nread;
	if (*nread == 0 && yaml_split_end(reader->split) == YAML_PIECE_CUT)
		reader->cut = true;
	return 1;
}

/* Moves to the first event of the root; false if there is no root. */
static bool
find_root(struct reader *reader)
{
	do {
		if (!next_event(reader))
			return false;
	} while (reader->event.type == YAML_STREAM_START_EVENT ||
	    reader->event.type == YAML_DOCUMENT_START_EVENT);
	return reader->event.type != YAML_STREAM_END_EVENT;
}

/* Of the buffers only what can have been in use: most objects are small. */
static void
wipe_used(
    const struct reader *reader, unsigned char *start, const unsigned char *end)
{
	size_t size = (size_t)(end - start);

	wipe(start, reader->nbytes < size ? reader->nbytes : size);
}

static void
close_parser(struct reader *reader)
{
	yaml_parser_t *parser = &reader->parser;

	wipe_used(reader, parser->raw_buffer.start, parser->raw_buffer.end);
	wipe_used(reader, parser->buffer.start, parser->buffer.end);
	yaml_parser_delete(parser);
}

struct yaml_node *
yaml_tree_read(struct yaml_split *split, uint64_t line, struct arena *arena,
    const struct yaml_filter *filter, const char *path, const struct diag *diag,
    struct yaml_fault *fault)
{
	struct reader *reader = arena_alloc(arena, sizeof(*reader));
	struct yaml_node *root = NULL;

	*fault = (struct yaml_fault){ 0 };
	reader->split = split;
	reader->first_line = line;
	reader->object_line = line;
	reader->arena = arena;
	reader->filter = filter;
	reader->name = path;
	reader->diag = diag;
	reader->fault = fault;
	if (!yaml_parser_initialize(&reader->parser))
		fatal("out of memory");
	yaml_parser_set_encoding(&reader->parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input(&reader->parser, give_text, reader);
	if (find_root(reader)) {
		root = new_node(reader);
		fill_node(reader, root, &root_want);
	}
	forget_event(reader);
	close_parser(reader);
	return root;
}
