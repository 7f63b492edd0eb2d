#include <criterion/criterion.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bundle.h"
#include "ran.h"
#include "scratch.h"

#define LEN(array) (sizeof(array) / sizeof((array)[0]))

static void
enter(void)
{
	scratch_enter();
	bundle_write();
}

TestSuite(command_line, .init = enter, .fini = scratch_leave);

Test(command_line, ends_with_the_status_of_the_contract)
{
	static const struct {
		const char *line;
		int status;
	} cases[] = {
		{ "certtrail --version", 0 },
		{ "certtrail --help", 0 },
		{ "certtrail help", 0 },
		{ "certtrail audit --help", 0 },
		{ "certtrail audit dump", 0 },
		{ "certtrail audit dump --fail-on critical", 0 },
		{ "certtrail audit -- dump", 0 },
		{ "certtrail audit - <dump/cm.log", 0 },
		{ "certtrail audit dump --as-of 2021-12-09", 0 },
		/* One file under several names is read once. */
		{ "certtrail audit dump dump/cm.log ./dump/cm.log", 0 },
		{ "certtrail audit dump ./dump dump/", 0 },
		{ "ln dump/cm.log hard; certtrail audit dump hard", 0 },
		{ "ln -s dump soft; certtrail audit soft dump", 0 },
		{ "certtrail audit dump --fail-on high", 1 },
		{ "certtrail audit dump --fail-on=low", 1 },
		{ "certtrail renewals dump --fail-on medium", 1 },
		{ "certtrail ingest --db k.db dump --fail-on high", 1 },
		{ "certtrail", 2 },
		{ "certtrail frobnicate dump", 2 },
		{ "certtrail ''", 2 },
		{ "certtrail audit", 2 },
		{ "certtrail audit dump --frob", 2 },
		{ "certtrail audit dump -x", 2 },
		{ "certtrail audit dump ''", 2 },
		{ "certtrail audit dump -n", 2 },
		{ "certtrail audit dump -o csv", 2 },
		{ "certtrail audit dump -o jsonl", 2 },
		{ "certtrail renewals dump -o xml", 2 },
		{ "certtrail audit dump --fail-on info", 2 },
		{ "certtrail audit dump --since tomorrow", 2 },
		{ "certtrail audit dump --as-of now", 2 },
		{ "certtrail audit dump --year 21", 2 },
		{ "certtrail ingest dump", 2 },
		{ "certtrail explain dump", 2 },
		{ "certtrail explain r-0000000000 dump", 2 },
		{ "certtrail sql", 2 },
		{ "certtrail sql dump/cm.log 'SELECT 1'", 2 },
		{ "certtrail sql nowhere.db 'SELECT 1'", 2 },
		/* What is not built yet is refused, not ignored. */
		{ "certtrail diff a b", 2 },
		{ "certtrail audit dump -o html", 2 },
		{ "certtrail audit dump -o timesketch", 2 },
		{ "certtrail audit dump --redact", 2 },
		{ "certtrail audit dump --timezone=UTC", 2 },
		{ "certtrail audit dump --jobs 0", 2 },
		{ "certtrail audit dump --timezone UTC", 2 },
		{ "certtrail audit dump --product x.yaml", 2 },
		{ "certtrail audit dump --check", 2 },
		{ "certtrail patterns --check", 2 },
		/* Inputs that cannot be read, or hold nothing known. */
		{ "certtrail audit nowhere", 3 },
		{ "certtrail audit dump nowhere", 3 },
		{ "certtrail audit dump nowhere --fail-on high", 3 },
		{ "mkdir empty; certtrail audit empty", 3 },
		{ "mkdir e2; certtrail audit dump e2", 3 },
		{ "ln -s nowhere to; certtrail audit to", 3 },
		{ "ln -s loop loop; certtrail audit loop", 3 },
		{ "echo words >text; certtrail audit text", 3 },
		{ ": >nothing; certtrail audit nothing", 3 },
		{ "certtrail audit - </dev/null", 3 },
		{ "certtrail audit /dev/null", 3 },
		/* The world is broken. */
		{ "certtrail audit dump >/dev/full", 5 },
		{ "certtrail --help >/dev/full", 5 },
		{ "certtrail --version >/dev/full", 5 },
		{ "certtrail timeline dump -o json >/dev/full", 5 },
		{ "certtrail ingest dump --db no/such/folder/x.db", 5 },
	};

	for (size_t i = 0; i < LEN(cases); i++) {
		struct ran ran = ran_line(cases[i].line);

		cr_expect_eq(ran.status, cases[i].status,
		    "%s: ended with %d, not %d: %s", cases[i].line, ran.status,
		    cases[i].status, ran.err);
		/* What fails says why, and says nothing else. */
		if (cases[i].status == 2) {
			cr_expect_neq(ran.err[0], '\0', "%s", cases[i].line);
			cr_expect_str_eq(ran.out, "", "%s", cases[i].line);
		}
		ran_free(&ran);
	}
}

