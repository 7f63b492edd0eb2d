#include "pattern_file.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fatal.h"
#include "report/screen.h"

#define FILE_MAX_BYTES ((size_t)4 * 1024 * 1024)

static void
tell(void *context, const char *path, uint64_t line, const char *text)
{
	(void)context;
	screen_text(stderr, path, strlen(path));
	fprintf(stderr, ":%" PRIu64 ": ", line);
	screen_text(stderr, text, strlen(text));
	fputc('\n', stderr);
}

static char *
refuse(const char *path, const char *why, char *text)
{
	fputs("certtrail: ", stderr);
	screen_text(stderr, path, strlen(path));
	fprintf(stderr, ": %s\n", why);
	free(text);
	return NULL;
}

static char *
read_open(FILE *file, const char *path)
{
	char *text = malloc(FILE_MAX_BYTES + 1);
	size_t len;

	if (text == NULL)
		fatal("out of memory");
	errno = 0;
	len = fread(text, 1, FILE_MAX_BYTES + 1, file);
	if (ferror(file))
		return refuse(path, strerror(errno), text);
	if (len > FILE_MAX_BYTES)
		return refuse(path, "too large for a pattern file", text);
	if (memchr(text, '\0', len) != NULL)
		return refuse(path, "not a text", text);
	text[len] = '\0';
	return text;
}

/* All of a file, for the caller to free; or NULL, which is told. */
static char *
read_file(const char *path)
{
	FILE *file = fopen(path, "r");
	char *text;

	if (file == NULL)
		return refuse(path, strerror(errno), NULL);
	text = read_open(file, path);
	fclose(file);
	return text;
}

bool
pattern_file_add(struct log_pattern_set *set, const char *path)
{
	const struct diag diag = { tell, NULL };
	char *text = read_file(path);
	bool right =
	    text != NULL && log_pattern_set_add(set, path, text, &diag);

	free(text);
	return right;
}

static int
compare(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

struct log_pattern_set *
pattern_file_open(const char **paths, size_t *npaths)
{
	struct log_pattern_set *set = log_pattern_set_open();
	bool right = true;
	size_t n = 0;

	if (*npaths > 0)
		qsort(paths, *npaths, sizeof(*paths), compare);
	for (size_t i = 0; i < *npaths; i++) {
		if (n > 0 && strcmp(paths[n - 1], paths[i]) == 0)
			continue;
		paths[n++] = paths[i];
		right = pattern_file_add(set, paths[i]) && right;
	}
	*npaths = n;
	if (right)
		return set;
	log_pattern_set_close(set);
	return NULL;
}
