#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "../told.h"
#include "parse/product.h"

#define HEAD "product: shop\ntitle: The Shop\n"
#define SIGNS "recognised_by:\n- certificates: [shop-ca, shop-web]\n"
#define RULE_HEAD "- id: web\n  certificates: [a, b]\n  pods: ['x*', y]\n"
#define RULE_END \
	"  means: it reads its files when it starts\n  source: manual\n"
#define RULES "rules:\n" RULE_HEAD "  takes: restart\n" RULE_END

/* What the sink was given: how often, and of which tables. */
struct taken {
	size_t ncalls;
	size_t nproducts;
	size_t nsigns;
	size_t nrules;
	char pairs[64]; /* "certificate/pod " of each rule */
};

static const char *
text_of(const struct fact *fact, const char *column)
{
	const struct fact_value *value = fact_get(fact, column);

	cr_assert_not_null(value, "%s.%s", fact->table, column);
	return value->bytes;
}

static void
take(void *context, const struct fact *facts)
{
	struct taken *taken = context;

	taken->ncalls++;
	for (; facts != NULL; facts = facts->next) {
		cr_expect_str_eq(text_of(facts, "product"), "shop");
		if (strcmp(facts->table, "product") == 0) {
			taken->nproducts++;
			cr_expect_str_eq(text_of(facts, "title"), "The Shop");
		} else if (strcmp(facts->table, "product_sign") == 0) {
			taken->nsigns++;
		} else {
			cr_expect_str_eq(facts->table, "product_rule");
			cr_expect_str_eq(text_of(facts, "rule"), "web");
			cr_expect_str_eq(text_of(facts, "takes"), "restart");
			cr_expect_eq(fact_get(facts, "place")->integer,
			    (int64_t)taken->nrules);
			taken->nrules++;
			strcat(taken->pairs, text_of(facts, "certificate"));
			strcat(taken->pairs, "/");
			strcat(taken->pairs, text_of(facts, "pod"));
			strcat(taken->pairs, " ");
		}
	}
}

Test(product, becomes_a_fact_for_each_sign_and_for_each_pair_of_a_rule)
{
	struct told told;
	struct taken taken = { 0 };

	cr_expect(product_read(
	    "p.yaml", HEAD SIGNS RULES, take, &taken, told_begin(&told)));
	cr_expect_eq(told.n, 0, "%s", told.text);
	cr_expect_eq(taken.ncalls, 1);
	cr_expect_eq(taken.nproducts, 1);
	cr_expect_eq(taken.nsigns, 2);
	cr_expect_eq(taken.nrules, 4);
	cr_expect_str_eq(taken.pairs, "a/x* a/y b/x* b/y ");
}

static const struct {
	const char *name;
	const char *text;
	uint64_t line;
} wrong[] = {
	{ "empty", "", 1 },
	{ "not YAML", "product: [", 2 },
	{ "a text", "shop\n", 1 },
	{ "no title", "product: shop\n" SIGNS RULES, 1 },
	{ "no product", "title: The Shop\n" SIGNS RULES, 1 },
	{ "a list for a title", "product: shop\ntitle: [a]\n" SIGNS RULES, 1 },
	{ "no signs", HEAD RULES, 1 },
	{ "a sign without certificates", HEAD "recognised_by:\n- pods: [a]\n",
	    4 },
	{ "a sign that is not a text",
	    HEAD "recognised_by:\n- certificates: [a, {b: c}]\n" RULES, 4 },
	{ "no rules", HEAD SIGNS, 1 },
	{ "rules that are empty", HEAD SIGNS "rules: []\n", 1 },
	{ "an unknown way",
	    HEAD SIGNS "rules:\n" RULE_HEAD "  takes: prayer\n" RULE_END, 6 },
	{ "no way", HEAD SIGNS "rules:\n" RULE_HEAD RULE_END, 6 },
	{ "no reason", HEAD SIGNS "rules:\n" RULE_HEAD "  takes: reload\n", 6 },
	{ "a pod that is empty",
	    HEAD SIGNS "rules:\n- id: web\n  certificates: [a]\n"
		       "  pods: [x, ~]\n  takes: restart\n" RULE_END,
	    8 },
	{ "a certificate that is a list",
	    HEAD SIGNS "rules:\n- id: web\n  certificates: [[a]]\n"
		       "  pods: [x]\n  takes: restart\n" RULE_END,
	    7 },
};

Test(product, is_refused_with_the_line_if_something_is_missing_or_unknown)
{
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		struct told told;
		struct taken taken = { 0 };

		cr_expect_not(product_read("p.yaml", wrong[i].text, take,
				  &taken, told_begin(&told)),
		    "%s", wrong[i].name);
		cr_expect_eq(taken.ncalls, 0, "%s", wrong[i].name);
		cr_expect_gt(told.n, 0, "%s", wrong[i].name);
		cr_expect_str_eq(told.path, "p.yaml", "%s", wrong[i].name);
		cr_expect_eq(told.line, wrong[i].line, "%s: line %d: %s",
		    wrong[i].name, (int)told.line, told.text);
	}
}

static void
count(void *context, const struct fact *facts)
{
	size_t *n = context;

	cr_expect_str_eq(facts->table, "product");
	++*n;
}

Test(product, files_of_the_program_are_all_taken)
{
	size_t n = 0;

	product_read_all(count, &n);
	cr_expect_gt(n, 0);
}
