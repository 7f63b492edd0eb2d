/*
 * Writes what the bench reads, the same bytes for the same arguments:
 *
 *	corpus log BYTES                a log of cert-manager v1.14
 *	corpus certificates N yaml|json a List of Certificates
 *	corpus pods N yaml|json         a List of Pods
 *
 * The last line on standard error is what must be found: how many renewals, or
 * objects.
 */
#include <inttypes.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "sheet.h"

#define SEED UINT64_C(20240131)
#define START_S INT64_C(1706745600) /* 2024-02-01 */
#define NCERTIFICATES 400
#define NNAMESPACES 20
/* A renewal is four lines: about three in a hundred. */
#define LINES_BETWEEN_RENEWALS 133
/* The log goes on after the last one, so that it is seen to have gone well. */
#define QUIET_END_BYTES ((uint64_t)1024 * 1024)

struct log {
	uint64_t random;
	int64_t at_us;
	uint64_t bytes;
	unsigned renewals;
};

static unsigned
pick(uint64_t *random, unsigned below)
{
	*random ^= *random << 13;
	*random ^= *random >> 7;
	*random ^= *random << 17;
	return (unsigned)(*random % below);
}

static struct tm
calendar(int64_t at_us)
{
	time_t at_s = (time_t)(at_us / 1000000);
	struct tm tm = { 0 };

	gmtime_r(&at_s, &tm);
	return tm;
}

/* As Go prints it, without a fraction. */
static void
print_moment(char text[32], int64_t at_us)
{
	struct tm tm = calendar(at_us);

	strftime(text, 32, "%Y-%m-%d %H:%M:%S", &tm);
}

/* A line behind a klog header. */
static void __attribute__((format(printf, 3, 4)))
print_line(struct log *log, const char *source, const char *format, ...)
{
	struct tm tm = calendar(log->at_us);
	char stamp[32];
	va_list args;
	int n;

	strftime(stamp, sizeof(stamp), "%m%d %H:%M:%S", &tm);
	n = printf("I%s.%06d       1 %s] ", stamp, (int)(log->at_us % 1000000),
	    source);
	log->bytes += (uint64_t)n + 1;
	va_start(args, format);
	n = vprintf(format, args);
	va_end(args);
	log->bytes += (uint64_t)n;
	putchar('\n');
}

static void
print_request_line(struct log *log, unsigned certificate, unsigned revision,
    const char *condition)
{
	char moment[32];

	log->at_us += 40000 + pick(&log->random, 90000);
	print_moment(moment, log->at_us);
	print_line(log, "conditions.go:263",
	    "Setting lastTransitionTime for CertificateRequest \"cert-%03u-%u\""
	    " condition \"%s\" to %s.%06d +0000 UTC m=+%" PRId64 ".%09d",
	    certificate, revision, condition, moment,
	    (int)(log->at_us % 1000000), log->at_us / 1000000 - START_S + 3600,
	    (int)(log->at_us % 1000000) * 1000);
}

static void
print_renewal(struct log *log)
{
	unsigned certificate = log->renewals % NCERTIFICATES;
	unsigned revision = log->renewals / NCERTIFICATES + 2;
	char moment[32];

	print_moment(moment, log->at_us);
	print_line(log, "trigger_controller.go:215",
	    "\"Certificate must be re-issued\" "
	    "logger=\"cert-manager.certificates-trigger\" "
	    "key=\"team-%02u/cert-%03u\" reason=\"Renewing\" "
	    "message=\"Renewing certificate as renewal was scheduled at "
	    "%s +0000 UTC\"",
	    certificate % NNAMESPACES, certificate, moment);
	log->at_us += 20000;
	print_line(log, "conditions.go:203",
	    "Setting lastTransitionTime for Certificate \"cert-%03u\" "
	    "condition \"Issuing\" to %s.%06d +0000 UTC m=+%" PRId64 ".5",
	    certificate, moment, (int)(log->at_us % 1000000),
	    log->at_us / 1000000 - START_S + 3600);
	print_request_line(log, certificate, revision, "Approved");
	print_request_line(log, certificate, revision, "Ready");
	log->renewals++;
}

