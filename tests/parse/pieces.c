#include "pieces.h"

#include <criterion/criterion.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static void
note(void *context, const char *path, uint64_t line, const char *text)
{
	(void)path;
	fprintf(context, "%" PRIu64 ": %s\n", line, text);
}

static void
write_pieces(const char *text, const struct yaml_filter *filter, FILE *pieces,
    FILE *told, size_t step)
{
	struct diag diag = { note, told };
	struct source *source =
	    source_from_bytes("x", text, strlen(text), &diag);
	struct yaml_split *split = yaml_split_open(source, filter, &diag);
	enum yaml_piece_kind kind;
	uint64_t line;

	while (yaml_split_next(split, &line, &kind)) {
		unsigned char bytes[4096];
		size_t n;

		fprintf(pieces, "%c%" PRIu64 ":", "RIBT"[kind], line);
		while ((n = yaml_split_read(split, bytes, step)) > 0) {
			for (size_t i = 0; i < n; i++)
				fputc(
				    bytes[i] == '\n' ? '/' : bytes[i], pieces);
		}
		fprintf(pieces, "|%s",
		    yaml_split_end(split) == YAML_PIECE_CUT        ? "!"
			: yaml_split_end(split) == YAML_PIECE_LIST ? "*"
								   : "");
	}
	cr_expect(yaml_split_at_end(split));
	yaml_split_close(split);
	source_close(source);
}

struct pieces
pieces_of(const char *text, const struct yaml_filter *filter, size_t step)
{
	struct pieces pieces = { "", "" };
	FILE *to_text = fmemopen(pieces.text, sizeof(pieces.text), "w");
	FILE *to_told = fmemopen(pieces.told, sizeof(pieces.told), "w");

	write_pieces(text, filter, to_text, to_told, step);
	fclose(to_text);
	fclose(to_told);
	return pieces;
}
