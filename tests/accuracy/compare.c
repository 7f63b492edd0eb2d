/*
 * Holds certtrail's answers against the truth of a simulated bundle:
 *
 *	compare FOLDER
 *
 * FOLDER has truth.tsv and renewals.csv, cascades.csv and restarts.csv as
 * "certtrail sql -o csv" prints the views.  Prints a line for each wrong answer
 * ("wrong", tab, what) and one for each score ("score", tab, era, layout, thing,
 * must, found, rows, right, wrong).  Exits with 1 if anything is wrong.
 */
#include "accuracy/compare.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "accuracy/sheet.h"

void
say_wrong(struct answer *answer, const char *format, ...)
{
	va_list args;

	answer->score.wrong++;
	printf("wrong\tseed %s, %s, %s: ", row_word(&answer->truth.rows[0], 1),
	    row_word(&answer->truth.rows[0], 2),
	    row_word(&answer->truth.rows[0], 3));
	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	putchar('\n');
}

bool
may_guess(const struct answer *answer, const struct row *row)
{
	return strcmp(row_word(&answer->truth.rows[0], 7), "guessed") == 0 &&
	    strcmp(rows_word(&answer->rows, row, "confidence"), "low") == 0;
}

int
main(int argc, char **argv)
{
	static const struct {
		const char *thing;
		void (*compare)(struct answer *);
	} things[] = {
		{ "renewals", compare_renewals },
		{ "cascades", compare_cascades },
		{ "restarts", compare_restarts },
	};
	struct arena *arena = arena_new();
	size_t wrong = 0;

	if (argc != 2) {
		fputs("usage: compare FOLDER\n", stderr);
		return 2;
	}
	for (size_t i = 0; i < sizeof(things) / sizeof(things[0]); i++) {
		struct answer answer = { .arena = arena,
			.truth = rows_read_tsv(arena,
			    arena_printf(arena, "%s/truth.tsv", argv[1])),
			.rows = rows_read_csv(arena,
			    arena_printf(
				arena, "%s/%s.csv", argv[1], things[i].thing)),
			.score = { .thing = things[i].thing } };
		const struct score *score = &answer.score;
		const struct row *head = &answer.truth.rows[0];

		answer.score.rows = answer.rows.n;
		things[i].compare(&answer);
		printf("score\t%s\t%s\t%s\t%zu\t%zu\t%zu\t%zu\t%zu\n",
		    row_word(head, 2), row_word(head, 3), score->thing,
		    score->must, score->found, score->rows, score->right,
		    score->wrong);
		wrong += score->wrong;
	}
	arena_free(arena);
	return wrong > 0;
}
