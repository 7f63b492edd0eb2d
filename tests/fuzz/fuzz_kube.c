/* Any bytes as a dump: no crash, no leak, and facts that the tables take. */
#include <stdlib.h>
#include <string.h>

#include "parse/kube.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Reads every byte of every fact, and looks for what must not be there. */
static void
look(void *context, const struct fact *fact)
{
	unsigned *sum = context;

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
				*sum += bytes[j];
			if (value->type == FACT_TEXT &&
			    strlen(value->bytes) != value->len)
				abort();
		}
	}
}

static void
look_at_log(
    void *context, const struct place *place, uint64_t line, struct source *log)
{
	unsigned *sum = context;
	unsigned char bytes[512];
	size_t n;

	*sum += (unsigned)strlen(place->pod) + (unsigned)line;
	while ((n = source_read(log, bytes, sizeof(bytes))) > 0)
		*sum += bytes[n - 1];
}

static void
told(void *context, const char *path, uint64_t line, const char *text)
{
	(void)path;
	*(unsigned *)context += (unsigned)strlen(text) + (unsigned)line;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	unsigned sum = 0;
	struct diag diag = { told, &sum };
	struct source *source = source_from_bytes("x", data, size, &diag);
	struct kube_result result;
	const struct place place = {
		.namespace = "shop", .group = "", .kind = "Secret"
	};
	uint64_t newlines = 0;

	kube_read(source, &place, look, look_at_log, &sum, &result);
	source_close(source);
	for (size_t i = 0; i < size; i++)
		newlines += data[i] == '\n';
	if (result.lines < newlines || result.lines > newlines + 1)
		abort();
	return 0;
}
