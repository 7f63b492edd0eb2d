#include <criterion/criterion.h>
#include <string.h>

#include "model/place.h"

#define START "==== START logs for container "

Test(place, is_told_by_the_line_before_a_log)
{
	static const struct {
		const char *line;
		const char *namespace; /* NULL: it is no such line */
		const char *pod;
		const char *container;
	} cases[] = {
		{ START "c of pod shop/web-0 ====", "shop", "web-0", "c" },
		{ START "c of pod shop/web-0 ====\r\n", "shop", "web-0", "c" },
		{ START "c of pod shop/web-0", NULL, NULL, NULL },
		{ START "c of pod shop/web-0 ===", NULL, NULL, NULL },
		{ START "c of pod web-0 ====", NULL, NULL, NULL },
		{ START " of pod shop/web-0 ====", NULL, NULL, NULL },
		{ START "c of pod /web-0 ====", NULL, NULL, NULL },
		{ START "c of pod shop/ ====", NULL, NULL, NULL },
		{ " " START "c of pod shop/web-0 ====", NULL, NULL, NULL },
		{ "==== END logs for container c of pod shop/web-0 ====", NULL,
		    NULL, NULL },
		{ START "c of pod 0123456789012345678901234567890123456789"
			"012345678901234567890123/web-0 ====",
		    NULL, NULL, NULL },
		{ "", NULL, NULL, NULL },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct place place = { .namespace = "kept" };
		const char *line = cases[i].line;
		bool begins = place_begins(str_from(line), &place);

		cr_expect_eq(begins, cases[i].namespace != NULL, "%s", line);
		if (!begins) {
			cr_expect_str_eq(place.namespace, "kept", "%s", line);
			continue;
		}
		cr_expect_str_eq(place.namespace, cases[i].namespace);
		cr_expect_str_eq(place.pod, cases[i].pod);
		cr_expect_str_eq(place.container, cases[i].container);
		cr_expect_str_eq(place.log, "current");
		cr_expect_str_eq(place.layout, "cluster-info");
	}
}

Test(place, ends_with_the_line_behind_a_log)
{
	cr_expect(place_ends(
	    str_from("==== END logs for container c of pod shop/web-0 ====")));
	cr_expect_not(place_ends(str_from(START "c of pod shop/web-0 ====")));
	cr_expect_not(place_ends(str_from("")));
}

Test(place, shows_empty_text_as_none)
{
	cr_expect_null(place_text(""));
	cr_expect_str_eq(place_text("shop"), "shop");
}
