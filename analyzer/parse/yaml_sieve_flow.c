/* The sieve in JSON: by brackets and quotes. */
#include <string.h>

#include "parse/yaml_split_state.h"

/* The rest of a key's line that has to be seen to know the key for certain. */
#define KEY_AHEAD (SIEVE_KEY_BYTES + 64)
#define TOKEN_BYTES ((size_t)24)

static struct sieve_level *
top(struct sieve *sieve)
{
	return &sieve->levels[sieve->nlevels - 1];
}

static bool
push(struct sieve *sieve, const struct yaml_want *want, bool is_list)
{
	struct sieve_level *level;

	if (sieve->nlevels == SIEVE_LEVELS)
		return false;
	level = &sieve->levels[sieve->nlevels++];
	*level = (struct sieve_level){ .is_list = is_list, .comma = true };
	if (is_list) {
		level->inner = want;
		return true;
	}
	level->is_object = want->care == YAML_OBJECTS;
	level->wants = sieve_wants_below(sieve, want);
	if (level->is_object) {
		sieve->kind[0] = '\0';
		sieve->api_version[0] = '\0';
	}
	return true;
}

void
sieve_begin_flow(struct sieve *sieve, bool inside)
{
	sieve_reset(sieve);
	sieve->nlevels = 0;
	sieve->at = SIEVE_VALUE;
	sieve->inner = &sieve_objects;
	if (sieve->off || !inside)
		return;
	push(sieve, &sieve_objects, false);
	sieve->at = SIEVE_BETWEEN;
}

/* Lets all that follows through as it is, and what is owed before it. */
static size_t
give_up(struct yaml_split *split, unsigned char *bytes)
{
	struct sieve *sieve = &split->sieve;

	sieve_release(sieve);
	sieve->off = true;
	split->before = ':';
	if (sieve->at != SIEVE_BETWEEN || sieve->nlevels == 0)
		return 0;
	split->before = ',';
	if (!top(sieve)->comma || !top(sieve)->some)
		return 0;
	bytes[0] = ',';
	return 1;
}

static size_t
take_newline(struct yaml_split *split, unsigned char *bytes)
{
	split_take_byte(split);
	if (split->sieve.debt.held) {
		split->sieve.debt.after++;
		return 0;
	}
	bytes[0] = '\n';
	return 1;
}

/* The comma before an entry of the level at the top, if one is needed. */
static size_t
put_comma(struct sieve_level *level, char *text)
{
	bool some = level->some;

	level->some = true;
	level->comma = false;
	text[0] = ',';
	return some;
}

/* Owes the "{" of a list's entry, in case that something in it is wanted. */
static void
hold(struct sieve *sieve, const struct sieve_level *list)
{
	struct sieve_debt *debt = &sieve->debt;

	sieve_cancel(sieve);
	debt->len = 0;
	debt->at = 0;
	if (list->some)
		debt->text[debt->len++] = ',';
	debt->text[debt->len++] = '{';
	debt->held = true;
}

/* Takes the bracket that opens the value of want. */
static size_t
open_bracket(struct yaml_split *split, unsigned char *bytes,
    const struct yaml_want *want, unsigned char c)
{
	struct sieve *sieve = &split->sieve;
	struct sieve_level *list = sieve->nlevels > 0 && top(sieve)->is_list &&
		sieve->at == SIEVE_BETWEEN
	    ? top(sieve)
	    : NULL;
	size_t n = 0;

	if (sieve->nlevels == SIEVE_LEVELS)
		return give_up(split, bytes);
	if (list != NULL && c == '{' && want->care != YAML_OBJECTS) {
		hold(sieve, list);
		list->comma = false;
	} else {
		if (list != NULL)
			n = put_comma(list, (char *)bytes);
		bytes[n++] = c;
	}
	push(sieve, want, c == '[');
	sieve->at = SIEVE_BETWEEN;
	split_take_byte(split);
	split->depth++;
	return n;
}

static size_t
close_bracket(struct yaml_split *split, unsigned char *bytes, unsigned char c)
{
	struct sieve *sieve = &split->sieve;

	if ((c == ']') != top(sieve)->is_list)
		return give_up(split, bytes);
	sieve->nlevels--;
	split_take_byte(split);
	split->depth--;
	split_end_if_closed(split);
	if (sieve->debt.held) {
		sieve_cancel(sieve);
		return 0;
	}
	bytes[0] = c;
	return 1;
}

/* True for a word or number of JSON that ends in the bytes. */
static bool
is_token(const unsigned char *from, size_t len, size_t *token_len)
{
	size_t n = 0;

	if (len > TOKEN_BYTES)
		len = TOKEN_BYTES;
	while (n < len &&
	    ((from[n] >= 'a' && from[n] <= 'z') ||
		(from[n] >= '0' && from[n] <= '9') || from[n] == '-' ||
		from[n] == '+' || from[n] == '.' || from[n] == 'E'))
		n++;
	*token_len = n;
	while (n < len && from[n] == ' ')
		n++;
	return *token_len > 0 && n < len && strchr(",]}\n", from[n]) != NULL &&
	    from[n] != '\0';
}

