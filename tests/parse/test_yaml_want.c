#include <criterion/criterion.h>
#include <string.h>

#include "parse/kube_kind.h"
#include "parse/yaml_want.h"

static bool
is_long(const char *key)
{
	return strlen(key) > 3;
}

static const struct yaml_want left_below[] = { { YAML_WANT("x") },
	YAML_WANT_END };
static const struct yaml_want right_below[] = { { YAML_WANT("y") },
	YAML_WANT_END };
static const struct yaml_want left[] = { { YAML_WANT("a") },
	{ YAML_WANT("b"), .below = left_below },
	{ YAML_WANT("c"), .care = YAML_NAME }, { YAML_WANT("d") },
	YAML_WANT_END };
static const struct yaml_want right[] = { { YAML_WANT("e") },
	{ YAML_WANT("b"), .below = right_below }, { YAML_WANT("c") },
	{ YAML_WANT("d"), .care = YAML_SEAL },
	{ YAML_WANT("*"), .accepts = is_long }, YAML_WANT_END };

static const struct yaml_want *
find(const struct yaml_want *wants, const char *key)
{
	return yaml_want_find(wants, key, strlen(key));
}

Test(yaml_want, finds_keys)
{
	cr_expect_eq(find(left, "a"), &left[0]);
	cr_expect_eq(find(left, "d"), &left[3]);
	cr_expect_eq(find(right, "long"), &right[4]);
	cr_expect_null(find(right, "lon"));
	cr_expect_null(find(left, "long"));
	cr_expect_null(find(left, ""));
	cr_expect_null(find(NULL, "a"));
	cr_expect_null(yaml_want_find(left, "ab", 2));
}

Test(yaml_want, merges_what_either_wants)
{
	static const char *const keys[] = { "a", "b", "c", "d", "e", "long" };
	struct arena *arena = arena_new();
	const struct yaml_want *both = yaml_want_merge(arena, left, right);

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		cr_expect_not_null(find(both, keys[i]), "%s", keys[i]);
	cr_expect_not_null(find(find(both, "b")->below, "x"));
	cr_expect_not_null(find(find(both, "b")->below, "y"));
	cr_expect_eq(find(both, "c")->care, YAML_KEEP);
	cr_expect_eq(find(both, "d")->care, YAML_SEAL);
	cr_expect_eq(find(both, "a")->care, YAML_KEEP);
	cr_expect_eq(yaml_want_merge(arena, NULL, left), left);
	cr_expect_eq(yaml_want_merge(arena, left, NULL), left);
	cr_expect_eq(yaml_want_merge(arena, left, left), left);
	arena_free(arena);
}

/* Of an object that has not said what it is, all of this is read. */
static void
check_covers(const struct yaml_want *all, const struct yaml_want *wants)
{
	for (; wants != NULL && wants->key != NULL; wants++) {
		const struct yaml_want *found = find(all, wants->key);

		cr_assert_not_null(found, "%s", wants->key);
		cr_expect(found->care == wants->care ||
			found->care == YAML_SEAL || wants->care == YAML_NAME,
		    "%s", wants->key);
		check_covers(found->below, wants->below);
	}
}

Test(kube_kind, wants_of_any_kind_what_each_kind_wants)
{
	static const char *const kinds[] = { "Certificate",
		"CertificateRequest", "Issuer", "Secret", "Pod", "Event",
		"Deployment", "CronJob" };
	struct arena *arena = arena_new();
	const struct yaml_want *all = kube_kind_wants(arena);

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		check_covers(all,
		    kube_kind_find((struct str){ NULL, 0 }, kinds[i])->wants);
	arena_free(arena);
}
