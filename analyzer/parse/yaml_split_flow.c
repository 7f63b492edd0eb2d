/* JSON and flow style: cut by brackets, with an eye on the lines. */
#include <string.h>

#include "parse/yaml_split_state.h"

/* The most that one step of reading puts out. */
#define STEP_BYTES SIEVE_STEP_BYTES
/* Two escapes of four digits: one character beyond the first 65536. */
#define PAIR_BYTES ((size_t)12)

bool
split_is_flow(struct str text)
{
	if (text.len == 0 || (text.ptr[0] != '{' && text.ptr[0] != '['))
		return false;

	struct str rest = str_trim(str_skip(text, 1));

	if (rest.len == 0)
		return true;
	/* A shell's prompt may begin with a bracket: "[root@bastion ~]#". */
	if (text.ptr[0] == '[')
		return strchr("{[\"]", rest.ptr[0]) != NULL;
	return strchr("\"'}", rest.ptr[0]) != NULL ||
	    str_find(rest, ":") != NULL;
}

static bool
is_space(unsigned char c)
{
	return c == ' ' || c == '\t' || c == '\n';
}

void
split_take_byte(struct yaml_split *split)
{
	bool newline = split->buffer[split->at++] == '\n';

	split->line += newline;
	split->line_start = newline;
}

static void
start_value(struct yaml_split *split)
{
	split->quote = 0;
	split->before = 0;
	split->before_items = false;
	split->key_len = 0;
}

void
split_flow_begin(struct yaml_split *split)
{
	split->depth = 0;
	split->item_depth = 0;
	split->pretty = true;
	split->flow_column = 0;
	split->inject = NULL;
	start_value(split);
	if (split->buffer[split->at] == '[') {
		split_take_byte(split);
		split->depth = 1;
		split->item_depth = 1;
		split->bare = true;
		split->state = SPLIT_FLOW_LIST;
		return;
	}
	split->bare = false;
	split->line_start = false;
	split_begin_piece(split, YAML_PIECE_ROOT, SPLIT_FLOW_ROOT);
}

/* After the "]" of the items: is there more in the object around them? */
static void
leave_items(struct yaml_split *split)
{
	split_take_byte(split);
	split->depth--;
	if (split->bare) {
		split->state = SPLIT_BETWEEN;
		return;
	}
	start_value(split);
	split->inject = "{";
	while (split_ahead(split, 1) > 0 &&
	    (is_space(split->buffer[split->at]) ||
		split->buffer[split->at] == ','))
		split_take_byte(split);
	split->line_start = false;
	split_begin_piece(split, YAML_PIECE_TAIL, SPLIT_FLOW_ROOT);
}

/* True if the text is where JSON cannot be: what went before was cut. */
static bool
is_elsewhere(const struct split_head *head)
{
	return split_is_mark(head) ||
	    (head->column == 0 && str_starts(head->text, "apiVersion:"));
}

void
split_flow_list(struct yaml_split *split)
{
	unsigned char c = split->buffer[split->at];

	if (split->line_start) {
		struct split_head head = split_head(split);

		if (is_elsewhere(&head)) {
			split->state = SPLIT_BETWEEN;
			return;
		}
		split->flow_column = head.column;
		split_skip(split, head.column);
		split->line_start = false;
	} else if (is_space(c) || c == ',') {
		split_take_byte(split);
	} else if (c == ']') {
		leave_items(split);
	} else if (c == '}') {
		/* The list was damaged; take this for its end. */
		split_take_byte(split);
		split->state = SPLIT_BETWEEN;
	} else {
		split->depth = split->item_depth;
		start_value(split);
		split_begin_piece(split,
		    split->bare ? YAML_PIECE_BARE : YAML_PIECE_ITEM,
		    SPLIT_FLOW_ITEM);
	}
}

