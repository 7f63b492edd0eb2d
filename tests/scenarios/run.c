#include "run.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "story.h"

#define MAX_ARGS 160
#define OUT "run.out"
#define ERR "run.err"

static void
redirect(int fd, const char *path)
{
	int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	if (file < 0 || dup2(file, fd) < 0)
		_exit(127);
	close(file);
}

struct run
run_program(const char *program, const char *const argv[])
{
	struct run run = { 0 };
	char *args[MAX_ARGS] = { (char *)(uintptr_t)program };
	size_t nargs = 0;

	while (argv[nargs] != NULL) {
		cr_assert_lt(nargs, MAX_ARGS - 2);
		args[nargs + 1] = (char *)(uintptr_t)argv[nargs];
		nargs++;
	}

	pid_t pid = fork();

	cr_assert_geq(pid, 0);
	if (pid == 0) {
		redirect(STDOUT_FILENO, OUT);
		redirect(STDERR_FILENO, ERR);
		execv(program, args);
		_exit(127);
	}

	int status;

	cr_assert_eq(waitpid(pid, &status, 0), pid);
	run.status =
	    WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
	run.out = story_read(OUT, &run.out_len);
	run.err = story_read(ERR, &run.err_len);
	cr_assert(run.out != NULL && run.err != NULL);
	return run;
}

void
run_free(struct run *run)
{
	free(run->out);
	free(run->err);
}
