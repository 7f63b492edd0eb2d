#include "base/fatal.h"

#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define PATH_MAX_BYTES 4096

/* A signal handler can only reach what is static. */
static char doomed[PATH_MAX_BYTES];

static void
remove_doomed(void)
{
	if (doomed[0] != '\0')
		(void)unlink(doomed);
}

static void
die_of_signal(int number)
{
	static const char text[] = "certtrail: interrupted; nothing kept\n";

	remove_doomed();
	if (write(STDERR_FILENO, text, sizeof(text) - 1) < 0)
		_exit(128 + number);
	_exit(128 + number);
}

noreturn void
fatal(const char *format, ...)
{
	va_list args;

	fflush(stdout);
	fputs("certtrail: ", stderr);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
	remove_doomed();
	/* What is still open is the kernel's to close. */
	fflush(stderr);
	_exit(FATAL_STATUS);
}

/* Sets what the signals do, leaving alone those that are ignored. */
static void
handle_signals(void (*handler)(int))
{
	static const int numbers[] = { SIGINT, SIGTERM, SIGHUP };
	struct sigaction action = { 0 };
	struct sigaction old;

	action.sa_handler = handler;
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		if (sigaction(numbers[i], NULL, &old) == 0 &&
		    old.sa_handler != SIG_IGN)
			sigaction(numbers[i], &action, NULL);
	}
}

void
fatal_removes(const char *path)
{
	/* First, so that no handler meets half a path. */
	handle_signals(SIG_DFL);
	doomed[0] = '\0';
	if (path == NULL)
		return;
	if (strlen(path) >= sizeof(doomed))
		fatal("%s: the path is too long", path);
	memcpy(doomed, path, strlen(path) + 1);
	handle_signals(die_of_signal);
}