/* True for most lines: indented, and not the beginning of an object. */
static bool
is_harmless(struct yaml_split *split)
{
	size_t ahead = split_ahead(split, SPLIT_HEAD_BYTES);
	const unsigned char *from = split->buffer + split->at;
	size_t column = split_spaces(from, ahead);

	return column > 0 && column < ahead && from[column] != '{';
}

/*
 * At the start of a line inside a value: true if it shows that the value was
 * cut and that something else begins here.
 */
static bool
shows_cut(struct yaml_split *split)
{
	if (is_harmless(split))
		return false;

	struct split_head head = split_head(split);
	bool opens = str_starts(head.text, "{");

	if (is_elsewhere(&head))
		return true;
	if (head.text.len == 0)
		return false;
	if (opens && head.column == 0 && split->pretty) {
		split_end_piece(split, YAML_PIECE_CUT, SPLIT_BETWEEN);
		return true;
	}
	if (opens && split->state == SPLIT_FLOW_ITEM &&
	    split->flow_column > 0 && head.column == split->flow_column) {
		split_end_piece(split, YAML_PIECE_CUT, SPLIT_FLOW_LIST);
		return true;
	}
	if (head.column == 0 && strchr("]}\t", head.text.ptr[0]) == NULL)
		split->pretty = false;
	return false;
}

static bool
read_hex(const unsigned char *escape, unsigned *value)
{
	unsigned sum = 0;

	if (escape[0] != '\\' || escape[1] != 'u')
		return false;
	for (size_t i = 2; i < 6; i++) {
		unsigned char c = escape[i];

		sum <<= 4;
		if (c >= '0' && c <= '9')
			sum += c - (unsigned)'0';
		else if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f')
			sum += (c | 0x20) - (unsigned)'a' + 10;
		else
			return false;
	}
	*value = sum;
	return true;
}

static size_t
write_hex(unsigned value, unsigned char *bytes)
{
	bytes[0] = '\\';
	bytes[1] = 'U';
	for (size_t i = 0; i < 8; i++)
		bytes[2 + i] =
		    (unsigned char)"0123456789abcdef"[value >> (28 - 4 * i) &
			0xf];
	return 10;
}

/*
 * Copies what follows a backslash.  JSON writes a character beyond the first
 * 65536 as two escapes, which is no character in YAML.
 */
static size_t
take_escape(struct yaml_split *split, unsigned char *bytes)
{
	size_t ahead = split_ahead(split, PAIR_BYTES);
	const unsigned char *from = split->buffer + split->at;
	unsigned high = 0;
	unsigned low = 0;

	if (ahead >= 6 && read_hex(from, &high) && high >= 0xd800 &&
	    high <= 0xdfff) {
		bool pair = high <= 0xdbff && ahead >= PAIR_BYTES &&
		    read_hex(from + 6, &low) && low >= 0xdc00 && low <= 0xdfff;

		split_skip(split, pair ? PAIR_BYTES : 6);
		return write_hex(pair
			? 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00)
			: 0xfffd,
		    bytes);
	}
	bytes[0] = from[0];
	if (ahead < 2 || from[1] == '\n') {
		split_skip(split, 1);
		return 1;
	}
	bytes[1] = from[1];
	split_skip(split, 2);
	return 2;
}

/* Takes note of a byte that is outside of quotes and not blank. */
static void
follow(struct yaml_split *split, unsigned char c)
{
	bool quotes = c == '"' ||
	    (c == '\'' &&
		(split->before == 0 || strchr("{[,:", split->before) != NULL));

	split->before_items = c == ':' && split->depth == 1 &&
	    str_equals((struct str){ split->key, split->key_len }, "items");
	if (quotes) {
		split->quote = c;
		split->key_len = 0;
	}
	if (c == '{' || c == '[')
		split->depth++;
	else if ((c == '}' || c == ']') && split->depth > 0)
		split->depth--;
	split->before = c;
}

void
split_end_if_closed(struct yaml_split *split)
{
	bool item = split->state == SPLIT_FLOW_ITEM;

	if (split->depth > (item ? split->item_depth : 0))
		return;
	split_end_piece(
	    split, YAML_PIECE_WHOLE, item ? SPLIT_FLOW_LIST : SPLIT_BETWEEN);
}

