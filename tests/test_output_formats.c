#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "answer.h"
#include "bundle.h"
#include "derive/derive.h"
#include "ran.h"
#include "scratch.h"
#include "store/put.h"

#define LEN(array) (sizeof(array) / sizeof((array)[0]))

static const char *const views[] = { "renewals", "cascades", "restarts",
	"findings", "timeline", "forecast", "inputs", "coverage" };

/* Names that would move the cursor, ring the bell or end a field. */
static const char hostile[] =
    "apiVersion: v1\n"
    "kind: Pod\n"
    "metadata:\n"
    "  name: \"a\\e[2J\\a\\\",b|c\\r\\nd\\u202Ee\\u009bf\"\n"
    "  namespace: \"z\\e]0;title\\aoo\"\n"
    "  creationTimestamp: \"2021-12-06T00:00:00Z\"\n"
    "spec:\n"
    "  containers:\n"
    "  - name: \"=cmd()\"\n"
    "    env:\n"
    "    - name: KEY\n"
    "      valueFrom: {secretKeyRef: {name: web-tls, key: \"\\e[1m\"}}\n"
    "---\n"
    "apiVersion: cert-manager.io/v1\n"
    "kind: Certificate\n"
    "metadata: {name: \"\\e[31mweb\", namespace: \"z\\e]0;title\\aoo\"}\n"
    "spec: {secretName: web-tls}\n"
    "status: {notBefore: \"2020-11-06T09:00:04Z\",\n"
    "  notAfter: \"2021-03-06T09:00:04Z\", revision: 3}\n"
    "---\n"
    "apiVersion: v1\n"
    "kind: Secret\n"
    "metadata: {name: \"\\e[31m\", namespace: zoo}\n"
    "data: {tls.crt: \"%%%\"}\n";

static void
enter(void)
{
	scratch_enter();
	bundle_write();
	scratch_write("dump/\033[2J.yaml", hostile, strlen(hostile));
	scratch_write("dump/\033]0;x\a.log", "words\n", 6);
	cr_assert_eq(ran_status("certtrail ingest -q --db k.db dump"), 0);
}

TestSuite(output_formats, .init = enter, .fini = scratch_leave);

/* SQLite reads JSON, so that the judge is not the writer. */
static bool
is_json(const char *text)
{
	struct arena *arena = arena_new();
	struct db *db = db_create(":memory:");
	bool good;

	derive_create(db);
	put_diag(db, put_input_begin(db, "x", false, 0), 0, text);
	good = strcmp(answer_of(arena, db, "SELECT json_valid(text) FROM diag"),
		   "1\n") == 0;
	db_close(db);
	arena_free(arena);
	return good;
}

static struct ran
run_view(const char *view, const char *format)
{
	char line[128];
	struct ran ran;

	snprintf(line, sizeof(line), "certtrail %s k.db -o %s", view, format);
	ran = ran_line(line);
	cr_expect_eq(ran.status, 0, "%s: %s", line, ran.err);
	cr_expect_str_eq(ran.err, "", "%s", line);
	cr_expect_gt(strlen(ran.out), 2, "%s", line);
	return ran;
}

Test(output_formats, give_json_that_is_json)
{
	for (size_t i = 0; i < LEN(views); i++) {
		struct ran ran = run_view(views[i], "json");

		cr_expect_eq(ran.out[0], '[', "%s", views[i]);
		cr_expect(is_json(ran.out), "%s: %s", views[i], ran.out);
		ran_free(&ran);
		if (strcmp(views[i], "cascades") == 0)
			continue; /* there are none */
		ran = run_view(views[i], "jsonl");
		for (char *line = strtok(ran.out, "\n"); line != NULL;
		     line = strtok(NULL, "\n")) {
			cr_expect_eq(line[0], '{', "%s", views[i]);
			cr_expect(is_json(line), "%s: %s", views[i], line);
		}
		ran_free(&ran);
	}

	struct ran audit = run_view("audit", "json");

	cr_expect(is_json(audit.out), "%s", audit.out);
	ran_free(&audit);
}

Test(output_formats, explain_as_json_and_as_text)
{
	struct ran id = ran_line("certtrail sql k.db -o csv "
				 "'SELECT id FROM findings' | tail -1 "
				 "| tr -d '\\r\\n'");
	char line[128];
	struct ran ran;

	cr_assert_eq(strlen(id.out), 12, "%s%s", id.out, id.err);
	snprintf(
	    line, sizeof(line), "certtrail explain %s k.db -o json", id.out);
	ran = ran_line(line);
	cr_expect_eq(ran.status, 0, "%s", ran.err);
	cr_expect(is_json(ran.out), "%s", ran.out);
	ran_free(&ran);
	snprintf(line, sizeof(line), "certtrail explain k.db %s", id.out);
	cr_expect_eq(ran_status(line), 2, "the id comes first");
	snprintf(line, sizeof(line), "certtrail explain %s k.db", id.out);
	ran = ran_line(line);
	cr_expect_eq(ran.status, 0, "%s", ran.err);
	cr_expect(strstr(ran.out, "EVIDENCE\n") != NULL, "%s", ran.out);
	ran_free(&ran);
	snprintf(
	    line, sizeof(line), "certtrail explain %s k.db -o csv", id.out);
	cr_expect_eq(ran_status(line), 2);
	ran_free(&id);
}

