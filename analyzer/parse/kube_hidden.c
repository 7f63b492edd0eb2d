#include "parse/kube_hidden.h"

#include <stddef.h>
#include <string.h>

/* Troubleshoot, sos and others; all stars, or a word between them. */
#define STARS "***"

/* Written by must-gather-clean, with a number and "-x" behind. */
static const char *const stands_for[] = { "x-ipv4-", "x-ipv6-", "x-mac-",
	"x-domain-" };

static const char *const words[] = { "redacted", "hidden", "removed" };

/* True for "[redacted]" and the like; a bare word must be in capitals. */
static bool
is_word(struct str text)
{
	static const char pairs[] = "[]<>()";
	char last = text.ptr[text.len - 1];

	if (str_equals(text, "REDACTED") || str_equals(text, "HIDDEN"))
		return true;
	for (size_t i = 0; pairs[i] != '\0'; i += 2) {
		if (text.ptr[0] != pairs[i] || last != pairs[i + 1])
			continue;
		text = (struct str){ text.ptr + 1, text.len - 2 };
		for (size_t k = 0; k < sizeof(words) / sizeof(words[0]); k++) {
			if (str_equals_folded(text, words[k]))
				return true;
		}
		return false;
	}
	return false;
}

bool
kube_is_hidden(struct str text)
{
	/* Nearly all texts are told from these by their first byte. */
	if (text.len < 3 || strchr(KUBE_HIDDEN_FIRST, text.ptr[0]) == NULL)
		return false;
	if (str_starts(text, STARS) || is_word(text))
		return true;
	if (text.ptr[text.len - 2] != '-' || text.ptr[text.len - 1] != 'x')
		return false;
	for (size_t i = 0; i < sizeof(stands_for) / sizeof(stands_for[0]);
	     i++) {
		if (str_starts(text, stands_for[i]))
			return true;
	}
	return false;
}
