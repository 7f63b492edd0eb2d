/* Logs between objects. */
#include <criterion/criterion.h>
#include <string.h>

#include "reading.h"

#define POD(name) \
	"{\"kind\":\"Pod\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":" \
	"\"" name "\"}}\n"
#define FACT(line, name) \
	"object line=" line " api_group= api_version=v1 kind=Pod name=" name \
	"\npod\n"
#define START(pod) "==== START logs for container c of pod shop/" pod " ====\n"
#define END(pod) "==== END logs for container c of pod shop/" pod " ====\n"

static const struct {
	const char *what;
	const char *text;
	const char *facts;
	const char *told;
	uint64_t errors;
} cases[] = {
	{ "a log between objects",
	    POD("a") START("a") "one\n==== two\n{\"kind\":\"Pod\"}\n" END("a")
		POD("b"),
	    FACT("1", "a") "log line=3 shop/a/c\none\n==== two\n"
			   "{\"kind\":\"Pod\"}\n" FACT("7", "b"),
	    "", 0 },
	{ "an empty one", POD("a") START("a") END("a") POD("b"),
	    FACT("1", "a") "log line=3 shop/a/c\n" FACT("4", "b"), "", 0 },
	{ "one after the other",
	    POD("a") START("a") "x\n" END("a") START("b") "y\n" END("b"),
	    FACT("1", "a") "log line=3 shop/a/c\nx\n"
			   "log line=6 shop/b/c\ny\n",
	    "", 0 },
	{ "the end is missing", POD("a") START("a") "x\n" START("b") "y",
	    FACT("1", "a") "log line=3 shop/a/c\nx\n"
			   "log line=5 shop/b/c\ny",
	    "", 0 },
	{ "a start that is none",
	    POD("a") "==== START logs for container\n" POD("b"),
	    FACT("1", "a") FACT("3", "b"), "2: not YAML; 1 line skipped\n", 1 },
};

Test(kube_log, is_told_from_the_objects_around_it)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct reading got =
		    reading_of(cases[i].text, strlen(cases[i].text));

		cr_expect_str_eq(got.facts, cases[i].facts, "%s:\n%s",
		    cases[i].what, got.facts);
		cr_expect_str_eq(got.told, cases[i].told, "%s:\n%s",
		    cases[i].what, got.told);
		cr_expect_eq(
		    got.result.errors, cases[i].errors, "%s", cases[i].what);
		reading_free(&got);
	}
}
