/*
 * Every sample of every pattern of this program: as it stands, and in the
 * envelopes that kubectl and the container runtimes put around each line.
 */
#include <criterion/criterion.h>
#include <glob.h>
#include <stdio.h>
#include <string.h>

#include "parse/log_match.h"
#include "parse/log_reader.h"

#define ENVELOPE_US INT64_C(1617108167687921)
#define TEXT_MAX_BYTES 16384

static const char *const envelopes[] = {
	"2021-03-30T12:42:47.687921043Z ",
	"2021-03-30T14:42:47.687921+02:00 ",
	"2021-03-30T12:42:47.687921043Z stderr F ",
	"2021-03-30T12:42:47.687921043Z stdout F ",
	"[pod/cert-manager-0/cert-manager-controller] ",
	"[pod/cert-manager-0/controller] 2021-03-30T12:42:47.687921043Z ",
	"# ",
	"    ",
};

static void
expect_nothing(void *context, const char *path, uint64_t line, const char *text)
{
	(void)context;
	cr_expect(false, "%s:%llu: %s", path, (unsigned long long)line, text);
}

static void
add_file(struct log_pattern_set *set, const char *path)
{
	const struct diag diag = { expect_nothing, NULL };
	static char text[512 * 1024];
	FILE *file = fopen(path, "r");

	cr_assert_not_null(file, "%s", path);

	size_t len = fread(text, 1, sizeof(text), file);

	fclose(file);
	cr_assert_lt(len, sizeof(text), "%s", path);
	text[len] = '\0';
	cr_expect(log_pattern_set_add(set, path, text, &diag));
}

/* The pattern files as they stand, with their samples. */
static struct log_pattern_set *
read_files(void)
{
	struct log_pattern_set *set = log_pattern_set_of(arena_new(), NULL);
	glob_t found;

	cr_assert_eq(glob("schema/patterns/*.yaml", 0, NULL, &found), 0);
	for (size_t i = 0; i < found.gl_pathc; i++)
		add_file(set, found.gl_pathv[i]);
	globfree(&found);
	return set;
}

Test(samples, come_out_as_the_pattern_files_say)
{
	const struct diag diag = { expect_nothing, NULL };
	struct log_pattern_set *set = read_files();

	cr_expect(log_pattern_set_check(set, &diag));
	cr_expect_gt(log_pattern_count(set), 500);
	log_pattern_set_close(set);
}

static void
expect_same_text(const char *a, const char *b, const char *id)
{
	cr_expect(
	    (a == NULL) == (b == NULL) && (a == NULL || strcmp(a, b) == 0),
	    "%s: \"%s\" and \"%s\"", id, a, b);
}

static void
expect_same_about(
    const struct log_pattern_about *a, const struct log_pattern_about *b)
{
	expect_same_text(a->path + strlen("schema/"), b->path, a->id);
	expect_same_text(a->id, b->id, a->id);
	expect_same_text(a->kind, b->kind, a->id);
	expect_same_text(a->product, b->product, a->id);
	expect_same_text(a->since, b->since, a->id);
	expect_same_text(a->until, b->until, a->id);
	expect_same_text(a->source, b->source, a->id);
	expect_same_text(a->means, b->means, a->id);
	expect_same_text(a->message, b->message, a->id);
	expect_same_text(a->regex, b->regex, a->id);
	cr_expect_eq(a->count_only, b->count_only, "%s", a->id);
	cr_expect_eq(a->folds, b->folds, "%s", a->id);
	cr_expect_eq(a->varies, b->varies, "%s", a->id);
}

static void
expect_same_takes(
    const struct log_take *a, const struct log_take *b, const char *id)
{
	for (; a != NULL && b != NULL; a = a->next, b = b->next) {
		cr_expect_eq(a->target, b->target, "%s", id);
		cr_assert_eq(a->nkeys, b->nkeys, "%s", id);
		for (size_t i = 0; i < a->nkeys; i++) {
			expect_same_text(a->keys[i], b->keys[i], id);
			cr_expect_eq(a->group[i], b->group[i], "%s", id);
		}
	}
	cr_expect(a == NULL && b == NULL, "%s", id);
}

static void
expect_same_pattern(const struct log_pattern *a, const struct log_pattern *b)
{
	const char *id = a->about.id;
	const struct log_require *p = a->requires;
	const struct log_require *q = b->requires;
	const struct log_when *v = a->when;
	const struct log_when *w = b->when;

	expect_same_about(&a->about, &b->about);
	cr_expect(a->severity == b->severity && a->named == b->named &&
		a->begins == b->begins && a->literal.len == b->literal.len &&
		memcmp(a->literal.ptr, b->literal.ptr, a->literal.len) == 0,
	    "%s", id);
	expect_same_text(a->regex, b->regex, id);
	expect_same_text(a->object_kind, b->object_kind, id);
	for (; p != NULL && q != NULL; p = p->next, q = q->next)
		expect_same_text(p->key, q->key, id);
	cr_expect(p == NULL && q == NULL, "%s", id);
	for (; v != NULL && w != NULL; v = v->next, w = w->next) {
		cr_expect_eq(v->field, w->field, "%s", id);
		expect_same_text(v->value, w->value, id);
	}
	cr_expect(v == NULL && w == NULL, "%s", id);
	expect_same_takes(a->takes, b->takes, id);
}

Test(samples, belong_to_the_patterns_that_are_compiled_in)
{
	struct log_pattern_set *files = read_files();
	struct log_pattern_set *set = log_pattern_set_open();
	const struct log_pattern *p = log_pattern_first(files);
	const struct log_pattern *q = log_pattern_first(set);

	cr_expect_eq(log_pattern_count(files), log_pattern_count(set));
	for (; p != NULL && q != NULL; p = p->next, q = q->next)
		expect_same_pattern(p, q);
	log_pattern_set_close(files);
	log_pattern_set_close(set);
}

