#include "model/place.h"

#include <string.h>

const char *
place_text(const char *text)
{
	return *text == '\0' ? NULL : text;
}

/* Takes the text up to c, of up to size - 1 bytes, off line. */
static bool
take(struct str *line, char c, char *text, size_t size)
{
	struct str head;
	struct str tail;

	if (!str_cut(*line, c, &head, &tail) || head.len == 0 ||
	    head.len >= size || memchr(head.ptr, '\0', head.len) != NULL)
		return false;
	memcpy(text, head.ptr, head.len);
	text[head.len] = '\0';
	*line = tail;
	return true;
}

static bool
skip(struct str *line, const char *text)
{
	if (!str_starts(*line, text))
		return false;
	*line = str_skip(*line, strlen(text));
	return true;
}

bool
place_begins(struct str line, struct place *place)
{
	struct place found = { .layout = "cluster-info", .log = "current" };

	if (!skip(&line, "==== START logs for container ") ||
	    !take(&line, ' ', found.container, sizeof(found.container)) ||
	    !skip(&line, "of pod ") ||
	    !take(&line, '/', found.namespace, sizeof(found.namespace)) ||
	    !take(&line, ' ', found.pod, sizeof(found.pod)) ||
	    !str_equals(str_trim(line), "===="))
		return false;
	*place = found;
	return true;
}

bool
place_ends(struct str line)
{
	return str_starts(line, "==== END logs for container ");
}