/* Takes the beginning of a value that is wanted. */
static size_t
take_value(struct yaml_split *split, unsigned char *bytes,
    const struct yaml_want *want)
{
	struct sieve *sieve = &split->sieve;
	size_t ahead = split_ahead(split, KEY_AHEAD);
	const unsigned char *from = split->buffer + split->at;
	bool is_element = sieve->at == SIEVE_BETWEEN;
	size_t n = 0;
	size_t len = 1;

	if (from[0] == '[' && split->state == SPLIT_FLOW_ROOT &&
	    sieve->nlevels == 1 && want == &sieve_objects)
		return split_enter_items(split, bytes);
	if (from[0] == '{' || from[0] == '[')
		return open_bracket(split, bytes, want, from[0]);
	if (sieve->nlevels == 0 ||
	    (from[0] != '"' && !is_token(from, ahead, &len)))
		return give_up(split, bytes);
	if (is_element)
		n = put_comma(top(sieve), (char *)bytes);
	memcpy(bytes + n, from, len);
	split_skip(split, len);
	sieve->at = SIEVE_BETWEEN;
	if (from[0] == '"') {
		split->quote = '"';
		split->key_len = 0;
	}
	return n + len;
}

/*
 * Cuts "key": from the bytes and stores how many it takes.  Returns false if
 * the key is not a plain one that ends in the bytes.
 */
static bool
cut_key(const unsigned char *from, size_t len, struct str *key, size_t *taken)
{
	const unsigned char *end = from + 1;
	const unsigned char *limit =
	    from + (len < SIEVE_KEY_BYTES ? len : SIEVE_KEY_BYTES);
	const unsigned char *last = from + len;

	while (end < limit && *end != '"' && *end != '\\' && *end != '\n')
		end++;
	if (end >= limit || *end != '"')
		return false;
	*key = (struct str){ (const char *)from + 1, (size_t)(end - from) - 1 };
	for (end++; end < last && *end == ' '; end++)
		;
	if (end >= last || *end != ':')
		return false;
	*taken = (size_t)(end - from) + 1;
	return true;
}

/* The text in quotes that the bytes begin with, behind blanks; or absent. */
static struct str
text_ahead(const unsigned char *from, size_t len)
{
	struct str text = { (const char *)from, len };

	while (text.len > 0 && text.ptr[0] == ' ')
		text = str_skip(text, 1);

	const char *end = text.len > 1 && text.ptr[0] == '"'
	    ? memchr(text.ptr + 1, '"', text.len - 1)
	    : NULL;

	if (end == NULL)
		return (struct str){ NULL, 0 };
	return (struct str){ text.ptr, (size_t)(end - text.ptr) + 1 };
}

static const struct yaml_want *
find_want(const struct yaml_split *split, struct str key)
{
	const struct sieve *sieve = &split->sieve;
	char name[SIEVE_KEY_BYTES];

	memcpy(name, key.ptr, key.len);
	name[key.len] = '\0';
	if (split->state == SPLIT_FLOW_ROOT && sieve->nlevels == 1 &&
	    strcmp(name, "items") == 0)
		return &sieve_objects;
	return yaml_want_find(
	    sieve->levels[sieve->nlevels - 1].wants, name, key.len);
}

/* Owes the key, which goes out before all else. */
static void
owe_key(struct sieve *sieve, struct str key, bool is_name)
{
	struct sieve_debt *debt = &sieve->debt;
	size_t n = put_comma(top(sieve), debt->text);

	debt->at = 0;
	debt->text[n++] = '"';
	memcpy(debt->text + n, key.ptr, key.len);
	n += key.len;
	memcpy(debt->text + n, "\":null", 6);
	debt->len = n + (is_name ? 6 : 2);
}

static size_t
take_key(struct yaml_split *split, unsigned char *bytes)
{
	struct sieve *sieve = &split->sieve;
	size_t ahead = split_ahead(split, KEY_AHEAD);
	const unsigned char *from = split->buffer + split->at;
	const struct yaml_want *want;
	struct str key;
	size_t taken = 0;

	if (!cut_key(from, ahead, &key, &taken))
		return give_up(split, bytes);
	want = find_want(split, key);
	if (want != NULL && sieve->debt.held) {
		/* Goes out first; then the key is looked at again. */
		sieve_release(sieve);
		sieve->levels[sieve->nlevels - 2].some = true;
		return 0;
	}
	sieve->inner = want;
	sieve->at =
	    want == NULL || want->care == YAML_NAME ? SIEVE_DROP : SIEVE_VALUE;
	sieve->drop_depth = 0;
	sieve->before = ':';
	if (want == NULL) {
		top(sieve)->comma = false;
	} else {
		owe_key(sieve, key, want->care == YAML_NAME);
		if (top(sieve)->is_object)
			sieve_note_identity(sieve, top(sieve), key,
			    text_ahead(from + taken, ahead - taken));
	}
	split_skip(split, taken);
	return 0;
}

