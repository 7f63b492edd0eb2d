#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "parse/path_pattern.h"

#define UID "0f3d8c1e-7a2b-4c5d-9e6f-112233445566"
#define HASH "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

static const char *const names[PATH_NPARTS] = { "namespace", "pod", "container",
	"group", "version", "resource", "restarts", "stamp", "uid", "hash" };

/* The parts as "name=text name=text", or "no". */
static const char *
matched(const char *pattern, const char *path)
{
	static char text[1024];
	struct str parts[PATH_NPARTS];
	size_t len = 0;

	if (!path_pattern_match(pattern, str_from(path), parts))
		return "no";
	text[0] = '\0';
	for (size_t i = 0; i < PATH_NPARTS; i++) {
		if (parts[i].ptr != NULL)
			len += (size_t)snprintf(text + len, sizeof(text) - len,
			    "%s%s=%.*s", len > 0 ? " " : "", names[i],
			    (int)parts[i].len, parts[i].ptr);
	}
	return text;
}

static const struct {
	const char *pattern;
	const char *path;
	const char *gives;
} cases[] = {
	{ "a.log", "a.log", "" },
	{ "a.log", "x/y/a.log", "" },
	{ "a.log", "ya.log", "no" },
	{ "a.log", "a.log.gz", "no" },
	{ "a.log", "a.log/", "no" },
	{ "a.log", "", "no" },
	{ "a/*.log", "a/b.log", "" },
	{ "a/*.log", "a/.log", "no" },
	{ "a/*.log", "a/b/c.log", "no" },
	{ "a/**/c", "a/c", "" },
	{ "a/**/c", "a/b/b/c", "" },
	{ "a/**/c", "a/bc", "no" },
	{ "a[.b].log", "a.log", "" },
	{ "a[.b].log", "a.b.log", "" },
	{ "a[.b[.c]].log", "a.b.c.log", "" },
	{ "a[.b[.c]].log", "a.c.log", "no" },
	{ "a/[{version}/]b", "a/v1/b", "version=v1" },
	{ "a/[{version}/]b", "a/b", "" },
	{ "a/[{version}/]b", "a/x1/b", "no" },
	{ "{namespace}/{pod}.log", "z/shop/web-0.eu.log",
	    "namespace=shop pod=web-0.eu" },
	{ "{namespace}/{pod}.log", "Shop/web.log", "no" },
	{ "{namespace}/{pod}.log", "shop-/web.log", "no" },
	{ "{pod}_{container}.log", "web-0_nginx.log",
	    "pod=web-0 container=nginx" },
	{ "{pod}_{container}.log", "web-0_nginx_previous.log", "no" },
	{ "{namespace}.{pod}.log", "shop.web.eu.log",
	    "namespace=shop pod=web.eu" },
	{ "{container}/{container}/x", "nginx/nginx/x", "container=nginx" },
	{ "{container}/{container}/x", "nginx/other/x", "no" },
	{ "{container}/{container}/x", "nginx/ngin/x", "no" },
	/* The way that begins last counts. */
	{ "n/{namespace}/**/*", "n/all/n/shop/a/b", "namespace=shop" },
	{ "{resource}.{group}", "certificates.cert-manager.io",
	    "group=cert-manager.io resource=certificates" },
	{ "{group}-{version}", "cert-manager.io-v1alpha2",
	    "group=cert-manager.io version=v1alpha2" },
	{ "{restarts}.log.{stamp}", "12.log.20310507-061208",
	    "restarts=12 stamp=20310507-061208" },
	{ "{restarts}.log.{stamp}", "12.log.2031050-7061208", "no" },
	{ "{restarts}.log.{stamp}", "12.log.20310507-06120", "no" },
	{ "{restarts}.log", "1234567890.log", "no" },
	{ "{pod}_{uid}", "web_" UID, "pod=web uid=" UID },
	{ "{pod}_{uid}", "web_0123", "no" },
	{ "{pod}-{hash}", "web-" HASH, "pod=web hash=" HASH },
	{ "{pod}-{hash}", "web-" HASH "0", "no" },
};

Test(path_pattern, fits_the_end_of_a_path)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		cr_expect(path_pattern_is_good(cases[i].pattern), "%s",
		    cases[i].pattern);
		cr_expect_str_eq(matched(cases[i].pattern, cases[i].path),
		    cases[i].gives, "%s on %s gave %s", cases[i].pattern,
		    cases[i].path, matched(cases[i].pattern, cases[i].path));
	}
}

Test(path_pattern, leaves_the_parts_alone_where_nothing_fits)
{
	struct str parts[PATH_NPARTS];

	memset(parts, 0x5a, sizeof(parts));
	cr_expect_not(path_pattern_match(
	    "{namespace}/{pod}", str_from("shop/Web"), parts));
	for (size_t i = 0; i < sizeof(parts); i++)
		cr_expect_eq(((unsigned char *)parts)[i], 0x5a, "byte %zu", i);
}

Test(path_pattern, is_told_from_what_is_none)
{
	static const char *const bad[] = { "", "/a", "{", "{pod", "{x}", "{}",
		"[a", "a]", "a][b", "[[[[[[[[[a]]]]]]]]]" };

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		cr_expect_not(path_pattern_is_good(bad[i]), "%s", bad[i]);
}

Test(path_pattern, gives_up_on_a_path_made_to_take_forever)
{
	char path[1001];
	struct str parts[PATH_NPARTS];

	for (size_t i = 0; i < 1000; i++)
		path[i] = i % 2 == 0 ? 'a' : '/';
	path[1000] = '\0';
	cr_expect_not(path_pattern_match(
	    "a/**/a/**/a/**/a/**/a/**/b", (struct str){ path, 1000 }, parts));
}

Test(path_pattern, takes_no_byte_behind_the_end_of_the_path)
{
	struct str parts[PATH_NPARTS];

	cr_expect(path_pattern_match(
	    "{pod}.log", (struct str){ "web.log.gz", 7 }, parts));
	cr_expect_not(path_pattern_match(
	    "{pod}.log", (struct str){ "web.log", 6 }, parts));
}
