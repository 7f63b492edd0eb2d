#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "command.h"
#include "parse/log_pattern.h"
#include "pattern_file.h"
#include "report/screen.h"
#include "report/writer.h"
#include "view.h"

/* What the list shows of a pattern, in the order of the columns. */
struct shown {
	const char *name;
	bool as_text; /* also with -o text */
};

static const struct shown columns[] = {
	{ "id", false },
	{ "kind", true },
	{ "since", true },
	{ "until", true },
	{ "product", false },
	{ "message", true },
	{ "regex", false },
	{ "means", false },
	{ "source", false },
};
#define NCOLUMNS (sizeof(columns) / sizeof(columns[0]))

/* For the eye, a regex stands where a message would. */
static void
take_values(const struct log_pattern_about *about, bool as_text,
    const char *values[NCOLUMNS])
{
	bool both = as_text && about->message == NULL;

	values[0] = about->id;
	values[1] = about->kind;
	values[2] = about->since;
	values[3] = about->until;
	values[4] = about->product;
	values[5] = both ? about->regex : about->message;
	values[6] = about->regex;
	values[7] = about->means;
	values[8] = about->source;
}

/* True if part stands in text, whatever the case of the letters. */
static bool
has_part(const char *text, const char *part)
{
	size_t len = strlen(part);

	for (; *text != '\0'; text++) {
		if (strncasecmp(text, part, len) == 0)
			return true;
	}
	return false;
}

/* True if each of the words stands in one of the values. */
static bool
is_wanted(const char *const values[NCOLUMNS], const struct options *options)
{
	for (size_t i = 0; i < options->ninputs; i++) {
		size_t k = 0;

		while (k < NCOLUMNS &&
		    (values[k] == NULL ||
			!has_part(values[k], options->inputs[i])))
			k++;
		if (k == NCOLUMNS)
			return false;
	}
	return true;
}

static void
write_row(
    struct writer *writer, const char *const values[NCOLUMNS], bool as_text)
{
	struct cell cells[NCOLUMNS] = { 0 };
	size_t n = 0;

	for (size_t i = 0; i < NCOLUMNS; i++) {
		if (as_text && !columns[i].as_text)
			continue;
		cells[n].type = values[i] == NULL ? CELL_NULL : CELL_TEXT;
		cells[n].text = values[i];
		cells[n].len = values[i] == NULL ? 0 : strlen(values[i]);
		n++;
	}
	writer_row(writer, cells);
}

static int
list(const struct log_pattern_set *set, const struct options *options)
{
	struct writer_options layout = view_writer_options(options);
	bool as_text = strcmp(options->output, "text") == 0;
	const char *names[NCOLUMNS];
	const char *values[NCOLUMNS];
	struct writer *writer;
	size_t nrows = 0;
	size_t n = 0;

	for (size_t i = 0; i < NCOLUMNS; i++) {
		if (!as_text || columns[i].as_text)
			names[n++] = columns[i].name;
	}
	writer = writer_open(
	    writer_format_find(options->output), stdout, &layout, n, names);
	for (size_t i = 0; i < log_pattern_count(set); i++) {
		take_values(log_pattern_about(set, i), as_text, values);
		if (!is_wanted(values, options))
			continue;
		write_row(writer, values, as_text);
		nrows++;
	}
	writer_close(writer);
	if (nrows == 0 && (as_text || strcmp(options->output, "wide") == 0))
		puts("no patterns");
	return STATUS_DONE;
}

static int
compare(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void
tell_right(size_t npatterns, size_t nsamples)
{
	printf(": %zu pattern%s, %zu sample%s: right\n", npatterns,
	    npatterns == 1 ? "" : "s", nsamples, nsamples == 1 ? "" : "s");
}

/* Each file beside the patterns of this program, as if there were no other. */
static int
check(const struct options *options)
{
	int status = STATUS_DONE;

	qsort(options->inputs, options->ninputs, sizeof(*options->inputs),
	    compare);
	for (size_t i = 0; i < options->ninputs; i++) {
		const char *path = options->inputs[i];
		struct log_pattern_set *set = log_pattern_set_open();
		size_t nours = log_pattern_count(set);

		if (pattern_file_add(set, path)) {
			screen_text(stdout, path, strlen(path));
			tell_right(log_pattern_count(set) - nours,
			    log_pattern_samples(set, path));
		} else {
			status = STATUS_UNUSABLE;
		}
		log_pattern_set_close(set);
	}
	return status;
}

int
cmd_patterns(const char *name, const struct options *options)
{
	struct log_pattern_set *set;
	size_t nfiles = options->npattern_files;
	int status;

	(void)name;
	if (options->check) {
		if (options->ninputs > 0 && nfiles == 0)
			return command_end(check(options));
		fprintf(stderr,
		    "certtrail: patterns --check needs the files to check, and "
		    "nothing else\n");
		return STATUS_USAGE;
	}
	set = pattern_file_open(options->pattern_files, &nfiles);
	if (set == NULL)
		return STATUS_USAGE;
	status = list(set, options);
	log_pattern_set_close(set);
	return command_end(status);
}
