#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "certificates.h"
#include "reading.h"

/* One object and its facts; those of the first table are left out. */
struct story {
	const char *what;
	const char *text;
	const char *facts;
	const char *told; /* NULL: nothing */
};

static void
check_stories(const struct story *stories, size_t nstories)
{
	for (size_t i = 0; i < nstories; i++) {
		const struct story *story = &stories[i];
		const char *told = story->told == NULL ? "" : story->told;
		struct reading got =
		    reading_of(story->text, strlen(story->text));
		const char *rest = strchr(got.facts, '\n');

		cr_assert_not_null(rest, "%s: no object", story->what);
		cr_expect_str_eq(
		    rest + 1, story->facts, "%s:\n%s", story->what, rest + 1);
		cr_expect_str_eq(
		    got.told, told, "%s: told:\n%s", story->what, got.told);
		reading_free(&got);
	}
}

static const struct story certificates[] = {
	{ "v1",
	    "apiVersion: cert-manager.io/v1\nkind: Certificate\n"
	    "metadata: {name: c}\n"
	    "spec:\n  commonName: zoo.example.test\n  dnsNames: [a, b]\n"
	    "  duration: 2160h0m0s\n  isCA: true\n"
	    "  issuerRef: {group: cert-manager.io, kind: ClusterIssuer, name: "
	    "i}\n"
	    "  privateKey: {rotationPolicy: Always}\n"
	    "  renewBefore: 360h0m0s\n  renewBeforePercentage: 25\n"
	    "  secretName: s\n"
	    "status:\n"
	    "  conditions:\n"
	    "  - lastTransitionTime: \"2024-01-15T10:15:30Z\"\n"
	    "    message: Certificate is up to date\n      and has not "
	    "expired\n"
	    "    observedGeneration: 1\n    reason: Ready\n    status: "
	    "\"True\"\n"
	    "    type: Ready\n"
	    "  - {status: \"False\", type: Issuing}\n"
	    "  - {type: Odd}\n"
	    "  failedIssuanceAttempts: 2\n"
	    "  lastFailureTime: \"2024-01-15T10:15:31Z\"\n"
	    "  nextPrivateKeySecretName: c-x1\n"
	    "  notAfter: \"2024-04-14T10:15:30Z\"\n"
	    "  notBefore: 2024-01-15T10:15:30Z\n"
	    "  renewalTime: \"2024-03-30T10:15:30Z\"\n  revision: 3\n",
	    "certificate secret=s is_ca=1 common_name=zoo.example.test "
	    "issuer_kind=ClusterIssuer issuer=i issuer_group=cert-manager.io "
	    "duration_s=7776000 renew_before_s=1296000 renew_before_pct=25 "
	    "key_rotation=Always not_before_us=1705313730000000 "
	    "not_before_line=29 not_after_us=1713089730000000 "
	    "not_after_line=28 renewal_us=1711793730000000 revision=3 "
	    "last_failure_us=1705313731000000 last_failure_line=26 "
	    "failed_attempts=2 next_key_secret=c-x1\n"
	    "condition line=16 type=Ready status=True reason=Ready "
	    "message=Certificate is up to date and has not expired "
	    "at_us=1705313730000000\n"
	    "condition line=23 type=Issuing status=False\n",
	    NULL },
	{ "v1alpha1 of the old group",
	    "apiVersion: certmanager.k8s.io/v1alpha1\nkind: Certificate\n"
	    "metadata: {name: c}\nspec: {secretName: s, isCA: false,"
	    " rotationPolicy: Never, issuerRef: {name: i}}\n"
	    "status: {notAfter: 2024-04-14T10:15:30Z}\n",
	    "certificate secret=s is_ca=0 issuer=i key_rotation=Never "
	    "not_after_us=1713089730000000 not_after_line=5\n",
	    NULL },
	{ "values that are wrong",
	    "apiVersion: cert-manager.io/v1\nkind: Certificate\n"
	    "metadata: {name: c}\nspec:\n  duration: 90d\n"
	    "status:\n  revision: 1e3\n  notAfter: \"2024-02-30T00:00:00Z\"\n",
	    "certificate\n",
	    "5: duration: \"90d\" is not a duration; left out\n"
	    "8: notAfter: \"2024-02-30T00:00:00Z\" is not a time; left out\n"
	    "7: revision: \"1e3\" is not a whole number; left out\n" },
	{ "shapes that are wrong",
	    "apiVersion: cert-manager.io/v1\nkind: Certificate\n"
	    "metadata: {name: c}\nspec: [secretName]\n"
	    "status: {conditions: {a: b}, notAfter: [1], revision: {}}\n",
	    "certificate\n", NULL },
	{ "a CA issuer",
	    "apiVersion: cert-manager.io/v1\nkind: Issuer\n"
	    "metadata: {name: i}\nspec: {ca: {secretName: s}}\n"
	    "status: {conditions: [{type: Ready, status: \"True\"}]}\n",
	    "issuer type=ca ca_secret=s\n"
	    "condition line=5 type=Ready status=True\n",
	    NULL },
	{ "an ACME issuer",
	    "apiVersion: cert-manager.io/v1\nkind: ClusterIssuer\n"
	    "metadata: {name: i}\nspec: {acme: {server: x, solvers: [{}]}}\n",
	    "issuer type=acme\n", NULL },
	{ "a self-signed issuer",
	    "apiVersion: cert-manager.io/v1alpha2\nkind: Issuer\n"
	    "metadata: {name: i}\nspec: {selfSigned: {}}\n",
	    "issuer type=selfSigned\n", NULL },
	{ "an issuer of some other kind",
	    "apiVersion: cert-manager.io/v1\nkind: Issuer\n"
	    "metadata: {name: i}\nspec: {cloud: {}}\n",
	    "issuer type=other\n", NULL },
	{ "a request",
	    "apiVersion: cert-manager.io/v1\nkind: CertificateRequest\n"
	    "metadata:\n  annotations:\n    cert-manager.io/certificate-name: "
	    "c\n"
	    "    cert-manager.io/certificate-revision: \"4\"\n  name: c-4\n"
	    "spec: {request: TU9SRQ==, isCA: true, duration: 1h,"
	    " issuerRef: {name: i, kind: Issuer}}\n"
	    "status: {failureTime: 2024-01-15T10:15:30Z}\n",
	    "annotation line=5 place=annotation "
	    "key=cert-manager.io/certificate-name value=c\n"
	    "annotation line=6 place=annotation "
	    "key=cert-manager.io/certificate-revision value=4\n"
	    "certificate_request certificate=c revision=4 is_ca=1 "
	    "issuer_kind=Issuer issuer=i duration_s=3600 "
	    "failure_us=1705313730000000\n",
	    NULL },
	{ "a request with an owner only",
	    "apiVersion: certmanager.k8s.io/v1alpha1\nkind: "
	    "CertificateRequest\n"
	    "metadata:\n  name: c-4\n  ownerReferences:\n"
	    "  - {kind: Other, name: o}\n  - {kind: Certificate, name: c}\n"
	    "status: {certificate: \"***HIDDEN***\"}\n",
	    "certificate_request certificate=c\n",
	    "8: status.certificate: no certificate in it; left out\n" },
};

