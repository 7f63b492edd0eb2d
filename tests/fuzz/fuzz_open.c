/*
 * Everything that looks at bytes before a parser does, stacked as the pipeline
 * stacks it.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "open/container.h"
#include "open/encoding.h"
#include "open/gzip.h"
#include "open/lines.h"
#include "recognise/kind.h"

#define DEPTH_MAX 4
#define MEMBERS_MAX 50
#define LINES_MAX 5000

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
ignore(void *context, const char *path, uint64_t line, const char *text)
{
	(void)context;
	(void)path;
	(void)line;
	if (text[0] == '\0')
		abort();
}

static const struct diag quiet = { ignore, NULL };

static void
read_text(struct source *source)
{
	struct source *text = encoding_open(source);
	struct lines *lines = lines_open(text == NULL ? source : text);
	struct str line;

	for (int i = 0; i < LINES_MAX && lines_next(lines, &line); i++) {
		if (line.len > LINES_MAX_BYTES)
			abort();
	}
	lines_close(lines);
	source_close(text);
}

static void
read_any(struct source *source, int depth)
{
	const unsigned char *bytes;
	size_t len = source_peek(source, &bytes);
	enum kind kind = kind_recognise(bytes, len);

	if (kind == KIND_GZIP && depth < DEPTH_MAX) {
		struct source *text = gzip_open(source);

		read_any(text, depth + 1);
		source_close(text);
	} else if (kind == KIND_CONTAINER && depth < DEPTH_MAX) {
		struct container *container = container_open(source);
		struct source *member;

		for (int i = 0; container != NULL && i < MEMBERS_MAX &&
		     (member = container_next(container)) != NULL;
		     i++)
			read_any(member, depth + 1);
		container_close(container);
	} else {
		read_text(source);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct source *source = source_from_bytes("f", data, size, &quiet);

	read_any(source, 0);
	source_close(source);
	return 0;
}