Test(command_line, tells_what_was_cut_short_or_left_out)
{
	struct ran ran =
	    ran_line("gzip -c dump/cm.log | head -c 150 >dump/previous.log.gz;"
		     "certtrail inputs dump -o csv");

	cr_expect_eq(ran.status, 4, "%d", ran.status);
	cr_expect(strstr(ran.out, "dump/previous.log.gz") != NULL);
	cr_expect(strstr(ran.out, ",partial,") != NULL);
	cr_expect(strstr(ran.err, "dump/previous.log.gz") != NULL);
	ran_free(&ran);
	/* Findings weigh more: whoever asks with --fail-on asks for them. */
	cr_expect_eq(ran_status("certtrail audit dump --fail-on high"), 1);
	cr_expect_eq(ran_status("certtrail audit dump"), 4);
}

Test(command_line, tells_what_cannot_be_read)
{
	static const struct {
		const char *line;
		const char *tells;
	} cases[] = {
		{ "certtrail inputs nowhere -o csv", "nowhere: " },
		{ "ln -s loop loop; certtrail inputs loop -o csv", "loop: " },
		{ "mkfifo dump/fifo; certtrail inputs dump -o csv",
		    "dump/fifo: is a pipe; left out" },
		{ "mkdir empty; certtrail inputs empty -o csv",
		    "empty: nothing about certificates was found in it" },
	};

	for (size_t i = 0; i < LEN(cases); i++) {
		struct ran ran = ran_line(cases[i].line);

		cr_expect(strstr(ran.err, cases[i].tells) != NULL, "%s: %s",
		    cases[i].line, ran.err);
		ran_free(&ran);
	}
}

/* Folders without rights, to a user who is not root. */
Test(command_line, goes_on_past_a_folder_that_it_may_not_read)
{
	struct ran ran;
	const char *as_nobody = "";

	cr_assert_eq(mkdir("dump/closed", 0000), 0);
	if (geteuid() == 0) {
		/* Nobody may read the rest, and run the program from here. */
		as_nobody = "setpriv --reuid=65534 --clear-groups ";
		cr_assert_eq(chmod(".", 0755), 0);
		cr_assert_eq(chmod("dump", 0755), 0);
		cr_assert_eq(ran_status("cp \"$(command -v certtrail)\" ."), 0);
	}

	char line[256];

	snprintf(line, sizeof(line), "%s%s inputs dump -o csv", as_nobody,
	    geteuid() == 0 ? "./certtrail" : "certtrail");
	ran = ran_line(line);
	cr_expect_eq(ran.status, 4, "%d %s", ran.status, ran.err);
	cr_expect(
	    strstr(ran.out, "dump/closed,other,failed") != NULL, "%s", ran.out);
	cr_expect(strstr(ran.out, "dump/cm.log") != NULL);
	ran_free(&ran);
	(void)remove("certtrail");
}

