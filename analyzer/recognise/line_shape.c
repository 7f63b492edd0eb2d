#include "recognise/line_shape.h"

#include <string.h>

/* Forms of take_form(), in which 9 stands for any digit. */
#define KLOG_TIME "9999 99:99:99.999999"
#define RFC3339_SECONDS "9999-99-99T99:99:99"

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static struct str
skip_blanks(struct str s)
{
	while (s.len > 0 && is_blank(s.ptr[0]))
		s = str_skip(s, 1);
	return s;
}

/* Steps over text of this form, in which 9 stands for a digit. */
static bool
take_form(struct str *s, const char *form)
{
	size_t len = strlen(form);

	if (s->len < len)
		return false;
	for (size_t i = 0; i < len; i++) {
		if (form[i] == '9' ? !is_digit(s->ptr[i])
				   : s->ptr[i] != form[i])
			return false;
	}
	*s = str_skip(*s, len);
	return true;
}

static struct str
skip_digits(struct str s)
{
	while (s.len > 0 && is_digit(s.ptr[0]))
		s = str_skip(s, 1);
	return s;
}

/* Steps over an RFC 3339 time, as the kubelet and CRI write it. */
static bool
take_rfc3339(struct str *s)
{
	struct str rest = *s;

	if (!take_form(&rest, RFC3339_SECONDS))
		return false;
	if (rest.len > 0 && rest.ptr[0] == '.')
		rest = skip_digits(str_skip(rest, 1));
	if (!take_form(&rest, "Z") && !take_form(&rest, "+99:99") &&
	    !take_form(&rest, "-99:99"))
		return false;
	*s = rest;
	return true;
}

/* Steps over "stdout F " and the like, the tag maybe with more behind it. */
static void
skip_cri_tag(struct str *s)
{
	struct str rest = skip_blanks(*s);
	struct str tag;

	if ((take_form(&rest, "stdout ") || take_form(&rest, "stderr ")) &&
	    (str_starts(rest, "F") || str_starts(rest, "P")) &&
	    str_cut(rest, ' ', &tag, &rest) &&
	    (tag.len == 1 || tag.ptr[1] == ':'))
		*s = rest;
}

/* What a container itself wrote, without what the node put before it. */
static struct str
skip_envelope(struct str line)
{
	struct str rest = skip_blanks(line);

	if (take_rfc3339(&rest))
		skip_cri_tag(&rest);
	return skip_blanks(rest);
}

static bool
is_klog(struct str s)
{
	struct str rest = s;

	if (s.len == 0)
		return false;
	if (strchr("IWEF", s.ptr[0]) != NULL && s.ptr[0] != '\0') {
		rest = str_skip(s, 1);
		return take_form(&rest, KLOG_TIME);
	}

	/* Cut by a shipper: no severity, but "1 file.go:9] " must follow. */
	struct str pid;
	struct str place;

	if (!take_form(&rest, KLOG_TIME))
		return false;
	rest = skip_blanks(rest);
	pid = rest;
	rest = skip_digits(rest);
	return rest.len < pid.len &&
	    str_cut(skip_blanks(rest), ']', &place, &rest) &&
	    str_find(place, ".go:") != NULL;
}

bool
line_has_key(struct str text, const char *quoted)
{
	const char *at;

	while ((at = str_find(text, quoted)) != NULL) {
		text = str_skip(text, (size_t)(at - text.ptr) + strlen(quoted));
		if (str_starts(str_trim(text), ":"))
			return true;
	}
	return false;
}

/* True if s begins with { and a key, or with [ and such an object. */
static bool
is_json(struct str s)
{
	if (str_starts(s, "["))
		s = skip_blanks(str_skip(s, 1));
	else if (!str_starts(s, "{"))
		return false;
	if (s.len == 0 || s.ptr[0] == ']')
		return true;
	if (s.ptr[0] != '{')
		return false;
	s = skip_blanks(str_skip(s, 1));
	return s.len == 0 || s.ptr[0] == '"' || s.ptr[0] == '}';
}

static bool
starts_with_one(struct str s, const char *const *texts, size_t ntexts)
{
	for (size_t i = 0; i < ntexts; i++) {
		if (str_starts(s, texts[i]))
			return true;
	}
	return false;
}

/* The shape of a line that is_json(). */
static enum line_shape
json_shape(struct str s)
{
	static const char *const keys[] = { "\"apiVersion\"", "\"kind\"",
		"\"metadata\"", "\"items\"" };
	static const char *const times[] = { "\"time\"", "\"timestamp\"",
		"\"@timestamp\"", "\"ts\"", "\"log\"", "\"level\"" };
	struct str first = skip_blanks(str_skip(s, 1));

	if (starts_with_one(first, keys, sizeof(keys) / sizeof(keys[0])))
		return LINE_JSON;
	if (line_has_key(s, "\"ts\"") && line_has_key(s, "\"msg\""))
		return LINE_LOG;
	if (starts_with_one(first, times, sizeof(times) / sizeof(times[0])))
		return LINE_OTHER_LOG;
	return LINE_JSON;
}

