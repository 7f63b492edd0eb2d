#include "parse/yaml_doc.h"

#include <stdbool.h>
#include <string.h>
#include <yaml.h>

#include "base/fatal.h"
#include "base/str.h"

#define DEPTH_MAX 32

struct reading {
	yaml_parser_t parser;
	struct arena *arena;
	const char *path;
	const struct diag *diag;
	int depth;
};

static bool
complain(struct reading *reading, size_t line, const char *what)
{
	diag_at(reading->diag, reading->path, (uint64_t)line + 1,
	    "%s; file not used", what);
	return false;
}

/* Reads the next event; the caller deletes it. */
static bool
next_event(struct reading *reading, yaml_event_t *event)
{
	const yaml_parser_t *parser = &reading->parser;

	if (yaml_parser_parse(&reading->parser, event) == 1)
		return true;
	return complain(reading, parser->problem_mark.line,
	    parser->problem != NULL ? parser->problem : "not YAML");
}

static const char *
null_or_text(struct reading *reading, const yaml_event_t *event)
{
	const char *value = (const char *)event->data.scalar.value;
	size_t len = event->data.scalar.length;
	bool plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;

	if (plain &&
	    (len == 0 || strcmp(value, "~") == 0 || strcmp(value, "null") == 0))
		return NULL;
	return arena_copy(reading->arena, (struct str){ value, len });
}

static bool read_item(
    struct reading *reading, yaml_event_t *event, struct yaml_item *item);

/* Reads the key of a map's next entry. */
static bool
read_key(struct reading *reading, const yaml_event_t *event,
    const struct yaml_item *map, const char **key)
{
	size_t line = event->start_mark.line;

	if (event->type != YAML_SCALAR_EVENT)
		return complain(reading, line, "a key that is not text");
	*key = null_or_text(reading, event);
	if (*key == NULL)
		return complain(reading, line, "a key that is empty");
	if (yaml_item_get(map, *key) != NULL)
		return complain(reading, line, "the same key twice");
	return true;
}

/* Reads the items of a list or a map up to its end. */
static bool
read_items(struct reading *reading, struct yaml_item *parent)
{
	struct yaml_item **end = &parent->first;

	for (;;) {
		yaml_event_t event;
		const char *key = NULL;
		bool right = true;

		if (!next_event(reading, &event))
			return false;
		if (event.type == YAML_SEQUENCE_END_EVENT ||
		    event.type == YAML_MAPPING_END_EVENT) {
			yaml_event_delete(&event);
			return true;
		}
		if (parent->type == YAML_MAP) {
			right = read_key(reading, &event, parent, &key);
			yaml_event_delete(&event);
			if (!right || !next_event(reading, &event))
				return false;
		}

		struct yaml_item *item =
		    arena_alloc(reading->arena, sizeof(*item));

		item->key = key;
		right = read_item(reading, &event, item);
		yaml_event_delete(&event);
		if (!right)
			return false;
		*end = item;
		end = &item->next;
	}
}

static bool
read_item(struct reading *reading, yaml_event_t *event, struct yaml_item *item)
{
	size_t line = event->start_mark.line;

	item->line = (uint64_t)line + 1;
	if (event->type == YAML_SCALAR_EVENT) {
		if (memchr(event->data.scalar.value, '\0',
			event->data.scalar.length) != NULL)
			return complain(reading, line, "a NUL in a text");
		item->type = YAML_TEXT;
		item->text = null_or_text(reading, event);
		return true;
	}
	if (event->type != YAML_SEQUENCE_START_EVENT &&
	    event->type != YAML_MAPPING_START_EVENT)
		return complain(reading, line, "an alias");
	if (reading->depth == DEPTH_MAX)
		return complain(reading, line, "nested too deep");
	item->type =
	    event->type == YAML_MAPPING_START_EVENT ? YAML_MAP : YAML_LIST;
	reading->depth++;

	bool right = read_items(reading, item);

	reading->depth--;
	return right;
}

/* Reads an event that must be of this type. */
static bool
expect_event(
    struct reading *reading, yaml_event_type_t type, const char *otherwise)
{
	yaml_event_t event;

	if (!next_event(reading, &event))
		return false;

	bool right = event.type == type;
	size_t line = event.start_mark.line;

	yaml_event_delete(&event);
	return right || complain(reading, line, otherwise);
}

static bool
read_document(struct reading *reading, struct yaml_item *root)
{
	yaml_event_t event;

	if (!expect_event(reading, YAML_STREAM_START_EVENT, "not YAML") ||
	    !expect_event(reading, YAML_DOCUMENT_START_EVENT, "empty") ||
	    !next_event(reading, &event))
		return false;

	bool right = read_item(reading, &event, root);

	yaml_event_delete(&event);
	return right &&
	    expect_event(reading, YAML_DOCUMENT_END_EVENT, "not YAML") &&
	    expect_event(
		reading, YAML_STREAM_END_EVENT, "more than one document");
}

struct yaml_item *
yaml_doc_parse(struct arena *arena, const char *path, const char *text,
    const struct diag *diag)
{
	struct reading reading = { .arena = arena, .path = path, .diag = diag };
	struct yaml_item *root = arena_alloc(arena, sizeof(*root));

	if (yaml_parser_initialize(&reading.parser) != 1)
		fatal("out of memory");
	yaml_parser_set_input_string(
	    &reading.parser, (const unsigned char *)text, strlen(text));

	bool right = read_document(&reading, root);

	yaml_parser_delete(&reading.parser);
	return right ? root : NULL;
}

const struct yaml_item *
yaml_item_get(const struct yaml_item *map, const char *key)
{
	for (const struct yaml_item *item = map->first; item != NULL;
	     item = item->next) {
		if (item->key != NULL && strcmp(item->key, key) == 0)
			return item;
	}
	return NULL;
}