/* What a busy controller prints that says nothing about an issuance. */
static void
print_noise(struct log *log)
{
	unsigned certificate = pick(&log->random, NCERTIFICATES);
	unsigned n = pick(&log->random, 100000);

	switch (pick(&log->random, 6)) {
	case 0:
		print_line(log, "controller.go:162",
		    "\"syncing item\" "
		    "logger=\"cert-manager.certificates-readiness\" "
		    "key=\"team-%02u/cert-%03u\"",
		    certificate % NNAMESPACES, certificate);
		break;
	case 1:
		print_line(log, "controller.go:182",
		    "\"finished processing work item\" "
		    "logger=\"cert-manager.certificates-metrics\" "
		    "key=\"team-%02u/cert-%03u\"",
		    certificate % NNAMESPACES, certificate);
		break;
	case 2:
		print_line(log, "request.go:697",
		    "Waited for 1.%05us due to client-side throttling, not "
		    "priority and fairness, request: GET:https://10.96.0.1:443"
		    "/apis/cert-manager.io/v1/namespaces/team-%02u/"
		    "certificaterequests/cert-%03u-%u",
		    n, certificate % NNAMESPACES, certificate, n % 40);
		break;
	case 3:
		print_line(log, "trace.go:236",
		    "Trace[%u]: \"Reflector ListAndWatch\" "
		    "name:k8s.io/client-go@v0.29.0/tools/cache/"
		    "reflector.go:229 (took %ums):",
		    n * 7919, n % 30000);
		break;
	case 4:
		print_line(log, "reflector.go:351",
		    "Caches populated for *v1.PartialObjectMetadata from "
		    "k8s.io/client-go@v0.29.0/tools/cache/reflector.go:229");
		break;
	default:
		print_line(log, "inventory.go:88",
		    "\"skipped a certificate of the inventory\" "
		    "logger=\"inventory\" resource_name=\"cert-%03u\" "
		    "resource_namespace=\"team-%02u\" reason=\"certificate "
		    "already issued and up to date\" checks=%u",
		    certificate, certificate % NNAMESPACES, n);
		break;
	}
}

static unsigned
print_log(uint64_t bytes)
{
	struct log log = { .random = SEED, .at_us = START_S * 1000000 };

	for (unsigned nlines = 1; log.bytes < bytes; nlines++) {
		/* Some 20 s a line makes two months of 64 MB. */
		log.at_us += 1 + pick(&log.random, 40000000);
		if (nlines % LINES_BETWEEN_RENEWALS == 0 &&
		    log.bytes + QUIET_END_BYTES < bytes)
			print_renewal(&log);
		else
			print_noise(&log);
	}
	return log.renewals;
}

static void
put_time(struct sheet *sheet, const char *key, int64_t at_s)
{
	struct tm tm = calendar(at_s * 1000000);
	char text[32];

	strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &tm);
	sheet_text(sheet, key, text);
}

static void __attribute__((format(printf, 3, 4)))
put_name(struct sheet *sheet, const char *key, const char *format, ...)
{
	char text[128];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	sheet_text(sheet, key, text);
}

/* About half of an object's text, as in dumps with --show-managed-fields. */
static void
put_managed_fields(struct sheet *sheet, int nfields)
{
	char key[32];

	sheet_list(sheet, "managedFields");
	sheet_map(sheet, NULL);
	sheet_text(sheet, "apiVersion", "v1");
	sheet_text(sheet, "fieldsType", "FieldsV1");
	sheet_map(sheet, "fieldsV1");
	sheet_map(sheet, "f:spec");
	for (int i = 0; i < nfields; i++) {
		snprintf(key, sizeof(key), "f:containerField%d", i);
		sheet_map(sheet, key);
		sheet_bare(sheet, ".", "{}");
		sheet_bare(sheet, "f:name", "{}");
		sheet_bare(sheet, "f:value", "{}");
		sheet_map_end(sheet);
	}
	sheet_map_end(sheet);
	sheet_map_end(sheet);
	sheet_text(sheet, "manager", "kube-controller-manager");
	sheet_text(sheet, "operation", "Update");
	sheet_map_end(sheet);
	sheet_list_end(sheet);
}

static void
put_metadata(struct sheet *sheet, const char *kind, unsigned i, int nfields)
{
	sheet_map(sheet, "metadata");
	put_time(sheet, "creationTimestamp", START_S + i);
	put_managed_fields(sheet, nfields);
	put_name(sheet, "name", "%s-%05u", kind, i);
	put_name(sheet, "namespace", "team-%02u", i % NNAMESPACES);
	put_name(sheet, "resourceVersion", "%u", 100000 + i);
	put_name(sheet, "uid", "00000000-0000-4000-8000-%012u", i);
	sheet_map_end(sheet);
}

static void
put_condition(
    struct sheet *sheet, const char *type, const char *reason, int64_t at_s)
{
	sheet_map(sheet, NULL);
	put_time(sheet, "lastTransitionTime", at_s);
	sheet_text(sheet, "reason", reason);
	sheet_text(sheet, "status", "True");
	sheet_text(sheet, "type", type);
	sheet_map_end(sheet);
}

