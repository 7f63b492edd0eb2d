#include "parse/path_pattern.h"

#include <string.h>

#define MAX_STEPS 20000 /* of comparing one path with one pattern */
#define MAX_DEPTH 8     /* brackets in brackets */

#define LOWER "abcdefghijklmnopqrstuvwxyz"
#define UPPER "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define DIGITS "0123456789"
#define HEX DIGITS "abcdef"

static const struct {
	const char *name;
	const char *bytes; /* of which it is made */
	size_t min;
	size_t max;
} kinds[PATH_NPARTS] = {
	[PATH_NAMESPACE] = { "namespace", LOWER DIGITS "-", 1, 63 },
	[PATH_POD] = { "pod", LOWER DIGITS "-.", 1, 253 },
	[PATH_CONTAINER] = { "container", LOWER DIGITS "-", 1, 63 },
	[PATH_GROUP] = { "group", LOWER DIGITS "-.", 1, 253 },
	[PATH_VERSION] = { "version", LOWER DIGITS, 2, 20 },
	[PATH_RESOURCE] = { "resource", LOWER UPPER, 1, 63 },
	[PATH_RESTARTS] = { "restarts", DIGITS, 1, 9 },
	[PATH_STAMP] = { "stamp", DIGITS "-", 15, 15 },
	[PATH_UID] = { "uid", HEX "-", 32, 36 },
	[PATH_HASH] = { "hash", HEX, 64, 64 },
};

struct attempt {
	struct str parts[PATH_NPARTS];
	const char *end; /* of the path */
	size_t nsteps;
};

/* The part that "{name}" names, or PATH_NPARTS; *rest gets what is behind. */
static enum path_part
find_part(const char *pattern, const char **rest)
{
	const char *close = strchr(pattern, '}');

	if (close == NULL)
		return PATH_NPARTS;

	struct str name = { pattern + 1, (size_t)(close - pattern) - 1 };
	enum path_part part = PATH_NAMESPACE;

	while (part < PATH_NPARTS && !str_equals(name, kinds[part].name))
		part++;
	*rest = close + 1;
	return part;
}

bool
path_pattern_is_good(const char *pattern)
{
	size_t depth = 0;

	if (*pattern == '\0' || *pattern == '/')
		return false;
	while (*pattern != '\0') {
		const char *rest = pattern + 1;

		if (*pattern == '{' && find_part(pattern, &rest) == PATH_NPARTS)
			return false;
		if (*pattern == '[' && ++depth > MAX_DEPTH)
			return false;
		if (*pattern == ']' && depth-- == 0)
			return false;
		pattern = rest;
	}
	return depth == 0;
}

/* Behind the bracket that closes the one at pattern. */
static const char *
behind_bracket(const char *pattern)
{
	size_t depth = 0;

	do {
		depth += *pattern == '[';
		depth -= *pattern == ']';
		pattern++;
	} while (depth > 0);
	return pattern;
}

static bool
is_alphanumeric(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* What the bytes alone do not tell. */
static bool
is_good_part(enum path_part part, struct str text)
{
	if (part == PATH_STAMP)
		return text.ptr[8] == '-' && memchr(text.ptr, '-', 8) == NULL &&
		    memchr(text.ptr + 9, '-', 6) == NULL;
	if (part == PATH_VERSION)
		return text.ptr[0] == 'v' && text.ptr[1] >= '1' &&
		    text.ptr[1] <= '9';
	return part == PATH_RESOURCE ||
	    (is_alphanumeric(text.ptr[0]) &&
		is_alphanumeric(text.ptr[text.len - 1]));
}

static bool match(struct attempt *try, const char *pattern, const char *at);

/* As match(), where pattern is what follows the star. */
static bool
match_star(struct attempt *try, const char *pattern, const char *at)
{
	while (at < try->end && *at != '/') {
		if (match(try, pattern, ++at))
			return true;
	}
	return false;
}

/* As match(), where pattern is what follows the two stars and the slash. */
static bool
match_folders(struct attempt *try, const char *pattern, const char *at)
{
	while (at != NULL && !match(try, pattern, at)) {
		at = memchr(at, '/', (size_t)(try->end - at));
		if (at != NULL)
			at++;
	}
	return at != NULL;
}

/* As match(), where pattern is what follows the name of the part. */
static bool
match_part(struct attempt *try, enum path_part part, const char *pattern,
    const char *at)
{
	struct str *text = &try->parts[part];
	size_t left = (size_t)(try->end - at);
	size_t n = 0;

	if (text->ptr != NULL)
		return left >= text->len &&
		    memcmp(at, text->ptr, text->len) == 0 &&
		    match(try, pattern, at + text->len);
	while (n < left && n < kinds[part].max && at[n] != '\0' &&
	    strchr(kinds[part].bytes, at[n]) != NULL)
		n++;
	for (; n >= kinds[part].min; n--) {
		*text = (struct str){ at, n };
		if (is_good_part(part, *text) && match(try, pattern, at + n))
			return true;
	}
	*text = (struct str){ NULL, 0 };
	return false;
}

/* Whether all of the path from at on fits all of the pattern. */
static bool
match(struct attempt *try, const char *pattern, const char *at)
{
	const char *rest = NULL;

	for (;; pattern++) {
		if (try->nsteps++ > MAX_STEPS)
			return false;
		switch (*pattern) {
		case '\0':
			return at == try->end;
		case '*':
			if (strncmp(pattern, "**/", 3) == 0)
				return match_folders(try, pattern + 3, at);
			return match_star(try, pattern + 1, at);
		case '[':
			if (match(try, pattern + 1, at))
				return true;
			return match(try, behind_bracket(pattern), at);
		case ']':
			break;
		case '{': {
			enum path_part part = find_part(pattern, &rest);

			return match_part(try, part, rest, at);
		}
		default:
			if (at == try->end || *at != *pattern)
				return false;
			at++;
		}
	}
}

bool
path_pattern_match(
    const char *pattern, struct str path, struct str parts[PATH_NPARTS])
{
	struct attempt try = { .end = path.ptr + path.len };

	for (const char *at = try.end; at > path.ptr;) {
		at--;
		if (at > path.ptr && at[-1] != '/')
			continue;
		if (match(&try, pattern, at)) {
			memcpy(parts, try.parts, sizeof(try.parts));
			return true;
		}
	}
	return false;
}
