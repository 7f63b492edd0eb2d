#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "parse/outline.h"

static void
write_nodes(FILE *file, const struct outline_node *node)
{
	for (; node != NULL; node = node->next) {
		fprintf(file, "%s=%s", node->key == NULL ? "" : node->key,
		    node->text == NULL ? "" : node->text);
		if (node->first != NULL) {
			fputc('(', file);
			write_nodes(file, node->first);
			fputc(')', file);
		}
		fputc(';', file);
	}
}

static const struct {
	const char *text;
	const char *tree;
} cases[] = {
	{ "Name:  a\nSpec:\n  B:  c\n    d\n  E:\nStatus:  f\n",
	    "Name=a;Spec=(B=c(=d;);E=;);Status=f;" },
	{ "Labels:  a=b\n         c=d\n", "Labels=a=b(=c=d;);" },
	/* At the margin only what an object has there. */
	{ "Name:  a\nOther:  b\nplain\n  Deep:  c\n", "Name=a(Deep=c;);" },
	/* A message goes on until its next sibling. */
	{ "Spec:\n    Message:  a\nStatus:  b\n  Reason:  c\n    Reason:  d\n",
	    "Spec=(Message=a;Reason=d;);" },
	{ "Message:  a\nStatus:  b\n", "Message=a;Status=b;" },
	/* Nobody's business. */
	{ "Containers:\n  a:\n    Environment:\n      P:  secret\n"
	  "         more\n"
	  "      Q:  <set to the key 'k' in secret 's'>\n"
	  "      R:\n    Command:\n      x\n        y: z\n    Image:  i\n",
	    "Containers=(a=(Environment=(Q=<set to the key 'k' in secret "
	    "'s'>;);Image=i;););" },
	{ "Spec:\n  Managed Fields:\n    a:\n      b:  c\n  D:  e\n",
	    "Spec=(D=e;);" },
	{ "Name:\n\n  :  x\n", "Name=(=:  x;);" },
};

Test(outline, is_the_tree_of_the_lines)
{
	struct arena *arena = arena_new();

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct outline outline;
		const char *text = cases[i].text;
		char *got = NULL;
		size_t size;
		FILE *file = open_memstream(&got, &size);

		outline_begin(&outline, arena);
		for (uint64_t n = 1; *text != '\0'; n++) {
			size_t len = strcspn(text, "\n");

			outline_add(&outline, n, (struct str){ text, len });
			text += len + 1;
		}
		write_nodes(file, outline.root->first);
		fclose(file);
		cr_expect_str_eq(got, cases[i].tree, "%zu: %s", i, got);
		free(got);
	}
	arena_free(arena);
}

Test(outline, takes_words_for_nothing_as_nothing)
{
	static const char *const lines[] = { "IP:  <none>", "Node:  <nil>",
		"Type:  <unset>", "Reason:  <unknown>", "Status:" };
	struct arena *arena = arena_new();
	struct outline outline;

	outline_begin(&outline, arena);
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++)
		outline_add(&outline, i + 1, str_from(lines[i]));
	for (const struct outline_node *at = outline.root->first; at != NULL;
	     at = at->next)
		cr_expect_null(
		    outline_text(outline.root, at->key), "%s", at->key);
	cr_expect_null(outline_get(NULL, "IP"));
	cr_expect_null(outline_text(outline.root, "Spec"));
	arena_free(arena);
}

Test(outline, leaves_out_what_is_too_deep_or_too_much)
{
	struct arena *arena = arena_new();
	struct outline outline;
	char line[200];

	outline_begin(&outline, arena);
	outline_add(&outline, 1, str_from("Spec:"));
	for (int i = 1; i < 100; i++) {
		snprintf(line, sizeof(line), "%*sa:", i, "");
		outline_add(&outline, 2, str_from(line));
	}
	cr_expect_eq(outline.nnodes, OUTLINE_MAX_DEPTH);
	outline_add(&outline, 3, str_from("Status:  x"));
	cr_expect_str_eq(outline_text(outline.root, "Status"), "x");
	for (size_t i = 0; i < OUTLINE_MAX_NODES; i++)
		outline_add(&outline, 4, str_from("  b:  c"));
	cr_expect_eq(outline.nnodes, OUTLINE_MAX_NODES);
	cr_expect(outline.overflowed);
	arena_free(arena);
}
