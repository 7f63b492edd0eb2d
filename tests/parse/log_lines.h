/*
 * What the tests of the log modules share: a few patterns and a reader of them.
 */
#ifndef TESTS_LOG_LINES_H
#define TESTS_LOG_LINES_H

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "parse/log_reader.h"

#define HEAD "I0415 10:37:55.758685       1 x.go:200] "
#define CLOCK_US ((((INT64_C(10) * 60) + 37) * 60 + 55) * 1000000 + 758685)

/* The patterns of these tests; their form is tested with log_pattern. */
static const char patterns[] =
    "product: test\n"
    "patterns:\n"
    "- id: reissue\n"
    "  kind: trigger\n"
    "  means: For the test.\n"
    "  message: Certificate must be re-issued\n"
    "  object_kind: Certificate\n"
    "  fields: { object_key: key, reason: reason, detail: message,\n"
    "    planned: message, due_in: due }\n"
    "  samples: [ { line: '" HEAD "Certificate must be re-issued' } ]\n"
    "- id: failed-vault\n"
    "  kind: failed\n"
    "  means: For the test.\n"
    "  message: Vault failed to sign certificate\n"
    "  fields: { object: resource_name, namespace: resource_namespace }\n"
    "  samples: [ { line: '" HEAD "Vault failed to sign certificate' } ]\n"
    "- id: moment\n"
    "  kind: ready\n"
    "  means: For the test.\n"
    "  regex: '^Setting lastTransitionTime for (?<moment>.*)$'\n"
    "  fields: { moment: moment }\n"
    "  samples: [ { line: '" HEAD "Setting lastTransitionTime for x' } ]\n"
    "- id: noise\n"
    "  kind: other\n"
    "  count_only: true\n"
    "  means: For the test.\n"
    "  message: syncing item\n"
    "  fields: { object_key: key }\n"
    "  samples: [ { line: '" HEAD "syncing item' } ]\n";

static struct log_pattern_set *set;
static struct log_reader *reader;

static inline void
fail(void *context, const char *path, uint64_t line, const char *text)
{
	(void)context;
	cr_assert(false, "%s:%llu: %s", path, (unsigned long long)line, text);
}

static inline void
set_up(void)
{
	const struct diag diag = { fail, NULL };

	set = log_pattern_set_parse("test.yaml", patterns, &diag);
	reader = log_reader_open(set);
}

static inline void
tear_down(void)
{
	log_reader_close(reader);
	log_pattern_set_close(set);
}

static inline struct log_record
read_one(const char *line)
{
	struct log_record record = { 0 };

	cr_assert(log_reader_line(reader, 7, str_from(line), &record),
	    "no record: %s", line);
	cr_expect_eq(record.line, 7);
	return record;
}

static inline bool
is_text(struct str got, const char *want)
{
	return want == NULL ? got.ptr == NULL : str_equals(got, want);
}

#define OPEN \
	"E0415 10:37:55.758685       1 vault.go:109] \"Vault failed to sign " \
	"certificate\" err=<"
#define NOISE HEAD "\"syncing item\" key=\"a/b\""
#define CRI "2021-03-30T12:42:47.687921043Z stderr "

#endif