/* Passes over the rest of a text in quotes, or to the end of the line. */
static size_t
drop_text(struct sieve *sieve, const unsigned char *from, size_t len)
{
	unsigned char quote = (unsigned char)sieve->quote;
	size_t n = 0;

	if (sieve->escaped && from[0] != '\n')
		n++;
	sieve->escaped = false;
	while (n < len && from[n] != '\n') {
		unsigned char c = from[n++];

		if (c == quote) {
			sieve->quote = 0;
			sieve->before = quote;
			return n;
		}
		if (c != '\\' || quote != '"')
			continue;
		if (n == len)
			sieve->escaped = true;
		else if (from[n] != '\n')
			n++;
	}
	return n;
}

/*
 * Takes note of a byte outside of quotes.  Returns false if it does not belong
 * to the value that is being dropped.
 */
static bool
follow(struct sieve *sieve, unsigned char c)
{
	switch (c) {
	case '\'':
		if (strchr("{[,:", sieve->before) == NULL)
			break;
		sieve->quote = '\'';
		break;
	case '"':
		sieve->quote = '"';
		break;
	case '{':
	case '[':
		sieve->drop_depth++;
		break;
	case '}':
	case ']':
		if (sieve->drop_depth == 0)
			return false;
		sieve->drop_depth--;
		break;
	case ',':
		if (sieve->drop_depth == 0)
			return false;
		break;
	default:
		break;
	}
	sieve->before = c;
	return true;
}

/* True if the value that is being dropped ended with the byte before. */
static bool
has_ended(const struct sieve *sieve)
{
	return sieve->quote == 0 && sieve->drop_depth == 0 &&
	    (sieve->before == '}' || sieve->before == ']' ||
		sieve->before == '"' || sieve->before == '\'');
}

/*
 * Takes a newline of what is being dropped and the blanks behind it.  Returns
 * false if the line that follows has to be looked at: it may begin another
 * object.
 */
static bool
drop_newline(struct yaml_split *split, unsigned char *bytes, size_t *filled)
{
	*filled += take_newline(split, bytes + *filled);

	const unsigned char *from = split->buffer + split->at;
	size_t len = split->len - split->at;
	size_t n = split_spaces(from, len);

	if (n == 0 || n == len || from[n] == '{' || from[n] == '\n')
		return false;
	split_skip(split, n);
	return true;
}

/* Passes over what is not wanted, up to the end of a line at most. */
static void
drop_line(struct yaml_split *split)
{
	struct sieve *sieve = &split->sieve;
	const unsigned char *from = split->buffer + split->at;
	size_t len = split->len - split->at;
	size_t n = 0;

	while (n < len && from[n] != '\n' && sieve->at == SIEVE_DROP) {
		if (sieve->quote != 0) {
			n += drop_text(sieve, from + n, len - n);
		} else if (from[n] == ' ' || from[n] == '\t') {
			n++;
			continue;
		} else if (follow(sieve, from[n])) {
			n++;
		} else {
			sieve->at = SIEVE_BETWEEN;
			break;
		}
		if (has_ended(sieve))
			sieve->at = SIEVE_BETWEEN;
	}
	split_skip(split, n);
}

/* Passes over what is not wanted; most of a dump is such. */
static size_t
drop_some(struct yaml_split *split, unsigned char *bytes)
{
	struct sieve *sieve = &split->sieve;
	size_t filled = 0;

	while (filled < SIEVE_STEP_BYTES) {
		drop_line(split);
		if (sieve->at != SIEVE_DROP || split->at == split->len)
			break;
		if (!drop_newline(split, bytes, &filled))
			break;
	}
	return filled;
}

static void
skip_blanks(struct yaml_split *split)
{
	const unsigned char *from = split->buffer + split->at;
	size_t len = split->len - split->at;
	size_t n = split_spaces(from, len);

	while (n < len && (from[n] == ' ' || from[n] == '\t'))
		n++;
	split_skip(split, n);
}

size_t
sieve_flow_read(struct yaml_split *split, unsigned char *bytes)
{
	struct sieve *sieve = &split->sieve;
	unsigned char c = split->buffer[split->at];

	if (sieve->at == SIEVE_DROP)
		return drop_some(split, bytes);
	if (c == ' ' || c == '\t') {
		skip_blanks(split);
		return 0;
	}
	if (c == '\n')
		return take_newline(split, bytes);
	if (sieve->at == SIEVE_VALUE)
		return take_value(split, bytes, sieve->inner);
	if (c == '}' || c == ']')
		return close_bracket(split, bytes, c);
	if (c == ',' && !top(sieve)->comma) {
		top(sieve)->comma = true;
		split_skip(split, 1);
		return 0;
	}
	if (!top(sieve)->comma || (c != '"' && !top(sieve)->is_list))
		return give_up(split, bytes);
	return top(sieve)->is_list ? take_value(split, bytes, top(sieve)->inner)
				   : take_key(split, bytes);
}
