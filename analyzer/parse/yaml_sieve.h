/*
 * Passes over what nobody wants of a piece's text, by indentation or brackets
 * alone, before a YAML parser sees it.  What is left says the same about what
 * is wanted, on the same lines.
 *
 * The sieve knows the YAML that Kubernetes' tools write.  At the first thing
 * that it does not know for certain (anchors, tags, flow style inside block
 * style, keys of several words) it goes off, and lets the rest of the piece
 * through as it stands.  So it never has to be right about YAML as such.
 *
 * This file is what yaml_split, yaml_sieve (block style) and yaml_sieve_flow
 * share.
 */
#ifndef PARSE_YAML_SIEVE_H
#define PARSE_YAML_SIEVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "parse/yaml_filter.h"

#define SIEVE_LEVELS 32
#define SIEVE_STEP_BYTES ((size_t)32)
#define SIEVE_KEY_BYTES ((size_t)512)
#define SIEVE_KIND_BYTES ((size_t)128)

/* A line from its first byte that is not a space to its end, or a part. */
struct split_head {
	size_t column;
	struct str text;
	bool whole; /* the text reaches to the end of the line */
};

/* A mapping on the way to where the text is. */
struct sieve_level {
	const struct yaml_want *wants;
	const struct yaml_want *inner; /* the last key's, if more can follow */
	bool is_object;
	bool is_fresh; /* a root of which no key has been seen */
	size_t column; /* block style: of its keys */
	/* Flow style. */
	bool is_list;
	bool comma; /* an entry may begin */
	bool some;  /* an entry has gone out */
};

/* What is owed before anything else goes out: lines, text, lines. */
struct sieve_debt {
	uint64_t before;
	char text[SIEVE_KEY_BYTES + 8];
	size_t len;
	size_t at;
	uint64_t after;
	/*
	 * The text is the beginning of a list's entry, which is owed only if
	 * something in the entry is wanted.
	 */
	bool held;
	size_t held_column;
};

enum sieve_place {
	SIEVE_BETWEEN, /* before an entry, a comma, or the closing bracket */
	SIEVE_VALUE,   /* before the value of a key that is wanted */
	SIEVE_DROP     /* in the value of one that is not */
};

struct sieve {
	const struct yaml_filter *filter; /* NULL: always off */
	bool off;
	struct sieve_level levels[SIEVE_LEVELS];
	size_t nlevels;
	char kind[SIEVE_KIND_BYTES];
	char api_version[SIEVE_KIND_BYTES];
	struct sieve_debt debt;

	/* Block style: the value that the lines belong to. */
	bool dropping;
	bool copying;
	bool alone; /* it did not begin on the line of its key */
	/* The line that was dropped last is neither a key nor an entry. */
	bool is_word;
	size_t value_column;
	/* The quotes that it is in, and how much of the line is before them. */
	char quote;
	size_t quote_from;
	bool escaped;
	bool closing;

	/* Flow style. */
	enum sieve_place at;
	const struct yaml_want *inner; /* of SIEVE_VALUE */
	size_t drop_depth;
	unsigned char before; /* last byte dropped that is not blank */
};

struct yaml_split;

/* Wants objects, as a piece does. */
extern const struct yaml_want sieve_objects;

/* Forgets the piece before. */
void sieve_reset(struct sieve *sieve);

/* Begins a piece in block style: an entry, whose dash is at column, or a root. */
void sieve_begin_block(struct sieve *sieve, size_t column, bool is_entry);

/* Begins a piece in flow style; inside: behind its first bracket. */
void sieve_begin_flow(struct sieve *sieve, bool inside);

/*
 * Takes some of split's text, at least a byte of which is there and none of
 * which is in quotes that go out.  Stores up to SIEVE_STEP_BYTES and
 * returns how many.
 */
size_t sieve_flow_read(struct yaml_split *split, unsigned char *bytes);

/* True if the line is to go out; of one that is not its newline does. */
bool sieve_takes_line(struct sieve *sieve, const struct split_head *head);

/*
 * At the end of the source: true if it is in the middle of what is dropped,
 * which nobody will see.  newline: the last line ended.
 */
bool sieve_is_cut(const struct sieve *sieve, bool newline);

/* True if something has to be paid now. */
static inline bool
sieve_owes(const struct sieve *sieve)
{
	const struct sieve_debt *debt = &sieve->debt;

	return debt->before > 0 ||
	    (!debt->held && (debt->at < debt->len || debt->after > 0));
}

/* True if whatever stands deeper than value_column is being dropped. */
static inline bool
sieve_drops_deeper(const struct sieve *sieve)
{
	return sieve->dropping && sieve->quote == 0 && !sieve_owes(sieve);
}

/* True if the line is part of the value that is being dropped. */
bool sieve_drops(const struct sieve *sieve, const struct split_head *head);

/* Has to see all bytes of lines while there are quotes. */
void sieve_follow_quotes(
    struct sieve *sieve, const unsigned char *bytes, size_t n);

/* True for "-" with or without something behind it. */
bool sieve_is_entry(struct str text);

/* True for a line of blanks or of a comment. */
bool sieve_is_blank(struct str text);

/* What is wanted of the mapping that is the value of want, or in its list. */
const struct yaml_want *sieve_wants_below(
    const struct sieve *sieve, const struct yaml_want *want);

/* Takes note of what an object says it is. */
void sieve_note_identity(struct sieve *sieve, struct sieve_level *level,
    struct str key, struct str value);

/* Pays up to size bytes; returns how many. */
size_t sieve_pay(struct sieve *sieve, unsigned char *bytes, size_t size);

/* What is held will not be owed, or is owed from now on. */
void sieve_cancel(struct sieve *sieve);
void sieve_release(struct sieve *sieve);

#endif
