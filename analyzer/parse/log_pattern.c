#define PCRE2_CODE_UNIT_WIDTH 8

#include "parse/log_pattern.h"

#include <pcre2.h>
#include <stdlib.h>
#include <string.h>

#include "base/fatal.h"
#include "parse/log_match.h"

#define SLOTS_MIN 64
#define HASH_BYTES 8

/* Backtracking beyond this is not worth a line. */
#define REGEX_STEPS_MAX 100000

struct log_pattern_set {
	struct arena *arena;
	struct log_pattern *first;
	struct log_pattern **end;
	size_t npatterns;
	size_t nprograms; /* regexes, each counted once */

	/*
	 * Whole messages by their length, their first and their last bytes;
	 * the others by the first bytes of what they must begin with.  So a
	 * message costs two looks, however many patterns there are.  Most of
	 * what is unknown begins unlike any whole message, always in the same
	 * slot, whatever it ends with.
	 */
	size_t nslots; /* a power of two */
	struct log_pattern **whole;
	bool *begins_whole; /* by the first bytes */
	struct log_pattern **begun;
};

struct log_matcher {
	const struct log_pattern_set *set;
	pcre2_code **programs; /* compiled when they are first needed */
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

	if (len >= HASH_BYTES)
		memcpy(&value, bytes, HASH_BYTES);
	else
		memcpy(&value, bytes, len);
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

/*
 * Puts p behind those that are in its slot; patterns that differ in their
 * conditions share a regex.
 */
static void
put_in_slot(struct log_pattern_set *set, struct log_pattern *p)
{
	uint64_t hash =
	    p->begins ? hash_begin(p->literal) : hash_whole(p->literal);
	struct log_pattern **slot =
	    &(p->begins ? set->begun : set->whole)[hash & (set->nslots - 1)];
	bool shared = false;

	for (const struct log_take *take = p->takes; take != NULL;
	     take = take->next) {
		if (p->about.count_only && take->target == LOG_REASON)
			p->is_noted = true;
	}
	if (!p->begins)
		set->begins_whole[hash_begin(p->literal) & (set->nslots - 1)] =
		    true;
	for (; *slot != NULL; slot = &(*slot)->next_in_slot) {
		if (p->regex == NULL || (*slot)->regex == NULL || shared ||
		    strcmp((*slot)->regex, p->regex) != 0)
			continue;
		p->program = (*slot)->program;
		shared = true;
	}
	if (p->regex != NULL && !shared)
		p->program = set->nprograms++;
	p->next_in_slot = NULL;
	*slot = p;
}

static void
build_tables(struct log_pattern_set *set)
{
	free(set->whole);
	free(set->begins_whole);
	free(set->begun);
	set->nslots = SLOTS_MIN;
	while (set->nslots < set->npatterns * 4)
		set->nslots *= 2;
	set->whole = allocate(set->nslots, sizeof(struct log_pattern *));
	set->begins_whole = allocate(set->nslots, sizeof(bool));
	set->begun = allocate(set->nslots, sizeof(struct log_pattern *));
	set->nprograms = 0;
	for (struct log_pattern *p = set->first; p != NULL; p = p->next)
		put_in_slot(set, p);
}

static pcre2_code *
compile(const char *regex, int *error, PCRE2_SIZE *offset)
{
	/* An option of the match to anchor it would pass over the JIT's code. */
	return pcre2_compile((PCRE2_SPTR)regex, PCRE2_ZERO_TERMINATED,
	    PCRE2_ANCHORED | PCRE2_DOTALL, error, offset, NULL);
}

/* Finds the groups that the pattern takes, if its regex is right. */
static bool
check_regex(
    struct log_pattern *pattern, const char *path, const struct diag *diag)
{
	int error;
	PCRE2_SIZE offset;
	pcre2_code *code = compile(pattern->regex, &error, &offset);
	uint32_t ngroups = 0;

