/* Any bytes as what is printed for people: no crash, and facts for tables. */
#include <stdlib.h>
#include <string.h>

#include "open/lines.h"
#include "parse/printed_reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct sum {
	unsigned bytes;
	uint64_t objects;
};

/* Reads every byte of every fact; each column may be set once. */
static void
look(void *context, const struct fact *fact)
{
	struct sum *sum = context;

	sum->objects++;
	for (; fact != NULL; fact = fact->next) {
		for (size_t i = 0; i < fact->nvalues; i++) {
			const struct fact_value *value = &fact->values[i];
			const unsigned char *bytes = value->bytes;

			for (size_t j = 0; j < i; j++) {
				if (strcmp(value->column,
					fact->values[j].column) == 0)
					abort();
			}
			if (value->type == FACT_INTEGER)
				continue;
			for (size_t j = 0; j < value->len; j++)
				sum->bytes += bytes[j];
			if (value->type == FACT_TEXT &&
			    strlen(value->bytes) != value->len)
				abort();
		}
	}
}

static void
told(void *context, const char *path, uint64_t line, const char *text)
{
	(void)path;
	((struct sum *)context)->bytes +=
	    (unsigned)strlen(text) + (unsigned)line;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct sum sum = { 0 };
	struct diag diag = { told, &sum };
	struct source *source = source_from_bytes("x", data, size, &diag);
	struct lines *lines = lines_open(source);
	struct printed_reader *reader =
	    printed_reader_open("x", &diag, "zoo", "Issuer", look, &sum);
	struct printed_result result;
	struct str line;

	while (lines_next(lines, &line))
		printed_reader_line(reader, lines_number(lines), line);
	printed_reader_close(reader, &result);
	lines_close(lines);
	source_close(source);
	if (result.objects != sum.objects)
		abort();
	return 0;
}
