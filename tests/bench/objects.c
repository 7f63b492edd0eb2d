#include "objects.h"

#include <stdarg.h>
#include <stdio.h>

#include "moment.h"
#include "sheet.h"

#define DAY_S INT64_C(86400)
#define NSETTINGS 20

static void
put_time(struct sheet *sheet, const char *key, int64_t at_s)
{
	char text[32];

	moment_print(text, MOMENT_KUBE, at_s);
	sheet_text(sheet, key, text);
}

static void __attribute__((format(printf, 3, 4)))
put_name(struct sheet *sheet, const char *key, const char *format, ...)
{
	char text[256];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	sheet_text(sheet, key, text);
}

/* Entries such as "f:name: {}"; the last key is NULL. */
static void
put_fields(struct sheet *sheet, const char *const keys[])
{
	for (size_t i = 0; keys[i] != NULL; i++)
		sheet_bare(sheet, keys[i], "{}");
}

static void
begin_managed(struct sheet *sheet, const char *api)
{
	sheet_list(sheet, "managedFields");
	sheet_map(sheet, NULL);
	sheet_text(sheet, "apiVersion", api);
	sheet_text(sheet, "fieldsType", "FieldsV1");
	sheet_map(sheet, "fieldsV1");
}

static void
end_managed(struct sheet *sheet, const char *manager, int64_t at_s)
{
	sheet_map_end(sheet);
	sheet_text(sheet, "manager", manager);
	sheet_text(sheet, "operation", "Update");
	put_time(sheet, "time", at_s);
	sheet_map_end(sheet);
	sheet_list_end(sheet);
}

static void
put_certificate_managed(struct sheet *sheet, int64_t at_s)
{
	static const char *const metadata[] = { ".", "f:app", "f:team", NULL };
	static const char *const spec[] = { ".", "f:commonName", "f:dnsNames",
		"f:duration", "f:renewBefore", "f:secretName", "f:usages",
		NULL };
	static const char *const issuer[] = { ".", "f:kind", "f:name", NULL };
	static const char *const status[] = { ".", "f:conditions", "f:notAfter",
		"f:notBefore", "f:renewalTime", "f:revision", NULL };

	begin_managed(sheet, "cert-manager.io/v1");
	sheet_map(sheet, "f:metadata");
	sheet_map(sheet, "f:annotations");
	sheet_bare(sheet, ".", "{}");
	sheet_bare(
	    sheet, "f:kubectl.kubernetes.io/last-applied-configuration", "{}");
	sheet_map_end(sheet);
	sheet_map(sheet, "f:labels");
	put_fields(sheet, metadata);
	sheet_map_end(sheet);
	sheet_map_end(sheet);
	sheet_map(sheet, "f:spec");
	put_fields(sheet, spec);
	sheet_map(sheet, "f:issuerRef");
	put_fields(sheet, issuer);
	sheet_map_end(sheet);
	sheet_map_end(sheet);
	sheet_map(sheet, "f:status");
	put_fields(sheet, status);
	sheet_map_end(sheet);
	end_managed(sheet, "cert-manager-certificates-issuing", at_s);
}

/* About half of a Pod's text. */
static void
put_pod_managed(struct sheet *sheet, int64_t at_s)
{
	static const char *const containers[] = { "k:{\"name\":\"proxy\"}",
		"k:{\"name\":\"server\"}" };
	static const char *const setting[] = { ".", "f:name", "f:value", NULL };
	static const char *const rest[] = { "f:image", "f:imagePullPolicy",
		"f:name", "f:resources", "f:terminationMessagePath", NULL };
	char key[64];

	begin_managed(sheet, "v1");
	sheet_map(sheet, "f:spec");
	sheet_map(sheet, "f:containers");
	for (size_t c = 0; c < 2; c++) {
		sheet_map(sheet, containers[c]);
		sheet_bare(sheet, ".", "{}");
		sheet_map(sheet, "f:env");
		sheet_bare(sheet, ".", "{}");
		for (unsigned k = 0; k < NSETTINGS; k++) {
			snprintf(key, sizeof(key),
			    "k:{\"name\":\"SETTING_%02u\"}", k);
			sheet_map(sheet, key);
			put_fields(sheet, setting);
			sheet_map_end(sheet);
		}
		sheet_map_end(sheet);
		put_fields(sheet, rest);
		sheet_map_end(sheet);
	}
	sheet_map_end(sheet);
	sheet_map_end(sheet);
	end_managed(sheet, "kube-controller-manager", at_s);
}

