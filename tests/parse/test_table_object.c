#include <criterion/criterion.h>

#include "printed_story.h"

static const struct story certificates[] = {
	{ "plain", NULL, NULL,
	    "NAME      READY   SECRET        AGE\n"
	    "otter     True    otter-tls     96d\n"
	    "sea-lion  False   sea-lion-tls  2y13d\n",
	    "object line=2 api_group=cert-manager.io api_version= kin"
	    "d=Certificate name=otter form=table\n"
	    "certificate secret=otter-tls\n"
	    "condition line=2 type=Ready status=True\n"
	    "object_age line=2 what=created age_us=8294400000000 unit"
	    "_us=86400000000\n"
	    "object line=3 api_group=cert-manager.io api_version= kin"
	    "d=Certificate name=sea-lion form=table\n"
	    "certificate secret=sea-lion-tls\n"
	    "condition line=3 type=Ready status=False\n"
	    "object_age line=3 what=created age_us=64195200000000 uni"
	    "t_us=86400000000\n",
	    NULL },
	{ "wide, all namespaces", NULL, NULL,
	    "NAMESPACE   NAME    READY   SECRET      ISSUER   STATUS "
	    "                                         AGE\n"
	    "zoo         otter   True    otter-tls   zoo-ca   Certifi"
	    "cate is up to date and has not expired   4h12m\n"
	    "zoo         seal            seal-tls    zoo-ca          "
	    "                                         9m5s\n",
	    "object line=2 api_group=cert-manager.io api_version= kin"
	    "d=Certificate namespace=zoo name=otter form=table\n"
	    "certificate secret=otter-tls issuer=zoo-ca\n"
	    "condition line=2 type=Ready status=True message=Certific"
	    "ate is up to date and has not expired\n"
	    "object_age line=2 what=created age_us=15120000000 unit_u"
	    "s=60000000\n"
	    "object line=3 api_group=cert-manager.io api_version= kin"
	    "d=Certificate namespace=zoo name=seal form=table\n"
	    "certificate secret=seal-tls issuer=zoo-ca\n"
	    "object_age line=3 what=created age_us=545000000 unit_us="
	    "1000000\n",
	    NULL },
	{ "with the end", NULL, NULL,
	    "NAME    READY   SECRET      ISSUER   STATUS             "
	    "          EXPIRATION             AGE\n"
	    "otter   True    otter-tls   zoo-ca   Certificate is up t"
	    "o date    2024-04-14T10:15:30Z   9s\n"
	    "seal    True    seal-tls    zoo-ca   Certificate is up t"
	    "o date    <invalid>              9s\n",
	    "object line=2 api_group=cert-manager.io api_version= kin"
	    "d=Certificate name=otter form=table\n"
	    "certificate secret=otter-tls issuer=zoo-ca not_after_us="
	    "1713089730000000 not_after_line=2\n"
	    "condition line=2 type=Ready status=True message=Certific"
	    "ate is up to date\n"
	    "object_age line=2 what=created age_us=9000000 unit_us=10"
	    "00000\n"
	    "object line=3 api_group=cert-manager.io api_version= kin"
	    "d=Certificate name=seal form=table\n"
	    "certificate secret=seal-tls issuer=zoo-ca\n"
	    "condition line=3 type=Ready status=True message=Certific"
	    "ate is up to date\n"
	    "object_age line=3 what=created age_us=9000000 unit_us=10"
	    "00000\n",
	    NULL },
	{ "runs of blanks collapsed", NULL, NULL,
	    "NAMESPACE NAME READY SECRET ISSUER STATUS AGE\n"
	    "zoo otter True otter-tls zoo-ca Certificate is up to dat"
	    "e and has not expired 4h12m\n"
	    "zoo seal False seal-tls zoo-ca Issuing 9m\n",
	    "object line=2 api_group=cert-manager.io api_version= kin"
	    "d=Certificate namespace=zoo name=otter form=table\n"
	    "certificate secret=otter-tls issuer=zoo-ca\n"
	    "condition line=2 type=Ready status=True message=Certific"
	    "ate is up to date and has not expired\n"
	    "object_age line=2 what=created age_us=15120000000 unit_u"
	    "s=60000000\n"
	    "object line=3 api_group=cert-manager.io api_version= kin"
	    "d=Certificate namespace=zoo name=seal form=table\n"
	    "certificate secret=seal-tls issuer=zoo-ca\n"
	    "condition line=3 type=Ready status=False message=Issuing"
	    "\n"
	    "object_age line=3 what=created age_us=540000000 unit_us="
	    "60000000\n",
	    NULL },
	{ "letters of several bytes", NULL, NULL,
	    "NAME    READY   SECRET      ISSUER   STATUS             "
	    "AGE\n"
	    "otter   False   otter-tls   zoo-ca   Fläche nicht größer"
	    "   9d\n",
	    "object line=2 api_group=cert-manager.io api_version= kin"
	    "d=Certificate name=otter form=table\n"
	    "certificate secret=otter-tls issuer=zoo-ca\n"
	    "condition line=2 type=Ready status=False message=Fläche "
	    "nicht größer\n"
	    "object_age line=2 what=created age_us=777600000000 unit_"
	    "us=86400000000\n",
	    NULL },
};

