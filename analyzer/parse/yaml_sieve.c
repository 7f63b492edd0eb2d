#include "parse/yaml_sieve.h"

#include <string.h>
#include <strings.h>

/* Columns beyond this are not Kubernetes'. */
#define MAX_COLUMN ((size_t)200)

const struct yaml_want sieve_objects = { YAML_WANT("*"), .care = YAML_OBJECTS };

const struct yaml_want *
sieve_wants_below(const struct sieve *sieve, const struct yaml_want *want)
{
	if (want->care != YAML_OBJECTS)
		return want->below;
	return sieve->filter->wants(sieve->filter->context, NULL, NULL);
}

bool
sieve_is_entry(struct str text)
{
	return text.len > 0 && text.ptr[0] == '-' &&
	    (text.len == 1 || text.ptr[1] == ' ');
}

bool
sieve_is_blank(struct str text)
{
	return text.len == 0 || text.ptr[0] == '#' || str_trim(text).len == 0;
}

static size_t
pay_lines(uint64_t *lines, unsigned char *bytes, size_t size)
{
	size_t n = *lines < size ? (size_t)*lines : size;

	memset(bytes, '\n', n);
	*lines -= n;
	return n;
}

size_t
sieve_pay(struct sieve *sieve, unsigned char *bytes, size_t size)
{
	struct sieve_debt *debt = &sieve->debt;
	size_t filled = pay_lines(&debt->before, bytes, size);

	if (debt->held || debt->before > 0)
		return filled;

	size_t n = debt->len - debt->at;

	if (n > size - filled)
		n = size - filled;
	memcpy(bytes + filled, debt->text + debt->at, n);
	debt->at += n;
	filled += n;
	if (debt->at < debt->len)
		return filled;
	return filled + pay_lines(&debt->after, bytes + filled, size - filled);
}

void
sieve_cancel(struct sieve *sieve)
{
	struct sieve_debt *debt = &sieve->debt;

	if (!debt->held)
		return;
	debt->held = false;
	debt->before += debt->after;
	debt->after = 0;
	debt->len = 0;
	debt->at = 0;
}

void
sieve_release(struct sieve *sieve)
{
	sieve->debt.held = false;
}

/* The beginning of an entry, or of a mapping, whose first key is not wanted. */
static void
owe_beginning(struct sieve *sieve, bool is_entry, size_t dash, size_t column)
{
	struct sieve_debt *debt = &sieve->debt;

	sieve_cancel(sieve);
	memset(debt->text, ' ', column);
	if (is_entry)
		debt->text[dash] = '-';
	memcpy(debt->text + column, "~:", 2);
	debt->len = column + 2;
	debt->at = 0;
	debt->held_column = dash;
}

static bool
is_key_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.' ||
	    c == '/';
}

/*
 * Cuts "key: value" of one line.  Returns false, leaving both untouched, if the
 * text is not that beyond doubt.
 */
static bool
cut_key(struct str text, struct str *key, struct str *value)
{
	bool quotes =
	    text.len > 0 && (text.ptr[0] == '"' || text.ptr[0] == '\'');
	struct str rest = str_skip(text, quotes);
	size_t n = 0;

	while (n < rest.len && is_key_byte(rest.ptr[n]))
		n++;
	if (n == 0 || n >= SIEVE_KEY_BYTES || n + quotes >= rest.len ||
	    rest.ptr[n + quotes] != ':' ||
	    (quotes && rest.ptr[n] != text.ptr[0]))
		return false;
	/* A dash or a dot may begin something else. */
	if (!quotes && (rest.ptr[0] == '-' || rest.ptr[0] == '.'))
		return false;

	struct str after = str_skip(rest, n + quotes + 1);

	if (after.len > 0 && after.ptr[0] != ' ')
		return false;
	*key = (struct str){ rest.ptr, n };
	*value = str_trim(after);
	return true;
}

enum value {
	VALUE_NONE, /* on the lines that follow, if anywhere */
	VALUE_TEXT, /* and on deeper lines that follow */
	VALUE_QUOTED,
	VALUE_EMPTY, /* a collection without entries */
	VALUE_ODD
};

static enum value
classify(struct str value)
{
	if (value.len == 0 || value.ptr[0] == '#')
		return VALUE_NONE;
	if (value.ptr[0] == '"' || value.ptr[0] == '\'')
		return VALUE_QUOTED;
	if (str_equals(value, "{}") || str_equals(value, "[]"))
		return VALUE_EMPTY;
	return strchr("{}[],&*!%@`?", value.ptr[0]) != NULL ? VALUE_ODD
							    : VALUE_TEXT;
}

/*
 * True for the head of a text to which the blank lines behind it belong: what is
 * dropped behind it would become part of it.
 */
static bool
keeps_newlines(struct str value)
{
	return value.len > 1 && (value.ptr[0] == '|' || value.ptr[0] == '>') &&
	    memchr(value.ptr, '+', value.len) != NULL;
}

