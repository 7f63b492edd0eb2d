#include <criterion/criterion.h>
#include <string.h>

#include "../told.h"
#include "parse/release.h"

struct taken {
	size_t ncalls;
	size_t nsigns;
	size_t nfaults;
};

static void
take(void *context, const struct fact *facts)
{
	struct taken *taken = context;

	taken->ncalls++;
	for (; facts != NULL; facts = facts->next) {
		bool is_fault = strcmp(facts->table, "fault") == 0;

		if (is_fault)
			taken->nfaults++;
		else
			taken->nsigns++;
		cr_expect(
		    is_fault || strcmp(facts->table, "release_sign") == 0);
		cr_expect_not_null(fact_get(facts, is_fault ? "id" : "since"));
	}
}

Test(release, becomes_a_fact_for_each_sign_and_fault)
{
	struct told told;
	struct taken taken = { 0 };

	cr_expect(release_read("r.yaml",
	    "signs:\n- { at: 'a.go:7', since: '1.8', until: '1.9' }\n"
	    "- { pattern: p, since: '1.8' }\n"
	    "faults:\n- { id: f, code: c, text: t }\n",
	    take, &taken, told_begin(&told)));
	cr_expect_eq(told.n, 0, "%s", told.text);
	cr_expect_eq(taken.ncalls, 1);
	cr_expect_eq(taken.nsigns, 2);
	cr_expect_eq(taken.nfaults, 1);
}

static const struct {
	const char *text;
	uint64_t line;
	const char *told;
} wrong[] = {
	{ "[]\n", 1, "not a map" },
	{ "signs: x\n", 1, "not a list" },
	{ "sings: []\n", 1, "not a known list" },
	{ "signs:\n- x\n", 2, "not a map" },
	{ "signs:\n- { since: '1.8' }\n- { sinc: '1.8' }\n", 3,
	    "not a known key" },
	{ "signs:\n- { id: x }\n", 2, "not a known key" },
	{ "faults:\n- id: x\n  text: [a]\n", 3, "not a text" },
	{ "signs: [\n", 2, "did not find" },
};

Test(release, tells_what_is_wrong_with_a_file_and_takes_none_of_it)
{
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		struct told told;
		struct taken taken = { 0 };

		cr_expect_not(release_read(
		    "r.yaml", wrong[i].text, take, &taken, told_begin(&told)));
		cr_expect_eq(taken.ncalls, 0, "%s", wrong[i].text);
		cr_expect_eq(told.n, 1, "%s", wrong[i].text);
		cr_expect_eq(told.line, wrong[i].line, "%s", wrong[i].text);
		cr_expect_not_null(strstr(told.text, wrong[i].told), "%s: %s",
		    wrong[i].text, told.text);
	}
}

Test(release, files_of_this_program_are_right)
{
	struct taken taken = { 0 };

	release_read_all(take, &taken);
	cr_expect_gt(taken.nsigns, 80);
	cr_expect_gt(taken.nfaults, 8);
}
