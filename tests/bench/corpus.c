/*
 * Writes what the bench reads, the same bytes for the same arguments:
 *
 *	corpus log BYTES PERCENT klog|kubelet|json
 *	corpus certificates N yaml|json
 *	corpus pods N yaml|json
 *	corpus tar N                         members of a tar, most of them text
 *	corpus case FOLDER BYTES NCERTIFICATES NPODS
 *	                                     a log and what the cluster is then
 *
 * What was made goes to standard error, a word and a number on each line: this
 * is what must be found.
 */
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "log.h"
#include "moment.h"
#include "objects.h"
#include "tar.h"

#define NCERTIFICATES 400
#define NHOT 6
/* A case is about renewals, not about what stands between them. */
#define CASE_PERCENT 40
/* One member of so many is a Certificate. */
#define MEMBERS_A_CERTIFICATE 1000

static void
tell(const char *what, uint64_t n)
{
	fprintf(stderr, "%s %" PRIu64 "\n", what, n);
}

static void
tell_log(const struct log_count *count)
{
	tell("bytes", count->bytes);
	tell("lines", count->lines);
	tell("relevant", count->relevant);
	tell("understood", count->understood);
	tell("renewals", count->renewals);
}

static uint64_t
number(const char *text)
{
	char *end = NULL;
	uint64_t n = strtoull(text, &end, 10);

	if (*text < '0' || *text > '9' || *end != '\0') {
		fprintf(stderr, "corpus: %s is not a number\n", text);
		exit(2);
	}
	return n;
}

static void
log_corpus(const char *bytes, const char *percent, const char *form)
{
	struct log_plan plan = { .bytes = number(bytes),
		.percent = (unsigned)number(percent),
		.ncertificates = NCERTIFICATES,
		.nhot = NHOT };

	plan.form = strcmp(form, "json") == 0 ? LOG_JSON
	    : strcmp(form, "kubelet") == 0    ? LOG_KUBELET
					      : LOG_KLOG;

	struct log_count count = log_print(&plan, NULL);

	tell_log(&count);
}

static void
list_corpus(const char *kind, unsigned n, bool is_json)
{
	if (strcmp(kind, "pods") == 0)
		objects_print_pods(n, NULL, is_json);
	else
		objects_print_certificates(n, NULL, is_json);
	tell("objects", n);
}

static void
tar_corpus(unsigned n)
{
	for (unsigned i = 0; i < n; i++) {
		if (i % MEMBERS_A_CERTIFICATE == 0)
			tar_certificate(i);
		else
			tar_note(i);
	}
	tar_end();
	tell("members", n);
	tell(
	    "objects", (n + MEMBERS_A_CERTIFICATE - 1) / MEMBERS_A_CERTIFICATE);
}

/* From here on, what is printed goes to FOLDER/NAME. */
static void
print_to(const char *folder, const char *name)
{
	char path[4096];

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	if (freopen(path, "w", stdout) == NULL) {
		perror(path);
		exit(1);
	}
}

static void
case_corpus(
    const char *folder, uint64_t bytes, unsigned ncertificates, unsigned npods)
{
	struct log_plan plan = { .form = LOG_KLOG,
		.bytes = bytes,
		.percent = CASE_PERCENT,
		.ncertificates = ncertificates };
	int64_t *issued_s = calloc(ncertificates, sizeof(*issued_s));

	if (issued_s == NULL || ncertificates == 0 || npods > ncertificates)
		exit(2);
	for (unsigned i = 0; i < ncertificates; i++)
		issued_s[i] = START_S - 86400;
	print_to(folder, "cert-manager.log");

	struct log_count count = log_print(&plan, issued_s);

	print_to(folder, "certificates.yaml");
	objects_print_certificates(ncertificates, issued_s, false);
	print_to(folder, "pods.json");
	objects_print_pods(npods, issued_s, true);
	print_to(folder, "issuers.yaml");
	objects_print_issuers(issued_s[ncertificates / 2], false);
	tell_log(&count);
	tell("certificates", ncertificates);
	tell("pods", npods);
	free(issued_s);
}

int
main(int argc, char **argv)
{
	const char *what = argc > 1 ? argv[1] : "";

	if (argc == 5 && strcmp(what, "log") == 0) {
		log_corpus(argv[2], argv[3], argv[4]);
	} else if (argc == 4) {
		list_corpus(what, (unsigned)number(argv[2]),
		    strcmp(argv[3], "json") == 0);
	} else if (argc == 3 && strcmp(what, "tar") == 0) {
		tar_corpus((unsigned)number(argv[2]));
	} else if (argc == 6 && strcmp(what, "case") == 0) {
		case_corpus(argv[2], number(argv[3]), (unsigned)number(argv[4]),
		    (unsigned)number(argv[5]));
	} else {
		fprintf(stderr, "corpus: see the head of corpus.c\n");
		return 2;
	}
	return fflush(stdout) == 0 ? 0 : 1;
}
