#define PCRE2_CODE_UNIT_WIDTH 8

#include "parse/log_pattern.h"

#include <pcre2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/embedded.h"
#include "base/fatal.h"
#include "parse/log_match.h"

#define PATTERNS_DIR "patterns/"
#define SLOTS_MIN 64
#define HASH_BYTES 8

/* Backtracking beyond this is not worth a line. */
#define REGEX_STEPS_MAX 100000

struct log_pattern_set {
	struct arena *arena;
	struct log_pattern *first;
	struct log_pattern **end;
	size_t npatterns;

	/*
	 * Whole messages by their length, their first and their last bytes;
	 * regexes by the first bytes of what they must begin with.  So a
	 * message costs two looks, however many patterns there are.
	 */
	size_t nslots; /* a power of two */
	struct log_pattern **whole;
	struct log_pattern **begun;
};

struct log_matcher {
	const struct log_pattern_set *set;
	pcre2_match_data *match;
	pcre2_match_context *context;
};

static void *
allocate(size_t n, size_t size)
{
	void *memory = calloc(n, size);

	if (memory == NULL)
		fatal("out of memory");
	return memory;
}

static uint64_t
mix(uint64_t a, uint64_t b)
{
	uint64_t h = (a ^ (b >> 29)) * UINT64_C(0x9E3779B97F4A7C15);

	h = (h ^ b ^ (h >> 32)) * UINT64_C(0xD6E8FEB86659FD93);
	return h ^ (h >> 32);
}

/* Up to HASH_BYTES bytes as a number. */
static uint64_t
load_bytes(const char *bytes, size_t len)
{
	uint64_t value = 0;

	memcpy(&value, bytes, len < HASH_BYTES ? len : HASH_BYTES);
	return value;
}

static uint64_t
hash_begin(struct str text)
{
	return mix(text.len == 0 ? 0 : load_bytes(text.ptr, text.len), 1);
}

static uint64_t
hash_whole(struct str text)
{
	if (text.len <= HASH_BYTES)
		return mix(hash_begin(text), text.len);
	return mix(load_bytes(text.ptr, text.len),
	    mix(load_bytes(text.ptr + text.len - HASH_BYTES, HASH_BYTES),
		text.len));
}

/* Puts all patterns into the two tables, the first of a slot first. */
static void
build_tables(struct log_pattern_set *set)
{
	free(set->whole);
	free(set->begun);
	set->nslots = SLOTS_MIN;
	while (set->nslots < set->npatterns * 4)
		set->nslots *= 2;
	set->whole = allocate(set->nslots, sizeof(struct log_pattern *));
	set->begun = allocate(set->nslots, sizeof(struct log_pattern *));
	for (struct log_pattern *p = set->first; p != NULL; p = p->next) {
		uint64_t hash = p->regex == NULL ? hash_whole(p->literal)
						 : hash_begin(p->literal);
		struct log_pattern **slot =
		    &(p->regex == NULL ? set->whole
				       : set->begun)[hash & (set->nslots - 1)];

		while (*slot != NULL)
			slot = &(*slot)->next_in_slot;
		p->next_in_slot = NULL;
		*slot = p;
	}
}

static bool
compile_regex(
    struct log_pattern *pattern, const char *path, const struct diag *diag)
{
	int error;
	PCRE2_SIZE offset;
	pcre2_code *code =
	    pcre2_compile((PCRE2_SPTR)pattern->regex, PCRE2_ZERO_TERMINATED,
		PCRE2_ANCHORED | PCRE2_DOTALL, &error, &offset, NULL);
	uint32_t ngroups = 0;

