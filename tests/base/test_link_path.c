#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "base/link_path.h"

static const struct {
	const char *path;
	const char *target;
	const char *leads; /* NULL: out of it */
} cases[] = {
	{ "a.yaml", "a.json", "a.json" },
	{ "b/a.yaml", "a.json", "b/a.json" },
	{ "b/c/a", "../../x/y", "x/y" },
	{ "b/c/a", "../x", "b/x" },
	{ "b/c/a", "./d//e/", "b/c/d/e" },
	{ "b/c/a", "d/../e", "b/c/e" },
	{ "./b/a", "x", "./b/x" },
	{ "../b/a", "x", "../b/x" },
	{ "../b/a", "../x", "../x" },
	{ "/b/c/a", "../x", "/b/x" },
	/* Out of what the path names. */
	{ "a", "../x", NULL },
	{ "b/a", "../../x", NULL },
	{ "../b/a", "../../x", NULL },
	{ "./b/a", "../../x", NULL },
	{ "b/a", "..", NULL },
	{ "b/a", "/etc/passwd", NULL },
	{ "b/a", "", NULL },
};

Test(link_path, goes_by_the_names_and_not_out_of_the_path)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char *leads = link_path(cases[i].path, cases[i].target);

		if (cases[i].leads == NULL)
			cr_expect_null(leads, "%s -> %s gave %s", cases[i].path,
			    cases[i].target, leads);
		else
			cr_expect(
			    leads != NULL && strcmp(leads, cases[i].leads) == 0,
			    "%s -> %s gave %s", cases[i].path, cases[i].target,
			    leads);
		free(leads);
	}
}
