#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "../ran.h"
#include "../scratch.h"

#define LOG_QUERY \
	"SELECT sum(lines), sum(events), (SELECT count(*) FROM renewals " \
	"WHERE outcome = 'issued') FROM inputs"
#define LOG_WORDS "lines understood renewals"

/* What the bench's generator makes, and what of it is told and found. */
static const struct {
	const char *make; /* what "corpus" is given */
	const char *words;
	const char *query;
} forms[] = {
	{ "log 1700000 3 klog", LOG_WORDS, LOG_QUERY },
	{ "log 1700000 40 klog", LOG_WORDS, LOG_QUERY },
	{ "log 1700000 40 kubelet", LOG_WORDS, LOG_QUERY },
	{ "log 1700000 40 json", LOG_WORDS, LOG_QUERY },
	{ "certificates 30 yaml", "objects",
	    "SELECT count(*) FROM certificates WHERE not_after IS NOT NULL" },
	{ "certificates 30 json", "objects",
	    "SELECT count(*) FROM certificates WHERE not_after IS NOT NULL" },
	{ "pods 30 yaml", "objects", "SELECT sum(objects) FROM inputs" },
	{ "pods 30 json", "objects", "SELECT sum(objects) FROM inputs" },
	{ "tar 40", "members objects",
	    "SELECT count(*) - sum(kind = 'archive'), sum(objects) "
	    "FROM inputs" },
};

/* Defines corpus, and told: the numbers behind the words, as CSV. */
static const char functions[] =
    "corpus() { \"$(dirname \"$(command -v certtrail)\")/bench/corpus\" "
    "\"$@\" 2>made; }\n"
    "told() { for word; do awk -v w=$word '$1 == w { print $2 }' made; done |"
    " paste -s -d , -; }\n"
    "ask() { certtrail sql -o csv db \"$1\" | tr -d '\\r' | tail -n 1; }\n";

/* Runs lines of sh behind the functions above. */
static struct ran
run(const char *lines)
{
	char text[4096];

	snprintf(text, sizeof(text), "%sset -e\n%s", functions, lines);
	return ran_line(text);
}

static void
expect_two_alike(const char *lines, const char *what)
{
	struct ran ran = run(lines);
	char *second = strchr(ran.out, '\n');

	cr_expect_eq(ran.status, 0, "%s: %s", what, ran.err);
	cr_assert_not_null(second, "%s: %s", what, ran.err);
	*second++ = '\0';
	second[strcspn(second, "\n")] = '\0';
	cr_expect_str_eq(second, ran.out, "%s", what);
	cr_expect_gt(strspn(ran.out, "0123456789,"), 0, "%s", what);
	ran_free(&ran);
}

Test(bench_corpus, holds_what_it_says, .init = scratch_enter,
    .fini = scratch_leave)
{
	char lines[2048];

	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		snprintf(lines, sizeof(lines),
		    "rm -f db\n"
		    "corpus %s >in; certtrail ingest -q --db db in\n"
		    "told %s; ask \"%s\"\n",
		    forms[i].make, forms[i].words, forms[i].query);
		expect_two_alike(lines, forms[i].make);
	}
}

/* The Certificates of the 20 CAs are renewed as well, but not in the log. */
Test(bench_corpus, makes_a_case_whose_log_and_objects_agree,
    .init = scratch_enter, .fini = scratch_leave)
{
	expect_two_alike("mkdir in; corpus case in 2500000 100 50\n"
			 "certtrail ingest -q --db db in\n"
			 "told understood renewals certificates pods\n"
			 "ask \"SELECT (SELECT sum(events) FROM inputs),"
			 " (SELECT count(*) FROM renewals"
			 " WHERE outcome = 'issued') - 20,"
			 " (SELECT count(*) FROM cascades),"
			 " (SELECT count(*) FROM restarts"
			 " WHERE verdict <> 'superseded') / 2\"\n",
	    "case");
}

Test(bench_corpus, is_the_same_each_time, .init = scratch_enter,
    .fini = scratch_leave)
{
	expect_two_alike("corpus log 300000 40 klog | cksum\n"
			 "corpus log 300000 40 klog | cksum\n",
	    "log");
}

/* The lines that a person would look for, and which the bench's peers count. */
Test(bench_corpus, has_as_many_relevant_lines_as_it_says, .init = scratch_enter,
    .fini = scratch_leave)
{
	expect_two_alike("corpus log 1700000 40 kubelet >in; told relevant\n"
			 "grep -c -E -e 'Certificate must be re-issued' "
			 "-e 'Setting lastTransitionTime for Certificate' "
			 "-e 'due to optimistic locking on resource' in\n",
	    "log");
}