	if (code == NULL) {
		PCRE2_UCHAR text[128];

		pcre2_get_error_message(error, text, sizeof(text));
		diag_at(diag, path, pattern->at,
		    "%s: the regex is wrong at byte %zu: %s; file skipped",
		    pattern->about.id, (size_t)offset, (const char *)text);
		return false;
	}
	pattern->program = code;
	pcre2_pattern_info(code, PCRE2_INFO_CAPTURECOUNT, &ngroups);
	if (ngroups >= LOG_GROUPS_MAX) {
		diag_at(diag, path, pattern->at,
		    "%s: more than %d groups in the regex; file skipped",
		    pattern->about.id, LOG_GROUPS_MAX - 1);
		return false;
	}
	/*
	 * Anchored here, not by an option of the match, which would pass over
	 * the JIT's code.  Where there is no JIT, pcre2_match() interprets.
	 */
	(void)pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
	for (struct log_take *take = pattern->takes; take != NULL;
	     take = take->next) {
		for (size_t i = 0; i < take->nkeys; i++) {
			int group = pcre2_substring_number_from_name(
			    code, (PCRE2_SPTR)take->keys[i]);

			take->group[i] = group > 0 ? (uint32_t)group : 0;
		}
	}
	return true;
}

static void
free_programs(struct log_pattern *pattern)
{
	for (; pattern != NULL; pattern = pattern->next)
		pcre2_code_free(pattern->program);
}

static struct log_pattern_set *
make_set(void)
{
	struct log_pattern_set *set = allocate(1, sizeof(*set));

	set->arena = arena_new();
	set->end = &set->first;
	return set;
}

static bool
is_new_id(const struct log_pattern_set *set, const struct log_pattern *pattern,
    const char *path, const struct diag *diag)
{
	for (const struct log_pattern *p = set->first; p != pattern;
	     p = p->next) {
		if (strcmp(p->about.id, pattern->about.id) != 0)
			continue;
		diag_at(diag, path, pattern->at,
		    "%s: there is a pattern with this id in %s; file skipped",
		    pattern->about.id, p->about.path);
		return false;
	}
	return true;
}

/* Adds the patterns of a file without running their samples. */
static bool
add_file(struct log_pattern_set *set, const char *path, const char *text,
    const struct diag *diag)
{
	struct log_pattern **before = set->end;
	bool right = log_pattern_load(set->arena, path, text, diag, before);

	for (struct log_pattern *p = *before; p != NULL && right; p = p->next) {
		right = is_new_id(set, p, path, diag) &&
		    (p->regex == NULL || compile_regex(p, path, diag));
		set->npatterns++;
		set->end = &p->next;
	}
	if (right)
		build_tables(set);
	return right;
}

struct log_pattern_set *
log_pattern_set_parse(
    const char *path, const char *text, const struct diag *diag)
{
	struct log_pattern_set *set = make_set();

	if (add_file(set, path, text, diag) &&
	    log_pattern_check(set, path, diag))
		return set;
	log_pattern_set_close(set);
	return NULL;
}

bool
log_pattern_set_add(struct log_pattern_set *set, const char *path,
    const char *text, const struct diag *diag)
{
	struct log_pattern **before = set->end;
	size_t npatterns = set->npatterns;

	if (add_file(set, path, text, diag) &&
	    log_pattern_check(set, path, diag))
		return true;
	free_programs(*before);
	*before = NULL;
	set->end = before;
	set->npatterns = npatterns;
	build_tables(set);
	return false;
}

static void
end_with_fault(void *context, const char *path, uint64_t line, const char *text)
{
	(void)context;
	fatal("schema/%s:%llu: %s", path, (unsigned long long)line, text);
}

struct log_pattern_set *
log_pattern_set_open(void)
{
	const struct diag diag = { end_with_fault, NULL };
	struct log_pattern_set *set = make_set();

	for (const struct embedded *file = embedded_data; file->path != NULL;
	     file++) {
		if (strncmp(file->path, PATTERNS_DIR, strlen(PATTERNS_DIR)) ==
		    0)
			(void)add_file(set, file->path, file->text, &diag);
	}
	build_tables(set);
	return set;
}

