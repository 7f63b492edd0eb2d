/*
 * Checks the pattern files named on the command line, samples and all, and
 * writes their patterns as a C file (see parse/log_pack.h).
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fatal.h"
#include "parse/log_match.h"
#include "parse/log_pack.h"

#define FILE_MAX_BYTES ((size_t)4 * 1024 * 1024)
#define BYTES_A_LINE 20

static size_t nbytes;

static void
put_byte(char byte)
{
	printf("%d,%s", byte, ++nbytes % BYTES_A_LINE == 0 ? "\n" : " ");
}

/* A text behind its letter; with number not below 0, behind that as well. */
static void
put(enum log_pack letter, int number, const char *text)
{
	put_byte((char)letter);
	if (number >= 0)
		put_byte((char)(LOG_PACK_FIRST + number));
	for (; *text != '\0'; text++)
		put_byte(*text);
	put_byte('\0');
}

/* Nothing where there is no text. */
static void
put_text(enum log_pack letter, const char *text)
{
	if (text != NULL)
		put(letter, -1, text);
}

static void
put_take(const struct log_take *take)
{
	put(LOG_PACK_TAKE, take->target, "");
	for (size_t i = 0; i < take->nkeys; i++) {
		if (take->group[i] > 0)
			put(LOG_PACK_GROUP, (int)take->group[i], take->keys[i]);
		else
			put(LOG_PACK_KEY, -1, take->keys[i]);
	}
}

static void
put_about(const struct log_pattern_about *about)
{
	put_text(LOG_PACK_ID, about->id);
	put_text(LOG_PACK_KIND, about->kind);
	put_text(LOG_PACK_SINCE, about->since);
	put_text(LOG_PACK_UNTIL, about->until);
	put_text(LOG_PACK_SOURCE, about->source);
	put_text(LOG_PACK_MEANS, about->means);
	if (about->count_only)
		put(LOG_PACK_COUNT_ONLY, -1, "");
	if (about->folds)
		put(LOG_PACK_FOLDS, -1, "");
	for (int i = 0; i < LOG_NFIELDS; i++) {
		if ((about->varies >> i & 1) != 0)
			put(LOG_PACK_VARIES, i, "");
	}
}

static void
put_pattern(const struct log_pattern *pattern)
{
	const char severity[] = { pattern->severity, '\0' };

	put_about(&pattern->about);
	if (pattern->severity != 0)
		put_text(LOG_PACK_SEVERITY, severity);
	if (pattern->named)
		put(LOG_PACK_NAMED, -1, "");
	/* A literal ends at a NUL, as all that comes from YAML. */
	put_byte(pattern->begins ? LOG_PACK_BEGINS : LOG_PACK_WHOLE);
	for (size_t i = 0; i < pattern->literal.len; i++)
		put_byte(pattern->literal.ptr[i]);
	put_byte('\0');
	put_text(pattern->regex == NULL ? LOG_PACK_BEGINNING : LOG_PACK_REGEX,
	    pattern->about.regex);
	put_text(LOG_PACK_OBJECT_KIND, pattern->object_kind);
	for (const struct log_require *require = pattern->requires;
	     require != NULL; require = require->next)
		put_text(LOG_PACK_REQUIRES, require->key);
	for (const struct log_when *when = pattern->when; when != NULL;
	     when = when->next) {
		put(LOG_PACK_WHEN, (int)when->field, "");
		put_text(LOG_PACK_EQUALS, when->value);
	}
	for (const struct log_take *take = pattern->takes; take != NULL;
	     take = take->next)
		put_take(take);
}

static const char *
below_schema(const char *path)
{
	static const char folder[] = "schema/";
	size_t len = sizeof(folder) - 1;

	return strncmp(path, folder, len) == 0 ? path + len : path;
}

static void
put_all(const struct log_pattern_set *set)
{
	const char *path = "";

	for (const struct log_pattern *pattern = log_pattern_first(set);
	     pattern != NULL; pattern = pattern->next) {
		if (strcmp(pattern->about.path, path) != 0) {
			path = pattern->about.path;
			put_text(LOG_PACK_PATH, below_schema(path));
			put_text(LOG_PACK_PRODUCT, pattern->about.product);
		}
		put_pattern(pattern);
	}
}

static void
tell(void *context, const char *path, uint64_t line, const char *text)
{
	(void)context;
	fprintf(stderr, "%s:%llu: %s\n", path, (unsigned long long)line, text);
}

static char *
read_file(const char *path)
{
	FILE *file = fopen(path, "r");
	char *text = malloc(FILE_MAX_BYTES + 1);
	size_t len;

	if (file == NULL || text == NULL)
		fatal("cannot read %s", path);
	len = fread(text, 1, FILE_MAX_BYTES + 1, file);
	if (ferror(file) || len > FILE_MAX_BYTES)
		fatal("cannot read %s", path);
	fclose(file);
	text[len] = '\0';
	return text;
}

int
main(int argc, char **argv)
{
	const struct diag diag = { tell, NULL };
	struct arena *arena = arena_new();
	struct log_pattern_set *set = log_pattern_set_of(arena, NULL);
	bool right = true;

	for (int i = 1; i < argc; i++) {
		char *text = read_file(argv[i]);

		right = log_pattern_set_add(set, argv[i], text, &diag) && right;
		free(text);
	}
	if (!right)
		return 1;
	printf("#include \"parse/log_pack.h\"\n\nconst char log_pack[] = {\n");
	put_all(set);
	printf("0 };\n");
	log_pattern_set_close(set);
	return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 1;
}
