#include "base/str.h"

struct str
str_from(const char *text)
{
	return (struct str){ text, text == NULL ? 0 : strlen(text) };
}

bool
str_equals_folded(struct str s, const char *lower)
{
	if (s.ptr == NULL || s.len != strlen(lower))
		return false;
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		if (c != lower[i])
			return false;
	}
	return true;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

struct str
str_trim(struct str s)
{
	while (s.len > 0 && is_blank(s.ptr[0]))
		s = str_skip(s, 1);
	while (s.len > 0 && is_blank(s.ptr[s.len - 1]))
		s.len--;
	return s;
}

bool
str_cut(struct str s, char c, struct str *head, struct str *tail)
{
	const char *at = s.len == 0 ? NULL : memchr(s.ptr, c, s.len);

	if (at == NULL)
		return false;

	size_t before = (size_t)(at - s.ptr);

	*tail = str_skip(s, before + 1);
	*head = (struct str){ s.ptr, before };
	return true;
}

const char *
str_find(struct str s, const char *needle)
{
	size_t len = strlen(needle);

	if (len == 0)
		return s.ptr;
	while (s.len >= len) {
		const char *at = memchr(s.ptr, needle[0], s.len - len + 1);

		if (at == NULL)
			return NULL;
		if (memcmp(at, needle, len) == 0)
			return at;
		s = str_skip(s, (size_t)(at - s.ptr) + 1);
	}
	return NULL;
}
