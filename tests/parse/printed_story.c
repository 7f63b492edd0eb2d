#include "printed_story.h"

#include <criterion/criterion.h>
#include <string.h>

#include "reading.h"

/* The names that are made for Events are of no interest. */
static void
blank_names(char *facts)
{
	static const char word[] = "name=printed-";

	while ((facts = strstr(facts, word)) != NULL) {
		facts += sizeof(word) - 1;
		for (; *facts != '-' && *facts != '\0'; facts++)
			*facts = '#';
	}
}

void
check_stories(const struct story *stories, size_t nstories)
{
	for (size_t i = 0; i < nstories; i++) {
		const struct story *story = &stories[i];
		const char *told = story->told == NULL ? "" : story->told;
		struct reading got = reading_of_printed(
		    story->text, story->namespace, story->kind);

		blank_names(got.facts);
		cr_expect_str_eq(
		    got.facts, story->facts, "%s:\n%s", story->what, got.facts);
		cr_expect_str_eq(
		    got.told, told, "%s: told:\n%s", story->what, got.told);
		reading_free(&got);
	}
}
