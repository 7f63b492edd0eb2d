#include "open/lines.h"

#include <stdlib.h>
#include <string.h>

#include "base/fatal.h"

#define BLOCK_BYTES ((size_t)256 * 1024)

/* The longest line with its CR LF, and a block to read behind it. */
#define BUFFER_BYTES (LINES_MAX_BYTES + 2 + BLOCK_BYTES)

struct lines {
	struct source *source;
	uint64_t number;
	bool ended; /* the source gives no more */
	bool cut;   /* the rest of the last line is to be dropped */
	bool told;  /* diag knows of a line that was too long */
	size_t at;  /* where the next line begins */
	size_t end; /* of what was read */
	char buffer[BUFFER_BYTES];
};

struct lines *
lines_open(struct source *source)
{
	static const char mark[] = "\xef\xbb\xbf";
	struct lines *lines = malloc(sizeof(*lines));
	const unsigned char *bytes;

	if (lines == NULL)
		fatal("out of memory");
	lines->source = source;
	lines->number = 0;
	lines->ended = lines->cut = lines->told = false;
	lines->at = lines->end = 0;
	if (source_peek(source, &bytes) >= 3 && memcmp(bytes, mark, 3) == 0)
		(void)source_read(source, lines->buffer, 3);
	return lines;
}

void
lines_close(struct lines *lines)
{
	free(lines);
}

/* Reads behind what is left, which goes to the front; false at the end. */
static bool
read_block(struct lines *lines)
{
	size_t left = lines->end - lines->at;

	if (lines->ended)
		return false;
	if (lines->at > 0)
		memmove(lines->buffer, lines->buffer + lines->at, left);
	lines->at = 0;
	lines->end = left;

	size_t n =
	    source_read(lines->source, lines->buffer + left, BLOCK_BYTES);

	lines->end += n;
	lines->ended = n == 0;
	return n > 0;
}

/* Drops up to and with the next LF. */
static void
drop_rest(struct lines *lines)
{
	const char *lf = NULL;

	lines->cut = false;
	do {
		const char *from = lines->buffer + lines->at;

		lf = memchr(from, '\n', lines->end - lines->at);
		lines->at =
		    lf == NULL ? lines->end : (size_t)(lf - lines->buffer) + 1;
	} while (lf == NULL && read_block(lines));
}

/* How far it is to the next LF, or to the end of what fits if there is none. */
static size_t
find_end(struct lines *lines, bool *has_lf)
{
	size_t seen = 0;

	for (;;) {
		const char *from = lines->buffer + lines->at;
		size_t left = lines->end - lines->at;
		const char *lf = memchr(from + seen, '\n', left - seen);

		*has_lf = lf != NULL;
		if (lf != NULL)
			return (size_t)(lf - from);
		seen = left;
		if (left > LINES_MAX_BYTES + 1 || !read_block(lines))
			return left;
	}
}

static void
tell_cut(struct lines *lines)
{
	if (!lines->told) {
		diag_at(source_diag(lines->source), source_path(lines->source),
		    lines->number,
		    "the line is longer than %zu bytes; the rest of it, and of "
		    "others as long, is dropped",
		    LINES_MAX_BYTES);
	}
	lines->told = true;
}

bool
lines_next(struct lines *lines, struct str *line)
{
	bool has_lf;

	if (lines->cut)
		drop_rest(lines);

	size_t len = find_end(lines, &has_lf);

	if (len == 0 && !has_lf)
		return false;

	const char *ptr = lines->buffer + lines->at;
	size_t used = len + has_lf;

	lines->number++;
	if (has_lf && len > 0 && ptr[len - 1] == '\r')
		len--;
	if (len > LINES_MAX_BYTES) {
		lines->cut = !has_lf;
		len = LINES_MAX_BYTES;
		tell_cut(lines);
	}
	lines->at += used;
	*line = (struct str){ ptr, len };
	return true;
}

uint64_t
lines_number(const struct lines *lines)
{
	return lines->number;
}