Test(table_object, reads_certificates_of_each_era)
{
	check_stories(
	    certificates, sizeof(certificates) / sizeof(certificates[0]));
}

static const struct story requests[] = {
	{ "requests", NULL, NULL,
	    "NAMESPACE   NAME      APPROVED   DENIED   READY   ISSUER"
	    "   REQUESTOR                                         AGE"
	    "\n"
	    "zoo         otter-1   True                True    zoo-ca"
	    "   system:serviceaccount:cert-manager:cert-manager   8d"
	    "\n"
	    "zoo         seal-1               True     False   zoo-ca"
	    "   system:serviceaccount:cert-manager:cert-manager   5m1"
	    "s\n",
	    "object line=2 api_group=cert-manager.io api_version= kin"
	    "d=CertificateRequest namespace=zoo name=otter-1 form=tab"
	    "le\n"
	    "certificate_request issuer=zoo-ca\n"
	    "condition line=2 type=Approved status=True\n"
	    "condition line=2 type=Ready status=True\n"
	    "object_age line=2 what=created age_us=691200000000 unit_"
	    "us=86400000000\n"
	    "object line=3 api_group=cert-manager.io api_version= kin"
	    "d=CertificateRequest namespace=zoo name=seal-1 form=tabl"
	    "e\n"
	    "certificate_request issuer=zoo-ca\n"
	    "condition line=3 type=Denied status=True\n"
	    "condition line=3 type=Ready status=False\n"
	    "object_age line=3 what=created age_us=301000000 unit_us="
	    "1000000\n",
	    NULL },
};

Test(table_object, reads_cells_that_are_empty)
{
	check_stories(requests, sizeof(requests) / sizeof(requests[0]));
}

