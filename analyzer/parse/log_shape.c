#include "parse/log_shape.h"

#include <stdint.h>
#include <string.h>

#define WORD_MAX_BYTES 40 /* what is longer is not a word of a message */

/* What a byte can be, by bits. */
enum { BLANK = 1, QUOTE = 2, OPENS = 4, CLOSES = 8, LETTER = 16, ENDS = 32 };

#define LETTERS(c) \
	[c] = LETTER, [(c) + 1] = LETTER, [(c) + 2] = LETTER, \
	[(c) + 3] = LETTER, [(c) + 4] = LETTER, [(c) + 5] = LETTER

static const unsigned char classes[256] = {
	[' '] = BLANK | ENDS,
	['\t'] = BLANK | ENDS,
	['\r'] = BLANK | ENDS,
	['\n'] = BLANK | ENDS,
	['"'] = QUOTE | ENDS,
	['\''] = QUOTE,
	['`'] = QUOTE | ENDS,
	['('] = OPENS,
	['['] = OPENS,
	['{'] = OPENS,
	[','] = OPENS | CLOSES,
	[')'] = CLOSES,
	[']'] = CLOSES,
	['}'] = CLOSES,
	['.'] = CLOSES,
	[':'] = CLOSES,
	[';'] = CLOSES,
	['!'] = CLOSES,
	['?'] = CLOSES,
	['='] = CLOSES,
	LETTERS('a'),
	LETTERS('g'),
	LETTERS('m'),
	LETTERS('s'),
	['y'] = LETTER,
	['z'] = LETTER,
	LETTERS('A'),
	LETTERS('G'),
	LETTERS('M'),
	LETTERS('S'),
	['Y'] = LETTER,
	['Z'] = LETTER,
};

static bool
is(char c, unsigned class)
{
	return (classes[(unsigned char)c] & class) != 0;
}

/* A shape on its way into its buffer. */
struct shape {
	char *buffer;
	size_t n; /* its length, with the words of the run */

	/* Words that stand in the message as they do in the shape. */
	const char *run;
	size_t run_len;
};

static void
end_run(struct shape *shape)
{
	if (shape->run_len > 0)
		memcpy(shape->buffer + shape->n - shape->run_len, shape->run,
		    shape->run_len);
	shape->run_len = 0;
}

/*
 * Adds a word, behind a blank if there was a gap before it.  Returns false if
 * there is no room.
 */
static bool
add_word(struct shape *shape, struct str word, bool gap)
{
	if (shape->n + word.len + 1 > LOG_SHAPE_BYTES)
		return false;
	if (shape->run_len > 0 && shape->run + shape->run_len + 1 == word.ptr &&
	    word.ptr[-1] == ' ') {
		shape->run_len += word.len + 1;
		shape->n += word.len + 1;
		return true;
	}
	end_run(shape);
	if (gap && shape->n > 0)
		shape->buffer[shape->n++] = ' ';
	shape->run = word.ptr;
	shape->run_len = word.len;
	shape->n += word.len;
	return true;
}

/* The end of the quoted text that at begins with, or NULL. */
static const char *
quoted_end(const char *at, const char *end)
{
	if (!is(*at, QUOTE) || end - at < 2)
		return NULL;

	const char *quote = memchr(at + 1, *at, (size_t)(end - at) - 1);

	/* Without another it is an apostrophe, or was cut off. */
	return quote == NULL ? NULL : quote + 1;
}

#define EACH(byte) (UINT64_C(0x0101010101010101) * (byte))

/* True if one of the eight bytes may end a word. */
static bool
may_end_word(const char *at)
{
	uint64_t bytes, backquotes;

	memcpy(&bytes, at, sizeof(bytes));
	backquotes = bytes ^ EACH('`');
	/* The others are below "#"; a borrow comes only behind such a byte. */
	return (((bytes - EACH('#')) & ~bytes) |
		   ((backquotes - EACH(1)) & ~backquotes)) &
	    EACH(0x80);
}

/* The end of the word at at: a blank, or a quote that begins something. */
static const char *
word_end(const char *at, const char *end)
{
	at++;
	while (end - at >= 8 && !may_end_word(at))
		at += 8;
	while (at < end && !is(*at, ENDS))
		at++;
	return at;
}

/* Plain words hold letters, with at most punctuation at their ends. */
static bool
is_plain(struct str word)
{
	while (word.len > 0 && is(word.ptr[0], OPENS))
		word = str_skip(word, 1);
	while (word.len > 0 && is(word.ptr[word.len - 1], CLOSES))
		word.len--;
	if (word.len > WORD_MAX_BYTES)
		return false;
	for (size_t i = 0; i < word.len; i++) {
		bool apostrophe =
		    word.ptr[i] == '\'' && i > 0 && i + 1 < word.len;

		if (!is(word.ptr[i], LETTER) && !apostrophe)
			return false;
	}
	return true;
}

/*
 * The end of the word at at if it is one like most: letters, then maybe a
 * comma; else NULL.
 */
static const char *
simple_word_end(const char *at, const char *end)
{
	const char *p = at;

	while (p < end && is(*p, LETTER))
		p++;
	if (p == at || p - at > WORD_MAX_BYTES)
		return NULL;
	while (p < end && is(*p, CLOSES))
		p++;
	return p == end || is(*p, ENDS) ? p : NULL;
}

struct str
log_shape(struct str message, char buffer[LOG_SHAPE_BYTES])
{
	static const struct str blank = { "*", 1 };
	struct shape shape = { .buffer = buffer };
	const char *end = message.ptr + message.len;
	bool blanked = false;
	bool gap = false;

	for (const char *at = message.ptr; at < end;) {
		const char *next;
		struct str word = blank;

		if (is(*at, BLANK)) {
			gap = true;
			at++;
			continue;
		}
		if ((next = simple_word_end(at, end)) != NULL) {
			word = (struct str){ at, (size_t)(next - at) };
		} else if ((next = quoted_end(at, end)) == NULL) {
			next = word_end(at, end);
			if (is_plain((struct str){ at, (size_t)(next - at) }))
				word = (struct str){ at, (size_t)(next - at) };
		}
		at = next;
		if (blanked && word.ptr == blank.ptr)
			continue;
		blanked = word.ptr == blank.ptr;
		if (!add_word(&shape, word, gap))
			break;
		gap = false;
	}
	end_run(&shape);
	return (struct str){ buffer, shape.n };
}
