#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../told.h"
#include "base/arena.h"
#include "base/embedded.h"
#include "parse/layout.h"
#include "parse/yaml_doc.h"

#define GOOD_RESOURCES \
	"resources:\n" \
	"- kind: Pod\n" \
	"  groups: ['']\n" \
	"  names: [pods, pod]\n" \
	"- kind: Event\n" \
	"  groups: ['', events.k8s.io]\n" \
	"  names: [events]\n" \
	"- kind: ClusterIssuer\n" \
	"  groups: [cert-manager.io]\n" \
	"  names: [clusterissuers]\n" \
	"  cluster: true\n"
#define HEAD "layout: x\ntitle: X\npaths:\n"
#define SAMPLES "  samples:\n  - path: a\n    gives: {}\n"

/* A place as "column=text", in the order of the table. */
static const char *
shown(const struct place *place)
{
	static char text[1024];
	char restarts[24];
	const struct {
		const char *column;
		const char *value;
	} values[] = { { "namespace", place->namespace }, { "pod", place->pod },
		{ "container", place->container }, { "log", place->log },
		{ "restarts", place->has_restarts ? restarts : NULL },
		{ "stamp", place->stamp }, { "kind", place->kind },
		{ "api_group", place->group } };
	size_t len = 0;

	snprintf(
	    restarts, sizeof(restarts), "%lld", (long long)place->restarts);
	text[0] = '\0';
	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		const char *value = values[i].value;

		if (value == NULL || (*value == '\0' && i < 6))
			continue;
		len += (size_t)snprintf(text + len, sizeof(text) - len,
		    "%s=%s ", values[i].column, value);
	}
	return text;
}

/* What a sample says that its path gives, as shown() writes it. */
static const char *
expected(const struct yaml_item *gives)
{
	static const char *const columns[] = { "namespace", "pod", "container",
		"log", "restarts", "stamp", "kind", "api_group" };
	static char text[1024];
	size_t len = 0;
	size_t n = 0;

	text[0] = '\0';
	for (size_t i = 0; i < sizeof(columns) / sizeof(columns[0]); i++) {
		const struct yaml_item *item = yaml_item_get(gives, columns[i]);

		if (item == NULL)
			continue;
		n++;
		len += (size_t)snprintf(text + len, sizeof(text) - len,
		    "%s=%s ", columns[i], item->text);
	}
	for (const struct yaml_item *at = gives->first; at != NULL;
	     at = at->next)
		n--;
	cr_expect_eq(n, 0, "line %llu: gives what is no column",
	    (unsigned long long)gives->line);
	return text;
}

static void
check_sample(const struct layout_set *set, const char *layout,
    const struct yaml_item *sample)
{
	const char *path = yaml_item_get(sample, "path")->text;
	const struct yaml_item *gives = yaml_item_get(sample, "gives");
	struct place place = { 0 };

	cr_assert_not_null(gives, "%s", path);
	cr_expect(layout_find(set, path, &place), "%s fits nothing", path);
	cr_expect(place.layout != NULL && strcmp(place.layout, layout) == 0,
	    "%s is %s, not %s", path, place.layout, layout);
	cr_expect_str_eq(
	    shown(&place), expected(gives), "%s gives %s", path, shown(&place));
}

/* What is rejected may fit a pattern of another layout. */
static void
check_reject(const struct layout_set *set, const char *layout, const char *path)
{
	struct place place = { 0 };

	cr_expect(!layout_find(set, path, &place) ||
		strcmp(place.layout, layout) != 0,
	    "%s is %s", path, layout);
}

static size_t
check_file(const struct layout_set *set, const struct embedded *file)
{
	struct arena *arena = arena_new();
	struct told told;
	const struct diag *diag = told_begin(&told);
	const struct yaml_item *root =
	    yaml_doc_parse(arena, file->path, file->text, diag);
	const struct yaml_item *layout = yaml_item_get(root, "layout");
	size_t n = 0;

	if (layout != NULL) {
		const struct yaml_item *rule =
		    yaml_item_get(root, "paths")->first;

		for (; rule != NULL; rule = rule->next) {
			const struct yaml_item *at =
			    yaml_item_get(rule, "samples")->first;
			const struct yaml_item *rejects =
			    yaml_item_get(rule, "rejects");

			for (; at != NULL; at = at->next, n++)
				check_sample(set, layout->text, at);
			at = rejects == NULL ? NULL : rejects->first;
			for (; at != NULL; at = at->next)
				check_reject(set, layout->text, at->text);
		}
	}
	arena_free(arena);
	return n;
}

Test(layout, finds_in_each_sample_what_the_sample_says)
{
	struct layout_set *set = layout_set_open();
	size_t n = 0;

	for (const struct embedded *file = embedded_data; file->path != NULL;
	     file++) {
		if (strncmp(file->path, "layouts/", 8) == 0)
			n += check_file(set, file);
	}
	cr_expect_gt(n, 50);
	layout_set_close(set);
}

static struct layout_set *
set_of(const char *rules)
{
	struct layout_set *set = layout_set_new();
	struct told told;
	const struct diag *diag = told_begin(&told);

	cr_assert(layout_set_read(set, "r", GOOD_RESOURCES, diag));
	cr_assert(layout_set_read(set, "x", rules, diag));
	return set;
}