static const struct story pod_tables[] = {
	{ "wide", NULL, NULL,
	    "NAME                     READY   STATUS             REST"
	    "ARTS      AGE    IP          NODE    NOMINATED NODE   RE"
	    "ADINESS GATES\n"
	    "otter-6f9d7c8b54-5xkqt   1/1     Running            1 (5"
	    "h3m ago)  9d     10.1.1.1    den-1   <none>           <n"
	    "one>\n"
	    "seal-0                   0/2     CrashLoopBackOff   12  "
	    "          3d4h   10.1.1.2    den-2   <none>           <n"
	    "one>\n"
	    "once-x7p2q               0/1     Completed          0   "
	    "          3d4h   <none>      den-2   <none>           <n"
	    "one>\n"
	    "owl-0                    0/1     Init:0/2           0   "
	    "          5s     <none>      <none>  <none>           <n"
	    "one>\n"
	    "yak-0                    0/1     Evicted            0   "
	    "          5s     <none>      den-1   <none>           <n"
	    "one>\n"
	    "emu-0                    1/1     Terminating        0   "
	    "          5h     10.1.1.3    den-1   <none>           <n"
	    "one>\n",
	    "object line=2 api_group= api_version= kind=Pod name=otte"
	    "r-6f9d7c8b54-5xkqt form=table\n"
	    "pod phase=Running node=den-1 restarts=1 size=1\n"
	    "object_age line=2 what=created age_us=777600000000 unit_"
	    "us=86400000000\n"
	    "object_age line=2 what=restarted age_us=18180000000 unit"
	    "_us=60000000\n"
	    "object line=3 api_group= api_version= kind=Pod name=seal"
	    "-0 form=table\n"
	    "pod reason=CrashLoopBackOff node=den-2 restarts=12 size="
	    "2\n"
	    "object_age line=3 what=created age_us=273600000000 unit_"
	    "us=3600000000\n"
	    "object line=4 api_group= api_version= kind=Pod name=once"
	    "-x7p2q form=table\n"
	    "pod phase=Succeeded node=den-2 restarts=0 size=1\n"
	    "object_age line=4 what=created age_us=273600000000 unit_"
	    "us=3600000000\n"
	    "object line=5 api_group= api_version= kind=Pod name=owl-"
	    "0 form=table\n"
	    "pod phase=Pending restarts=0 size=1\n"
	    "object_age line=5 what=created age_us=5000000 unit_us=10"
	    "00000\n"
	    "object line=6 api_group= api_version= kind=Pod name=yak-"
	    "0 form=table\n"
	    "pod phase=Failed reason=Evicted node=den-1 restarts=0 si"
	    "ze=1\n"
	    "object_age line=6 what=created age_us=5000000 unit_us=10"
	    "00000\n"
	    "object line=7 api_group= api_version= kind=Pod name=emu-"
	    "0 form=table\n"
	    "pod reason=Terminating node=den-1 restarts=0 size=1\n"
	    "object_age line=7 what=created age_us=18000000000 unit_u"
	    "s=3600000000\n",
	    NULL },
};

Test(table_object, reads_pods)
{
	check_stories(pod_tables, sizeof(pod_tables) / sizeof(pod_tables[0]));
}

