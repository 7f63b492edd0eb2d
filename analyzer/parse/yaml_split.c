#include "parse/yaml_split.h"

#include <stdlib.h>
#include <string.h>

#include "base/fatal.h"
#include "parse/wipe.h"
#include "parse/yaml_split_state.h"

struct yaml_split *
yaml_split_open(struct source *source, const struct diag *diag)
{
	struct yaml_split *split = calloc(1, sizeof(*split));

	if (split == NULL)
		fatal("out of memory");
	split->source = source;
	split->diag = diag;
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
split_ahead(struct yaml_split *split, size_t want)
{
	if (split->len - split->at >= want || split->end)
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
	size_t column = 0;

	if (newline != NULL)
		len = (size_t)(newline - from);
	while (column < len && from[column] == ' ')
		column++;
	return (struct split_head){ column, { from + column, len - column } };
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
	split->dropping = false;
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
is_blank_line(const struct split_head *head)
{
	return str_trim(head->text).len == 0 || head->text.ptr[0] == '#';
}

static bool
is_entry(const struct split_head *head)
{
	return head->text.len > 0 && head->text.ptr[0] == '-' &&
	    (head->text.len == 1 || head->text.ptr[1] == ' ');
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

/*
 * True if the line opens a block that is of no use and may be large.  The
 * text of a block scalar can look like that as well; then lines of a text
 * are lost that nobody reads.
 */
static bool
opens_bulk(struct str text)
{
	static const char applied[] =
	    "kubectl.kubernetes.io/last-applied-configuration:";

	if (text.len == 0)
		return false;
	if (text.ptr[0] == 'k')
		return str_starts(text, applied);
	return text.ptr[0] == 'm' && str_starts(text, "managedFields:") &&
	    str_trim(text).len == strlen("managedFields:");
}

static bool
goes_on_dropping(const struct yaml_split *split, const struct split_head *head)
{
	return str_trim(head->text).len == 0 ||
	    head->column > split->drop_column ||
	    (head->column == split->drop_column && is_entry(head));
}

/* Decides about a line at the left edge of a root mapping, or left of it. */
static bool
takes_root_line(struct yaml_split *split, const struct split_head *head)
{
	struct str key;

	if (head->column == split->base && is_entry(head))
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

	if (head->column == split->item_column && is_entry(head)) {
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
	size_t edge =
	    split->state == SPLIT_BLOCK_ITEM ? split->item_column : split->base;

	if (split->dropping && goes_on_dropping(split, &head))
		return true;
	split->dropping = false;
	if (head.column > edge) {
		split->dropping = opens_bulk(head.text);
		split->drop_column = head.column;
		return true;
	}
	if (is_blank_line(&head))
		return true;
	if (split_is_mark(&head)) {
		split_end_piece(split, YAML_PIECE_WHOLE, SPLIT_BETWEEN);
		return false;
	}
	return split->state == SPLIT_BLOCK_ITEM ? takes_item_line(split, &head)
						: takes_root_line(split, &head);
}

static size_t
read_block(struct yaml_split *split, unsigned char *bytes, size_t size)
{
	size_t filled = 0;

	while (filled < size) {
		if (split_ahead(split, 1) == 0) {
			split_end_piece(split, YAML_PIECE_WHOLE, SPLIT_BETWEEN);
			break;
		}
		if (split->line_start && !takes_line(split))
			break;

		unsigned char *from = split->buffer + split->at;
		size_t n = split->len - split->at;

		if (n > size - filled)
			n = size - filled;

		unsigned char *newline = memchr(from, '\n', n);

		if (newline != NULL)
			n = (size_t)(newline - from) + 1;
		split->at += n;
		split->line_start = newline != NULL;
		split->line += newline != NULL;
		if (!split->dropping) {
			memcpy(bytes + filled, from, n);
			filled += n;
		} else if (newline != NULL) {
			bytes[filled++] = '\n';
		}
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
