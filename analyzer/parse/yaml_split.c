#include "parse/yaml_split.h"

#include <stdlib.h>
#include <string.h>

#include "base/fatal.h"
#include "parse/wipe.h"
#include "parse/yaml_split_state.h"

struct yaml_split *
yaml_split_open(struct source *source, const struct yaml_filter *filter,
    const struct diag *diag)
{
	struct yaml_split *split = calloc(1, sizeof(*split));

	if (split == NULL)
		fatal("out of memory");
	split->source = source;
	split->diag = diag;
	split->sieve.filter = filter;
	split->text = utf8_open(source);
	split->line = 1;
	split->line_start = true;
	return split;
}

void
yaml_split_close(struct yaml_split *split)
{
	if (split == NULL)
		return;
	utf8_close(split->text);
	wipe(split, sizeof(*split));
	free(split);
}

size_t
split_fill(struct yaml_split *split, size_t want)
{
	if (split->end)
		return split->len - split->at;
	memmove(
	    split->buffer, split->buffer + split->at, split->len - split->at);
	split->len -= split->at;
	split->at = 0;
	while (split->len < want && !split->end) {
		size_t n = utf8_read(split->text, split->buffer + split->len,
		    SPLIT_BUFFER_BYTES - split->len);

		split->len += n;
		split->end = n == 0;
	}
	return split->len;
}

struct split_head
split_head(struct yaml_split *split)
{
	size_t ahead = split_ahead(split, SPLIT_HEAD_BYTES);
	const char *from = (const char *)split->buffer + split->at;
	size_t len = ahead > SPLIT_HEAD_BYTES ? SPLIT_HEAD_BYTES : ahead;
	const char *newline = memchr(from, '\n', len);
	size_t column;

	if (newline != NULL)
		len = (size_t)(newline - from);
	column = split_spaces(split->buffer + split->at, len);
	return (struct split_head){ column, { from + column, len - column },
		newline != NULL || ahead < SPLIT_HEAD_BYTES };
}

void
split_skip(struct yaml_split *split, size_t n)
{
	split->at += n;
	if (n > 0)
		split->line_start = false;
}

void
split_skip_line(struct yaml_split *split)
{
	while (split_ahead(split, 1) > 0) {
		unsigned char *from = split->buffer + split->at;
		size_t ahead = split->len - split->at;
		unsigned char *newline = memchr(from, '\n', ahead);

		if (newline != NULL) {
			split->at += (size_t)(newline - from) + 1;
			split->line++;
			split->line_start = true;
			return;
		}
		split->at += ahead;
		split->line_start = false;
	}
}

void
split_end_piece(
    struct yaml_split *split, enum yaml_piece_end end, enum split_state next)
{
	split->in_piece = false;
	split->piece_end = end;
	split->state = next;
}

void
split_begin_piece(
    struct yaml_split *split, enum yaml_piece_kind kind, enum split_state state)
{
	split->in_piece = true;
	split->kind = kind;
	split->piece_end = YAML_PIECE_WHOLE;
	split->state = state;
	split->is_judged = false;
	split->is_first_line = state == SPLIT_BLOCK_ITEM;
	if (state == SPLIT_BLOCK_ROOT || state == SPLIT_BLOCK_ITEM)
		sieve_begin_block(&split->sieve,
		    split->is_first_line ? split->item_column : split->base,
		    split->is_first_line);
	else
		sieve_begin_flow(&split->sieve, kind == YAML_PIECE_TAIL);
}

bool
split_is_mark(const struct split_head *head)
{
	struct str text = head->text;

	return head->column == 0 &&
	    (str_starts(text, "---") || str_starts(text, "...")) &&
	    (text.len == 3 || text.ptr[3] == ' ' || text.ptr[3] == '\t');
}

static bool
is_key_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.' ||
	    c == '/';
}

bool
split_root_key(struct str text, struct str *key)
{
	size_t quotes =
	    text.len > 0 && (text.ptr[0] == '"' || text.ptr[0] == '\'');
	struct str rest = str_skip(text, quotes);
	size_t n = 0;

	while (n < rest.len && is_key_byte(rest.ptr[n]))
		n++;
	/*
	 * Keys of Kubernetes begin with a small letter; lines between two
	 * outputs such as "Warning: ..." and "error: ..." are not keys.
	 */
	if (n == 0 || rest.ptr[0] < 'a' || rest.ptr[0] > 'z')
		return false;
	if (quotes > 0 && (n == rest.len || rest.ptr[n] != text.ptr[0]))
		return false;
	if (n + quotes >= rest.len || rest.ptr[n + quotes] != ':')
		return false;
	if (n + quotes + 1 < rest.len && rest.ptr[n + quotes + 1] != ' ' &&
	    rest.ptr[n + quotes + 1] != '\t')
		return false;
	if (n == 5 && memcmp(rest.ptr, "error", n) == 0)
		return false;
	*key = (struct str){ rest.ptr, n };
	return true;
}

/* True for "items:" with its value on the lines that follow. */
static bool
opens_items(struct str text)
{
	if (!str_starts(text, "items:"))
		return false;
	text = str_trim(str_skip(text, strlen("items:")));
	return text.len == 0 || text.ptr[0] == '#';
}

/* True if the root key cannot belong to the object that is being read. */
static bool
begins_another(const struct yaml_split *split, struct str key)
{
	return str_equals(key, split->first_key) ||
	    (split->has_api_version && str_equals(key, "apiVersion"));
}

static void
note_key(struct yaml_split *split, struct str key)
{
	if (split->first_key[0] == '\0' && key.len < SPLIT_KEY_BYTES) {
		memcpy(split->first_key, key.ptr, key.len);
		split->first_key[key.len] = '\0';
	}
	if (str_equals(key, "apiVersion"))
		split->has_api_version = true;
}

