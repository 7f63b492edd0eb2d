#include <ctype.h>
#include <string.h>

#include "parse/log_match.h"

/* True if regex is alternatives, so that nothing need be at its beginning. */
static bool
is_alternatives(const char *regex)
{
	int depth = 0;
	bool in_class = false;

	for (const char *c = regex; *c != '\0'; c++) {
		if (*c == '\\' && c[1] != '\0')
			c++;
		else if (in_class || *c == '[')
			in_class = *c != ']';
		else if (*c == '(')
			depth++;
		else if (*c == ')')
			depth--;
		else if (*c == '|' && depth == 0)
			return true;
	}
	return false;
}

struct str
log_regex_literal(struct arena *arena, const char *regex, bool *whole)
{
	char *literal = arena_copy(arena, str_from(regex));
	size_t n = 0;

	const char *c = regex + 1;

	*whole = false;
	if (*regex != '^' || is_alternatives(regex))
		return (struct str){ literal, 0 };
	for (; *c != '\0'; c++) {
		if (*c == '\\' && c[1] != '\0' && ispunct((unsigned char)c[1]))
			c++;
		else if (strchr("\\^$.|?*+()[]{}", *c) != NULL)
			break;
		/* A count belongs to the last byte only. */
		if (c[1] != '\0' && strchr("?*+{", c[1]) != NULL)
			break;
		literal[n++] = *c;
	}
	*whole = *c == '\0';
	return (struct str){ literal, n };
}