/*
 * Fields of the RFC 4180 record at *text, which moves behind it; 0 if it is
 * none.
 */
static size_t
take_record(const char **text)
{
	const char *at = *text;
	size_t n = 1;

	for (;;) {
		if (*at == '"') {
			for (at++; at[0] != '"' || at[1] == '"';
			     at += at[0] == '"' ? 2 : 1) {
				if (*at == '\0')
					return 0;
			}
			at++;
		} else {
			at += strcspn(at, ",\r\n\"");
		}
		if (*at == ',') {
			n++;
			at++;
		} else if (at[0] == '\r' && at[1] == '\n') {
			*text = at + 2;
			return n;
		} else {
			return 0;
		}
	}
}

Test(output_formats, give_csv_whose_records_have_all_fields)
{
	for (size_t i = 0; i < LEN(views); i++) {
		struct ran ran = run_view(views[i], "csv");
		const char *rest = ran.out;
		size_t width = take_record(&rest);

		cr_expect_gt(width, 8, "%s: %s", views[i], ran.out);
		while (*rest != '\0') {
			const char *record = rest;

			cr_assert_eq(take_record(&rest), width, "%s: %s",
			    views[i], record);
		}
		ran_free(&ran);
	}
}

/* True if text holds nothing that a terminal obeys. */
static bool
is_tame(const char *text)
{
	for (; *text != '\0'; text++) {
		const unsigned char *at = (const unsigned char *)text;

		if ((at[0] < 0x20 && at[0] != '\n' && at[0] != '\t') ||
		    at[0] == 0x7f)
			return false;
		/* U+0080 to U+009F, and what turns the direction around. */
		if (at[0] == 0xc2 && at[1] >= 0x80 && at[1] <= 0x9f)
			return false;
		if (at[0] == 0xe2 && at[1] == 0x80 && at[2] >= 0xaa &&
		    at[2] <= 0xae)
			return false;
	}
	return true;
}

Test(output_formats, send_no_commands_to_a_terminal)
{
	static const char *const formats[] = { "text", "wide", "markdown",
		"json", "jsonl" };
	struct ran ran;

	for (size_t k = 0; k < LEN(formats); k++) {
		for (size_t i = 0; i < LEN(views); i++) {
			if (strcmp(views[i], "cascades") == 0)
				continue;
			ran = run_view(views[i], formats[k]);
			cr_expect(is_tame(ran.out), "%s -o %s: %s", views[i],
			    formats[k], ran.out);
			ran_free(&ran);
		}
	}
	ran = ran_line("certtrail audit dump");
	cr_expect(is_tame(ran.out), "%s", ran.out);
	cr_expect(is_tame(ran.err), "%s", ran.err);
	cr_expect(strstr(ran.err, ".yaml:24: ") != NULL, "%s", ran.err);
	ran_free(&ran);
	ran = ran_line("certtrail audit dump -o markdown");
	cr_expect(is_tame(ran.out), "%s", ran.out);
	ran_free(&ran);
	ran = ran_line("for id in $(certtrail sql k.db -o csv "
		       "'SELECT id FROM findings UNION SELECT id FROM renewals'"
		       "| tail -n +2 | tr -d '\\r'); do "
		       "certtrail explain $id k.db; done");
	cr_expect_gt(strlen(ran.out), 100, "%s", ran.err);
	cr_expect(is_tame(ran.out), "%s", ran.out);
	ran_free(&ran);
	ran = ran_line("certtrail audit \"$(printf '\\033[2Jx')\"");
	cr_expect_eq(ran.status, 3);
	cr_expect(is_tame(ran.err), "%s", ran.err);
	ran_free(&ran);
}

Test(output_formats, use_colour_only_where_it_is_asked_for)
{
	struct ran plain = ran_line("certtrail audit k.db");
	struct ran never = ran_line("certtrail audit k.db --color never");
	struct ran always = ran_line("certtrail audit k.db --color=always");

	cr_expect_str_eq(plain.out, never.out);
	cr_expect(strstr(plain.out, "\033[") == NULL);
	cr_expect(strstr(always.out, "\033[") != NULL);
	ran_free(&plain);
	ran_free(&never);
	ran_free(&always);
}

Test(output_formats, say_so_where_there_is_nothing)
{
	struct ran ran = ran_line("certtrail cascades k.db");

	cr_expect_str_eq(ran.out, "no cascades\n");
	ran_free(&ran);
	ran = ran_line("certtrail cascades k.db -o json");
	cr_expect_str_eq(ran.out, "[]\n");
	ran_free(&ran);
	ran = ran_line("certtrail cascades k.db -o jsonl");
	cr_expect_str_eq(ran.out, "");
	ran_free(&ran);
}
