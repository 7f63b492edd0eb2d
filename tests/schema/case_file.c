#include "case_file.h"

#include <criterion/criterion.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../answer.h"
#include "../store/taped.h"
#include "derive/derive.h"
#include "forged.h"
#include "parse/timestamp.h"
#include "parse/x509.h"
#include "store/put.h"

#define WORDS "tests/schema/words.sql"
#define CASE "-- case: "
#define X509 "-- x509: "

static struct str
read_text(struct arena *arena, const char *path)
{
	FILE *file = fopen(path, "rb");
	char *bytes;
	long len;

	cr_assert_not_null(file, "%s (tests run from the top folder)", path);
	cr_assert_eq(fseek(file, 0, SEEK_END), 0);
	len = ftell(file);
	rewind(file);
	bytes = arena_alloc(arena, (size_t)len + 1);
	cr_assert_eq(fread(bytes, 1, (size_t)len, file), (size_t)len);
	fclose(file);
	return (struct str){ bytes, (size_t)len };
}

/* Cuts off the next line, newline and all. */
static bool
next_line(struct str *text, struct str *line)
{
	const char *newline;

	if (text->len == 0)
		return false;
	newline = memchr(text->ptr, '\n', text->len);
	line->ptr = text->ptr;
	line->len =
	    newline == NULL ? text->len : (size_t)(newline - text->ptr) + 1;
	text->ptr += line->len;
	text->len -= line->len;
	return true;
}

/* Text from start up to end, both within one file. */
static const char *
between(struct arena *arena, const char *start, const char *end)
{
	return arena_copy(arena, (struct str){ start, (size_t)(end - start) });
}

struct test_case *
case_file_read(struct arena *arena, const char *path)
{
	struct test_case *first = NULL;
	struct test_case **end = &first;
	struct test_case *now = NULL;
	struct str text = read_text(arena, path);
	struct str line;
	const char *part = NULL;
	bool in_answer = false;

	for (size_t n = 1; next_line(&text, &line); n++) {
		const char *after = line.ptr + line.len;

		if (str_starts(line, CASE)) {
			cr_assert(now == NULL || now->expected != NULL,
			    "%s:%zu: the case before has no end", path, n);
			now = arena_alloc(arena, sizeof(*now));
			now->name =
			    between(arena, line.ptr + strlen(CASE), after - 1);
			now->line = n;
			*end = now;
			end = &now->next;
			part = after;
		} else if (now != NULL && str_starts(line, "-- query\n")) {
			now->rows = between(arena, part, line.ptr);
			part = after;
		} else if (now != NULL && str_starts(line, "-- expect\n")) {
			cr_assert_not_null(now->rows, "%s:%zu", path, n);
			now->query = between(arena, part, line.ptr);
			now->expected = "";
			part = after;
			in_answer = true;
		} else if (in_answer && line.len == 1) {
			in_answer = false;
		} else if (in_answer) {
			now->expected = between(arena, part, after);
		}
	}
	cr_assert(now == NULL || now->expected != NULL,
	    "%s: the last case has no end", path);
	return first;
}

/* The value of "key=value" among the words of line, or NULL. */
static const char *
value_of(struct arena *arena, const char *line, const char *key)
{
	size_t len = strlen(key);

	while (*line != '\0') {
		size_t word = strcspn(line, " \n");

		if (word > len && strncmp(line, key, len) == 0 &&
		    line[len] == '=')
			return between(arena, line + len + 1, line + word);
		line += word;
		line += strspn(line, " \n");
	}
	return NULL;
}

static const char *
value_or(
    struct arena *arena, const char *line, const char *key, const char *other)
{
	const char *value = value_of(arena, line, key);

	return value == NULL ? other : value;
}

static int64_t
date_of(
    struct arena *arena, const char *line, const char *key, const char *other)
{
	const char *text = value_or(arena, line, key, other);
	int64_t us = 0;

	if (strchr(text, 'T') == NULL)
		text = arena_printf(arena, "%sT00:00:00", text);
	cr_assert(
	    timestamp_parse(str_from(arena_printf(arena, "%sZ", text)), &us),
	    "%s: %s", key, text);
	return us;
}

static int64_t
object_of(
    struct arena *arena, struct db *db, const char *kind, const char *name)
{
	const char *error = NULL;
	struct stmt *stmt = db_prepare_query(db,
	    arena_printf(arena,
		"SELECT id FROM object WHERE kind = '%s' "
		"AND namespace || '/' || name = '%s' ORDER BY id DESC",
		kind, name),
	    &error);

	cr_assert_not_null(stmt, "%s", error);
	cr_assert(stmt_row(stmt), "there is no %s %s", kind, name);

	int64_t id = stmt_column_int(stmt, 0);

	stmt_free(stmt);
	return id;
}

static void
put_x509(
    struct arena *arena, struct db *db, struct forge *forge, const char *line)
{
	const char *subject = value_or(arena, line, "subject", "x");
	const char *key = value_or(arena, line, "key", "A");
	const char *secret = value_of(arena, line, "secret");
	const char *request = value_of(arena, line, "request");
	struct forged forged = {
		.subject = subject,
		.issuer = value_or(arena, line, "issuer", subject),
		.key = key[0],
		.by = value_or(arena, line, "by", key)[0],
		.serial =
		    strtol(value_or(arena, line, "serial", "1"), NULL, 16),
		.is_ca = value_of(arena, line, "ca") != NULL,
		.ski = value_or(arena, line, "ski", "")[0],
		.aki = value_or(arena, line, "aki", "")[0],
		.not_before_us = date_of(arena, line, "from", "2021-01-01"),
		.not_after_us = date_of(arena, line, "to", "2031-01-01"),
	};
	struct taped taped;
	struct fact_list list = { 0 };
	char *pem = forge_certificate(forge, &forged);

	cr_assert(secret != NULL || request != NULL, "x509 of what?");
	cr_assert_eq(x509_facts(NULL, &list, arena, str_from(pem),
			 value_or(arena, line, "role", "tls.crt"), "", 1, NULL),
	    1);
	fact_integer(list.first, "object_id",
	    secret != NULL
		? object_of(arena, db, "Secret", secret)
		: object_of(arena, db, "CertificateRequest", request));
	taped_begin(&taped, db, 1);
	put_facts(taped.tape, list.first);
	taped_end(&taped);
	free(pem);
}

static void
put_rows(struct arena *arena, struct db *db, const struct test_case *test_case)
{
	struct forge *forge = forge_open();
	const char *name = arena_printf(arena, "case \"%s\"", test_case->name);
	struct str text = str_from(test_case->rows);
	struct str line;
	const char *part = text.ptr;

	while (next_line(&text, &line)) {
		if (!str_starts(line, X509))
			continue;
		db_run(db, name, between(arena, part, line.ptr));
		part = line.ptr + line.len;
		put_x509(arena, db, forge,
		    between(arena, line.ptr + strlen(X509), part));
	}
	db_run(db, name, part);
	forge_close(forge);
}

struct db *
case_database(struct arena *arena)
{
	struct db *db = db_create(":memory:");

	derive_create(db);
	db_run(db, WORDS, read_text(arena, WORDS).ptr);
	return db;
}

const char *
case_run(struct arena *arena, const struct test_case *test_case)
{
	struct db *db = case_database(arena);
	const char *answer;

	db_begin(db);
	put_rows(arena, db, test_case);
	derive_all(db, x509_signed_by);
	db_commit(db);
	answer = answer_of(arena, db, test_case->query);
	db_close(db);
	return answer;
}