Test(command_line, does_not_mind_the_order_of_its_arguments)
{
	struct ran one =
	    ran_line("certtrail audit dump/cm.log dump/objects.yaml -o json");
	struct ran other = ran_line("certtrail audit --output=json -- "
				    "dump/objects.yaml dump/cm.log");
	struct ran twice = ran_line("certtrail inputs -o csv dump/cm.log dump "
				    "dump/../dump/cm.log | wc -l");

	cr_expect_eq(one.status, 0, "%s", one.err);
	cr_expect_str_eq(one.out, other.out);
	cr_expect(strstr(one.out, "\"findings\": [") != NULL);
	cr_expect_str_eq(twice.out, "3\n", "the header and two files");
	ran_free(&one);
	ran_free(&other);
	ran_free(&twice);
}

Test(command_line, filters_by_namespace_and_time)
{
	static const struct {
		const char *line;
		const char *out;
	} cases[] = {
		{ "certtrail renewals dump -o csv -n spa | cut -d, -f2,3",
		    "namespace,certificate\nspa,api\n" },
		{ "certtrail forecast dump -o csv -n spa -n zoo | cut -d, -f1",
		    "namespace\nspa\nzoo\n" },
		{ "certtrail forecast dump -o csv -n spa -A | cut -d, -f1",
		    "namespace\nspa\nzoo\n" },
		{ "certtrail forecast dump -o csv -nspa | cut -d, -f1",
		    "namespace\nspa\n" },
		{ "certtrail forecast dump -o=csv -n=spa | cut -d, -f1",
		    "namespace\nspa\n" },
		{ "certtrail forecast dump -o csv --namespace=zoo |"
		  " cut -d, -f1",
		    "namespace\nzoo\n" },
		{ "certtrail forecast dump -o csv -n nowhere | cut -d, -f1",
		    "namespace\n" },
		{ "certtrail renewals dump -o csv --since 2021-12-01 |"
		  " cut -d, -f3",
		    "certificate\nweb\n" },
		{ "certtrail renewals dump -o csv --until 2021-12-01 |"
		  " cut -d, -f3",
		    "certificate\napi\n" },
		/* Back from the capture, not from today. */
		{ "certtrail renewals dump -o csv --since 24h | cut -d, -f3",
		    "certificate\nweb\n" },
		{ "certtrail renewals dump -o csv --since 7d --until 1h |"
		  " cut -d, -f3",
		    "certificate\nweb\n" },
		{ "certtrail renewals dump -o csv --since 1h | cut -d, -f3",
		    "certificate\n" },
		{ "certtrail findings dump -o csv -n spa | cut -d, -f2",
		    "code\n" },
	};

	for (size_t i = 0; i < LEN(cases); i++) {
		struct ran ran = ran_line(cases[i].line);
		char *to = ran.out;

		/* cut leaves some rows their \r. */
		for (const char *from = ran.out; *from != '\0'; from++)
			if (*from != '\r')
				*to++ = *from;
		*to = '\0';
		cr_expect_str_eq(ran.out, cases[i].out, "%s: %s%s",
		    cases[i].line, ran.out, ran.err);
		ran_free(&ran);
	}
}

Test(command_line, tells_what_is_wrong_with_an_option)
{
	static const struct {
		const char *option;
		const char *err;
	} cases[] = {
		{ "--frob",
		    "--frob: there is no such option; see certtrail "
		    "--help" },
		{ "--frob=1",
		    "--frob: there is no such option; see certtrail "
		    "--help" },
		{ "--jobs=two", "--jobs two: not a number from 1 to 64" },
		{ "--redact", "--redact: not built yet" },
		{ "--quiet=1", "--quiet=1: takes no value" },
		{ "-q=1", "-q=1: takes no value" },
		{ "-qv", "-qv: one option at a time" },
		{ "--year=", "--year: needs a value" },
		{ "-n=", "--namespace: needs a value" },
		{ "-n", "--namespace: needs a value" },
	};

	for (size_t i = 0; i < LEN(cases); i++) {
		char line[128];
		char err[128];

		snprintf(line, sizeof(line), "certtrail findings dump %s",
		    cases[i].option);
		snprintf(err, sizeof(err), "certtrail: %s\n", cases[i].err);

		struct ran ran = ran_line(line);

		cr_expect_eq(ran.status, 2, "%s", line);
		cr_expect_str_eq(ran.err, err, "%s", line);
		ran_free(&ran);
	}
}
