/*
 * Simulated clusters, one of each release: what certtrail says of them is what
 * was true.  "make accuracy" plays many more.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <unistd.h>

#include "../ran.h"
#include "../scratch.h"

/* Where the programs lie that were built beside the tests. */
#define PROGRAMS "\"$(dirname \"$(command -v certtrail)\")\""
/* A cluster in which there is something of everything. */
#define RICH "6"

static char top[2048];

static void
enter(void)
{
	cr_assert_not_null(getcwd(top, sizeof(top)));
	scratch_enter();
}

TestSuite(accuracy, .init = enter, .fini = scratch_leave);

static struct ran
play(const char *settings)
{
	char line[4096];

	snprintf(line, sizeof(line),
	    "JOBS=2 WORK=runs %s sh '%s/tests/accuracy/accuracy.sh' " PROGRAMS,
	    settings, top);
	return ran_line(line);
}

Test(accuracy, is_complete_for_each_release)
{
	struct ran ran = play("SEEDS='1 16'");

	cr_expect_eq(ran.status, 0, "%s%s", ran.out, ran.err);
	ran_free(&ran);
}

/* What a change to the answers of one cluster makes of them. */
static const struct {
	const char *what;
	const char *view;
	const char *edit; /* of sed */
} breaks[] = {
	{ "a renewal is dropped", "renewals", "5d" },
	{ "a renewal is told twice", "renewals", "5p" },
	{ "renewals moved by a day", "renewals",
	    "s/\\(-[0-9][0-9]-\\)1\\([0-9]T\\)/\\12\\2/g" },
	{ "no issuance went well", "renewals", "s/,issued,/,failed,/" },
	{ "all CAs kept their keys", "cascades",
	    "s/,stale-key,/,stale-copy,/" },
	{ "nothing is stale", "cascades", "s/,stale[a-z-]*,/,reissued,/" },
	{ "cascades are not told", "cascades", "2,$d" },
	{ "no restart is missing", "restarts", "s/,missing,/,done,/" },
	{ "all restarts are missing", "restarts", "s/,done,/,missing,/" },
	{ "restarts are not told", "restarts", "2,$d" },
};
#define NBREAKS (sizeof(breaks) / sizeof(breaks[0]))

Test(accuracy, sees_each_wrong_answer)
{
	struct ran ran = play("KEEP=1 SEEDS='" RICH " " RICH "'");
	char line[4096];

	cr_assert_eq(ran.status, 0, "%s%s", ran.out, ran.err);
	ran_free(&ran);
	for (size_t i = 0; i < NBREAKS; i++) {
		const char *view = breaks[i].view;

		snprintf(line, sizeof(line),
		    "cd runs/" RICH " && mv %s.csv kept && "
		    "sed '%s' kept >%s.csv && ! cmp -s kept %s.csv && "
		    "{ " PROGRAMS "/accuracy/compare .; status=$?; "
		    "mv kept %s.csv; exit $status; }; exit 99",
		    view, breaks[i].edit, view, view, view);
		ran = ran_line(line);
		cr_expect_eq(ran.status, 1, "%s: %s%s", breaks[i].what, ran.out,
		    ran.err);
		ran_free(&ran);
	}
}