/* A name without anything about it that YAML could take for something else. */
static bool
copy_name(struct str value, char name[SIEVE_KIND_BYTES])
{
	bool quotes = value.len > 2 && value.ptr[0] == '"';
	size_t n = 0;

	name[0] = '\0';
	if (quotes && value.ptr[value.len - 1] == '"')
		value = (struct str){ value.ptr + 1, value.len - 2 };
	while (n < value.len && is_key_byte(value.ptr[n]))
		n++;
	if (n != value.len || n == 0 || n >= SIEVE_KIND_BYTES)
		return false;
	memcpy(name, value.ptr, n);
	name[n] = '\0';
	if (strcasecmp(name, "null") != 0)
		return true;
	name[0] = '\0';
	return false;
}

void
sieve_note_identity(struct sieve *sieve, struct sieve_level *level,
    struct str key, struct str value)
{
	const struct yaml_filter *filter = sieve->filter;

	if (str_equals(key, "kind"))
		copy_name(value, sieve->kind);
	else if (str_equals(key, "apiVersion"))
		copy_name(value, sieve->api_version);
	else
		return;
	level->wants = filter->wants(filter->context,
	    sieve->kind[0] == '\0' ? NULL : sieve->kind,
	    sieve->api_version[0] == '\0' ? NULL : sieve->api_version);
}

void
sieve_reset(struct sieve *sieve)
{
	sieve->off = sieve->filter == NULL;
	sieve->debt.before = 0;
	sieve->debt.after = 0;
	sieve->debt.len = 0;
	sieve->debt.at = 0;
	sieve->debt.held = false;
	sieve->dropping = false;
	sieve->copying = false;
	sieve->quote = 0;
	sieve->quote_from = 0;
	sieve->escaped = false;
	sieve->closing = false;
	sieve->kind[0] = '\0';
	sieve->api_version[0] = '\0';
}

void
sieve_begin_block(struct sieve *sieve, size_t column, bool is_entry)
{
	struct sieve_level *level = &sieve->levels[0];

	sieve_reset(sieve);
	if (sieve->off)
		return;
	sieve->nlevels = 1;
	*level = (struct sieve_level){ .column = column };
	if (is_entry) {
		level->inner = &sieve_objects;
	} else {
		level->is_object = true;
		level->is_fresh = true;
		level->wants = sieve_wants_below(sieve, &sieve_objects);
	}
}

static bool
is_of_value(const struct sieve *sieve, const struct split_head *head)
{
	return sieve->quote != 0 || head->column > sieve->value_column ||
	    (head->column == sieve->value_column && sieve->alone &&
		sieve_is_entry(head->text));
}

bool
sieve_drops(const struct sieve *sieve, const struct split_head *head)
{
	return sieve->dropping &&
	    (is_of_value(sieve, head) || sieve_is_blank(head->text));
}

bool
sieve_is_cut(const struct sieve *sieve, bool newline)
{
	return !sieve->off && sieve->dropping &&
	    (sieve->quote != 0 || (!newline && sieve->alone && sieve->is_word));
}

void
sieve_follow_quotes(struct sieve *sieve, const unsigned char *bytes, size_t n)
{
	size_t i = sieve->quote_from < n ? sieve->quote_from : n;

	sieve->quote_from -= i;
	for (; i < n && sieve->quote != 0; i++) {
		char c = (char)bytes[i];

		if (sieve->closing && c != '\'') {
			sieve->quote = 0;
		} else if (sieve->closing || sieve->escaped) {
			sieve->closing = false;
			sieve->escaped = false;
		} else if (c == '\\' && sieve->quote == '"') {
			sieve->escaped = true;
		} else if (c == sieve->quote && c == '\'') {
			sieve->closing = true; /* unless another one follows */
		} else if (c == sieve->quote) {
			sieve->quote = 0;
		}
	}
}

static void
begin_value(struct sieve *sieve, const struct split_head *head,
    struct str value, enum value form, size_t column)
{
	sieve->is_word = false;
	sieve->value_column = column;
	sieve->alone = form == VALUE_NONE;
	if (form != VALUE_QUOTED)
		return;
	sieve->quote = value.ptr[0];
	sieve->quote_from =
	    head->column + (size_t)(value.ptr - head->text.ptr) + 1;
	sieve->escaped = false;
	sieve->closing = false;
}

/* Goes off: this line and what follows go out as they are. */
static bool
give_up(struct sieve *sieve)
{
	sieve->off = true;
	return true;
}

/* The mapping that a line at column is in; NULL if that is not certain. */
static struct sieve_level *
find_level(struct sieve *sieve, size_t column, bool is_entry)
{
	while (sieve->nlevels > 1 &&
	    sieve->levels[sieve->nlevels - 1].column > column)
		sieve->nlevels--;

	struct sieve_level *level = &sieve->levels[sieve->nlevels - 1];

	if (level->column > column)
		return NULL;
	return level->inner != NULL || (level->column == column && !is_entry)
	    ? level
	    : NULL;
}

