#include "accuracy/rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "accuracy/sheet.h"
#include "base/fatal.h"

static char *
read_file(struct arena *arena, const char *path)
{
	FILE *stream = fopen(path, "rb");
	long len;
	char *text;

	if (stream == NULL || fseek(stream, 0, SEEK_END) != 0 ||
	    (len = ftell(stream)) < 0)
		fatal("cannot read %s", path);
	rewind(stream);
	text = arena_alloc(arena, (size_t)len + 1);
	if (fread(text, 1, (size_t)len, stream) != (size_t)len)
		fatal("cannot read %s", path);
	fclose(stream);
	return text;
}

static void
add_word(struct arena *arena, struct row *row, char *word)
{
	*(char **)LIST_ADD(arena, &row->words, &row->n) = word;
}

/* Takes a quoted word, halving doubled quotes in place; what follows it. */
static char *
take_quoted(char *at, char **word)
{
	char *to = at;

	*word = at;
	while (*at != '\0') {
		if (*at == '"' && at[1] != '"')
			break;
		if (*at == '"')
			at++;
		*to++ = *at++;
	}
	if (*at == '"')
		at++;
	if (to < at)
		*to = '\0';
	return at;
}

/* Takes a row; what follows it. */
static char *
take_row(struct arena *arena, char *at, char comma, struct row *row)
{
	for (;;) {
		char *word = at;
		char end;

		if (comma == ',' && *at == '"') {
			at = take_quoted(at + 1, &word);
		} else {
			while (*at != '\0' && *at != comma && *at != '\n' &&
			    *at != '\r')
				at++;
		}
		end = *at;
		if (end != '\0')
			*at++ = '\0';
		add_word(arena, row, word);
		if (end == '\r' && *at == '\n')
			at++;
		if (end != comma)
			return at;
	}
}

static struct rows
read_rows(struct arena *arena, const char *path, char comma)
{
	struct rows rows = { 0 };
	char *at = read_file(arena, path);

	if (comma == ',' && *at != '\0')
		at = take_row(arena, at, comma, &rows.head);
	while (*at != '\0') {
		struct row row = { 0 };

		at = take_row(arena, at, comma, &row);
		*(struct row *)LIST_ADD(arena, &rows.rows, &rows.n) = row;
	}
	return rows;
}

struct rows
rows_read_csv(struct arena *arena, const char *path)
{
	return read_rows(arena, path, ',');
}

struct rows
rows_read_tsv(struct arena *arena, const char *path)
{
	return read_rows(arena, path, '\t');
}

const char *
row_word(const struct row *row, size_t nth)
{
	return nth < row->n ? row->words[nth] : "";
}

const char *
rows_word(const struct rows *rows, const struct row *row, const char *column)
{
	for (size_t i = 0; i < rows->head.n; i++) {
		if (strcmp(rows->head.words[i], column) == 0)
			return row_word(row, i);
	}
	fatal("there is no column \"%s\"", column);
}

int64_t
parse_time(const char *text)
{
	char date[11] = "";
	int64_t us;
	int64_t place = SECOND / 10;

	if (strlen(text) < 19)
		return -1;
	memcpy(date, text, 10);
	us = date_us(date) + strtol(text + 11, NULL, 10) * HOUR +
	    strtol(text + 14, NULL, 10) * MINUTE +
	    strtol(text + 17, NULL, 10) * SECOND;
	if (text[19] != '.')
		return us;
	for (const char *at = text + 20; *at >= '0' && *at <= '9'; at++) {
		us += (*at - '0') * place;
		place /= 10;
	}
	return us;
}

bool
is_listed(const char *list, const char *word)
{
	size_t len = strlen(word);

	for (const char *at = list; *at != '\0';) {
		size_t n = strcspn(at, ",");

		if (n == len && strncmp(at, word, n) == 0)
			return true;
		at += n + (at[n] == ',');
	}
	return false;
}