static const struct story workload_tables[] = {
	{ "several tables", NULL, NULL,
	    "NAME                    READY   UP-TO-DATE   AVAILABLE  "
	    " AGE\n"
	    "deployment.apps/otter   1/2     2            1          "
	    " 9d\n"
	    "\n"
	    "NAME                    DESIRED   CURRENT   READY   AGE"
	    "\n"
	    "replicaset.apps/otter-6f9d7c8b54   2   2   1   9d\n"
	    "\n"
	    "NAME    DESIRED   CURRENT   UP-TO-DATE   AVAILABLE   AGE"
	    "\n"
	    "otter   2         2         2            1           9d"
	    "\n"
	    "NAME    READY   AGE   CONTAINERS   IMAGES\n"
	    "seal    2/3     9d    seal,side    r/seal:1,r/side:2\n"
	    "NAME    DESIRED   CURRENT   AGE\n"
	    "seal    3         3         9d\n"
	    "NAME   DESIRED   CURRENT   READY   UP-TO-DATE   AVAILABL"
	    "E   NODE SELECTOR   AGE\n"
	    "bee    3         3         2       3            2       "
	    "    <none>          9d\n"
	    "NAME   COMPLETIONS   DURATION   AGE\n"
	    "once   1/1           5s         9d\n"
	    "NAME      SCHEDULE    SUSPEND   ACTIVE   LAST SCHEDULE  "
	    " AGE\n"
	    "nightly   0 1 * * *   False     0        13h            "
	    " 9d\n",
	    "object line=2 api_group=apps api_version= kind=Deploymen"
	    "t name=otter form=table\n"
	    "workload replicas=2 ready=1\n"
	    "object_age line=2 what=created age_us=777600000000 unit_"
	    "us=86400000000\n"
	    "object line=5 api_group=apps api_version= kind=ReplicaSe"
	    "t name=otter-6f9d7c8b54 form=table\n"
	    "workload replicas=2 ready=1\n"
	    "object_age line=5 what=created age_us=777600000000 unit_"
	    "us=86400000000\n"
	    "object line=8 api_group=apps api_version= kind=Deploymen"
	    "t name=otter form=table\n"
	    "workload replicas=2\n"
	    "object_age line=8 what=created age_us=777600000000 unit_"
	    "us=86400000000\n"
	    "object line=10 api_group=apps api_version= kind=Stateful"
	    "Set name=seal form=table\n"
	    "workload replicas=3 ready=2\n"
	    "object_age line=10 what=created age_us=777600000000 unit"
	    "_us=86400000000\n"
	    "object line=12 api_group=apps api_version= kind=Stateful"
	    "Set name=seal form=table\n"
	    "workload replicas=3\n"
	    "object_age line=12 what=created age_us=777600000000 unit"
	    "_us=86400000000\n"
	    "object line=14 api_group=apps api_version= kind=DaemonSe"
	    "t name=bee form=table\n"
	    "workload replicas=3 ready=2\n"
	    "object_age line=14 what=created age_us=777600000000 unit"
	    "_us=86400000000\n"
	    "object line=16 api_group=batch api_version= kind=Job nam"
	    "e=once form=table\n"
	    "workload\n"
	    "object_age line=16 what=created age_us=777600000000 unit"
	    "_us=86400000000\n"
	    "object line=18 api_group=batch api_version= kind=CronJob"
	    " name=nightly form=table\n"
	    "workload\n"
	    "object_age line=18 what=created age_us=777600000000 unit"
	    "_us=86400000000\n",
	    NULL },
	{ "Secrets", NULL, NULL,
	    "NAME                  TYPE                              "
	    "    DATA   AGE\n"
	    "otter-tls             kubernetes.io/tls                 "
	    "    3      9d\n"
	    "default-token-abcde   kubernetes.io/service-account-toke"
	    "n   3      400d\n",
	    "object line=2 api_group= api_version= kind=Secret name=o"
	    "tter-tls form=table\n"
	    "secret type=kubernetes.io/tls immutable=0 has_key=0\n"
	    "object_age line=2 what=created age_us=777600000000 unit_"
	    "us=86400000000\n"
	    "object line=3 api_group= api_version= kind=Secret name=d"
	    "efault-token-abcde form=table\n"
	    "secret type=kubernetes.io/service-account-token immutabl"
	    "e=0 has_key=0\n"
	    "object_age line=3 what=created age_us=34560000000000 uni"
	    "t_us=86400000000\n",
	    NULL },
	{ "names with kinds before them", NULL, NULL,
	    "NAMESPACE   NAME     READY   STATUS                AGE\n"
	    "zoo         zoo-ca   True    Signing CA verified   9d\n"
	    "\n"
	    "NAME                             READY   STATUS         "
	    "       AGE\n"
	    "clusterissuer.cert-manager.io/r  False   gone           "
	    "       9d\n"
	    "certificate.networking.internal.knative.dev/x   True   y"
	    "   9d\n",
	    "object line=2 api_group=cert-manager.io api_version= kin"
	    "d=Issuer namespace=zoo name=zoo-ca form=table\n"
	    "condition line=2 type=Ready status=True message=Signing "
	    "CA verified\n"
	    "object_age line=2 what=created age_us=777600000000 unit_"
	    "us=86400000000\n"
	    "object line=5 api_group=cert-manager.io api_version= kin"
	    "d=ClusterIssuer name=r form=table\n"
	    "condition line=5 type=Ready status=False message=gone\n"
	    "object_age line=5 what=created age_us=777600000000 unit_"
	    "us=86400000000\n",
	    NULL },
};

Test(table_object, tells_the_kinds_by_their_titles)
{
	check_stories(workload_tables,
	    sizeof(workload_tables) / sizeof(workload_tables[0]));
}

