#include "report/screen.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "report/rune.h"

#define ELLIPSIS "\xe2\x80\xa6"
#define FORM_MAX_BYTES 12
#define GROWTH 4 /* of one bad byte to "\\xff", the worst case */

/* The safe form of one rune, NUL-terminated. */
struct form {
	char text[FORM_MAX_BYTES];
	size_t len;
	size_t width;
};

static void
write_out(struct form *form, uint32_t rune)
{
	char *to = form->text;
	int len;

	if (rune == '\n' || rune == '\t')
		len = snprintf(
		    to, FORM_MAX_BYTES, "\\%c", rune == '\n' ? 'n' : 't');
	else if ((rune & RUNE_BAD) != 0 || rune < 0x80)
		len = snprintf(
		    to, FORM_MAX_BYTES, "\\x%02x", (unsigned)(rune & 0xff));
	else if (rune <= 0xffff)
		len = snprintf(to, FORM_MAX_BYTES, "\\u%04x", (unsigned)rune);
	else
		len = snprintf(to, FORM_MAX_BYTES, "\\U%08x", (unsigned)rune);
	form->len = (size_t)len;
	form->width = (size_t)len;
}

/* Makes the form of the first rune of text; returns the rune's length. */
static size_t
take_rune(const char *text, size_t len, struct form *form)
{
	uint32_t rune;
	size_t n = rune_read(text, len, &rune);

	if (rune_is_shown(rune)) {
		memcpy(form->text, text, n);
		form->text[n] = '\0';
		form->len = n;
		form->width = rune_width(rune);
	} else {
		write_out(form, rune);
	}
	return n;
}

void
screen_text(FILE *out, const char *text, size_t len)
{
	struct form form;

	for (size_t i = 0; i < len;) {
		i += take_rune(text + i, len - i, &form);
		fwrite(form.text, 1, form.len, out);
	}
}

size_t
screen_width(const char *text, size_t len)
{
	struct form form;
	size_t width = 0;

	for (size_t i = 0; i < len;) {
		i += take_rune(text + i, len - i, &form);
		width += form.width;
	}
	return width;
}

/* The bytes at the start of text that fit in width columns. */
static size_t
count_fitting(const char *text, size_t len, size_t width)
{
	struct form form;
	size_t i = 0;

	while (i < len) {
		size_t n = take_rune(text + i, len - i, &form);

		if (form.width > width)
			break;
		width -= form.width;
		i += n;
	}
	return i;
}

/*
 * The bytes at the start of text that take the given columns or more, with the
 * combining marks after them, whose letter would be gone.
 */
static size_t
count_covering(const char *text, size_t len, size_t columns)
{
	struct form form;
	size_t i = 0;

	while (i < len) {
		size_t n = take_rune(text + i, len - i, &form);

		if (columns == 0 && form.width > 0)
			break;
		columns -= form.width < columns ? form.width : columns;
		i += n;
	}
	return i;
}

/* Returns the end of what it wrote. */
static char *
put_forms(char *to, const char *text, size_t len)
{
	struct form form;

	for (size_t i = 0; i < len;) {
		i += take_rune(text + i, len - i, &form);
		memcpy(to, form.text, form.len);
		to += form.len;
	}
	return to;
}

char *
screen_fit(struct arena *arena, const char *text, size_t len, size_t width)
{
	size_t whole = screen_width(text, len);
	const char *middle = "";
	size_t head = len;
	size_t tail = len; /* where it begins */

	if (len == 0)
		text = "";
	if (whole > width) {
		size_t half = width == 0 ? 0 : (width - 1) / 2;

		middle = width == 0 ? "" : ELLIPSIS;
		head = count_fitting(text, len, width / 2);
		tail = count_covering(text, len, whole - half);
	}

	size_t bytes = GROWTH * (head + len - tail) + strlen(middle);
	char *fitted = arena_alloc(arena, bytes + 1);
	char *to = put_forms(fitted, text, head);

	memcpy(to, middle, strlen(middle));
	put_forms(to + strlen(middle), text + tail, len - tail);
	return fitted;
}

void
screen_blanks(FILE *out, size_t n)
{
	while (n-- > 0)
		putc(' ', out);
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

void
screen_wrap(
    FILE *out, const char *text, size_t len, size_t indent, size_t width)
{
	size_t column = indent;

	for (size_t i = 0; i < len; i++) {
		size_t start = i;

		while (i < len && !is_blank(text[i]))
			i++;
		if (i == start)
			continue;

		size_t word = screen_width(text + start, i - start);

		if (column > indent && column + 1 + word > width) {
			putc('\n', out);
			screen_blanks(out, indent);
			column = indent;
		} else if (column > indent) {
			putc(' ', out);
			column++;
		}
		screen_text(out, text + start, i - start);
		column += word;
	}
	putc('\n', out);
}
