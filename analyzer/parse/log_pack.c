#include "parse/log_pack.h"

#include <string.h>

#include "parse/log_match.h"

/* What is being read: the pattern, and the ends of its lists. */
struct reading {
	struct arena *arena;
	const char *path;
	const char *product;
	struct log_pattern **next;
	struct log_pattern *pattern;
	struct log_require **next_require;
	struct log_when **next_when;
	struct log_when *when;
	struct log_take **next_take;
	struct log_take *take;
};

static void
begin_pattern(struct reading *reading, const char *id)
{
	struct log_pattern *pattern =
	    arena_alloc(reading->arena, sizeof(*pattern));

	pattern->about.path = reading->path;
	pattern->about.product = reading->product;
	pattern->about.id = id;
	*reading->next = reading->pattern = pattern;
	reading->next = &pattern->next;
	reading->next_require = &pattern->requires;
	reading->next_when = &pattern->when;
	reading->next_take = &pattern->takes;
}

static void
add_require(struct reading *reading, const char *key)
{
	struct log_require *require =
	    arena_alloc(reading->arena, sizeof(*require));

	require->key = key;
	*reading->next_require = require;
	reading->next_require = &require->next;
}

static void
add_when(struct reading *reading, int field)
{
	reading->when = arena_alloc(reading->arena, sizeof(*reading->when));
	reading->when->field = (enum log_field)field;
	*reading->next_when = reading->when;
	reading->next_when = &reading->when->next;
}

static void
add_take(struct reading *reading, int target)
{
	reading->take = arena_alloc(reading->arena, sizeof(*reading->take));
	reading->take->target = target;
	*reading->next_take = reading->take;
	reading->next_take = &reading->take->next;
}

static void
add_key(struct log_take *take, const char *key, int group)
{
	take->keys[take->nkeys] = key;
	take->group[take->nkeys++] = (uint32_t)group;
}

/* The member that holds the text behind a letter, or NULL. */
static const char **
place_of(struct reading *reading, enum log_pack letter)
{
	struct log_pattern *pattern = reading->pattern;

	switch ((int)letter) {
	case LOG_PACK_PRODUCT:
		return &reading->product;
	case LOG_PACK_KIND:
		return &pattern->about.kind;
	case LOG_PACK_SINCE:
		return &pattern->about.since;
	case LOG_PACK_UNTIL:
		return &pattern->about.until;
	case LOG_PACK_SOURCE:
		return &pattern->about.source;
	case LOG_PACK_MEANS:
		return &pattern->about.means;
	case LOG_PACK_BEGINNING:
		return &pattern->about.regex;
	case LOG_PACK_OBJECT_KIND:
		return &pattern->object_kind;
	case LOG_PACK_EQUALS:
		return &reading->when->value;
	default:
		return NULL;
	}
}

static void
take_other(struct reading *reading, enum log_pack letter, const char *text)
{
	struct log_pattern *pattern = reading->pattern;
	int number = text[0] - LOG_PACK_FIRST;

	switch ((int)letter) {
	case LOG_PACK_PATH:
		reading->path = text;
		reading->product = NULL;
		break;
	case LOG_PACK_ID:
		begin_pattern(reading, text);
		break;
	case LOG_PACK_COUNT_ONLY:
		pattern->about.count_only = true;
		break;
	case LOG_PACK_FOLDS:
		pattern->about.folds = true;
		break;
	case LOG_PACK_VARIES:
		pattern->about.varies |= UINT32_C(1) << number;
		break;
	case LOG_PACK_SEVERITY:
		pattern->severity = text[0];
		break;
	case LOG_PACK_NAMED:
		pattern->named = true;
		break;
	case LOG_PACK_WHOLE:
		pattern->literal = str_from(text);
		pattern->about.message = text;
		break;
	case LOG_PACK_BEGINS:
		pattern->literal = str_from(text);
		pattern->begins = true;
		break;
	case LOG_PACK_REGEX:
		pattern->regex = pattern->about.regex = text;
		break;
	case LOG_PACK_REQUIRES:
		add_require(reading, text);
		break;
	case LOG_PACK_WHEN:
		add_when(reading, number);
		break;
	case LOG_PACK_TAKE:
		add_take(reading, number);
		break;
	case LOG_PACK_KEY:
		add_key(reading->take, text, 0);
		break;
	case LOG_PACK_GROUP:
		add_key(reading->take, text + 1, number);
		break;
	default:
		break;
	}
}

struct log_pattern *
log_pack_read(struct arena *arena)
{
	struct log_pattern *first = NULL;
	/* What would stand before the first pattern, condition or target. */
	struct log_pattern nobody = { 0 };
	struct log_when never = { 0 };
	struct log_take nothing = { 0 };
	struct reading reading = { .arena = arena,
		.next = &first,
		.pattern = &nobody,
		.next_require = &nobody.requires,
		.next_when = &nobody.when,
		.when = &never,
		.next_take = &nobody.takes,
		.take = &nothing };

	for (const char *at = log_pack; *at != '\0'; at += strlen(at) + 1) {
		enum log_pack letter = (enum log_pack)at[0];
		const char **place = place_of(&reading, letter);

		if (place != NULL)
			*place = at + 1;
		else
			take_other(&reading, letter, at + 1);
	}
	return first;
}

struct log_pattern_set *
log_pattern_set_open(void)
{
	struct arena *arena = arena_new();

	return log_pattern_set_of(arena, log_pack_read(arena));
}