	if (code == NULL) {
		PCRE2_UCHAR text[128];

		pcre2_get_error_message(error, text, sizeof(text));
		diag_at(diag, path, pattern->at,
		    "%s: the regex is wrong at byte %zu: %s; file not used",
		    pattern->about.id, (size_t)offset, (const char *)text);
		return false;
	}
	pcre2_pattern_info(code, PCRE2_INFO_CAPTURECOUNT, &ngroups);
	for (struct log_take *take = pattern->takes; take != NULL;
	     take = take->next) {
		for (size_t i = 0; i < take->nkeys; i++) {
			int group = pcre2_substring_number_from_name(
			    code, (PCRE2_SPTR)take->keys[i]);

			if (group > 0)
				take->group[i] = (uint32_t)group;
		}
	}
	pcre2_code_free(code);
	if (ngroups < LOG_GROUPS_MAX)
		return true;
	diag_at(diag, path, pattern->at,
	    "%s: more than %d groups in the regex; file not used",
	    pattern->about.id, LOG_GROUPS_MAX - 1);
	return false;
}

static struct log_pattern_set *
make_set(struct arena *arena)
{
	struct log_pattern_set *set = allocate(1, sizeof(*set));

	set->arena = arena;
	set->end = &set->first;
	return set;
}

struct log_pattern_set *
log_pattern_set_of(struct arena *arena, struct log_pattern *patterns)
{
	struct log_pattern_set *set = make_set(arena);

	set->first = patterns;
	for (struct log_pattern *p = patterns; p != NULL; p = p->next) {
		set->npatterns++;
		set->end = &p->next;
	}
	build_tables(set);
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
		    "%s: there is a pattern with this id in %s; file not used",
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

	for (struct log_pattern *p = *before; p != NULL; p = p->next) {
		right = is_new_id(set, p, path, diag) &&
		    (p->regex == NULL || check_regex(p, path, diag)) && right;
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
	struct log_pattern_set *set = make_set(arena_new());

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
	*before = NULL;
	set->end = before;
	set->npatterns = npatterns;
	build_tables(set);
	return false;
}

void
log_pattern_set_close(struct log_pattern_set *set)
{
	if (set == NULL)
		return;
	free(set->whole);
	free(set->begins_whole);
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
	matcher->programs =
	    allocate(set->nprograms + 1, sizeof(*matcher->programs));
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
	for (size_t i = 0; i < matcher->set->nprograms; i++)
		pcre2_code_free(matcher->programs[i]);
	free(matcher->programs);
	pcre2_match_data_free(matcher->match);
	pcre2_match_context_free(matcher->context);
	free(matcher);
}

static const pcre2_code *
program_of(struct log_matcher *matcher, const struct log_pattern *pattern)
{
	pcre2_code **program = &matcher->programs[pattern->program];
	int error;
	PCRE2_SIZE offset;

	if (*program != NULL)
		return *program;
	*program = compile(pattern->regex, &error, &offset);
	if (*program == NULL)
		fatal("%s: the regex is wrong", pattern->about.id);
	/* Where there is no JIT, pcre2_match() interprets. */
	(void)pcre2_jit_compile(*program, PCRE2_JIT_COMPLETE);
	return *program;
}

/* Sets the groups of text if the regex of pattern matches its message. */
static bool
match_regex(struct log_matcher *matcher, const struct log_pattern *pattern,
    struct log_text *text)
{
	struct str message = text->message;

	if (text->tried == pattern->program + 1)
		return text->tried_matches;

	int n =
	    pcre2_match(program_of(matcher, pattern), (PCRE2_SPTR)message.ptr,
		message.len, 0, 0, matcher->match, matcher->context);
	const PCRE2_SIZE *at = pcre2_get_ovector_pointer(matcher->match);

	for (int i = 0; i < LOG_GROUPS_MAX; i++) {
		text->groups[i] = (struct str){ NULL, 0 };
		if (i < n && at[2 * i] != PCRE2_UNSET)
			text->groups[i] = (struct str){ message.ptr + at[2 * i],
				at[2 * i + 1] - at[2 * i] };
	}
	text->tried = pattern->program + 1;
	text->tried_matches = n > 0;
	return n > 0;
}

static bool
matches(struct log_matcher *matcher, const struct log_pattern *pattern,
    struct log_text *text)
{
	struct str literal = pattern->literal;

	if (pattern->severity != 0 && pattern->severity != text->severity)
		return false;
	if (pattern->named != (text->groups[LOG_GROUP_NAME].ptr != NULL))
		return false;
	if (text->message.len < literal.len ||
	    (!pattern->begins && text->message.len > literal.len) ||
	    (literal.len > 0 &&
		memcmp(text->message.ptr, literal.ptr, literal.len) != 0))
		return false;
	if (pattern->regex != NULL && !match_regex(matcher, pattern, text))
		return false;
	return log_fields_hold(pattern, text);
}

static const struct log_pattern *
find(struct log_matcher *matcher, struct log_text *text)
{
	const struct log_pattern_set *set = matcher->set;
	struct str message = text->message;
	size_t begin = hash_begin(message) & (set->nslots - 1);
	const struct log_pattern *p = NULL;

	if (set->begins_whole[begin])
		p = set->whole[hash_whole(message) & (set->nslots - 1)];
	while (p != NULL && !matches(matcher, p, text))
		p = p->next_in_slot;
	if (p == NULL && message.len >= LOG_PREFIX_MIN_BYTES) {
		p = set->begun[begin];
		while (p != NULL && !matches(matcher, p, text))
			p = p->next_in_slot;
	}
	return p;
}

/*
 * Takes "NAME: " off the message of a text, where NAME can be that of a
 * Kubernetes object.
 */
static bool
take_name(struct log_text *text)
{
	struct str message = text->message;
	size_t len = 0;

	while (len < message.len &&
	    ((message.ptr[len] >= 'a' && message.ptr[len] <= 'z') ||
		(message.ptr[len] >= '0' && message.ptr[len] <= '9') ||
		message.ptr[len] == '-' || message.ptr[len] == '.'))
		len++;
	if (len == 0 || message.len - len < 2 || message.ptr[len] != ':' ||
	    message.ptr[len + 1] != ' ')
		return false;
	text->groups[LOG_GROUP_NAME] = (struct str){ message.ptr, len };
	text->message = str_skip(message, len + 2);
	text->tried = 0;
	return true;
}

const struct log_pattern *
log_matcher_find(struct log_matcher *matcher, struct log_text *text,
    struct log_record *record)
{
	const struct log_pattern *p;

	text->groups[LOG_GROUP_NAME] = (struct str){ NULL, 0 };
	p = find(matcher, text);
	/* A line without a header is not klog's, nor of this kind. */
	if (p == NULL && text->severity != 0 && take_name(text))
		p = find(matcher, text);
	if (p != NULL && (!p->about.count_only || p->is_noted))
		log_fields_fill(p, text, record);
	return p;
}
