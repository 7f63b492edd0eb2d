#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ran.h"
#include "scratch.h"

#define README_MAX_BYTES (128 * 1024)
#define LEN(array) (sizeof(array) / sizeof((array)[0]))

#define HEAD "I0412 21:51:03.894657       1 main.go:88] "
#define ENTRY(id, message) \
	"- id: " id "\n" \
	"  kind: restart-automation\n" \
	"  means: For the test.\n" \
	"  message: '" message "'\n" \
	"  object_kind: Deployment\n" \
	"  fields: { object_key: deployment }\n" \
	"  samples:\n" \
	"  - line: '" HEAD "\"" message "\" deployment=\"shop/web\"'\n"
#define FILE_OF(entries) "product: test\npatterns:\n" entries

static char readme[README_MAX_BYTES];

static void
enter(void)
{
	FILE *file = fopen("schema/README.md", "r");
	size_t len;

	cr_assert_not_null(file);
	len = fread(readme, 1, sizeof(readme) - 1, file);
	fclose(file);
	cr_assert_lt(len, sizeof(readme) - 1);
	readme[len] = '\0';
	scratch_enter();
}

TestSuite(patterns, .init = enter, .fini = scratch_leave);

static void
write_file(const char *path, const char *text)
{
	scratch_write(path, text, strlen(text));
}

/* The lines between the fences of the first YAML block that has the mark. */
static void
write_block(const char *path, const char *mark)
{
	const char *at = strstr(readme, mark);
	const char *begin = at;
	const char *end;

	cr_assert_not_null(at, "%s", mark);
	while (strncmp(begin, "```yaml\n", 8) != 0)
		cr_assert_gt(begin--, readme);
	begin += strlen("```yaml\n");
	end = strstr(begin, "\n```");
	cr_assert_not_null(end);
	scratch_write(path, begin, (size_t)(end - begin) + 1);
}

/* What the program printed has the part, or lacks it. */
static void
expect_printed(const char *line, const char *part, bool is_there)
{
	struct ran ran = ran_line(line);

	cr_expect_eq(
	    strstr(ran.out, part) != NULL, is_there, "%s:\n%s", line, ran.out);
	ran_free(&ran);
}

Test(patterns, are_listed_in_every_format)
{
	static const struct {
		const char *line;
		const char *part;
		bool is_there;
	} cases[] = {
		{ "certtrail patterns", "Certificate must be re-issued", true },
		{ "certtrail patterns", "certificate-must-be-reissued", false },
		{ "certtrail patterns -o wide", "certificate-must-be-reissued",
		    true },
		{ "certtrail patterns -o json",
		    "\"message\":\"Certificate must be re-issued\"", true },
		{ "certtrail patterns -o jsonl",
		    "{\"id\":\"certificate-must-be-reissued\"", true },
		{ "certtrail patterns -o csv",
		    "id,kind,since,until,product,message,regex,means,"
		    "source\r\n",
		    true },
		{ "certtrail patterns -o markdown", "| id | kind |", true },
		/* All of the words, in any column and any case. */
		{ "certtrail patterns MUST re-issued",
		    "Certificate must be re-issued", true },
		{ "certtrail patterns must re-issued", "propagation", false },
		{ "certtrail patterns no-such-words", "no patterns", true },
		{ "certtrail patterns no-such-words -o json", "[]", true },
		/* Where no message is whole, the regex stands for it. */
		{ "certtrail patterns Terminating-not 'leaf secret'",
		    "no patterns", true },
		{ "certtrail patterns 'Deleting leaf'", "^Deleting leaf secret",
		    true },
	};

	for (size_t i = 0; i < LEN(cases); i++)
		expect_printed(cases[i].line, cases[i].part, cases[i].is_there);
}

Test(patterns, are_no_wider_than_a_screen_in_text)
{
	struct ran ran = ran_line("certtrail patterns");
	size_t nlines = 0;

	for (char *line = strtok(ran.out, "\n"); line != NULL;
	     line = strtok(NULL, "\n")) {
		cr_expect_leq(strlen(line), 82, "%s", line);
		nlines++;
	}
	cr_expect_gt(nlines, 600);
	ran_free(&ran);
}

Test(patterns, of_the_readme_are_right_and_used)
{
	write_block("mine.yaml", "our-restarter-restarted");
	write_file("mine.log",
	    HEAD "\"Restarted workload after certificate change\" "
		 "deployment=\"shop/web\" secret=\"web-tls\"\n");
	expect_printed("certtrail patterns --check mine.yaml",
	    "mine.yaml: 1 pattern, 2 samples: right\n", true);
	expect_printed("certtrail patterns --patterns mine.yaml restarter",
	    "Restarted workload after", true);
	cr_expect_eq(ran_status("certtrail ingest --db k.db mine.log"), 3);
	cr_expect_eq(
	    ran_status("certtrail ingest --db l.db --patterns mine.yaml "
		       "--patterns=mine.yaml mine.log"),
	    0);
	expect_printed("certtrail sql l.db 'SELECT pattern, object FROM "
		       "events' -o csv",
	    "our-restarter-restarted,web\r\n", true);
	expect_printed("certtrail sql l.db 'SELECT path FROM pattern_file' "
		       "-o csv",
	    "path\r\nmine.yaml\r\n", true);
}