Test(kube_kinds, reads_the_kinds_of_cert_manager)
{
	check_stories(
	    certificates, sizeof(certificates) / sizeof(certificates[0]));
}

static const struct story events[] = {
	{ "the core's",
	    "apiVersion: v1\nkind: Event\nmetadata: {name: e,"
	    " creationTimestamp: 2024-01-01T00:00:00Z}\ncount: 3\n"
	    "eventTime: null\nfirstTimestamp: 2024-01-15T10:15:30Z\n"
	    "lastTimestamp: 2024-01-15T10:15:40Z\n"
	    "involvedObject: {kind: Certificate, name: c, namespace: n, uid: "
	    "u}\n"
	    "message: 'Issued'\nreason: Issuing\n"
	    "source: {component: cert-manager-certificates-issuing}\n"
	    "type: Normal\nreportingComponent: \"\"\n",
	    "kube_event subject_kind=Certificate subject_namespace=n subject=c "
	    "subject_uid=u type=Normal reason=Issuing message=Issued "
	    "component=cert-manager-certificates-issuing "
	    "first_us=1705313730000000 last_us=1705313740000000 n=3\n",
	    NULL },
	{ "events.k8s.io's, seen through the core",
	    "apiVersion: v1\nkind: Event\nmetadata: {name: e}\n"
	    "eventTime: \"2024-01-15T10:15:30.044343Z\"\nfirstTimestamp: null\n"
	    "lastTimestamp: null\nreportingComponent: kubelet\n"
	    "series: {count: 7, lastObservedTime: 2024-01-15T10:15:40.5Z}\n"
	    "involvedObject: {kind: Pod}\nsource: {}\n",
	    "kube_event subject_kind=Pod component=kubelet "
	    "first_us=1705313730044343 last_us=1705313740500000 n=7\n",
	    NULL },
	{ "events.k8s.io's own",
	    "apiVersion: events.k8s.io/v1\nkind: Event\nmetadata: {name: e}\n"
	    "eventTime: null\ndeprecatedFirstTimestamp: 2024-01-15T10:15:30Z\n"
	    "deprecatedLastTimestamp: 2024-01-15T10:15:40Z\ndeprecatedCount: "
	    "2\n"
	    "deprecatedSource: {component: kubelet}\nnote: x\n"
	    "regarding: {kind: Pod, name: p}\nreason: Killing\ntype: Normal\n",
	    "kube_event subject_kind=Pod subject=p type=Normal reason=Killing "
	    "message=x component=kubelet first_us=1705313730000000 "
	    "last_us=1705313740000000 n=2\n",
	    NULL },
	{ "one that only has its creation",
	    "apiVersion: v1\nkind: Event\nmetadata: {name: e,"
	    " creationTimestamp: 2024-01-15T10:15:30Z}\n",
	    "kube_event first_us=1705313730000000 last_us=1705313730000000 "
	    "n=1\n",
	    NULL },
};

