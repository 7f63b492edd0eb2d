#include <criterion/criterion.h>

#include "parse/printed_line.h"

Test(printed_line, is_cleaned_of_what_is_not_text)
{
	static const struct {
		const char *line;
		const char *clean;
	} cases[] = {
		{ "plain", "plain" },
		{ "a\tb", "a       b" },
		{ "12345678\tb", "12345678        b" },
		{ "\xc3\xa4\tb", "\xc3\xa4       b" },
		{ "\x1b[1;31mred\x1b[0m", "red" },
		{ "\x1b[31", "" },
		{ "a\x01"
		  "b\x7f",
		    "a?b?" },
		{ "\x1b", "?" },
		{ "", "" },
	};
	struct arena *arena = arena_new();

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct str got =
		    printed_line_clean(arena, str_from(cases[i].line));

		cr_expect(str_equals(got, cases[i].clean), "%zu: %.*s", i,
		    (int)got.len, got.ptr);
	}
	arena_free(arena);
}

static const struct {
	const char *line;
	const char *namespace;
	const char *kind;
} commands[] = {
	{ "kubectl get certs", "", "Certificate" },
	{ "$ kubectl get certs -n zoo", "zoo", "Certificate" },
	{ "+ kubectl -n zoo get pods -o wide", "zoo", "Pod" },
	{ "[root@den ~]# oc get po --namespace=zoo", "zoo", "Pod" },
	{ "PS C:\\> kubectl get deploy --namespace zoo", "zoo", "Deployment" },
	{ "me@den:~$ kubectl describe certificates.cert-manager.io/x", "",
	    "Certificate" },
	{ "$ kubectl get certificates.v1.cert-manager.io", "", "Certificate" },
	{ "$ kubectl get cr -A | grep zoo -n 3", "", "CertificateRequest" },
	{ "$ kubectl get certificates.networking.internal.knative.dev", "",
	    "-" },
	{ "$ kubectl get rc", "", "-" },
	{ "$ kubectl get certs,issuers -n zoo", "zoo", "" },
	{ "$ kubectl get all", "", "" },
	{ "$ kubectl -o wide get sts --context x -l a=b", "", "StatefulSet" },
	{ "$ kubectl events -n zoo", "zoo", "" },
	{ "$ k get ds", "", "DaemonSet" },
};

static const char *const others[] = { "", "kubectl", "kubectl apply -f x",
	"kubectl get", "notkubectl get pods", "  kubectl get pods",
	"get kubectl" };

Test(printed_line, tells_what_a_command_asks_for)
{
	for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++) {
		struct printed_command got;

		cr_assert(
		    printed_line_command(str_from(commands[i].line), &got),
		    "%s", commands[i].line);
		cr_expect_str_eq(got.namespace, commands[i].namespace, "%s",
		    commands[i].line);
		cr_expect_str_eq(
		    got.kind, commands[i].kind, "%s", commands[i].line);
	}
}

Test(printed_line, leaves_alone_what_is_no_command)
{
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		struct printed_command got = { "x", "y" };
		bool is_command =
		    printed_line_command(str_from(others[i]), &got);

		/* "kubectl get" asks for something, if not for what. */
		cr_expect_eq(is_command, i == 3, "%s", others[i]);
		if (!is_command)
			cr_expect_str_eq(got.namespace, "x", "%s", others[i]);
	}
}
