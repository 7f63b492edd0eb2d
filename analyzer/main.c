#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "command.h"
#include "options.h"

#define CONTRACT "1"

struct command {
	const char *name;
	command_function *run;
	const char *arguments;
	const char *does;
};

static const struct command commands[] = {
	{ "audit", cmd_audit, "INPUT...", "read the inputs and report" },
	{ "ingest", cmd_ingest, "--db FILE INPUT...",
	    "read into a database, new or existing" },
	{ "findings", cmd_view, "DB|INPUT...", "what to act on" },
	{ "renewals", cmd_view, "DB|INPUT...",
	    "what was issued when, why, how late" },
	{ "cascades", cmd_view, "DB|INPUT...",
	    "what a renewed CA did not reach" },
	{ "restarts", cmd_view, "DB|INPUT...",
	    "which containers took a renewed Secret" },
	{ "timeline", cmd_view, "DB|INPUT...", "everything, in order" },
	{ "forecast", cmd_view, "DB|INPUT...", "what comes next" },
	{ "inputs", cmd_view, "DB|INPUT...", "what was made of each file" },
	{ "coverage", cmd_view, "DB|INPUT...", "what the logs can prove" },
	{ "explain", cmd_explain, "ID DB|INPUT...",
	    "one finding or renewal, with evidence" },
	{ "sql", cmd_sql, "DB [QUERY]",
	    "a query; from standard input if none" },
	{ "patterns", cmd_patterns, "[TEXT...]", "the known log messages" },
	{ "patterns", cmd_patterns, "--check FILE...",
	    "a pattern file, by its own samples" },
};
#define NCOMMANDS (sizeof(commands) / sizeof(commands[0]))

static const char *const not_yet[] = { "diff" };

static const char options_text[] =
    "\n"
    "INPUT is a file, a folder, an archive, or - for standard input; DB is a\n"
    "database that ingest or audit --db made.  For example:\n"
    "\n"
    "  certtrail audit --db case.db must-gather.tar.gz\n"
    "  certtrail renewals -n apic --since 7d case.db\n"
    "\n"
    "  -n, --namespace NS   only this namespace; may be given several times\n"
    "  -A                   all namespaces (the default)\n"
    "  --since T, --until T RFC 3339, or a length of time back from the\n"
    "                       capture, such as 48h or 7d\n"
    "  --as-of T            take T for the moment of capture\n"
    "  --year N             the year of log lines, where nothing else tells "
    "it\n"
    "  -o FORMAT            text, wide, json, jsonl, csv, markdown\n"
    "  --fail-on SEVERITY   exit 1 if there is a finding of critical, high,\n"
    "                       medium or low, or worse\n"
    "  --db FILE            keep the database\n"
    "  --patterns FILE      know these log messages too; may be given several\n"
    "                       times\n"
    "  --color WHEN         auto, always, never\n"
    "  --jobs N             threads that read (1: none but the first); the\n"
    "                       number of processors, at most 4, unless given\n"
    "  -q                   no word about the inputs on standard error\n"
    "  --                   what follows is no option\n"
    "  --version            print the version\n"
    "\n"
    "Exit status: 0 done; 1 findings (--fail-on); 2 usage; 3 an input could\n"
    "not be read or held nothing known; 4 done, but some inputs were cut "
    "short\n"
    "or skipped; 5 out of memory, disk full, or a bug.\n";

static void
print_usage(FILE *out)
{
	fputs("certtrail: what became of the certificates of a Kubernetes "
	      "cluster, from saved\ndumps and cert-manager logs\n\n",
	    out);
	for (size_t i = 0; i < NCOMMANDS; i++) {
		char call[64];

		snprintf(call, sizeof(call), "%s %s", commands[i].name,
		    commands[i].arguments);
		fprintf(out, "  certtrail %-27s %s\n", call, commands[i].does);
	}
	fputs(options_text, out);
}

static int
run_command(const struct command *command, int argc, char **argv)
{
	struct arena *arena = arena_new();
	struct options options;
	int status = STATUS_USAGE;

	if (options_parse(&options, arena, argc, argv)) {
		if (options.help) {
			print_usage(stdout);
			status = command_end(STATUS_DONE);
		} else {
			status = command->run(command->name, &options);
		}
	}
	arena_free(arena);
	return status;
}

int
main(int argc, char **argv)
{
	/* Times inside zip files are local: the reader's zone must not tell. */
	setenv("TZ", "UTC", 1);
	/* A closed pipe ends the output, which command_end() sees. */
	signal(SIGPIPE, SIG_IGN);
	if (argc < 2) {
		print_usage(stderr);
		return STATUS_USAGE;
	}

	const char *name = argv[1];

	if (strcmp(name, "--version") == 0) {
		puts("certtrail " COMMAND_VERSION ", contract " CONTRACT);
		return command_end(STATUS_DONE);
	}
	if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0 ||
	    strcmp(name, "help") == 0) {
		print_usage(stdout);
		return command_end(STATUS_DONE);
	}
	for (size_t i = 0; i < NCOMMANDS; i++) {
		if (strcmp(name, commands[i].name) == 0)
			return run_command(&commands[i], argc - 2, argv + 2);
	}
	for (size_t i = 0; i < sizeof(not_yet) / sizeof(not_yet[0]); i++) {
		if (strcmp(name, not_yet[i]) == 0) {
			fprintf(stderr, "certtrail: %s: not built yet\n", name);
			return STATUS_USAGE;
		}
	}
	fprintf(stderr,
	    "certtrail: \"%s\" is not a command; see certtrail --help\n", name);
	return STATUS_USAGE;
}