size_t
split_enter_items(struct yaml_split *split, unsigned char *bytes)
{
	split_take_byte(split);
	memcpy(bytes, "[]}", 3);
	split->depth = 2;
	split->item_depth = 2;
	split->flow_column = 0;
	split_end_piece(split, YAML_PIECE_LIST, SPLIT_FLOW_LIST);
	return 3;
}

/* Copies a text in quotes up to its end, an escape or the end of the line. */
static size_t
take_quoted(struct yaml_split *split, unsigned char *bytes, size_t size)
{
	const unsigned char *from = split->buffer + split->at;
	size_t ahead = split->len - split->at;
	size_t n = 0;

	if (size > ahead)
		size = ahead;
	while (n < size && from[n] != split->quote && from[n] != '\n' &&
	    (from[n] != '\\' || split->quote == '\''))
		n++;
	for (size_t i = 0; i < n && split->key_len < SPLIT_KEY_BYTES; i++)
		split->key[split->key_len++] = (char)from[i];
	memcpy(bytes, from, n);
	split_skip(split, n);
	if (n > 0)
		return n;
	if (from[0] == '\\')
		return take_escape(split, bytes);
	bytes[0] = from[0];
	if (from[0] == split->quote) {
		split->before = split->quote;
		split->quote = 0;
	}
	split_take_byte(split);
	return 1;
}

static size_t
take_blanks(struct yaml_split *split, unsigned char *bytes, size_t size)
{
	const unsigned char *from = split->buffer + split->at;
	size_t ahead = split->len - split->at;
	size_t n = 0;

	if (size > ahead)
		size = ahead;
	while (n < size && from[n] == ' ')
		bytes[n++] = ' ';
	split_skip(split, n);
	return n;
}

/* Copies a byte that is outside of quotes. */
static size_t
take_plain(struct yaml_split *split, unsigned char *bytes)
{
	unsigned char c = split->buffer[split->at];

	if (c == '[' && split->before_items && split->state == SPLIT_FLOW_ROOT)
		return split_enter_items(split, bytes);
	if (split->state == SPLIT_FLOW_ITEM &&
	    split->depth == split->item_depth && strchr(",]}", c) != NULL) {
		/* The item was no object at all. */
		split_end_piece(split, YAML_PIECE_WHOLE, SPLIT_FLOW_LIST);
		return 0;
	}
	bytes[0] = c;
	split_take_byte(split);
	if (!is_space(c))
		follow(split, c);
	if (c == '}' || c == ']')
		split_end_if_closed(split);
	return 1;
}

static size_t
take_some(struct yaml_split *split, unsigned char *bytes, size_t size)
{
	if (sieve_owes(&split->sieve))
		return sieve_pay(&split->sieve, bytes, size);
	if (split->quote != 0)
		return take_quoted(split, bytes, size);
	if (!split->sieve.off)
		return sieve_flow_read(split, bytes);
	if (split->buffer[split->at] == ' ')
		return take_blanks(split, bytes, size);
	return take_plain(split, bytes);
}

size_t
split_flow_read(struct yaml_split *split, unsigned char *bytes, size_t size)
{
	size_t filled = 0;

	if (split->inject != NULL) {
		filled = strlen(split->inject);
		memcpy(bytes, split->inject, filled);
		split->inject = NULL;
	}
	while (split->in_piece && filled + STEP_BYTES <= size) {
		if (split_ahead(split, 1) == 0) {
			split_end_piece(split, YAML_PIECE_CUT, SPLIT_BETWEEN);
		} else if (split->line_start && shows_cut(split)) {
			if (split->in_piece)
				split_end_piece(
				    split, YAML_PIECE_CUT, SPLIT_BETWEEN);
		} else {
			filled +=
			    take_some(split, bytes + filled, size - filled);
		}
	}
	return filled;
}
