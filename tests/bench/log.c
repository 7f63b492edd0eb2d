#include "log.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "moment.h"

#define SEED UINT64_C(20240131)
/*
 * With half a second a line and percent, the renewals of a hot certificate lie
 * some 20 minutes apart, so that none is taken for another try of the last.
 */
#define US_A_LINE_AND_PERCENT 500000
/* The log goes on after the last one, so that it is seen to have gone well. */
#define QUIET_END_BYTES ((uint64_t)1024 * 1024)
#define MAX_PAIRS 8
#define KNOWN_STEPS 3

struct log {
	const struct log_plan *plan;
	struct log_count count;
	uint64_t random;
	int64_t at_us;
	bool is_new; /* the newer of the two dialects */
	size_t len;
	char line[4096];
};

struct pair {
	const char *key;
	const char *text;
	const char *json; /* as JSON has it, where that is not text */
};

struct message {
	char letter;
	const char *source; /* FOLDER/FILE.go:LINE */
	const char *logger; /* NULL: it goes without, and so do its pairs */
	const char *text;
	struct pair pairs[MAX_PAIRS];
};

static unsigned
pick(struct log *log, unsigned below)
{
	log->random ^= log->random << 13;
	log->random ^= log->random >> 7;
	log->random ^= log->random << 17;
	return (unsigned)(log->random % below);
}

static void __attribute__((format(printf, 2, 3)))
add(struct log *log, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	log->len += (size_t)vsnprintf(
	    log->line + log->len, sizeof(log->line) - log->len, format, args);
	va_end(args);
}

static void
add_quoted(struct log *log, const char *text)
{
	log->line[log->len++] = '"';
	for (; *text != '\0'; text++) {
		if (*text == '"' || *text == '\\')
			log->line[log->len++] = '\\';
		log->line[log->len++] = *text;
	}
	log->line[log->len++] = '"';
}

static void
add_json(struct log *log, const struct message *message)
{
	add(log, "{\"ts\":%" PRId64 ".%03d,", log->at_us / 1000,
	    (int)(log->at_us % 1000));
	if (message->logger != NULL)
		add(log, "\"logger\":\"cert-manager.%s\",", message->logger);
	add(log, "\"caller\":\"%s\",\"msg\":", message->source);
	add_quoted(log, message->text);
	add(log, ",\"v\":2");
	for (const struct pair *pair = message->pairs; pair->key != NULL;
	     pair++) {
		add(log, ",\"%s\":", pair->key);
		if (pair->json != NULL)
			add(log, "%s", pair->json);
		else
			add_quoted(log, pair->text);
	}
	add(log, "}");
}

static void
add_klog(struct log *log, const struct message *message)
{
	char stamp[32];

	moment_print(stamp, MOMENT_KLOG, log->at_us / US_PER_S);
	add(log, "%c%s.%06d       1 %s] ", message->letter, stamp,
	    (int)(log->at_us % US_PER_S), strchr(message->source, '/') + 1);
	if (message->logger == NULL) {
		add(log, "%s", message->text);
		return;
	}
	if (log->is_new)
		add(log, "\"%s\" logger=\"cert-manager.%s\"", message->text,
		    message->logger);
	else
		add(log, "\"cert-manager/%s: %s\"", message->logger,
		    message->text);
	for (const struct pair *pair = message->pairs; pair->key != NULL;
	     pair++) {
		add(log, " %s=", pair->key);
		add_quoted(log, pair->text);
	}
}

static void
print_message(struct log *log, const struct message *message)
{
	char moment[32];

	log->len = 0;
	if (log->plan->form == LOG_KUBELET) {
		moment_print(moment, MOMENT_KUBE, log->at_us / US_PER_S);
		add(log, "%.19s.%06d123Z ", moment,
		    (int)(log->at_us % US_PER_S));
	}
	if (log->plan->form == LOG_JSON)
		add_json(log, message);
	else
		add_klog(log, message);
	log->line[log->len++] = '\n';
	fwrite(log->line, 1, log->len, stdout);
	log->count.bytes += log->len;
	log->count.lines++;
}

static void
print_relevant(struct log *log, const struct message *message)
{
	print_message(log, message);
	log->count.relevant++;
	log->count.understood++;
}