static const struct story hints[] = {
	{ "prompts", NULL, NULL,
	    "$ kubectl get issuers -n zoo\n"
	    "NAME     READY   AGE\n"
	    "zoo-ca   True    9d\n"
	    "[root@bastion ~]# oc get clusterissuers.cert-manager.io "
	    "-o wide\n"
	    "NAME   READY   STATUS                 AGE\n"
	    "root   True    Signing CA verified    9d\n"
	    "+ kubectl --namespace=zoo get certs\n"
	    "NAME    AGE\n"
	    "otter   9d\n"
	    "$ kubectl get services -n zoo\n"
	    "NAME    AGE\n"
	    "otter   9d\n",
	    "object line=3 api_group=cert-manager.io api_version= kin"
	    "d=Issuer namespace=zoo name=zoo-ca form=table\n"
	    "condition line=3 type=Ready status=True\n"
	    "object_age line=3 what=created age_us=777600000000 unit_"
	    "us=86400000000\n"
	    "object line=6 api_group=cert-manager.io api_version= kin"
	    "d=ClusterIssuer name=root form=table\n"
	    "condition line=6 type=Ready status=True message=Signing "
	    "CA verified\n"
	    "object_age line=6 what=created age_us=777600000000 unit_"
	    "us=86400000000\n"
	    "object line=9 api_group=cert-manager.io api_version= kin"
	    "d=Certificate namespace=zoo name=otter form=table\n"
	    "certificate\n"
	    "object_age line=9 what=created age_us=777600000000 unit_"
	    "us=86400000000\n",
	    NULL },
	{ "the caller's word", "zoo", "Issuer",
	    "NAME     READY   STATUS                AGE\n"
	    "zoo-ca   True    Signing CA verified   9d\n",
	    "object line=2 api_group=cert-manager.io api_version= kin"
	    "d=Issuer namespace=zoo name=zoo-ca form=table\n"
	    "condition line=2 type=Ready status=True message=Signing "
	    "CA verified\n"
	    "object_age line=2 what=created age_us=777600000000 unit_"
	    "us=86400000000\n",
	    NULL },
};

Test(table_object, takes_what_titles_do_not_tell_from_the_command)
{
	check_stories(hints, sizeof(hints) / sizeof(hints[0]));
}

static const struct story others[] = {
	{ "lines between", NULL, NULL,
	    "Warning: v1 ComponentStatus is deprecated in v1.19+\n"
	    "NAME    READY   SECRET      AGE\n"
	    "otter   True    otter-tls   9d\n"
	    "Error from server (Forbidden): certificates is forbidden"
	    "\n"
	    "error: the server doesn't have a resource type \"certs\""
	    "\n"
	    "No resources found in zoo namespace.\n"
	    "otter2  maybe   otter-tls   9d\n"
	    "Otter   True    otter-tls   9d\n"
	    "otter3  True    otter-tls   ninety\n",
	    "object line=3 api_group=cert-manager.io api_version= kin"
	    "d=Certificate name=otter form=table\n"
	    "certificate secret=otter-tls\n"
	    "condition line=3 type=Ready status=True\n"
	    "object_age line=3 what=created age_us=777600000000 unit_"
	    "us=86400000000\n",
	    NULL },
	{ "tables of others", NULL, NULL,
	    "NAME    CPU(cores)   MEMORY(bytes)   AGE\n"
	    "otter   1m           20Mi            1d\n"
	    "NAME    TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)  "
	    " AGE\n"
	    "otter   ClusterIP   10.0.0.1     <none>        80/TCP   "
	    " 9d\n"
	    "NAME    READY   URL     AGE\n"
	    "otter   True    x       9d\n"
	    "NAME    NAMESPACE   REVISION   UPDATED   STATUS     CHAR"
	    "T    APP VERSION   AGE\n"
	    "otter   zoo         1          2024      deployed   otte"
	    "r-1  1             9d\n",
	    "", NULL },
};

Test(table_object, takes_nothing_else)
{
	check_stories(others, sizeof(others) / sizeof(others[0]));
}