/* Decides about a line at the left edge of a root mapping, or left of it. */
static bool
takes_root_line(struct yaml_split *split, const struct split_head *head)
{
	struct str key;

	if (head->column == split->base && sieve_is_entry(head->text))
		return true;
	if (head->column < split->base || !split_root_key(head->text, &key) ||
	    begins_another(split, key)) {
		split_end_piece(split, YAML_PIECE_WHOLE, SPLIT_BETWEEN);
		return false;
	}
	note_key(split, key);
	if (opens_items(head->text)) {
		split_skip_line(split);
		split_end_piece(split, YAML_PIECE_LIST, SPLIT_BLOCK_LIST);
		return false;
	}
	return true;
}

/* Decides about a line at or left of the column of the items' dashes. */
static bool
takes_item_line(struct yaml_split *split, const struct split_head *head)
{
	struct str key;

	if (head->column == split->item_column && sieve_is_entry(head->text)) {
		split_end_piece(split, YAML_PIECE_WHOLE, SPLIT_BLOCK_ITEM);
		return false;
	}
	if (head->column > split->base)
		return true;
	if (split->bare || !split_root_key(head->text, &key) ||
	    begins_another(split, key))
		split_end_piece(split, YAML_PIECE_WHOLE, SPLIT_BETWEEN);
	else
		split_end_piece(split, YAML_PIECE_WHOLE, SPLIT_BLOCK_ROOT);
	return false;
}

/*
 * Decides what to do with the line that begins here; returns false if it is
 * not part of the piece.
 */
static bool
takes_line(struct yaml_split *split)
{
	struct split_head head = split_head(split);
	bool is_item = split->state == SPLIT_BLOCK_ITEM;
	size_t edge = is_item ? split->item_column : split->base;

	if (head.column <= edge && !split->is_first_line &&
	    !sieve_is_blank(head.text)) {
		if (split_is_mark(&head)) {
			split_end_piece(split, YAML_PIECE_WHOLE, SPLIT_BETWEEN);
			return false;
		}
		if (is_item ? !takes_item_line(split, &head)
			    : !takes_root_line(split, &head))
			return false;
	}
	split->is_first_line = false;
	split->is_judged = true;
	split->takes_line = sieve_takes_line(&split->sieve, &head);
	return true;
}

/* Stores a line's end, unless the sieve keeps it for later. */
static size_t
put_newline(struct yaml_split *split, unsigned char *bytes)
{
	if (split->sieve.debt.held) {
		split->sieve.debt.after++;
		return 0;
	}
	bytes[0] = '\n';
	return 1;
}

/* Reads some of the line that has been judged; size is not 0. */
static size_t
read_line(struct yaml_split *split, unsigned char *bytes, size_t size)
{
	const unsigned char *from = split->buffer + split->at;
	size_t n = split->len - split->at;
	size_t filled = 0;

	if (n > size && split->takes_line)
		n = size;

	const unsigned char *newline = memchr(from, '\n', n);

	if (newline != NULL)
		n = (size_t)(newline - from) + 1;
	if (split->sieve.quote != 0)
		sieve_follow_quotes(&split->sieve, from, n);
	split->at += n;
	split->line_start = newline != NULL;
	split->line += newline != NULL;
	split->is_judged = newline == NULL;
	if (split->takes_line) {
		memcpy(bytes, from, n);
		filled = n;
	} else if (newline != NULL) {
		filled = put_newline(split, bytes);
	}
	return filled;
}

/*
 * Passes over the lines of a value that is being dropped, as far as they are at
 * hand; most lines of a dump are such.
 */
static size_t
drop_lines(struct yaml_split *split, unsigned char *bytes, size_t size)
{
	size_t deeper = split->sieve.value_column + 1;
	size_t filled = 0;

	while (filled < size) {
		const unsigned char *from = split->buffer + split->at;
		const unsigned char *newline =
		    memchr(from, '\n', split->len - split->at);
		size_t len = newline == NULL ? 0 : (size_t)(newline - from);
		size_t n = split_spaces(from, len < deeper ? len : deeper);

		if (newline == NULL || (n < deeper && n < len))
			break;
		split->at += len + 1;
		split->line++;
		filled += put_newline(split, bytes + filled);
	}
	return filled;
}

static size_t
read_block(struct yaml_split *split, unsigned char *bytes, size_t size)
{
	size_t filled = 0;

	while (filled < size) {
		if (!split->is_judged && sieve_drops_deeper(&split->sieve))
			filled +=
			    drop_lines(split, bytes + filled, size - filled);
		if (filled == size)
			break;
		if (split_ahead(split, 1) == 0) {
			split_end_piece(split,
			    sieve_is_cut(&split->sieve, split->line_start)
				? YAML_PIECE_CUT
				: YAML_PIECE_WHOLE,
			    SPLIT_BETWEEN);
			break;
		}
		if (!split->is_judged && !takes_line(split))
			break;
		if (sieve_owes(&split->sieve))
			filled += sieve_pay(
			    &split->sieve, bytes + filled, size - filled);
		else
			filled +=
			    read_line(split, bytes + filled, size - filled);
	}
	return filled;
}

size_t
yaml_split_read(struct yaml_split *split, unsigned char *bytes, size_t size)
{
	if (!split->in_piece)
		return 0;
	if (split->state == SPLIT_BLOCK_ROOT ||
	    split->state == SPLIT_BLOCK_ITEM)
		return read_block(split, bytes, size);
	if (split->state == SPLIT_LOG)
		return split_log_read(split, bytes, size);
	return split_flow_read(split, bytes, size);
}
