#include <criterion/criterion.h>
#include <string.h>

#include "parse/kube_hidden.h"
#include "reading.h"

Test(kube_hidden, tells_marks_from_values)
{
	static const struct {
		const char *text;
		bool hidden;
	} cases[] = {
		{ "***HIDDEN***", true },
		{ "***TOKEN_1a2b***", true },
		{ "********", true },
		{ "***** SCRUBBED BASE64 PEM *****", true },
		{ "[REDACTED]", true },
		{ "<redacted>", true },
		{ "(Redacted)", true },
		{ "<hidden>", true },
		{ "REDACTED", true },
		{ "x-ipv4-0000000001-x", true },
		{ "x-ipv6-0000000001-x", true },
		{ "x-mac-0000000001-x", true },
		/* Names of somebody's. */
		{ "", false },
		{ "**", false },
		{ "hidden", false },
		{ "redacted", false },
		{ "<none", false },
		{ "[web]", false },
		{ "x-ipv4-gateway", false },
		{ "x-ray-x", false },
		{ "ip-x-ipv4-0000000001-x", false },
		{ "web-tls", false },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		cr_expect_eq(kube_is_hidden(str_from(cases[i].text)),
		    cases[i].hidden, "%s", cases[i].text);
}

Test(kube_hidden, values_are_never_stored)
{
	static const char text[] =
	    "apiVersion: cert-manager.io/v1\nkind: Certificate\n"
	    "metadata:\n  name: a\n  namespace: \"null\"\n"
	    "  uid: '********'\n"
	    "  creationTimestamp: '***HIDDEN***'\n"
	    "  labels: {app.kubernetes.io/instance: '[REDACTED]'}\n"
	    "spec:\n  secretName: '***HIDDEN***'\n  duration: <redacted>\n"
	    "  issuerRef: {name: x-ipv4-0000000001-x, group: 'null'}\n"
	    "status: {notAfter: '***TOKEN_1***', revision: '[REDACTED]'}\n"
	    "---\napiVersion: v1\nkind: Secret\nmetadata: {name: s}\n"
	    "data: {tls.key: x-ipv4-0000000001-x, a.key: aHR0cDovL3U6KioqKkBo,"
	    " tls.crt: MjYgYnl0ZXMgbG9uZw==}\n";
	struct reading got = reading_of(text, strlen(text));

	cr_expect_str_eq(got.facts,
	    "object line=1 api_group=cert-manager.io api_version=v1 "
	    "kind=Certificate name=a\n"
	    "annotation line=8 place=label key=app.kubernetes.io/instance\n"
	    "certificate\n"
	    "object line=15 api_group= api_version=v1 kind=Secret name=s\n"
	    "secret immutable=0 keys=a.key,tls.crt,tls.key has_key=0 "
	    "tls_crt=hidden\n",
	    "%s", got.facts);
	cr_expect_str_eq(got.told, "", "%s", got.told);
	reading_free(&got);
}
