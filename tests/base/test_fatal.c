#include <criterion/criterion.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../scratch.h"
#include "base/fatal.h"

TestSuite(fatal, .init = scratch_enter, .fini = scratch_leave);

static void
end_badly(const char *word)
{
	fatal("%s: the end", word);
}

/*
 * Runs act in a process of its own, with standard error in the file "told", and
 * returns how it ended, as wait() tells it.
 */
static int
outcome(void (*act)(const char *), const char *word)
{
	int status = 0;
	pid_t child = fork();

	cr_assert_geq(child, 0);
	if (child == 0) {
		if (freopen("told", "w", stderr) == NULL)
			_exit(99);
		act(word);
		_exit(0);
	}
	cr_assert_eq(waitpid(child, &status, 0), child);
	return status;
}

/* A sanitizer may have told something too, so only our own lines count. */
static void
expect_told(const char *expected)
{
	char line[256];
	char told[1024] = "";
	size_t len = 0;
	FILE *file = fopen("told", "r");

	cr_assert_not_null(file);
	while (fgets(line, sizeof(line), file) != NULL) {
		if (strncmp(line, "certtrail: ", strlen("certtrail: ")) == 0 &&
		    len < sizeof(told))
			len += (size_t)snprintf(
			    told + len, sizeof(told) - len, "%s", line);
	}
	cr_expect_str_eq(told, expected);
	fclose(file);
}

Test(fatal, says_why_and_exits_with_its_status)
{
	int status = outcome(end_badly, "disk");

	cr_expect(WIFEXITED(status));
	cr_expect_eq(WEXITSTATUS(status), FATAL_STATUS);
	expect_told("certtrail: disk: the end\n");
}

static void
remove_then_end(const char *path)
{
	fatal_removes(path);
	fatal("gone");
}

Test(fatal, removes_the_file_that_was_named)
{
	scratch_write("half", "x", 1);
	outcome(remove_then_end, "half");
	cr_expect_neq(access("half", F_OK), 0);
	expect_told("certtrail: gone\n");
}

static void
forget_then_end(const char *path)
{
	fatal_removes(path);
	fatal_removes(NULL);
	fatal("kept");
}

Test(fatal, keeps_a_file_that_was_forgotten)
{
	scratch_write("whole", "x", 1);
	outcome(forget_then_end, "whole");
	cr_expect_eq(access("whole", F_OK), 0);
}

static void
rename_then_end(const char *path)
{
	fatal_removes("another");
	fatal_removes(path);
	fatal("one of two");
}

Test(fatal, removes_only_the_last_file_that_was_named)
{
	scratch_write("another", "x", 1);
	scratch_write("last", "x", 1);
	outcome(rename_then_end, "last");
	cr_expect_eq(access("another", F_OK), 0);
	cr_expect_neq(access("last", F_OK), 0);
}

static const int signals[] = { SIGINT, SIGTERM, SIGHUP };
static int signal_to_send;

static void
remove_at_signal(const char *path)
{
	signal(signal_to_send, SIG_DFL);
	fatal_removes(path);
	raise(signal_to_send);
}

Test(fatal, removes_the_file_when_a_signal_ends_the_run)
{
	for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); i++) {
		signal_to_send = signals[i];
		scratch_write("half", "x", 1);

		int status = outcome(remove_at_signal, "half");

		cr_expect(WIFEXITED(status), "signal %d", signals[i]);
		cr_expect_eq(WEXITSTATUS(status), 128 + signals[i]);
		cr_expect_neq(access("half", F_OK), 0, "signal %d", signals[i]);
		expect_told("certtrail: interrupted; nothing kept\n");
	}
}

static void
forget_at_signal(const char *path)
{
	signal(signal_to_send, SIG_DFL);
	fatal_removes(path);
	fatal_removes(NULL);
	raise(signal_to_send);
}

/* What was kept by then must not be called lost. */
Test(fatal, leaves_signals_alone_once_there_is_nothing_to_remove)
{
	for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); i++) {
		signal_to_send = signals[i];
		scratch_write("whole", "x", 1);

		int status = outcome(forget_at_signal, "whole");

		cr_expect(WIFSIGNALED(status), "signal %d", signals[i]);
		cr_expect_eq(WTERMSIG(status), signals[i]);
		cr_expect_eq(access("whole", F_OK), 0);
		expect_told("");
	}
}

static void
ignore_signal(const char *path)
{
	signal(signal_to_send, SIG_IGN);
	fatal_removes(path);
	raise(signal_to_send);
}

Test(fatal, goes_on_at_a_signal_that_was_ignored_from_the_start)
{
	for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); i++) {
		signal_to_send = signals[i];
		scratch_write("half", "x", 1);

		int status = outcome(ignore_signal, "half");

		cr_expect(WIFEXITED(status), "signal %d", signals[i]);
		cr_expect_eq(WEXITSTATUS(status), 0);
		cr_expect_eq(access("half", F_OK), 0, "signal %d", signals[i]);
	}
}
