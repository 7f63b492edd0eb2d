/*
 * Runs a command and appends a line to a file: the seconds that it took, those
 * of processor time in it and below it, and the greatest resident size of one
 * process in KiB.  Usage: measure FILE COMMAND [ARGUMENT...]
 */
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double
now_s(void)
{
	struct timespec now = { 0 };

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static double
seconds_of(struct timeval span)
{
	return (double)span.tv_sec + (double)span.tv_usec / 1e6;
}

int
main(int argc, char **argv)
{
	struct rusage usage = { 0 };
	int status = 0;

	if (argc < 3)
		return 2;

	double start_s = now_s();
	pid_t child = fork();

	if (child == 0) {
		execvp(argv[2], argv + 2);
		_exit(127);
	}
	if (child < 0 || waitpid(child, &status, 0) != child)
		return 2;

	double seconds = now_s() - start_s;
	FILE *file = fopen(argv[1], "a");

	if (file == NULL || getrusage(RUSAGE_CHILDREN, &usage) != 0)
		return 2;
	fprintf(file, "%.5f %.3f %ld\n", seconds,
	    seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime),
	    usage.ru_maxrss);
	fclose(file);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