static void
put_certificate(struct sheet *sheet, unsigned i)
{
	sheet_map(sheet, NULL);
	sheet_text(sheet, "apiVersion", "cert-manager.io/v1");
	sheet_text(sheet, "kind", "Certificate");
	put_metadata(sheet, "cert", i, 16);
	sheet_map(sheet, "spec");
	put_name(sheet, "commonName", "cert-%05u.example", i);
	sheet_list(sheet, "dnsNames");
	for (unsigned k = 0; k < 4; k++)
		put_name(sheet, NULL, "cert-%05u-%u.example", i, k);
	sheet_list_end(sheet);
	sheet_text(sheet, "duration", "2160h0m0s");
	sheet_map(sheet, "issuerRef");
	sheet_text(sheet, "kind", "Issuer");
	sheet_text(sheet, "name", "team-ca");
	sheet_map_end(sheet);
	put_name(sheet, "secretName", "cert-%05u-tls", i);
	sheet_map_end(sheet);
	sheet_map(sheet, "status");
	sheet_list(sheet, "conditions");
	put_condition(sheet, "Ready", "Ready", START_S + i);
	sheet_list_end(sheet);
	put_time(sheet, "notAfter", START_S + i + 90 * 86400);
	put_time(sheet, "notBefore", START_S + i);
	put_time(sheet, "renewalTime", START_S + i + 60 * 86400);
	sheet_bare(sheet, "revision", "2");
	sheet_map_end(sheet);
	sheet_map_end(sheet);
}

static void
put_container(struct sheet *sheet, unsigned i, const char *name)
{
	sheet_map(sheet, NULL);
	sheet_list(sheet, "env");
	for (unsigned k = 0; k < 20; k++) {
		sheet_map(sheet, NULL);
		put_name(sheet, "name", "SETTING_%u", k);
		put_name(sheet, "value", "value-%u-of-pod-%u", k, i);
		sheet_map_end(sheet);
	}
	sheet_list_end(sheet);
	put_name(sheet, "image", "registry.example/%s/1.%u", name, i % 50);
	sheet_text(sheet, "name", name);
	sheet_list(sheet, "volumeMounts");
	sheet_map(sheet, NULL);
	sheet_text(sheet, "mountPath", "/etc/tls");
	sheet_text(sheet, "name", "tls");
	sheet_map_end(sheet);
	sheet_list_end(sheet);
	sheet_map_end(sheet);
}

static void
put_container_status(struct sheet *sheet, unsigned i, const char *name)
{
	sheet_map(sheet, NULL);
	sheet_text(sheet, "name", name);
	sheet_bare(sheet, "restartCount", "0");
	sheet_map(sheet, "state");
	sheet_map(sheet, "running");
	put_time(sheet, "startedAt", START_S + i + 10);
	sheet_map_end(sheet);
	sheet_map_end(sheet);
	sheet_map_end(sheet);
}

static void
put_pod(struct sheet *sheet, unsigned i)
{
	sheet_map(sheet, NULL);
	sheet_text(sheet, "apiVersion", "v1");
	sheet_text(sheet, "kind", "Pod");
	put_metadata(sheet, "pod", i, 40);
	sheet_map(sheet, "spec");
	sheet_list(sheet, "containers");
	put_container(sheet, i, "server");
	put_container(sheet, i, "proxy");
	sheet_list_end(sheet);
	sheet_list(sheet, "volumes");
	sheet_map(sheet, NULL);
	sheet_text(sheet, "name", "tls");
	sheet_map(sheet, "secret");
	put_name(sheet, "secretName", "cert-%05u-tls", i % 1000);
	sheet_map_end(sheet);
	sheet_map_end(sheet);
	sheet_list_end(sheet);
	sheet_map_end(sheet);
	sheet_map(sheet, "status");
	sheet_list(sheet, "containerStatuses");
	put_container_status(sheet, i, "server");
	put_container_status(sheet, i, "proxy");
	sheet_list_end(sheet);
	sheet_text(sheet, "phase", "Running");
	sheet_map_end(sheet);
	sheet_map_end(sheet);
}

static void
print_list(unsigned n, const char *kind, bool is_json)
{
	struct sheet sheet = { .is_json = is_json, .is_fresh = true };

	sheet_map(&sheet, NULL);
	sheet_text(&sheet, "apiVersion", "v1");
	sheet_list(&sheet, "items");
	for (unsigned i = 0; i < n; i++) {
		if (strcmp(kind, "pods") == 0)
			put_pod(&sheet, i);
		else
			put_certificate(&sheet, i);
	}
	sheet_list_end(&sheet);
	sheet_text(&sheet, "kind", "List");
	sheet_map_end(&sheet);
}

int
main(int argc, char **argv)
{
	if (argc == 3 && strcmp(argv[1], "log") == 0) {
		fprintf(stderr, "%u\n", print_log(strtoull(argv[2], NULL, 10)));
	} else if (argc == 4) {
		unsigned n = (unsigned)strtoul(argv[2], NULL, 10);

		print_list(n, argv[1], strcmp(argv[3], "json") == 0);
		fprintf(stderr, "%u\n", n);
	} else {
		return 2;
	}
	return fflush(stdout) == 0 ? 0 : 1;
}