Test(kube_kinds, reads_events_of_both_apis)
{
	check_stories(events, sizeof(events) / sizeof(events[0]));
}

#define POD "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\n"

static const struct story pods[] = {
	{ "states",
	    POD
	    "spec:\n  nodeName: n\n  containers:\n  - {name: a, image: r/a:1}\n"
	    "  - {name: b}\n  - {name: c}\n"
	    "  initContainers:\n  - name: i\n  - {name: s, restartPolicy: "
	    "Always}\n"
	    "  ephemeralContainers:\n  - name: e\n"
	    "status:\n  phase: Running\n  startTime: 2024-01-15T10:15:30Z\n"
	    "  conditions:\n  - {type: Ready, status: \"True\"}\n"
	    "  containerStatuses:\n"
	    "  - {name: b, restartCount: 4, state: {waiting: {reason:"
	    " CrashLoopBackOff}}, lastState: {terminated: {reason: Error,"
	    " startedAt: 2024-01-15T10:15:31Z, finishedAt:"
	    " 2024-01-15T10:15:32Z}}}\n"
	    "  - name: a\n    restartCount: 0\n    lastState: {}\n    state:\n"
	    "      running:\n        startedAt: \"2024-01-15T10:15:33Z\"\n"
	    "  initContainerStatuses:\n"
	    "  - {name: i, state: {terminated: {reason: Completed, startedAt:"
	    " 2024-01-15T10:15:34Z, finishedAt: 2024-01-15T10:15:35Z}}}\n",
	    "pod phase=Running node=n started_us=1705313730000000\n"
	    "condition line=19 type=Ready status=True\n"
	    "container line=7 name=a type=app image=r/a:1 state=running "
	    "started_us=1705313733000000 started_line=27 restart_count=0\n"
	    "container line=8 name=b type=app state=waiting "
	    "state_reason=CrashLoopBackOff restart_count=4 "
	    "last_started_us=1705313731000000 "
	    "last_finished_us=1705313732000000 last_reason=Error\n"
	    "container line=9 name=c type=app\n"
	    "container line=11 name=i type=init state=terminated "
	    "state_reason=Completed started_us=1705313734000000 "
	    "started_line=29 finished_us=1705313735000000\n"
	    "container line=12 name=s type=sidecar\n"
	    "container line=14 name=e type=ephemeral\n",
	    NULL },
	{ "entries that begin with what is not read",
	    POD "spec:\n  containers:\n  - args:\n    - -x\n    - y: z\n"
		"    command: [x]\n    env:\n    - name: A\n      value: |\n"
		"        - name: B\n          valueFrom:\n"
		"    - name: C\n      valueFrom:\n        fieldRef:\n"
		"          fieldPath: x\n    - name: D\n      valueFrom:\n"
		"        secretKeyRef:\n          key: k\n          name: s\n"
		"    name: a\n    resources: {}\n    volumeMounts:\n"
		"    - mountPath: /v\n      name: v\n"
		"  volumes:\n  - configMap:\n      name: m\n    name: m\n"
		"  - name: v\n    secret:\n      defaultMode: 420\n"
		"      secretName: t\n"
		"status:\n  conditions:\n  - lastProbeTime: null\n"
		"    status: \"True\"\n    type: Ready\n"
		"  containerStatuses:\n  - containerID: x\n    lastState: {}\n"
		"    name: a\n    state:\n      waiting:\n        message: x\n",
	    "pod\ncondition line=39 type=Ready status=True\n"
	    "container line=6 name=a type=app state=waiting\n"
	    "secret_ref line=21 container=a secret=s uses=env optional=0 "
	    "keys=k\n"
	    "secret_ref line=34 container=a secret=t uses=volume optional=0\n",
	    NULL },
	{ "environment",
	    POD
	    "spec:\n  imagePullSecrets: [{name: pull}]\n  containers:\n"
	    "  - name: a\n    env:\n    - {name: X, value: s3cret}\n"
	    "    - name: Y\n      valueFrom:\n        secretKeyRef:\n"
	    "          {name: s, key: tls.crt, optional: true}\n"
	    "    - {name: Z, valueFrom: {configMapKeyRef: {name: m, key: k}}}\n"
	    "    envFrom:\n    - configMapRef: {name: m}\n"
	    "    - secretRef: {name: t}\n",
	    "pod\ncontainer line=7 name=a type=app\n"
	    "secret_ref line=12 container=a secret=s uses=env optional=1 "
	    "keys=tls.crt\n"
	    "secret_ref line=17 container=a secret=t uses=envFrom optional=0\n",
	    NULL },
	{ "volumes",
	    POD
	    "spec:\n  containers:\n"
	    "  - name: a\n    volumeMounts:\n"
	    "    - {name: v, mountPath: /v}\n    - {name: v, mountPath: /w}\n"
	    "    - {name: v, mountPath: /v/x, subPath: x}\n"
	    "    - {name: p, mountPath: /p}\n    - {name: m, mountPath: /m}\n"
	    "    - {name: c, mountPath: /c}\n    - {name: gone, mountPath: "
	    "/g}\n"
	    "  - name: b\n    volumeMounts:\n"
	    "    - {name: p, mountPath: /p, subPathExpr: $(X)}\n"
	    "  - name: none\n"
	    "  initContainers:\n  - name: i\n    volumeMounts:\n"
	    "    - {name: v, mountPath: /v, subPath: x}\n"
	    "  - name: s\n    restartPolicy: Always\n    volumeMounts:\n"
	    "    - {name: v, mountPath: /v}\n"
	    "  volumes:\n"
	    "  - name: v\n    secret:\n      items:\n"
	    "      - {key: tls.key, path: k}\n      - {key: tls.crt, path: c}\n"
	    "      optional: true\n      secretName: s\n"
	    "  - name: p\n    projected:\n      sources:\n"
	    "      - serviceAccountToken: {path: t}\n"
	    "      - secret: {name: t}\n"
	    "      - secret: {name: u, items: [{key: ca.crt, path: c}]}\n"
	    "  - {name: m, configMap: {name: m}}\n"
	    "  - name: c\n    csi: {driver: d, nodePublishSecretRef: {name: "
	    "x}}\n"
	    "  - {name: unused, secret: {secretName: unused}}\n",
	    "pod\n"
	    "container line=6 name=a type=app\n"
	    "container line=15 name=b type=app\n"
	    "container line=18 name=none type=app\n"
	    "container line=20 name=i type=init\n"
	    "container line=23 name=s type=sidecar\n"
	    "secret_ref line=29 container=a secret=s uses=volume optional=1 "
	    "keys=tls.crt,tls.key\n"
	    "secret_ref line=29 container=a secret=s uses=subPath optional=1 "
	    "keys=tls.crt,tls.key\n"
	    "secret_ref line=39 container=a secret=t uses=projected "
	    "optional=0\n"
	    "secret_ref line=40 container=a secret=u uses=projected optional=0 "
	    "keys=ca.crt\n"
	    "secret_ref line=39 container=b secret=t uses=subPath optional=0\n"
	    "secret_ref line=40 container=b secret=u uses=subPath optional=0 "
	    "keys=ca.crt\n"
	    "secret_ref line=29 container=i secret=s uses=init optional=1 "
	    "keys=tls.crt,tls.key\n"
	    "secret_ref line=29 container=s secret=s uses=volume optional=1 "
	    "keys=tls.crt,tls.key\n",
	    NULL },
	{ "nothing but an init container's environment",
	    POD "spec: {initContainers: [{name: i, envFrom: [{secretRef:"
		" {name: s}}]}]}\n",
	    "pod\ncontainer line=4 name=i type=init\n"
	    "secret_ref line=4 container=i secret=s uses=init optional=0\n",
	    NULL },
	{ "shapes that are wrong",
	    POD
	    "spec: {containers: {a: b}, volumes: x, initContainers: [x, {name:"
	    " [1]}, {name: i, env: x, volumeMounts: [x, {}]}]}\n"
	    "status: {containerStatuses: [x, {name: i, state: x}]}\n",
	    "pod\ncontainer line=4 name=i type=init\n", NULL },
};

