#include "sheet.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

static void
put_escaped(const char *text)
{
	for (; *text != '\0'; text++) {
		if (*text == '"' || *text == '\\')
			putchar('\\');
		putchar(*text);
	}
}

static void
put_quoted(const char *text)
{
	putchar('"');
	put_escaped(text);
	putchar('"');
}

/* Would be read as a number, a time or a boolean if it stood bare. */
static bool
needs_quotes(const char *text)
{
	size_t len = strlen(text);

	return strspn(text, "0123456789") == len ||
	    (isdigit((unsigned char)*text) && text[len - 1] == 'Z') ||
	    strcmp(text, "True") == 0 || strcmp(text, "False") == 0;
}

/* The line of an entry up to its value. */
static void
begin(struct sheet *sheet, const char *key)
{
	if (sheet->is_json) {
		if (!sheet->is_fresh)
			putchar(',');
		if (sheet->depth > 0)
			printf("\n%*s", sheet->depth * 4, "");
		if (key != NULL) {
			put_quoted(key);
			fputs(": ", stdout);
		}
		sheet->is_fresh = false;
		return;
	}
	if (!sheet->is_dashed)
		printf("%*s", sheet->column, "");
	sheet->is_dashed = false;
	if (key != NULL)
		printf("%s:", key);
}

static void
open_json(struct sheet *sheet, char bracket)
{
	putchar(bracket);
	sheet->depth++;
	sheet->is_fresh = true;
}

static void
close_json(struct sheet *sheet, char bracket)
{
	sheet->depth--;
	printf("\n%*s%c", sheet->depth * 4, "", bracket);
	sheet->is_fresh = false;
	if (sheet->depth == 0)
		putchar('\n');
}

void
sheet_map(struct sheet *sheet, const char *key)
{
	if (sheet->is_json) {
		begin(sheet, key);
		open_json(sheet, '{');
		return;
	}
	if (key != NULL) {
		begin(sheet, key);
		putchar('\n');
	} else if (sheet->depth > 0) {
		begin(sheet, NULL);
		fputs("- ", stdout);
		sheet->is_dashed = true;
	}
	if (sheet->depth > 0)
		sheet->column += 2;
	sheet->depth++;
}

void
sheet_map_end(struct sheet *sheet)
{
	if (sheet->is_json) {
		close_json(sheet, '}');
		return;
	}
	sheet->depth--;
	if (sheet->depth > 0)
		sheet->column -= 2;
}

void
sheet_list(struct sheet *sheet, const char *key)
{
	begin(sheet, key);
	if (sheet->is_json)
		open_json(sheet, '[');
	else
		putchar('\n');
}

void
sheet_list_end(struct sheet *sheet)
{
	if (sheet->is_json)
		close_json(sheet, ']');
}

void
sheet_text(struct sheet *sheet, const char *key, const char *text)
{
	begin(sheet, key);
	if (sheet->is_json) {
		put_quoted(text);
		return;
	}
	fputs(key == NULL ? "- " : " ", stdout);
	if (needs_quotes(text))
		put_quoted(text);
	else
		fputs(text, stdout);
	putchar('\n');
}

void
sheet_block(struct sheet *sheet, const char *key, const char *text)
{
	begin(sheet, key);
	if (sheet->is_json) {
		putchar('"');
		put_escaped(text);
		fputs("\\n\"", stdout);
	} else {
		printf(" |\n%*s%s\n", sheet->column + 2, "", text);
	}
}

void
sheet_bare(struct sheet *sheet, const char *key, const char *value)
{
	begin(sheet, key);
	printf(sheet->is_json ? "%s" : " %s\n", value);
}