/* The mapping below level, whose keys are at column; NULL if it is too deep. */
static struct sieve_level *
enter(struct sieve *sieve, const struct sieve_level *level, size_t column)
{
	const struct yaml_want *want = level->inner;
	struct sieve_level *next;

	if (sieve->nlevels == SIEVE_LEVELS)
		return NULL;
	next = &sieve->levels[sieve->nlevels++];
	*next = (struct sieve_level){ .column = column,
		.wants = sieve_wants_below(sieve, want),
		.is_object = want->care == YAML_OBJECTS };
	if (next->is_object) {
		sieve->kind[0] = '\0';
		sieve->api_version[0] = '\0';
	}
	return next;
}

/* Drops "key: value"; is_first: the line begins a mapping or an entry. */
static bool
drop_entry(struct sieve *sieve, const struct sieve_level *level,
    const struct split_head *head, struct str value, bool is_first)
{
	bool is_entry = sieve_is_entry(head->text);

	begin_value(sieve, head, value, classify(value), level->column);
	sieve->dropping = true;
	if (!is_first)
		return false;
	owe_beginning(sieve, is_entry, head->column, level->column);
	/* An object is one, and a mapping too, whatever is wanted of it. */
	sieve->debt.held = is_entry && !level->is_object;
	return false;
}

/* Decides about "key: value" in level. */
static bool
take_entry(struct sieve *sieve, struct sieve_level *level,
    const struct split_head *head, struct str key, struct str value,
    bool is_first)
{
	enum value form = classify(value);
	char name[SIEVE_KEY_BYTES];
	const struct yaml_want *want;

	if (form == VALUE_ODD || (form == VALUE_NONE && !head->whole) ||
	    keeps_newlines(value))
		return give_up(sieve);
	memcpy(name, key.ptr, key.len);
	name[key.len] = '\0';
	want = yaml_want_find(level->wants, name, key.len);
	level->inner = NULL;
	if (want == NULL)
		return drop_entry(sieve, level, head, value, is_first);
	if (level->is_object)
		sieve_note_identity(sieve, level, key, value);
	if (form == VALUE_NONE &&
	    (want->below != NULL || want->care == YAML_OBJECTS)) {
		level->inner = want;
		return true;
	}
	begin_value(sieve, head, value, form, level->column);
	sieve->copying = form != VALUE_NONE || want->care != YAML_NAME;
	sieve->dropping = !sieve->copying;
	return true;
}

/* Decides about a line that is not part of a value that began before. */
static bool
take_line(struct sieve *sieve, const struct split_head *head)
{
	bool is_entry = sieve_is_entry(head->text);
	struct sieve_level *level = find_level(sieve, head->column, is_entry);
	struct str rest = head->text;
	size_t column = head->column;
	bool is_first = level != NULL && (is_entry || level->column < column);
	struct str key;
	struct str value;

	if (level == NULL)
		return give_up(sieve);
	if (is_entry) {
		rest = str_skip(rest, 1);
		while (rest.len > 0 && rest.ptr[0] == ' ')
			rest = str_skip(rest, 1);
		column += (size_t)(rest.ptr - head->text.ptr);
		if (rest.len == 0)
			return true;
	}
	if (column > MAX_COLUMN || !cut_key(rest, &key, &value))
		return give_up(sieve);
	if (is_first)
		level = enter(sieve, level, column);
	if (level == NULL)
		return give_up(sieve);
	is_first = is_first || level->is_fresh;
	level->is_fresh = false;
	return take_entry(sieve, level, head, key, value, is_first);
}

/* Decides about a line of the value that is being copied. */
static bool
copy_line(struct sieve *sieve, const struct split_head *head)
{
	if (sieve->quote != 0 && head->column <= sieve->value_column)
		return give_up(sieve);
	/* Quotes that began on a line of their own are not followed. */
	if (sieve->alone && head->text.len > 0 &&
	    strchr("\"'", head->text.ptr[0]) != NULL)
		return give_up(sieve);
	return true;
}

bool
sieve_takes_line(struct sieve *sieve, const struct split_head *head)
{
	bool takes;

	if (sieve->off || (sieve->copying && sieve_is_blank(head->text)))
		return true;
	if (sieve_is_blank(head->text))
		return false;
	if (sieve_drops(sieve, head)) {
		sieve->is_word = str_find(head->text, ":") == NULL &&
		    !sieve_is_entry(head->text);
		return false;
	}
	sieve->dropping = false;
	if (sieve->copying && is_of_value(sieve, head))
		return copy_line(sieve, head);
	sieve->copying = false;
	takes = take_line(sieve, head);
	if (takes && head->column > sieve->debt.held_column)
		sieve_release(sieve);
	else if (takes)
		sieve_cancel(sieve);
	return takes;
}