Test(layout, looks_at_the_member_and_then_at_the_whole_path)
{
	static const struct {
		const char *path;
		const char *gives;
	} cases[] = {
		{ "ns/shop/case.zip!ns/web/a", "namespace=web " },
		{ "ns/shop!a", "namespace=shop " },
		{ "ns/shop!b!a", "none" },
		{ "x!ns\\shop\\a", "namespace=shop " },
		{ "!", "none" },
		{ "", "none" },
		{ "ns/shop/a!", "none" },
	};
	struct layout_set *set =
	    set_of(HEAD "- path: ns/{namespace}/a\n" SAMPLES);

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct place place = { 0 };
		const char *is = layout_find(set, cases[i].path, &place)
		    ? shown(&place)
		    : "none";

		cr_expect_str_eq(
		    is, cases[i].gives, "%s: %s", cases[i].path, is);
	}
	layout_set_close(set);
}

Test(layout, takes_the_first_pattern_that_fits)
{
	struct layout_set *set =
	    set_of(HEAD "- path: '{namespace}/all'\n  log: current\n" SAMPLES
			"- path: '{pod}/*'\n  log: previous\n" SAMPLES);
	struct place place = { 0 };

	cr_expect(layout_find(set, "shop/all", &place));
	cr_expect_str_eq(shown(&place), "namespace=shop log=current ");
	cr_expect(layout_find(set, "shop/one", &place));
	cr_expect_str_eq(shown(&place), "pod=shop log=previous ");
	layout_set_close(set);
}

Test(layout, knows_a_resource_in_its_groups_only)
{
	static const struct {
		const char *path;
		const char *gives;
	} cases[] = {
		{ "n/shop/core/pods", "namespace=shop kind=Pod api_group= " },
		{ "n/shop/core/Pods", "namespace=shop kind=Pod api_group= " },
		{ "n/shop/apps/pods", "none" },
		{ "n/shop/events.k8s.io/events",
		    "namespace=shop kind=Event api_group=events.k8s.io " },
		{ "n/shop/events", "namespace=shop kind=Event api_group= " },
		{ "n/shop/events.k8s.io/event", "none" },
		/* What is in no namespace stays so. */
		{ "n/shop/clusterissuers",
		    "kind=ClusterIssuer api_group=cert-manager.io " },
	};
	struct layout_set *set =
	    set_of(HEAD "- path: n/{namespace}/[{group}/]{resource}\n" SAMPLES);

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct place place = { 0 };
		const char *is = layout_find(set, cases[i].path, &place)
		    ? shown(&place)
		    : "none";

		cr_expect_str_eq(
		    is, cases[i].gives, "%s: %s", cases[i].path, is);
	}
	layout_set_close(set);
}

Test(layout, leaves_the_place_alone_where_nothing_fits)
{
	struct layout_set *set = set_of(HEAD "- path: a\n" SAMPLES);
	struct place place = { .namespace = "kept", .restarts = 42 };

	cr_expect_not(layout_find(set, "b", &place));
	cr_expect_str_eq(place.namespace, "kept");
	cr_expect_eq(place.restarts, 42);
	layout_set_close(set);
}

Test(layout, takes_a_path_of_any_length)
{
	struct layout_set *set =
	    set_of(HEAD "- path: ns/{namespace}/*\n" SAMPLES);
	size_t len = (size_t)1 << 20;
	char *path = malloc(len + 32);
	struct place place = { 0 };

	cr_assert_not_null(path);
	memset(path, 'a', len);
	strcpy(path + len, "/ns/shop/file");
	cr_expect(layout_find(set, path, &place));
	cr_expect_str_eq(place.namespace, "shop");
	strcpy(path + len, "!ns/shop/file");
	cr_expect(layout_find(set, path, &place));
	free(path);
	layout_set_close(set);
}

Test(layout, refuses_a_file_that_says_too_little)
{
	static const struct {
		const char *text;
		const char *told;
	} cases[] = {
		{ "title: X\npaths:\n- path: a\n" SAMPLES,
		    "layout: is missing" },
		{ "layout: x\ntitle: X\n", "paths: is missing" },
		{ "layout: x\ntitle: X\npaths: []\n", "paths: is missing" },
		{ "layout: x\npaths:\n- path: a\n" SAMPLES,
		    "title: is missing" },
		{ HEAD "- path: a\n", "samples: is missing" },
		{ HEAD "- path: a\n  samples: []\n", "samples: is missing" },
		{ HEAD "- path: a]\n" SAMPLES, "path: is no pattern" },
		{ HEAD "- path: '{what}'\n" SAMPLES, "path: is no pattern" },
		{ HEAD "- log: current\n" SAMPLES, "path: is missing" },
		{ HEAD "- path: a\n  log: old\n" SAMPLES, "log: is not" },
		{ HEAD "- path: a\n  kind: Pod\n" SAMPLES, "kind and api" },
		{ "resources:\n", "resources: is missing" },
		{ "resources:\n- kind: Pod\n  names: [p]\n",
		    "groups: is missing" },
		{ "resources:\n- kind: Pod\n  groups: ['']\n",
		    "names: is missing" },
		{ "resources:\n- groups: ['']\n  names: [p]\n",
		    "kind: is missing" },
		{ "resources:\n- kind: P\n  groups: ['']\n  names: [[]]\n",
		    "not a text" },
		{ "- a\n", "is missing" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct layout_set *set = layout_set_new();
		struct told told;
		const struct diag *diag = told_begin(&told);

		cr_expect_not(
		    layout_set_read(set, "x.yaml", cases[i].text, diag), "%s",
		    cases[i].text);
		cr_expect_not_null(strstr(told.text, cases[i].told), "%s: %s",
		    cases[i].text, told.text);
		layout_set_close(set);
	}
}
