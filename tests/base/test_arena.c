#include <criterion/criterion.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"

/* Around the size of a block, and well above. */
static const size_t sizes[] = { 0, 1, 7, 8, 16, 17, 4096, 65535, 65536, 65537,
	1000000, 1, 65536, 3 };

#define NSIZES (sizeof(sizes) / sizeof(sizes[0]))

/* Takes all sizes and checks that they are zeroed, aligned and apart. */
static void
take_all(struct arena *arena)
{
	unsigned char *taken[NSIZES];

	for (size_t i = 0; i < NSIZES; i++) {
		taken[i] = arena_alloc(arena, sizes[i]);
		cr_assert_not_null(taken[i], "%zu bytes", sizes[i]);
		cr_expect_eq((uintptr_t)taken[i] % _Alignof(max_align_t), 0,
		    "%zu bytes", sizes[i]);
		for (size_t k = 0; k < sizes[i]; k++)
			cr_assert_eq(taken[i][k], 0, "%zu bytes", sizes[i]);
		memset(taken[i], (int)i + 1, sizes[i]);
	}
	for (size_t i = 0; i < NSIZES; i++) {
		for (size_t k = 0; k < sizes[i]; k++)
			cr_assert_eq(taken[i][k], i + 1, "%zu bytes", sizes[i]);
	}
}

Test(arena, gives_zeroed_memory_that_does_not_overlap)
{
	struct arena *arena = arena_new();

	take_all(arena);
	arena_free(arena);
}

Test(arena, gives_zeroed_memory_again_after_a_reset)
{
	struct arena *arena = arena_new();

	arena_reset(arena);
	for (int round = 0; round < 3; round++) {
		take_all(arena);
		arena_reset(arena);
	}
	take_all(arena);
	arena_free(arena);
	arena_free(NULL);
}

Test(arena, copies_with_a_nul_behind)
{
	static const struct str texts[] = { { "abc", 3 }, { "abc", 2 },
		{ "", 0 }, { NULL, 0 }, { "a\0b", 3 } };
	struct arena *arena = arena_new();

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		const char *copy = arena_copy(arena, texts[i]);

		for (size_t k = 0; k < texts[i].len; k++)
			cr_expect_eq(copy[k], texts[i].ptr[k], "case %zu", i);
		cr_expect_eq(copy[texts[i].len], '\0', "case %zu", i);
		cr_expect_neq(copy, texts[i].ptr, "case %zu", i);
	}
	arena_free(arena);
}

Test(arena, prints_text_of_any_length)
{
	struct arena *arena = arena_new();

	cr_expect_str_eq(arena_printf(arena, "%s/%d", "a", 7), "a/7");
	cr_expect_str_eq(arena_printf(arena, "%s", ""), "");

	const char *wide = arena_printf(arena, "%100000d", 1);

	cr_expect_eq(strlen(wide), 100000);
	cr_expect_eq(wide[99999], '1');
	arena_free(arena);
}

Test(arena, goes_back_to_a_mark)
{
	struct arena *arena = arena_new();
	struct arena_mark empty = arena_mark(arena);
	char *kept = arena_copy(arena, str_from("kept"));
	struct arena_mark mark = arena_mark(arena);

	for (size_t round = 0; round < 3; round++) {
		for (size_t i = 0; i < 100; i++)
			memset(arena_alloc(arena, 5000), 'x', 5000);
		arena_release(arena, mark);
		cr_expect_str_eq(kept, "kept");
	}
	for (size_t i = 0; i < 100; i++)
		cr_expect_eq(((char *)arena_alloc(arena, 5000))[4999], 0);
	cr_expect_str_eq(kept, "kept");
	arena_release(arena, empty);
	cr_expect_eq(*(char *)arena_alloc(arena, 1), 0);
	arena_free(arena);
}
