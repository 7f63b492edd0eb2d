#include "parse/printed_line.h"

#include <string.h>

#include "parse/kube_word.h"

#define TAB_COLUMNS 8
#define MAX_PROMPT 200

/* The length of "ESC [ 3 1 m" and the like at the beginning of s, or 0. */
static size_t
colour_length(struct str s)
{
	size_t n = 2;

	if (!str_starts(s, "\x1b["))
		return 0;
	while (n < s.len &&
	    ((s.ptr[n] >= '0' && s.ptr[n] <= '9') || s.ptr[n] == ';'))
		n++;
	return n < s.len ? n + 1 : n;
}

struct str
printed_line_clean(struct arena *arena, struct str line)
{
	size_t ntabs = 0;
	size_t n = 0;
	size_t column = 0;
	char *copy;

	for (size_t i = 0; i < line.len; i++)
		ntabs += line.ptr[i] == '\t';
	copy = arena_alloc(arena, line.len + ntabs * TAB_COLUMNS + 1);
	for (size_t i = 0; i < line.len;) {
		unsigned char c = (unsigned char)line.ptr[i];
		size_t colour = colour_length(str_skip(line, i));

		i += colour == 0 ? 1 : colour;
		if (colour != 0)
			continue;
		if (c == '\t') {
			do {
				copy[n++] = ' ';
			} while (++column % TAB_COLUMNS != 0);
			continue;
		}
		copy[n++] = c < 0x20 || c == 0x7f ? '?' : (char)c;
		column += (c & 0xc0) != 0x80;
	}
	return (struct str){ copy, n };
}

static bool
take_word(struct str *text, struct str *word)
{
	size_t n = 0;

	*text = str_trim(*text);
	while (n < text->len && text->ptr[n] != ' ')
		n++;
	*word = (struct str){ text->ptr, n };
	*text = str_skip(*text, n);
	return n > 0;
}

/* Options that have their value in the next word. */
static bool
takes_value(struct str option)
{
	static const char *const options[] = { "-l", "-o", "-c", "-f", "-s",
		"--context", "--kubeconfig", "--selector", "--output",
		"--sort-by", "--field-selector", "--as", "--cluster", "--user",
		"--server", "--token", "--request-timeout", "--chunk-size" };

	for (size_t i = 0; i < sizeof(options) / sizeof(options[0]); i++) {
		if (str_equals(option, options[i]))
			return true;
	}
	return false;
}

static void
keep(char *into, struct str word)
{
	if (word.len >= PRINTED_MAX_NAME)
		return;
	memcpy(into, word.ptr, word.len);
	into[word.len] = '\0';
}

/* Takes an option; *rest may lose its value too. */
static void
take_option(
    struct printed_command *command, struct str option, struct str *rest)
{
	static const char *const long_names[] = { "--namespace=", "-n=" };
	struct str value;

	if (str_equals(option, "-n") || str_equals(option, "--namespace")) {
		if (take_word(rest, &value))
			keep(command->namespace, value);
		return;
	}
	for (size_t i = 0; i < 2; i++) {
		if (str_starts(option, long_names[i])) {
			keep(command->namespace,
			    str_skip(option, strlen(long_names[i])));
			return;
		}
	}
	if (takes_value(option))
		(void)take_word(rest, &value);
}

/* Takes the word for what is asked for: "certs", "pod/web-1". */
static void
take_resource(struct printed_command *command, struct str word)
{
	const struct kube_kind *kind;
	struct str rest;

	/* Of several, each table tells its own. */
	if (str_find(word, ",") != NULL || str_equals(word, "all"))
		return;
	(void)str_cut(word, '/', &word, &rest);
	kind = kube_word(word);
	keep(command->kind, str_from(kind == NULL ? "-" : kind->kind));
}

static bool
is_verb(struct str word)
{
	return str_equals(word, "get") || str_equals(word, "describe") ||
	    str_equals(word, "events");
}

/* Steps *text over the prompt and the program's name. */
static bool
take_program(struct str *text)
{
	static const char *const names[] = { "kubectl", "oc", "k" };
	struct str rest = *text;
	struct str word;

	while (take_word(&rest, &word)) {
		if ((size_t)(word.ptr - text->ptr) > MAX_PROMPT)
			return false;
		for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
			if (str_equals(word, names[i])) {
				*text = rest;
				return true;
			}
		}
	}
	return false;
}

bool
printed_line_command(struct str line, struct printed_command *command)
{
	struct printed_command found = { { 0 }, { 0 } };
	bool has_verb = false;
	bool has_resource = false;
	struct str word;

	if (line.len == 0 || line.ptr[0] == ' ' || !take_program(&line))
		return false;
	while (take_word(&line, &word)) {
		if (str_equals(word, "|") || str_equals(word, ">") ||
		    str_equals(word, "||") || str_equals(word, "&&") ||
		    str_equals(word, ";"))
			break;
		if (word.ptr[0] == '-')
			take_option(&found, word, &line);
		else if (!has_verb && !is_verb(word))
			return false;
		else if (!has_verb)
			has_verb = true;
		else if (!has_resource) {
			has_resource = true;
			take_resource(&found, word);
		}
	}
	if (has_verb)
		*command = found;
	return has_verb;
}