/* A line that says that a condition of a Certificate or a request was set. */
static void
print_condition(struct log *log, const char *kind, const char *team,
    const char *name, const char *condition)
{
	char moment[32], full[96], text[256], key[64], object[128], ms[32];
	bool is_request = strcmp(kind, "Certificate") != 0;
	struct message message = { 'I', "util/conditions.go:263", NULL, text,
		{ { NULL, NULL, NULL } } };

	log->at_us += 20000 + pick(log, 90000);
	moment_print(moment, MOMENT_GO, log->at_us / US_PER_S);
	snprintf(full, sizeof(full), "%s.%06d +0000 UTC m=+%" PRId64 ".%06d",
	    moment, (int)(log->at_us % US_PER_S),
	    log->at_us / US_PER_S - START_S + 3600,
	    (int)(log->at_us % US_PER_S));
	snprintf(text, sizeof(text),
	    "Setting lastTransitionTime for %s \"%s\" condition \"%s\" to %s",
	    kind, name, condition, full);
	if (log->is_new) {
		snprintf(text, sizeof(text),
		    "Setting lastTransitionTime for %s condition", kind);
		snprintf(key, sizeof(key), "%s/%s", team, name);
		snprintf(object, sizeof(object),
		    "{\"name\":\"%s\",\"namespace\":\"%s\"}", name, team);
		snprintf(ms, sizeof(ms), "%" PRId64 ".%d", log->at_us / 1000,
		    (int)(log->at_us % 1000 / 100));
		message.logger = "controller";
		message.pairs[0] =
		    (struct pair){ is_request ? "certificateRequest"
					      : "certificate",
			    key, object };
		message.pairs[1] =
		    (struct pair){ "condition", condition, NULL };
		message.pairs[2] =
		    (struct pair){ "lastTransitionTime", full, ms };
	}
	print_relevant(log, &message);
}

static void
print_begin(struct log *log, const char *team, const char *name)
{
	char moment[32], why[128], key[64];
	struct message message = { 'I', "trigger/trigger_controller.go:215",
		"certificates-trigger", "Certificate must be re-issued",
		{ { "key", key, NULL }, { "reason", "Renewing", NULL },
		    { "message", why, NULL } } };

	snprintf(key, sizeof(key), "%s/%s", team, name);
	moment_print(moment, MOMENT_GO, log->at_us / US_PER_S);
	snprintf(why, sizeof(why),
	    "Renewing certificate as renewal was scheduled at %s +0000 UTC",
	    moment);
	print_relevant(log, &message);
	print_condition(log, "Certificate", team, name, "Issuing");
}

/* Two writers met: the controller says so and tries again. */
static void
print_conflict(struct log *log, const char *team, const char *name)
{
	char key[64], error[256];
	struct message message = { 'I', "controller/controller.go:162",
		"certificates-trigger",
		"re-queuing item due to optimistic locking on resource",
		{ { "key", key, NULL }, { "error", error, NULL } } };

	log->at_us += 15000;
	snprintf(key, sizeof(key), "%s/%s", team, name);
	snprintf(error, sizeof(error),
	    "Operation cannot be fulfilled on certificates.cert-manager.io "
	    "\"%s\": the object has been modified; please apply your changes "
	    "to the latest version and try again",
	    name);
	print_relevant(log, &message);
	log->at_us += 30000;
}

/* Those that are hot take turns, and so do the others. */
static unsigned
certificate_of_renewal(const struct log_plan *plan, uint64_t n)
{
	if (plan->nhot == 0)
		return (unsigned)(n % plan->ncertificates);
	if (n % 4 < 3)
		return (unsigned)((n / 4 * 3 + n % 4) % plan->nhot);
	return plan->nhot +
	    (unsigned)(n / 4 % (plan->ncertificates - plan->nhot));
}

static void
print_renewal(struct log *log, int64_t *issued_s)
{
	uint64_t n = log->count.renewals++;
	unsigned i = certificate_of_renewal(log->plan, n);
	char team[16], name[32], request[64];

	snprintf(team, sizeof(team), TEAM_FORMAT, i % NTEAMS);
	snprintf(name, sizeof(name), CERTIFICATE_FORMAT, i);
	snprintf(request, sizeof(request), "%s-%" PRIu64, name, n + 2);
	print_begin(log, team, name);
	if (n % 3 == 0) {
		print_conflict(log, team, name);
		print_begin(log, team, name);
	}
	print_condition(log, "CertificateRequest", team, request, "Approved");
	print_condition(log, "CertificateRequest", team, request, "Ready");
	if (issued_s != NULL)
		issued_s[i] = log->at_us / US_PER_S;
}