Test(kube_kinds, reads_pods)
{
	check_stories(pods, sizeof(pods) / sizeof(pods[0]));
}

static const struct story workloads[] = {
	{ "a Deployment",
	    "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: d\n"
	    "  annotations:\n    deployment.kubernetes.io/revision: \"9\"\n"
	    "    reloader.stakater.com/auto: \"true\"\n"
	    "spec:\n  replicas: 3\n  selector: {matchLabels: {a: b}}\n"
	    "  strategy: {type: RollingUpdate}\n  template:\n    metadata:\n"
	    "      annotations:\n        kubectl.kubernetes.io/restartedAt: x\n"
	    "        other: y\n      labels: {helm.sh/chart: z, a: b}\n"
	    "    spec:\n      containers:\n      - name: a\n"
	    "        envFrom: [{secretRef: {name: s}}]\n"
	    "status: {readyReplicas: 2}\n",
	    "annotation line=6 place=annotation "
	    "key=deployment.kubernetes.io/revision value=9\n"
	    "annotation line=7 place=annotation key=reloader.stakater.com/auto "
	    "value=true\n"
	    "workload replicas=3 ready=2 strategy=RollingUpdate revision=9\n"
	    "annotation line=17 place=template-label key=helm.sh/chart "
	    "value=z\n"
	    "annotation line=15 place=template-annotation "
	    "key=kubectl.kubernetes.io/restartedAt value=x\n"
	    "container line=20 name=a type=app\n"
	    "secret_ref line=21 container=a secret=s uses=envFrom optional=0\n",
	    NULL },
	{ "a DaemonSet",
	    "apiVersion: extensions/v1beta1\nkind: DaemonSet\n"
	    "metadata: {name: d}\nspec: {updateStrategy: {type: OnDelete}}\n"
	    "status: {numberReady: 5}\n",
	    "workload ready=5 strategy=OnDelete\n", NULL },
	{ "a Job",
	    "apiVersion: batch/v1\nkind: Job\nmetadata: {name: j}\n"
	    "spec: {template: {spec: {containers: [{name: a}]}}}\n"
	    "status: {completionTime: 2024-01-15T10:15:30Z}\n",
	    "workload completed_us=1705313730000000\n"
	    "container line=4 name=a type=app\n",
	    NULL },
	{ "a CronJob",
	    "apiVersion: batch/v1beta1\nkind: CronJob\nmetadata: {name: j}\n"
	    "spec: {jobTemplate: {spec: {template: {metadata: {labels:"
	    " {strimzi.io/x: y}}, spec: {containers: [{name: a}]}}}}}\n",
	    "workload\n"
	    "annotation line=4 place=template-label key=strimzi.io/x value=y\n"
	    "container line=4 name=a type=app\n",
	    NULL },
	{ "a StatefulSet that is scaled to zero",
	    "apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: j}\n"
	    "spec: {replicas: 0, updateStrategy: {type: RollingUpdate}}\n",
	    "workload replicas=0 strategy=RollingUpdate\n", NULL },
};

Test(kube_kinds, reads_what_runs_pods)
{
	check_stories(workloads, sizeof(workloads) / sizeof(workloads[0]));
}