void
log_pattern_set_close(struct log_pattern_set *set)
{
	if (set == NULL)
		return;
	free_programs(set->first);
	free(set->whole);
	free(set->begun);
	arena_free(set->arena);
	free(set);
}

size_t
log_pattern_count(const struct log_pattern_set *set)
{
	return set->npatterns;
}

const struct log_pattern *
log_pattern_first(const struct log_pattern_set *set)
{
	return set->first;
}

const struct log_pattern_about *
log_pattern_about(const struct log_pattern_set *set, size_t i)
{
	const struct log_pattern *pattern = set->first;

	while (i-- > 0)
		pattern = pattern->next;
	return &pattern->about;
}

struct log_matcher *
log_matcher_open(const struct log_pattern_set *set)
{
	struct log_matcher *matcher = allocate(1, sizeof(*matcher));

	matcher->set = set;
	matcher->match = pcre2_match_data_create(LOG_GROUPS_MAX, NULL);
	matcher->context = pcre2_match_context_create(NULL);
	if (matcher->match == NULL || matcher->context == NULL)
		fatal("out of memory");
	pcre2_set_match_limit(matcher->context, REGEX_STEPS_MAX);
	return matcher;
}

void
log_matcher_close(struct log_matcher *matcher)
{
	if (matcher == NULL)
		return;
	pcre2_match_data_free(matcher->match);
	pcre2_match_context_free(matcher->context);
	free(matcher);
}

/* Sets the groups of text if the regex of pattern matches its message. */
static bool
match_regex(struct log_matcher *matcher, const struct log_pattern *pattern,
    struct log_text *text)
{
	struct str message = text->message;

	/* Patterns that differ in their conditions share a regex. */
	if (text->regex != NULL && strcmp(text->regex, pattern->regex) == 0)
		return text->regex_matches;

	int n = pcre2_match(pattern->program, (PCRE2_SPTR)message.ptr,
	    message.len, 0, 0, matcher->match, matcher->context);
	const PCRE2_SIZE *at = pcre2_get_ovector_pointer(matcher->match);

	for (int i = 0; i < LOG_GROUPS_MAX; i++) {
		text->groups[i] = (struct str){ NULL, 0 };
		if (i < n && at[2 * i] != PCRE2_UNSET)
			text->groups[i] = (struct str){ message.ptr + at[2 * i],
				at[2 * i + 1] - at[2 * i] };
	}
	text->regex = pattern->regex;
	text->regex_matches = n > 0;
	return n > 0;
}

static bool
matches(struct log_matcher *matcher, const struct log_pattern *pattern,
    struct log_text *text)
{
	struct str literal = pattern->literal;

	if (pattern->severity != 0 && pattern->severity != text->severity)
		return false;
	if (text->message.len < literal.len ||
	    (literal.len > 0 &&
		memcmp(text->message.ptr, literal.ptr, literal.len) != 0))
		return false;
	if (pattern->regex == NULL) {
		if (text->message.len != literal.len)
			return false;
	} else if (!match_regex(matcher, pattern, text)) {
		return false;
	}
	return log_fields_hold(pattern, text);
}

const struct log_pattern *
log_matcher_find(struct log_matcher *matcher, struct log_text *text,
    struct log_record *record)
{
	const struct log_pattern_set *set = matcher->set;
	const struct log_pattern *tables[] = {
		set->whole[hash_whole(text->message) & (set->nslots - 1)],
		text->message.len < LOG_PREFIX_MIN_BYTES
		    ? NULL
		    : set->begun[hash_begin(text->message) & (set->nslots - 1)],
	};

	for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++) {
		const struct log_pattern *p = tables[i];

		while (p != NULL && !matches(matcher, p, text))
			p = p->next_in_slot;
		if (p == NULL)
			continue;
		if (!p->about.count_only)
			log_fields_fill(p, text, record);
		return p;
	}
	return NULL;
}
