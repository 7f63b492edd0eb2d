#include "parse/log_pairs.h"

#include <string.h>

#define NESTING_MAX 64

static struct str
skip_blanks(struct str text)
{
	while (text.len > 0 && (text.ptr[0] == ' ' || text.ptr[0] == '\t'))
		text = str_skip(text, 1);
	return text;
}

/* The bytes that end a key without quotes. */
static const bool ends_key[256] = {
	['='] = true,
	[' '] = true,
	['\t'] = true,
	['\n'] = true,
	['"'] = true,
	[','] = true,
	[':'] = true,
	['{'] = true,
	['}'] = true,
	['['] = true,
	[']'] = true,
};

/* The bytes that end a value without quotes. */
static const bool ends_value[256] = {
	[' '] = true,
	['\t'] = true,
	['\n'] = true,
};

static const bool ends_json_value[256] = {
	[' '] = true,
	['\t'] = true,
	[','] = true,
	['}'] = true,
};

/* How many bytes of text stand before the first that ends it. */
static size_t
span_until(struct str text, const bool ends[256])
{
	size_t n = 0;

	while (n < text.len && !ends[(unsigned char)text.ptr[n]])
		n++;
	return n;
}

/* Steps *rest over an object or a list, brackets and all. */
static bool
take_nested(struct str *rest, struct str *value)
{
	struct str at = *rest;
	size_t depth = 0;

	while (at.len > 0) {
		char c = at.ptr[0];
		struct str inner;
		bool escaped;

		if (c == '"') {
			if (!log_quoted_take(at, &inner, &at, &escaped))
				return false;
			continue;
		}
		if ((c == '{' || c == '[') && ++depth > NESTING_MAX)
			return false;
		if (c == '}' || c == ']')
			depth--;
		at = str_skip(at, 1);
		if (depth == 0) {
			*value = (struct str){ rest->ptr, rest->len - at.len };
			*rest = at;
			return true;
		}
	}
	return false;
}

/*
 * Steps *rest over a value of several lines: "<", lines that begin with a tab
 * (or blanks, if something rewrote it), and a line that begins with " >".
 */
static bool
take_block(struct str *rest, struct str *value)
{
	struct str at = str_skip(*rest, 2);
	struct str line;
	const char *first = at.ptr;

	for (;;) {
		struct str text = at;

		while (text.len > 0 && text.ptr[0] == ' ')
			text = str_skip(text, 1);
		if (text.len > 0 && text.ptr[0] == '>') {
			size_t len = (size_t)(at.ptr - first);

			/* The newline before it is the mark's, not the text's. */
			*value = (struct str){ first, len > 0 ? len - 1 : 0 };
			*rest = str_skip(text, 1);
			return true;
		}
		if (!str_cut(at, '\n', &line, &at))
			return false;
	}
}

/* Steps *rest over a value. */
static bool
take_value(struct str *rest, enum log_body body, struct log_pair *pair)
{
	if (rest->len > 0 && rest->ptr[0] == '"') {
		pair->form = LOG_VALUE_QUOTED;
		return log_quoted_take(
		    *rest, &pair->value, rest, &pair->escaped);
	}
	if (rest->len > 0 && (rest->ptr[0] == '{' || rest->ptr[0] == '[')) {
		pair->form = LOG_VALUE_NESTED;
		return take_nested(rest, &pair->value);
	}
	if (body == LOG_BODY_QUOTED && str_starts(*rest, "<\n")) {
		pair->form = LOG_VALUE_BLOCK;
		return take_block(rest, &pair->value);
	}

	size_t len = span_until(
	    *rest, body == LOG_BODY_JSON ? ends_json_value : ends_value);

	pair->form = LOG_VALUE_BARE;
	pair->value = (struct str){ rest->ptr, len };
	*rest = str_skip(*rest, len);
	return true;
}

/*
 * Steps *rest over a key and the sign that follows it.  Returns false at the
 * end; *found tells whether it was a key and not a stray word.
 */
static bool
take_key(struct str *rest, enum log_body body, struct str *key, bool *found)
{
	char sign = body == LOG_BODY_JSON ? ':' : '=';
	bool escaped;

	*rest = skip_blanks(*rest);
	if (rest->len == 0)
		return false;
	*found = false;
	if (body == LOG_BODY_JSON &&
	    (rest->ptr[0] == ',' || rest->ptr[0] == '{')) {
		*rest = skip_blanks(str_skip(*rest, 1));
		if (rest->len == 0)
			return false;
	}
	if (rest->ptr[0] == '"') {
		if (!log_quoted_take(*rest, key, rest, &escaped))
			return false;
	} else {
		size_t len = span_until(*rest, ends_key);

		*key = (struct str){ rest->ptr, len };
		/* At least one byte, so that the walk comes to its end. */
		if (len == 0) {
			*rest = str_skip(*rest, 1);
			return true;
		}
		*rest = str_skip(*rest, len);
	}
	if (body == LOG_BODY_JSON)
		*rest = skip_blanks(*rest);
	if (rest->len > 0 && rest->ptr[0] == sign) {
		*rest = str_skip(*rest, 1);
		*found = key->len > 0;
	}
	if (body == LOG_BODY_JSON)
		*rest = skip_blanks(*rest);
	return true;
}

void
log_pairs_split(struct log_pairs *pairs, enum log_body body, struct str text)
{
	bool found;

	pairs->npairs = 0;
	if (body == LOG_BODY_TEXT)
		return;
	while (pairs->npairs < LOG_PAIRS_MAX) {
		struct log_pair *pair = &pairs->pair[pairs->npairs];

		if (!take_key(&text, body, &pair->key, &found))
			return;
		if (!found)
			continue;
		if (!take_value(&text, body, pair))
			return;
		pairs->npairs++;
	}
}

const struct log_pair *
log_pairs_find(const struct log_pairs *pairs, const char *key)
{
	size_t len = strlen(key);

	for (size_t i = pairs->npairs; i > 0; i--) {
		const struct log_pair *pair = &pairs->pair[i - 1];

		if (pair->key.len == len &&
		    memcmp(pair->key.ptr, key, len) == 0)
			return pair;
	}
	return NULL;
}

/* The lines of a block, each without the tab or the blanks it begins with. */
static struct str
block_text(struct str value, struct arena *arena)
{
	char *text = arena_alloc(arena, value.len + 1);
	size_t n = 0;
	bool more = true;

	while (more) {
		struct str line = value;

		more = str_cut(value, '\n', &line, &value);
		if (line.len > 0 && line.ptr[0] == '\t') {
			line = str_skip(line, 1);
		} else {
			while (line.len > 0 && line.ptr[0] == ' ')
				line = str_skip(line, 1);
		}
		if (line.len > 0)
			memcpy(text + n, line.ptr, line.len);
		n += line.len;
		if (more)
			text[n++] = '\n';
	}
	return (struct str){ text, n };
}

struct str
log_pair_text(const struct log_pair *pair, struct arena *arena)
{
	const struct str absent = { NULL, 0 };
	struct str text = pair->value;

	if (pair->form == LOG_VALUE_QUOTED) {
		if (pair->escaped)
			text = log_quoted_text(text, arena);
	} else if (pair->form == LOG_VALUE_BLOCK) {
		text = block_text(text, arena);
	} else if (str_equals(text, "null") || str_equals(text, "{}")) {
		return absent;
	}
	return text.len == 0 ? absent : text;
}