static bool
has_month(struct str s)
{
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";

	if (s.len < 3)
		return false;
	for (size_t i = 0; i + 3 < sizeof(months); i += 3) {
		if (memcmp(s.ptr, months + i, 3) == 0)
			return true;
	}
	return false;
}

/* True for the times that other programs begin a line with. */
static bool
has_time(struct str s)
{
	static const char *const forms[] = {
		RFC3339_SECONDS,
		"9999-99-99 99:99:99",
		"9999/99/99 99:99:99",
		"99/99/9999 99:99:99",
		"99:99:99.999",
		"99:99:99,999",
	};
	static const char *const behind_month[] = {
		" 99 99:99:99",
		"  9 99:99:99",
	};
	bool months = has_month(s);
	const char *const *form = months ? behind_month : forms;
	size_t nforms = months ? sizeof(behind_month) / sizeof(behind_month[0])
			       : sizeof(forms) / sizeof(forms[0]);

	if (str_starts(s, "time=") || str_starts(s, "ts="))
		return true;
	if (months)
		s = str_skip(s, 3);
	else if (str_starts(s, "["))
		s = skip_blanks(str_skip(s, 1));
	for (size_t i = 0; i < nforms; i++) {
		struct str rest = s;

		if (take_form(&rest, form[i]))
			return true;
	}
	return false;
}

/* Steps over a key, with or without quotes, and its colon. */
static bool
take_key(struct str *s, const char *key)
{
	struct str rest = *s;
	bool quoted = str_starts(rest, "\"") || str_starts(rest, "'");

	if (quoted)
		rest = str_skip(rest, 1);
	if (!str_starts(rest, key))
		return false;
	rest = str_skip(rest, strlen(key));
	if (quoted) {
		if (!str_starts(rest, "\"") && !str_starts(rest, "'"))
			return false;
		rest = str_skip(rest, 1);
	}
	if (!str_starts(rest, ":"))
		return false;
	rest = str_skip(rest, 1);
	if (rest.len > 0 && !is_blank(rest.ptr[0]))
		return false;
	*s = rest;
	return true;
}

static enum line_shape
yaml_shape(struct str s)
{
	static const char *const keys[] = { "apiVersion", "kind", "items" };
	static const char *const parts[] = { "metadata", "data", "type", "spec",
		"status" };

	while (str_starts(s, "- "))
		s = skip_blanks(str_skip(s, 1));

	char c = s.len == 0 ? '\0' : s.ptr[0];

	if ((c == '"' || c == '\'') && s.len > 1)
		c = s.ptr[1];
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		if (c == keys[i][0] && take_key(&s, keys[i]))
			return LINE_OBJECT;
	}
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		if (c == parts[i][0] && take_key(&s, parts[i]))
			return LINE_OBJECT_PART;
	}
	return LINE_PLAIN;
}

/* "NAME", "NAMESPACE" or "LAST SEEN" and more words in capitals. */
static bool
is_table_head(struct str s)
{
	if (!str_starts(s, "NAME") && !str_starts(s, "LAST SEEN ") &&
	    !str_starts(s, "LASTSEEN "))
		return false;
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] >= 'a' && s.ptr[i] <= 'z')
			return false;
	}
	return str_find(s, " AGE") != NULL || str_find(s, " MESSAGE") != NULL;
}

/*
 * Most lines of an object begin so, and none of anything else does: of small
 * letters only "t" begins a time ("time=", "ts=").
 */
static bool
can_only_be_yaml(char c)
{
	return (c >= 'a' && c <= 'z' && c != 't') || c == '"' || c == '\'' ||
	    c == '}' || c == ']';
}

enum line_shape
line_shape(struct str line)
{
	struct str whole = str_trim(line);

	if (whole.len == 0)
		return LINE_BLANK;
	if (can_only_be_yaml(whole.ptr[0]))
		return yaml_shape(whole);

	struct str inner = skip_envelope(whole);

	if (is_klog(inner))
		return LINE_LOG;
	if (is_json(inner)) {
		enum line_shape shape = json_shape(inner);

		/* Behind a time it is a record, whatever it looks like. */
		if (shape == LINE_LOG || inner.ptr == whole.ptr)
			return shape;
	}
	if (has_time(whole))
		return LINE_OTHER_LOG;
	if (str_starts(whole, "#") || str_starts(whole, "---") ||
	    str_equals(whole, "...") || str_equals(whole, "-") ||
	    str_starts(whole, "%YAML"))
		return LINE_COMMENT;
	if (str_starts(line, "Name:  "))
		return LINE_DESCRIBE;
	if (str_starts(line, "Created at: "))
		return LINE_STATUS;
	if (is_table_head(line))
		return LINE_TABLE;
	return yaml_shape(whole);
}