/* Lines of the controller that are about a certificate, and say nothing. */
static void
print_step(struct log *log, const char *team, const char *name)
{
	char key[64], error[512], number[32];
	struct pair about = { "key", key, NULL };
	struct pair version = { "resource_version", number, NULL };

	snprintf(key, sizeof(key), "%s/%s", team, name);
	snprintf(error, sizeof(error),
	    "failed to create a new order: acme: "
	    "urn:ietf:params:acme:error:rateLimited: Error creating new order "
	    ":: too many certificates already issued for the exact set of "
	    "domains \"%s.example\", see the documentation of the rate limits; "
	    "the order is kept and tried again when the limit has passed",
	    name);

	snprintf(number, sizeof(number), "%u", 90000000 + pick(log, 900000000));

	/* The first of them are known to certtrail, the others are not. */
	const struct message steps[] = {
		{ 'I', "controller/controller.go:162", "certificates-readiness",
		    "syncing item", { about, version } },
		{ 'I', "controller/controller.go:182", "certificates-metrics",
		    "finished processing work item", { about, version } },
		{ 'I', "certificaterequests/sync.go:52",
		    "certificaterequests-issuer-ca",
		    "certificate request Ready condition true so skipping "
		    "processing",
		    { { "resource_name", name, NULL },
			{ "resource_namespace", team, NULL },
			{ "resource_kind", "CertificateRequest", NULL },
			version } },
		{ 'I', "event/event.go:364", "events", "Event occurred",
		    { { "object", key, NULL }, version,
			{ "kind", "Certificate", NULL },
			{ "apiVersion", "cert-manager.io/v1", NULL },
			{ "type", "Normal", NULL },
			{ "reason", "Issuing", NULL },
			{ "message",
			    "The certificate has been successfully issued",
			    NULL } } },
		{ 'E', "acmeorders/sync.go:309", "orders",
		    "the server refuses an order for now",
		    { about, version, { "err", error, NULL } } },
		{ 'I', "readiness/readiness_controller.go:188",
		    "certificates-readiness",
		    "compared the certificate with its Secret and its newest "
		    "request, nothing has changed",
		    { about, version, { "condition", "Ready", NULL },
			{ "detail",
			    "Certificate is up to date and has not expired",
			    NULL } } },
	};
	unsigned i = pick(log, sizeof(steps) / sizeof(steps[0]));

	print_message(log, &steps[i]);
	if (i < KNOWN_STEPS)
		log->count.understood++;
}

/* Lines of client-go and of others, of which a trace has several. */
static void
print_chatter(struct log *log, const char *team, const char *name)
{
	unsigned n = pick(log, 100000);
	char text[400];
	struct message message = { 'I', "client-go/trace.go:236", NULL, text,
		{ { NULL, NULL, NULL } } };

	switch (pick(log, 3)) {
	case 0:
		message.source = "client-go/request.go:697";
		snprintf(text, sizeof(text),
		    "Waited for 1.%05us due to client-side throttling, not "
		    "priority and fairness, request: GET:https://10.96.0.1:443"
		    "/apis/cert-manager.io/v1/namespaces/%s/"
		    "certificaterequests/%s-%u",
		    n, team, name, n % 40);
		break;
	case 1:
		message.source = "client-go/reflector.go:351";
		snprintf(text, sizeof(text),
		    "k8s.io/client-go@v0.29.0/tools/cache/reflector.go:229: "
		    "watch of *v1.PartialObjectMetadata closed with: too old "
		    "resource version: %u (%u), listing anew with the version "
		    "that the server has",
		    n * 31, n * 31 + 977);
		log->count.understood++;
		break;
	default:
		snprintf(text, sizeof(text),
		    "Trace[%u]: \"Reflector ListAndWatch\" name:k8s.io/"
		    "client-go@v0.29.0/tools/cache/reflector.go:229 "
		    "(total time: %ums):",
		    n * 7919, 10000 + n % 30000);
		print_message(log, &message);
		snprintf(text, sizeof(text),
		    "Trace[%u]: ---\"Objects listed\" error:<nil> %ums",
		    n * 7919, 10000 + n % 30000);
		print_message(log, &message);
		snprintf(text, sizeof(text), "Trace[%u]: [%u.%us] [%u.%us] END",
		    n * 7919, 10 + n % 30, n, 10 + n % 30, n);
		break;
	}
	print_message(log, &message);
}

struct log_count
log_print(const struct log_plan *plan, int64_t *issued_s)
{
	struct log log = {
		.plan = plan, .random = SEED, .at_us = START_S * US_PER_S
	};
	struct log_count *count = &log.count;
	char team[16], name[32];

	while (count->bytes < plan->bytes) {
		log.is_new = count->bytes > plan->bytes / 2;
		if (count->relevant * 100 < count->lines * plan->percent &&
		    count->bytes + QUIET_END_BYTES < plan->bytes) {
			print_renewal(&log, issued_s);
			continue;
		}
		log.at_us +=
		    1 + pick(&log, 2 * US_A_LINE_AND_PERCENT * plan->percent);

		unsigned i = pick(&log, plan->ncertificates);

		snprintf(team, sizeof(team), TEAM_FORMAT, i % NTEAMS);
		snprintf(name, sizeof(name), CERTIFICATE_FORMAT, i);
		if (pick(&log, 4) == 0)
			print_chatter(&log, team, name);
		else
			print_step(&log, team, name);
	}
	return log.count;
}