static void
put_identity(struct sheet *sheet, const char *kind, unsigned i)
{
	put_name(sheet, "name", "%s-%05u", kind, i);
	put_name(sheet, "namespace", TEAM_FORMAT, i % NTEAMS);
	put_name(sheet, "resourceVersion", "%u", 100000 + i);
	put_name(sheet, "uid", "7c0f4d1e-0000-4000-8000-%012u", i);
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
put_validity(struct sheet *sheet, int64_t at_s, int64_t days)
{
	put_time(sheet, "notAfter", at_s + days * DAY_S);
	put_time(sheet, "notBefore", at_s);
	put_time(sheet, "renewalTime", at_s + days * 2 / 3 * DAY_S);
	sheet_bare(sheet, "revision", "2");
}

static void
put_applied(struct sheet *sheet, unsigned i)
{
	char text[512];

	snprintf(text, sizeof(text),
	    "{\"apiVersion\":\"cert-manager.io/v1\",\"kind\":\"Certificate\","
	    "\"metadata\":{\"annotations\":{},\"name\":\"" CERTIFICATE_FORMAT
	    "\",\"namespace\":\"" TEAM_FORMAT "\"},\"spec\":{\"duration\":"
	    "\"2160h0m0s\",\"issuerRef\":{\"kind\":\"Issuer\",\"name\":"
	    "\"team-ca\"},\"secretName\":\"" CERTIFICATE_FORMAT "-tls\"}}",
	    i, i % NTEAMS, i);
	sheet_map(sheet, "annotations");
	sheet_block(
	    sheet, "kubectl.kubernetes.io/last-applied-configuration", text);
	sheet_map_end(sheet);
}

static void
put_certificate_spec(struct sheet *sheet, unsigned i)
{
	sheet_map(sheet, "spec");
	put_name(sheet, "commonName", CERTIFICATE_FORMAT ".example", i);
	sheet_list(sheet, "dnsNames");
	for (unsigned k = 0; k < 4; k++)
		put_name(sheet, NULL, CERTIFICATE_FORMAT "-%u.example", i, k);
	sheet_list_end(sheet);
	sheet_text(sheet, "duration", "2160h0m0s");
	sheet_map(sheet, "issuerRef");
	sheet_text(sheet, "kind", "Issuer");
	sheet_text(sheet, "name", "team-ca");
	sheet_map_end(sheet);
	sheet_text(sheet, "renewBefore", "720h0m0s");
	put_name(sheet, "secretName", CERTIFICATE_FORMAT "-tls", i);
	sheet_list(sheet, "usages");
	sheet_text(sheet, NULL, "digital signature");
	sheet_text(sheet, NULL, "server auth");
	sheet_list_end(sheet);
	sheet_map_end(sheet);
}

static void
put_certificate(struct sheet *sheet, unsigned i, int64_t issued_s)
{
	sheet_text(sheet, "apiVersion", "cert-manager.io/v1");
	sheet_text(sheet, "kind", "Certificate");
	sheet_map(sheet, "metadata");
	put_applied(sheet, i);
	put_time(sheet, "creationTimestamp", START_S - DAY_S);
	sheet_bare(sheet, "generation", "1");
	sheet_map(sheet, "labels");
	put_name(sheet, "app", "shop-%u", i % 97);
	put_name(sheet, "team", TEAM_FORMAT, i % NTEAMS);
	sheet_map_end(sheet);
	put_certificate_managed(sheet, issued_s);
	put_identity(sheet, "cert", i);
	sheet_map_end(sheet);
	put_certificate_spec(sheet, i);
	sheet_map(sheet, "status");
	sheet_list(sheet, "conditions");
	put_condition(sheet, "Ready", "Ready", issued_s);
	sheet_list_end(sheet);
	put_validity(sheet, issued_s, 90);
	sheet_map_end(sheet);
}

static void
put_container(struct sheet *sheet, unsigned i, const char *name)
{
	char key[32];

	sheet_map(sheet, NULL);
	sheet_list(sheet, "env");
	for (unsigned k = 0; k < NSETTINGS; k++) {
		sheet_map(sheet, NULL);
		snprintf(key, sizeof(key), "SETTING_%02u", k);
		sheet_text(sheet, "name", key);
		put_name(sheet, "value", "value-%u-of-pod-%u", k, i);
		sheet_map_end(sheet);
	}
	sheet_list_end(sheet);
	put_name(sheet, "image", "registry.example/%s:1.%u", name, i % 50);
	sheet_text(sheet, "imagePullPolicy", "IfNotPresent");
	sheet_text(sheet, "name", name);
	sheet_bare(sheet, "resources", "{}");
	sheet_list(sheet, "volumeMounts");
	sheet_map(sheet, NULL);
	sheet_text(sheet, "mountPath", "/etc/tls");
	sheet_text(sheet, "name", "tls");
	sheet_bare(sheet, "readOnly", "true");
	sheet_map_end(sheet);
	sheet_list_end(sheet);
	sheet_map_end(sheet);
}

static void
put_container_status(
    struct sheet *sheet, unsigned i, const char *name, int64_t started_s)
{
	sheet_map(sheet, NULL);
	put_name(sheet, "containerID", "containerd://%016u%016u", i, i);
	put_name(sheet, "image", "registry.example/%s:1.%u", name, i % 50);
	sheet_bare(sheet, "lastState", "{}");
	sheet_text(sheet, "name", name);
	sheet_bare(sheet, "ready", "true");
	sheet_bare(sheet, "restartCount", "0");
	sheet_map(sheet, "state");
	sheet_map(sheet, "running");
	put_time(sheet, "startedAt", started_s);
	sheet_map_end(sheet);
	sheet_map_end(sheet);
	sheet_map_end(sheet);
}

static void
put_pod(struct sheet *sheet, unsigned i, int64_t started_s)
{
	sheet_text(sheet, "apiVersion", "v1");
	sheet_text(sheet, "kind", "Pod");
	sheet_map(sheet, "metadata");
	put_time(sheet, "creationTimestamp", started_s);
	put_pod_managed(sheet, started_s);
	put_identity(sheet, "pod", i);
	sheet_map_end(sheet);
	sheet_map(sheet, "spec");
	sheet_list(sheet, "containers");
	put_container(sheet, i, "server");
	put_container(sheet, i, "proxy");
	sheet_list_end(sheet);
	sheet_list(sheet, "volumes");
	sheet_map(sheet, NULL);
	sheet_text(sheet, "name", "tls");
	sheet_map(sheet, "secret");
	put_name(sheet, "secretName", CERTIFICATE_FORMAT "-tls", i);
	sheet_map_end(sheet);
	sheet_map_end(sheet);
	sheet_list_end(sheet);
	sheet_map_end(sheet);
	sheet_map(sheet, "status");
	sheet_list(sheet, "conditions");
	put_condition(sheet, "Ready", "ContainersReady", started_s);
	sheet_list_end(sheet);
	sheet_list(sheet, "containerStatuses");
	put_container_status(sheet, i, "proxy", started_s);
	put_container_status(sheet, i, "server", started_s);
	sheet_list_end(sheet);
	sheet_text(sheet, "phase", "Running");
	put_time(sheet, "startTime", started_s);
	sheet_map_end(sheet);
}

static void
put_issuer(struct sheet *sheet, unsigned team)
{
	sheet_text(sheet, "apiVersion", "cert-manager.io/v1");
	sheet_text(sheet, "kind", "Issuer");
	sheet_map(sheet, "metadata");
	sheet_text(sheet, "name", "team-ca");
	put_name(sheet, "namespace", TEAM_FORMAT, team);
	sheet_map_end(sheet);
	sheet_map(sheet, "spec");
	sheet_map(sheet, "ca");
	sheet_text(sheet, "secretName", "team-ca-tls");
	sheet_map_end(sheet);
	sheet_map_end(sheet);
}

static void
put_ca(struct sheet *sheet, unsigned team, int64_t issued_s)
{
	sheet_text(sheet, "apiVersion", "cert-manager.io/v1");
	sheet_text(sheet, "kind", "Certificate");
	sheet_map(sheet, "metadata");
	put_time(sheet, "creationTimestamp", START_S - DAY_S);
	sheet_text(sheet, "name", "team-ca");
	put_name(sheet, "namespace", TEAM_FORMAT, team);
	sheet_map_end(sheet);
	sheet_map(sheet, "spec");
	sheet_text(sheet, "commonName", "team-ca");
	sheet_bare(sheet, "isCA", "true");
	sheet_map(sheet, "issuerRef");
	sheet_text(sheet, "kind", "ClusterIssuer");
	sheet_text(sheet, "name", "self-signed");
	sheet_map_end(sheet);
	sheet_text(sheet, "secretName", "team-ca-tls");
	sheet_map_end(sheet);
	sheet_map(sheet, "status");
	sheet_list(sheet, "conditions");
	put_condition(sheet, "Ready", "Ready", issued_s);
	sheet_list_end(sheet);
	put_validity(sheet, issued_s, 3650);
	sheet_map_end(sheet);
}

static void
begin_list(struct sheet *sheet)
{
	sheet_map(sheet, NULL);
	sheet_text(sheet, "apiVersion", "v1");
	sheet_list(sheet, "items");
}

static void
end_list(struct sheet *sheet)
{
	sheet_list_end(sheet);
	sheet_text(sheet, "kind", "List");
	sheet_map(sheet, "metadata");
	sheet_text(sheet, "resourceVersion", "");
	sheet_map_end(sheet);
	sheet_map_end(sheet);
}

void
objects_print_certificates(unsigned n, const int64_t *issued_s, bool is_json)
{
	struct sheet sheet = { .is_json = is_json, .is_fresh = true };

	begin_list(&sheet);
	for (unsigned i = 0; i < n; i++) {
		sheet_map(&sheet, NULL);
		put_certificate(
		    &sheet, i, issued_s == NULL ? START_S + i : issued_s[i]);
		sheet_map_end(&sheet);
	}
	end_list(&sheet);
}

void
objects_print_pods(unsigned n, const int64_t *issued_s, bool is_json)
{
	struct sheet sheet = { .is_json = is_json, .is_fresh = true };

	begin_list(&sheet);
	for (unsigned i = 0; i < n; i++) {
		int64_t at_s = issued_s == NULL ? START_S + i : issued_s[i];

		sheet_map(&sheet, NULL);
		put_pod(&sheet, i, i % 2 == 0 ? at_s + 60 : at_s - DAY_S);
		sheet_map_end(&sheet);
	}
	end_list(&sheet);
}

void
objects_print_issuers(int64_t issued_s, bool is_json)
{
	struct sheet sheet = { .is_json = is_json, .is_fresh = true };

	begin_list(&sheet);
	for (unsigned team = 0; team < NTEAMS; team++) {
		sheet_map(&sheet, NULL);
		put_issuer(&sheet, team);
		sheet_map_end(&sheet);
		sheet_map(&sheet, NULL);
		put_ca(&sheet, team, issued_s);
		sheet_map_end(&sheet);
	}
	end_list(&sheet);
}