static const struct {
	const char *text;
	const char *told; /* all of standard error */
} wrong[] = {
	{ FILE_OF(ENTRY("mine", "Restarted it") "  colour: red\n"),
	    "x.yaml:11: colour: not a known key; file not used\n" },
	/* Each fault has a line. */
	{ FILE_OF(ENTRY("Mine", "Restarted it")
		  ENTRY("mine", "Restarted it") "  gives: red\n"),
	    "x.yaml:3: id: needed, of small letters, digits and \"-\"; file "
	    "not used\n"
	    "x.yaml:19: gives: not a known key; file not used\n" },
	{ FILE_OF(ENTRY(
	      "a", "Restarted it") "    gives: { object: shop }\n" ENTRY("b",
	      "Restarted all") "    gives: { object: web }\n"
			       "  rejects: [ '" HEAD "Restarted all' ]\n"),
	    "x.yaml:10: a: the sample gives another object; file not used\n"
	    "x.yaml:21: b: the sample to reject is recognised; file not "
	    "used\n" },
	/* What this program knows comes first. */
	{ FILE_OF(ENTRY("mine", "Certificate must be re-issued")),
	    "x.yaml:10: mine: the sample is recognised as "
	    "certificate-must-be-reissued of "
	    "patterns/40-cert-manager-certificates.yaml, which comes first; "
	    "file not used\n" },
	{ FILE_OF(ENTRY("backing-off", "Restarted it")),
	    "x.yaml:3: backing-off: there is a pattern with this id in "
	    "patterns/40-cert-manager-certificates.yaml; file not used\n" },
	{ "patterns: [\n",
	    "x.yaml:2: did not find expected node content; file "
	    "not used\n" },
};

Test(patterns, that_are_wrong_are_told_line_by_line)
{
	for (size_t i = 0; i < LEN(wrong); i++) {
		write_file("x.yaml", wrong[i].text);

		struct ran check =
		    ran_line("certtrail patterns --check x.yaml");
		struct ran audit = ran_line("certtrail audit --patterns x.yaml "
					    "--db k.db x.yaml; a=$?; "
					    "test ! -e k.db && exit $a");

		cr_expect_eq(check.status, 3, "%s", wrong[i].text);
		cr_expect_str_eq(check.err, wrong[i].told, "%s", check.err);
		cr_expect_str_eq(check.out, "");
		cr_expect_eq(audit.status, 2, "%s", wrong[i].text);
		cr_expect_str_eq(audit.err, wrong[i].told, "%s", audit.err);
		ran_free(&check);
		ran_free(&audit);
	}
}

Test(patterns, that_cannot_be_read_are_told_by_name)
{
	static const char nul[] = "patterns: []\0";
	static const struct {
		const char *line;
		int status;
		const char *told;
	} cases[] = {
		{ "certtrail patterns --check nowhere.yaml", 3,
		    "certtrail: nowhere.yaml: No such file or directory\n" },
		{ "certtrail patterns --check .", 3,
		    "certtrail: .: Is a directory\n" },
		{ "certtrail patterns --check nul.yaml", 3,
		    "certtrail: nul.yaml: not a text\n" },
		{ "certtrail patterns --patterns nowhere.yaml", 2,
		    "certtrail: nowhere.yaml: No such file or directory\n" },
		{ "certtrail audit --patterns nowhere.yaml x.log", 2,
		    "certtrail: nowhere.yaml: No such file or directory\n" },
		{ "certtrail audit --patterns", 2,
		    "certtrail: --patterns: needs a value\n" },
		/* The files that are right are told beside. */
		{ "certtrail patterns --check right.yaml nowhere.yaml", 3,
		    "certtrail: nowhere.yaml: No such file or directory\n" },
		{ "certtrail patterns --check right.yaml", 0, "" },
	};

	scratch_write("nul.yaml", nul, sizeof(nul));
	write_file("right.yaml", FILE_OF(ENTRY("mine", "Restarted it")));
	for (size_t i = 0; i < LEN(cases); i++) {
		struct ran ran = ran_line(cases[i].line);

		cr_expect_eq(ran.status, cases[i].status, "%s", cases[i].line);
		cr_expect_str_eq(ran.err, cases[i].told, "%s", cases[i].line);
		ran_free(&ran);
	}
}

Test(patterns, of_several_files_are_the_same_in_any_order)
{
	write_file("a.yaml", FILE_OF(ENTRY("a", "Restarted it")));
	write_file("b.yaml", FILE_OF(ENTRY("b", "Restarted all")));

	struct ran ab =
	    ran_line("certtrail patterns --patterns a.yaml --patterns b.yaml "
		     "Restarted; certtrail patterns --check a.yaml b.yaml");
	struct ran ba =
	    ran_line("certtrail patterns --patterns b.yaml --patterns a.yaml "
		     "Restarted; certtrail patterns --check b.yaml a.yaml");

	cr_expect_str_eq(ab.out, ba.out);
	cr_expect_not_null(strstr(ab.out, "Restarted all"));
	ran_free(&ab);
	ran_free(&ba);
}

Test(patterns, change_nothing_in_a_database_that_is_kept)
{
	write_file("a.yaml", FILE_OF(ENTRY("a", "Restarted it")));
	write_file("x.log", HEAD "\"Restarted it\" deployment=\"shop/web\"\n");
	cr_assert_eq(ran_status("certtrail ingest --patterns a.yaml --db k.db "
				"x.log"),
	    0);
	cr_expect_eq(
	    ran_status("certtrail timeline --patterns a.yaml k.db"), 2);
	expect_printed("certtrail timeline k.db", "Restarted it", true);
}
