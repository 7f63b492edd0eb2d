#include "ran.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* The Makefile says where the program of this build lies. */
#ifndef PROGRAM_FOLDER
#error "PROGRAM_FOLDER is not defined"
#endif

static void
set_path(void)
{
	const char *path = getenv("PATH");
	char text[8192];

	snprintf(text, sizeof(text), "%s:%s", PROGRAM_FOLDER,
	    path == NULL ? "/bin:/usr/bin" : path);
	setenv("PATH", text, 1);
	unsetenv("NO_COLOR");
}

static char *
text_of(FILE *file)
{
	long len;
	char *text;

	cr_assert_eq(fseek(file, 0, SEEK_END), 0);
	len = ftell(file);
	text = calloc(1, (size_t)len + 1);
	cr_assert_not_null(text);
	rewind(file);
	cr_assert_eq(fread(text, 1, (size_t)len, file), (size_t)len);
	fclose(file);
	return text;
}

static int
status_of(pid_t pid)
{
	int status = 0;

	cr_assert_eq(waitpid(pid, &status, 0), pid);
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status)
				   : WEXITSTATUS(status);
}

struct ran
ran_line(const char *line)
{
	FILE *out = tmpfile();
	FILE *err = tmpfile();
	struct ran ran;
	pid_t pid;

	cr_assert(out != NULL && err != NULL);
	fflush(NULL);
	pid = fork();
	cr_assert_geq(pid, 0);
	if (pid == 0) {
		set_path();
		if (freopen("/dev/null", "r", stdin) == NULL ||
		    dup2(fileno(out), STDOUT_FILENO) < 0 ||
		    dup2(fileno(err), STDERR_FILENO) < 0)
			_exit(126);
		execl("/bin/sh", "sh", "-c", line, (char *)NULL);
		_exit(127);
	}
	ran.status = status_of(pid);
	ran.out = text_of(out);
	ran.err = text_of(err);
	return ran;
}

void
ran_free(struct ran *ran)
{
	free(ran->out);
	free(ran->err);
}

int
ran_status(const char *line)
{
	struct ran ran = ran_line(line);

	ran_free(&ran);
	return ran.status;
}

int
ran_start(const char *line, int in)
{
	pid_t pid = fork();

	cr_assert_geq(pid, 0);
	if (pid == 0) {
		set_path();
		if (dup2(in, STDIN_FILENO) < 0 ||
		    freopen("/dev/null", "w", stdout) == NULL ||
		    freopen("/dev/null", "w", stderr) == NULL)
			_exit(126);
		execl("/bin/sh", "sh", "-c", line, (char *)NULL);
		_exit(127);
	}
	return pid;
}
