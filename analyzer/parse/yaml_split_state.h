/*
 * What the two halves of yaml_split share: yaml_split.c reads block style,
 * yaml_split_flow.c reads JSON and flow style.
 */
#ifndef PARSE_YAML_SPLIT_STATE_H
#define PARSE_YAML_SPLIT_STATE_H

#include "base/str.h"
#include "parse/utf8.h"
#include "parse/yaml_sieve.h"
#include "parse/yaml_split.h"

#define SPLIT_BUFFER_BYTES ((size_t)64 * 1024)
#define SPLIT_HEAD_BYTES ((size_t)1024) /* of a line, enough to know it */
#define SPLIT_KEY_BYTES ((size_t)64)

enum split_state {
	SPLIT_BETWEEN,    /* looking for the start of a document */
	SPLIT_BLOCK_ROOT, /* in a mapping at the left edge */
	SPLIT_BLOCK_LIST, /* between "items:" and the first item */
	SPLIT_BLOCK_ITEM,
	SPLIT_FLOW_ROOT,
	SPLIT_FLOW_LIST, /* between two items */
	SPLIT_FLOW_ITEM,
	SPLIT_LOG
};

struct yaml_split {
	struct source *source;
	const struct diag *diag;
	struct utf8 *text;
	unsigned char buffer[SPLIT_BUFFER_BYTES];
	size_t at;
	size_t len;
	bool end;
	uint64_t line; /* of what comes next */
	bool line_start;
	uint64_t errors;

	enum split_state state;
	bool in_piece;
	enum yaml_piece_kind kind;
	enum yaml_piece_end piece_end;

	/* Block style. */
	size_t base;        /* column of the root mapping */
	size_t item_column; /* of the "-" */
	bool bare;          /* the root is the sequence */
	bool has_api_version;
	char first_key[SPLIT_KEY_BYTES];
	bool is_first_line; /* of an item: it begins at the dash */
	bool is_judged;     /* the line that is being read */
	bool takes_line;

	struct sieve sieve;

	/* Flow style. */
	size_t depth;
	size_t item_depth; /* outside of the items */
	unsigned char quote;
	unsigned char before; /* last byte that is not blank */
	bool pretty;        /* the lines inside are indented, as far as seen */
	size_t flow_column; /* of the items' first bracket; 0: unknown */
	bool before_items;  /* behind the colon of the key "items" */
	char key[SPLIT_KEY_BYTES];
	size_t key_len;
	const char *inject; /* goes out before anything else */

	struct place place; /* of the log, in SPLIT_LOG */

	uint64_t stray_line;
	uint64_t nstray;
	char stray_text[SPLIT_KEY_BYTES];
};

/* Reads on until want bytes are available, or the source ends. */
size_t split_fill(struct yaml_split *split, size_t want);

/* Makes at least want bytes available, unless the source ends before. */
static inline size_t
split_ahead(struct yaml_split *split, size_t want)
{
	size_t ahead = split->len - split->at;

	return ahead >= want ? ahead : split_fill(split, want);
}

/* How many of the bytes are spaces before the first that is not. */
static inline size_t
split_spaces(const unsigned char *from, size_t len)
{
	static const char spaces[] = "        ";
	size_t n = 0;

	while (len - n >= 8 && memcmp(from + n, spaces, 8) == 0)
		n += 8;
	while (n < len && from[n] == ' ')
		n++;
	return n;
}

/* What comes next, up to the end of the line. */
struct split_head split_head(struct yaml_split *split);

/* True for "---", "..." and the like at the left edge. */
bool split_is_mark(const struct split_head *head);

/*
 * The key if the text begins with "key:" as Kubernetes names its root keys.
 * Returns false, leaving *key untouched, if it does not.
 */
bool split_root_key(struct str text, struct str *key);

/* Passes over n bytes without a line's end among them. */
void split_skip(struct yaml_split *split, size_t n);

/* Passes over the rest of the line and its end. */
void split_skip_line(struct yaml_split *split);

/* Ends the piece; what follows is looked at in the given state. */
void split_end_piece(
    struct yaml_split *split, enum yaml_piece_end end, enum split_state next);

/* Begins the piece here, line included. */
void split_begin_piece(struct yaml_split *split, enum yaml_piece_kind kind,
    enum split_state state);

/* yaml_split_flow.c */
bool split_is_flow(struct str text);
void split_flow_begin(struct yaml_split *split);
void split_flow_list(struct yaml_split *split);
size_t split_flow_read(
    struct yaml_split *split, unsigned char *bytes, size_t size);

/* In yaml_split_log.c; see the others. */
bool split_log_begin(struct yaml_split *split, struct str line);
size_t split_log_read(
    struct yaml_split *split, unsigned char *bytes, size_t size);
/* Passes over a byte, which may be a line's end. */
void split_take_byte(struct yaml_split *split);

/* Ends the piece after the bracket that was read last, if it does end. */
void split_end_if_closed(struct yaml_split *split);

/*
 * Opens the list of items, closing what came before in the piece's text.
 * Returns how many bytes it stores: three.
 */
size_t split_enter_items(struct yaml_split *split, unsigned char *bytes);

#endif
