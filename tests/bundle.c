#include "bundle.h"

#include <criterion/criterion.h>
#include <string.h>
#include <sys/stat.h>

#include "scratch.h"

static const char objects[] =
    "apiVersion: cert-manager.io/v1\n"
    "kind: Certificate\n"
    "metadata:\n"
    "  name: web\n"
    "  namespace: zoo\n"
    "  creationTimestamp: \"2020-01-01T00:00:00Z\"\n"
    "spec: {secretName: web-tls, issuerRef: {name: house}}\n"
    "status:\n"
    "  notBefore: \"2021-12-06T09:00:04Z\"\n"
    "  notAfter: \"2022-03-06T09:00:04Z\"\n"
    "  renewalTime: \"2022-02-04T09:00:04Z\"\n"
    "  revision: 3\n"
    "---\n"
    "apiVersion: cert-manager.io/v1\n"
    "kind: Certificate\n"
    "metadata: {name: api, namespace: spa}\n"
    "spec: {secretName: api-tls, issuerRef: {name: house}}\n"
    "status:\n"
    "  notBefore: \"2021-11-01T00:00:00Z\"\n"
    "  notAfter: \"2022-01-30T00:00:00Z\"\n"
    "  renewalTime: \"2021-12-31T00:00:00Z\"\n"
    "---\n"
    "apiVersion: v1\n"
    "kind: Pod\n"
    "metadata:\n"
    "  name: front\n"
    "  namespace: zoo\n"
    "  creationTimestamp: \"2021-11-01T00:00:00Z\"\n"
    "spec:\n"
    "  containers:\n"
    "  - name: app\n"
    "    env:\n"
    "    - name: KEY\n"
    "      valueFrom: {secretKeyRef: {name: web-tls, key: tls.key}}\n"
    "status:\n"
    "  phase: Running\n"
    "  containerStatuses:\n"
    "  - name: app\n"
    "    state: {running: {startedAt: \"2021-11-01T00:00:05Z\"}}\n"
    "---\n"
    "apiVersion: v1\n"
    "kind: Pod\n"
    "metadata: {name: young, namespace: zoo,\n"
    "  creationTimestamp: \"2021-12-07T00:00:00Z\"}\n";

static const char lines[] =
    "I1206 09:00:00.100000       1 trigger_controller.go:181] "
    "cert-manager/controller/certificates-trigger \"msg\"=\"Certificate must "
    "be re-issued\" \"key\"=\"zoo/web\" \"message\"=\"Renewing certificate as "
    "renewal was scheduled at 2021-12-06 09:00:00 +0000 UTC\" "
    "\"reason\"=\"Renewing\"\n"
    "I1206 09:00:00.110000       1 conditions.go:201] Setting "
    "lastTransitionTime for Certificate \"web\" condition \"Issuing\" to "
    "2021-12-06 09:00:00.110000000 +0000 UTC m=+86400.123456\n";

void
bundle_write(void)
{
	cr_assert_eq(mkdir("dump", 0700), 0);
	scratch_write("dump/objects.yaml", objects, strlen(objects));
	scratch_write("dump/cm.log", lines, strlen(lines));
}
