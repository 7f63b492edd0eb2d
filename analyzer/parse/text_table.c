#include "parse/text_table.h"

#include <string.h>

/* Titles of two words, and columns whose cells have blanks. */
static const char *const pairs[] = { "LAST SEEN", "FIRST SEEN",
	"NOMINATED NODE", "READINESS GATES", "NODE SELECTOR", "LAST SCHEDULE",
	"NODE-SELECTOR" };
static const char *const wide_titles[] = { "MESSAGE", "Message", "STATUS" };

#define LENGTH(list) (sizeof(list) / sizeof((list)[0]))
#define MAX_WORDS ((size_t)512)

/* The bytes of the first n letters of s, or s.len if it has fewer. */
static size_t
skip_letters(struct str s, size_t n)
{
	size_t i = 0;

	for (; i < s.len && n > 0; n--) {
		i++;
		while (i < s.len && ((unsigned char)s.ptr[i] & 0xc0) == 0x80)
			i++;
	}
	return i;
}

static size_t
count_letters(struct str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++)
		n += ((unsigned char)s.ptr[i] & 0xc0) != 0x80;
	return n;
}

/*
 * Steps *text over blanks and then over what comes up to the next run of
 * nblanks of them.  False at the end.
 */
static bool
take_part(struct str *text, size_t nblanks, struct str *part)
{
	size_t from = 0;
	size_t end;
	size_t blanks = 0;

	while (from < text->len && text->ptr[from] == ' ')
		from++;
	if (from == text->len)
		return false;
	for (end = from; end < text->len && blanks < nblanks; end++)
		blanks = text->ptr[end] == ' ' ? blanks + 1 : 0;
	*part = str_trim((struct str){ text->ptr + from, end - from });
	*text = str_skip(*text, end);
	return true;
}

static bool
is_pair(struct str words)
{
	for (size_t i = 0; i < LENGTH(pairs); i++) {
		if (str_equals(words, pairs[i]))
			return true;
	}
	return false;
}

/* In a line whose runs of blanks were collapsed: a word, or a known pair. */
static bool
take_title(struct str *text, struct str *title)
{
	struct str next = *text;
	struct str second;

	if (!take_part(&next, 1, title))
		return false;
	*text = next;
	if (!take_part(&next, 1, &second))
		return true;
	second = (struct str){ title->ptr,
		(size_t)(second.ptr - title->ptr) + second.len };
	if (is_pair(second)) {
		*title = second;
		*text = next;
	}
	return true;
}

bool
text_table_head(struct text_table *table, struct str line)
{
	struct str rest = line;
	struct str title;

	table->collapsed = str_find(str_trim(line), "  ") == NULL;
	table->ncolumns = 0;
	while (table->collapsed ? take_title(&rest, &title)
				: take_part(&rest, 2, &title)) {
		struct text_column *column;

		if (table->ncolumns == TEXT_TABLE_MAX_COLUMNS ||
		    title.len >= TEXT_TABLE_MAX_TITLE)
			return false;
		column = &table->columns[table->ncolumns++];
		memcpy(column->title, title.ptr, title.len);
		column->title[title.len] = '\0';
		column->at = count_letters(
		    (struct str){ line.ptr, (size_t)(title.ptr - line.ptr) });
	}
	table->wide = table->ncolumns;
	for (size_t i = 0; i < LENGTH(wide_titles); i++) {
		size_t at = text_table_column(table, wide_titles[i]);

		if (at < table->ncolumns) {
			table->wide = at;
			break;
		}
	}
	return table->ncolumns >= 2;
}

size_t
text_table_column(const struct text_table *table, const char *title)
{
	size_t i = 0;

	while (
	    i < table->ncolumns && strcmp(table->columns[i].title, title) != 0)
		i++;
	return i;
}

/* True if each cell begins below its title, with a blank before it. */
static bool
cut_below_titles(
    const struct text_table *table, struct str line, struct str *cells)
{
	size_t from = skip_letters(line, table->columns[0].at);

	if (str_trim((struct str){ line.ptr, from }).len > 0)
		return false;
	for (size_t i = 0; i < table->ncolumns; i++) {
		size_t to = line.len;

		if (i + 1 < table->ncolumns)
			to = from +
			    skip_letters(str_skip(line, from),
				table->columns[i + 1].at -
				    table->columns[i].at);
		if (to < line.len && line.ptr[to - 1] != ' ')
			return false;
		cells[i] = str_trim((struct str){ line.ptr + from, to - from });
		if (cells[i].len > 0 && line.ptr[from] == ' ')
			return false;
		from = to;
	}
	return cells[0].len > 0;
}

/* Cells that are two blanks apart; the last takes the rest if it is wide. */
static bool
cut_at_gaps(const struct text_table *table, struct str line, struct str *cells)
{
	struct str rest = line;
	size_t n = 0;

	while (n < table->ncolumns) {
		if (n + 1 == table->ncolumns && table->wide == n) {
			cells[n] = str_trim(rest);
			return cells[n].len > 0;
		}
		if (!take_part(&rest, 2, &cells[n]))
			return false;
		n++;
	}
	return str_trim(rest).len == 0;
}

/* "(5h ago)" and "(x3 over 20m)" belong to the word before them. */
static bool
takes_next(struct str rest)
{
	rest = str_trim(rest);
	return str_starts(rest, "(") && rest.len > 1 &&
	    ((rest.ptr[1] >= '0' && rest.ptr[1] <= '9') || rest.ptr[1] == 'x');
}

/* The words of line, those in brackets with the one before; 0: too many. */
static size_t
cut_words(struct str line, struct str *words)
{
	struct str rest = line;
	size_t n = 0;

	while (n < MAX_WORDS && take_part(&rest, 1, &words[n])) {
		struct str inner;
		struct str behind;

		if (takes_next(rest) && str_cut(rest, ')', &inner, &behind)) {
			words[n].len = (size_t)(behind.ptr - words[n].ptr);
			rest = behind;
		}
		n++;
	}
	return str_trim(rest).len == 0 ? n : 0;
}

static bool
cut_at_blanks(
    const struct text_table *table, struct str line, struct str *cells)
{
	struct str words[MAX_WORDS];
	size_t nwords = cut_words(line, words);
	size_t ncolumns = table->ncolumns;
	size_t wide = table->wide;

	if (nwords < ncolumns || (nwords > ncolumns && wide == ncolumns))
		return false;

	size_t more = nwords - ncolumns;

	for (size_t i = 0; i < ncolumns; i++)
		cells[i] = words[i > wide ? i + more : i];
	if (more > 0) {
		struct str last = words[wide + more];

		cells[wide].len =
		    (size_t)(last.ptr - cells[wide].ptr) + last.len;
	}
	return true;
}

bool
text_table_row(const struct text_table *table, struct str line,
    struct str cells[TEXT_TABLE_MAX_COLUMNS])
{
	if (!table->collapsed && cut_below_titles(table, line, cells))
		return true;
	return cut_at_gaps(table, line, cells) ||
	    cut_at_blanks(table, line, cells);
}
