#include "reading.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct page {
	FILE *facts;
	FILE *told;
};

static void
write_fact(void *context, const struct fact *fact)
{
	FILE *file = ((struct page *)context)->facts;

	for (; fact != NULL; fact = fact->next) {
		fprintf(file, "%s", fact->table);
		for (size_t i = 0; i < fact->nvalues; i++) {
			const struct fact_value *value = &fact->values[i];

			fprintf(file, " %s=", value->column);
			if (value->type == FACT_INTEGER)
				fprintf(file, "%" PRId64, value->integer);
			else if (value->type == FACT_TEXT)
				fwrite(value->bytes, 1, value->len, file);
			else
				fprintf(file, "<%zu>", value->len);
		}
		fputc('\n', file);
	}
}

static void
write_log(
    void *context, const struct place *place, uint64_t line, struct source *log)
{
	FILE *file = ((struct page *)context)->facts;
	char bytes[4096];
	size_t n;

	fprintf(file, "log line=%" PRIu64 " %s/%s/%s\n", line, place->namespace,
	    place->pod, place->container);
	while ((n = source_read(log, bytes, sizeof(bytes))) > 0)
		fwrite(bytes, 1, n, file);
}

static void
write_told(void *context, const char *path, uint64_t line, const char *text)
{
	(void)path;
	fprintf(
	    ((struct page *)context)->told, "%" PRIu64 ": %s\n", line, text);
}

struct reading
reading_of(const char *text, size_t len)
{
	static const struct place nowhere = { 0 };

	return reading_at(&nowhere, text, len);
}

struct reading
reading_at(const struct place *place, const char *text, size_t len)
{
	struct reading reading = { 0 };
	size_t nfacts;
	size_t ntold;
	struct page page = { open_memstream(&reading.facts, &nfacts),
		open_memstream(&reading.told, &ntold) };
	struct diag diag = { write_told, &page };
	struct source *source;

	if (page.facts == NULL || page.told == NULL)
		abort();
	source = source_from_bytes("dump.yaml", text, len, &diag);
	kube_read(source, place, write_fact, write_log, &page, &reading.result);
	source_close(source);
	fclose(page.facts);
	fclose(page.told);
	return reading;
}

struct reading
reading_of_printed(const char *text, const char *namespace, const char *kind)
{
	struct reading reading = { 0 };
	size_t nfacts;
	size_t ntold;
	struct page page = { open_memstream(&reading.facts, &nfacts),
		open_memstream(&reading.told, &ntold) };
	struct diag diag = { write_told, &page };
	struct printed_reader *reader = printed_reader_open(
	    "dump.txt", &diag, namespace, kind, write_fact, &page);
	uint64_t number = 0;

	while (*text != '\0') {
		size_t len = strcspn(text, "\n");

		printed_reader_line(
		    reader, ++number, (struct str){ text, len });
		text += text[len] == '\0' ? len : len + 1;
	}
	printed_reader_close(reader, &reading.printed);
	fclose(page.facts);
	fclose(page.told);
	return reading;
}

void
reading_free(struct reading *reading)
{
	free(reading->facts);
	free(reading->told);
}

size_t
reading_count(const char *text, const char *start)
{
	size_t n = 0;

	while (*text != '\0') {
		const char *newline = strchr(text, '\n');

		n += strncmp(text, start, strlen(start)) == 0;
		if (newline == NULL)
			break;
		text = newline + 1;
	}
	return n;
}