/* Puts each line of text behind the envelope; returns how many there are. */
static size_t
wrap(const char *text, const char *envelope, char wrapped[TEXT_MAX_BYTES])
{
	struct str rest = str_trim(str_from(text));
	size_t used = 0;
	size_t nlines = 0;
	bool more = true;

	while (more) {
		struct str line = rest;

		more = str_cut(rest, '\n', &line, &rest);
		used += (size_t)snprintf(wrapped + used, TEXT_MAX_BYTES - used,
		    "%s%.*s%s", envelope, (int)line.len, line.ptr,
		    more ? "\n" : "");
		cr_assert_lt(used, TEXT_MAX_BYTES);
		nlines++;
	}
	return nlines;
}

static bool
read_all(struct log_reader *reader, const char *text, struct log_record *record)
{
	struct str rest = str_from(text);
	uint64_t number = 0;
	bool more = true;
	bool given = false;

	while (more && !given) {
		struct str line = rest;

		more = str_cut(rest, '\n', &line, &rest);
		given = log_reader_line(reader, ++number, line, record);
	}
	return given && !more;
}

static bool
same(struct str a, struct str b)
{
	return (a.ptr == NULL) == (b.ptr == NULL) && a.len == b.len &&
	    (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

static void
check_in_envelope(struct log_reader *bare, struct log_reader *reader,
    const struct log_pattern *pattern, const struct log_sample *sample,
    const char *envelope)
{
	static char plain[TEXT_MAX_BYTES], wrapped[TEXT_MAX_BYTES];
	struct log_record want, got;
	const char *id = pattern->about.id;
	bool timed = strstr(envelope, "2021-") != NULL;

	/* Only klog's own lines are pasted with a sign before them. */
	if (sample->text[0] == '{' && envelope[0] == '#')
		return;
	(void)wrap(sample->text, "", plain);

	size_t nlines = wrap(sample->text, envelope, wrapped);

	/* Indented, the tabs of a block are not at the line's beginning. */
	if (nlines > 1 && !timed)
		return;
	cr_assert(read_all(bare, plain, &want), "%s", id);
	cr_assert(
	    read_all(reader, wrapped, &got), "%s in \"%s\"", id, envelope);
	cr_expect_str_eq(got.pattern == NULL ? "nothing" : got.pattern, id,
	    "%s in \"%s\" is %s", id, envelope,
	    got.pattern == NULL ? "nothing" : got.pattern);
	cr_expect_eq(got.has_at, want.has_at || timed, "%s", id);
	if (timed && !want.has_at)
		cr_expect_eq(got.at_us, ENVELOPE_US, "%s", id);
	cr_expect(got.has_day == want.has_day && got.month == want.month &&
		got.day == want.day && got.clock_us == want.clock_us &&
		got.severity == want.severity,
	    "%s in \"%s\": another time", id, envelope);
	cr_expect(
	    same(got.message, want.message), "%s in \"%s\"", id, envelope);
	cr_expect_eq(
	    got.raw.len, strlen(wrapped), "%s in \"%s\"", id, envelope);
	for (int i = 0; got.state == LOG_EVENT && i < LOG_NFIELDS; i++)
		cr_expect(same(got.field[i], want.field[i]),
		    "%s in \"%s\": another %s", id, envelope,
		    log_field_name((enum log_field)i));
}

Test(samples, mean_the_same_in_every_envelope)
{
	struct log_pattern_set *set = read_files();
	struct log_reader *bare = log_reader_open(set);
	struct log_reader *reader = log_reader_open(set);

	for (const struct log_pattern *p = log_pattern_first(set); p != NULL;
	     p = p->next) {
		for (const struct log_sample *s = p->samples; s != NULL;
		     s = s->next) {
			for (size_t i = 0;
			     i < sizeof(envelopes) / sizeof(envelopes[0]); i++)
				check_in_envelope(
				    bare, reader, p, s, envelopes[i]);
		}
	}
	log_reader_close(bare);
	log_reader_close(reader);
	log_pattern_set_close(set);
}

/* Splits a line into CRI parts of a few bytes and reads them back. */
Test(samples, mean_the_same_when_the_runtime_splits_their_lines)
{
	static const char part[] = "2021-03-30T12:42:47.687921043Z stderr ";
	struct log_pattern_set *set = read_files();
	struct log_reader *reader = log_reader_open(set);

	for (const struct log_pattern *p = log_pattern_first(set); p != NULL;
	     p = p->next) {
		struct str rest = str_from(p->samples->text);
		struct log_record record;
		uint64_t number = 0;
		bool given = false;

		if (memchr(rest.ptr, '\n', rest.len) != NULL)
			continue;
		while (rest.len > 0) {
			char text[TEXT_MAX_BYTES];
			size_t n = rest.len < 50 ? rest.len : 50;

			cr_expect_not(given, "%s", p->about.id);
			snprintf(text, sizeof(text), "%s%s %.*s", part,
			    n == rest.len ? "F" : "P", (int)n, rest.ptr);
			rest = str_skip(rest, n);
			given = log_reader_line(
			    reader, ++number, str_from(text), &record);
			if (!given)
				continue;
			cr_expect_eq(record.line, 1, "%s", p->about.id);
			cr_expect(record.pattern != NULL &&
				strcmp(record.pattern, p->about.id) == 0,
			    "%s", p->about.id);
		}
		cr_expect(given, "%s", p->about.id);
	}
	log_reader_close(reader);
	log_pattern_set_close(set);
}
