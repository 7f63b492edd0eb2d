#include "parse/log_shape.h"

#include <string.h>

#define WORD_MAX_BYTES 40 /* what is longer is not a word of a message */

/* What a byte can be, by bits. */
enum { BLANK = 1, QUOTE = 2, OPENS = 4, CLOSES = 8, LETTER = 16 };

#define LETTERS(c) \
	[c] = LETTER, [(c) + 1] = LETTER, [(c) + 2] = LETTER, \
	[(c) + 3] = LETTER, [(c) + 4] = LETTER, [(c) + 5] = LETTER

static const unsigned char classes[256] = {
	[' '] = BLANK,
	['\t'] = BLANK,
	['\r'] = BLANK,
	['\n'] = BLANK,
	['"'] = QUOTE,
	['\''] = QUOTE,
	['`'] = QUOTE,
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

/* Steps *at over quoted text, if it begins with one. */
static bool
take_quoted(struct str *at)
{
	char quote = at->ptr[0];

	if (!is(quote, QUOTE))
		return false;

	const char *end =
	    at->len < 2 ? NULL : memchr(at->ptr + 1, quote, at->len - 1);

	/* An apostrophe, or a quote that is cut off. */
	if (end == NULL)
		return false;
	*at = str_skip(*at, (size_t)(end - at->ptr) + 1);
	return true;
}

/* Steps *at over a word: up to a blank or a quote that begins something. */
static struct str
take_word(struct str *at)
{
	size_t n = 1;

	while (n < at->len && !is(at->ptr[n], BLANK) && at->ptr[n] != '"' &&
	    at->ptr[n] != '`')
		n++;

	struct str word = { at->ptr, n };

	*at = str_skip(*at, n);
	return word;
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

struct str
log_shape(struct str message, char buffer[LOG_SHAPE_BYTES])
{
	bool blanked = false;
	bool gap = false;
	size_t n = 0;

	while (message.len > 0) {
		if (is(message.ptr[0], BLANK)) {
			gap = true;
			message = str_skip(message, 1);
			continue;
		}

		bool quoted = take_quoted(&message);
		struct str word = { "*", 1 };

		if (!quoted) {
			struct str next = take_word(&message);

			if (is_plain(next))
				word = next;
		}

		bool blank = word.ptr[0] == '*';

		if (blank && blanked)
			continue;
		blanked = blank;
		if (n + word.len + 1 > LOG_SHAPE_BYTES)
			break;
		if (gap && n > 0)
			buffer[n++] = ' ';
		gap = false;
		memcpy(buffer + n, word.ptr, word.len);
		n += word.len;
	}
	return (struct str){ buffer, n };
}
