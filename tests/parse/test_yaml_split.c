#include <criterion/criterion.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "pieces.h"

static const struct {
	const char *what;
	const char *text;
	const char *pieces;
	const char *told; /* with lines; "" if nothing */
} texts[] = {
	/* Documents. */
	{ "nothing", "", "", "" },
	{ "blank lines and comments", "\n# x\n---\n...\n%YAML 1.1\n", "", "" },
	{ "one object", "kind: A\nmetadata:\n  name: x\n",
	    "R1:kind: A/metadata:/  name: x/|", "" },
	{ "no newline at the end", "kind: A\nspec: {}", "R1:kind: A/spec: {}|",
	    "" },
	{ "documents", "---\nkind: A\n---\n\n---\nkind: B\n...\nkind: C\n",
	    "R2:kind: A/|R6:kind: B/|R8:kind: C/|", "" },
	{ "outputs of several commands",
	    "apiVersion: v1\nkind: A\napiVersion: v1\nkind: B\n",
	    "R1:apiVersion: v1/kind: A/|R3:apiVersion: v1/kind: B/|", "" },
	{ "kind first", "kind: A\napiVersion: v1\nkind: B\napiVersion: v1\n",
	    "R1:kind: A/apiVersion: v1/|R3:kind: B/apiVersion: v1/|", "" },
	{ "a key that comes twice is not another object",
	    "kind: A\nspec: 1\nspec: 2\n", "R1:kind: A/spec: 1/spec: 2/|", "" },
	{ "everything indented", "   kind: A\n   spec:\n     x: 1\n",
	    "R1:   kind: A/   spec:/     x: 1/|", "" },
	{ "keys in quotes", "\"kind\": A\n\"spec\": 1\n",
	    "R1:\"kind\": A/\"spec\": 1/|", "" },
	{ "Windows", "\xef\xbb\xbfkind: A\r\n---\r\nkind: B\r\n",
	    "R1:kind: A/|R3:kind: B/|", "" },
	{ "a comment behind the mark", "--- # x\nkind: A\n", "R2:kind: A/|",
	    "" },
	/* Lists. */
	{ "a list",
	    "apiVersion: v1\nitems:\n- kind: A\n  x: 1\n- kind: B\nkind: "
	    "List\n",
	    "R1:apiVersion: v1/|*I3:- kind: A/  x: 1/|I5:- kind: B/|"
	    "T6:kind: List/|",
	    "" },
	{ "a list with deeper items",
	    "kind: List\nitems:\n  - kind: A\n    x:\n    - 1\n  - kind: B\n",
	    "R1:kind: List/|*I3:  - kind: A/    x:/    - 1/|I6:  - kind: B/|",
	    "" },
	{ "items first", "items:\n- kind: A\nkind: List\napiVersion: v1\n",
	    "R1:|*I2:- kind: A/|T3:kind: List/apiVersion: v1/|", "" },
	{ "an empty list", "apiVersion: v1\nitems: []\nkind: List\n",
	    "R1:apiVersion: v1/items: []/kind: List/|", "" },
	{ "items of nothing", "items:\nkind: List\n", "R1:|*T2:kind: List/|",
	    "" },
	{ "a bare list", "- kind: A\n-\n  kind: B\n",
	    "B1:- kind: A/|B2:-/  kind: B/|", "" },
	{ "lists one after the other",
	    "apiVersion: v1\nitems:\n- a: 1\nkind: List\napiVersion: "
	    "v1\nitems:\n- b: 1\n",
	    "R1:apiVersion: v1/|*I3:- a: 1/|T4:kind: List/|"
	    "R5:apiVersion: v1/|*I7:- b: 1/|",
	    "" },
	{ "a list, then objects", "items:\n- a: 1\n---\nkind: A\n",
	    "R1:|*I2:- a: 1/|R4:kind: A/|", "" },
	{ "a sequence that is not the items",
	    "kind: A\nrules:\n- a: 1\n- b: 1\n",
	    "R1:kind: A/rules:/- a: 1/- b: 1/|", "" },
	{ "dashes in a text of an item",
	    "items:\n- a: |\n    - x\n    ---\n\n    items:\n- b: 1\n",
	    "R1:|*I2:- a: |/    - x/    ---//    items:/|I7:- b: 1/|", "" },
	{ "wrong indentation stays with its item",
	    "items:\n  - a: 1\n   b: 2\n c: 3\n  - d: 1\n",
	    "R1:|*I2:  - a: 1/   b: 2/ c: 3/|I5:  - d: 1/|", "" },
	/* JSON. */
	{ "JSON", "{\"kind\": \"A\"}\n", "R1:{\"kind\": \"A\"}|", "" },
	{ "JSON values", "{\"a\":1}{\"b\":2}\n{\"c\":[{}]}",
	    "R1:{\"a\":1}|R1:{\"b\":2}|R2:{\"c\":[{}]}|", "" },
	{ "a JSON list",
	    "{\n \"items\": [\n  {\"a\": 1},\n  {\"b\": 1}\n ],\n \"kind\": "
	    "\"L\"\n}\n",
	    "R1:{/ \"items\": []}|*I3:{\"a\": 1}|I4:{\"b\": 1}|"
	    "T6:{\"kind\": \"L\"/}|",
	    "" },
	{ "a JSON list on one line",
	    "{\"items\":[{\"a\":1},{\"b\":1}]}{\"c\":1}",
	    "R1:{\"items\":[]}|*I1:{\"a\":1}|I1:{\"b\":1}|T1:{}|R1:{\"c\":1}|",
	    "" },
	{ "a bare JSON list", "[{\"a\":1},\n {\"b\":1}]\n{\"c\":1}",
	    "B1:{\"a\":1}|B2:{\"b\":1}|R3:{\"c\":1}|", "" },
	{ "items that are not a list, or not of the root",
	    "{\"items\":1,\"x\":{\"items\":[1]}}",
	    "R1:{\"items\":1,\"x\":{\"items\":[1]}}|", "" },
	{ "items that are no objects", "[\"a,]\",1,[2],{}]",
	    "B1:\"a,]\"|B1:1|B1:[2]|B1:{}|", "" },
	{ "brackets and quotes in texts",
	    "[{\"a\":\"}]\\\"{\"},{\"b\":\"\\\\\"}]",
	    "B1:{\"a\":\"}]\\\"{\"}|B1:{\"b\":\"\\\\\"}|", "" },
	{ "tabs", "{\n\t\"a\":\n\t1\n}", "R1:{/\t\"a\":/\t1/}|", "" },
	{ "pairs of escapes", "{\"a\":\"\\ud83d\\ude00\\u00e4\\/\"}",
	    "R1:{\"a\":\"\\U0001f600\\u00e4\\/\"}|", "" },
	{ "half pairs", "{\"a\":\"\\ud83dx\\ude00\\ud83d\"}",
	    "R1:{\"a\":\"\\U0000fffdx\\U0000fffd\\U0000fffd\"}|", "" },
	/* Cut JSON. */
	{ "cut", "{\"a\": [1", "R1:{\"a\": [1|!", "" },
	{ "cut, and another behind it", "{\n  \"a\": \"x\n{\n  \"b\": 1\n}\n",
	    "R1:{/  \"a\": \"x/|!R3:{/  \"b\": 1/}|", "" },
	{ "cut before a mark", "{\n  \"a\": [\n---\nkind: A\n",
	    "R1:{/  \"a\": [/|!R4:kind: A/|", "" },
	{ "a damaged item",
	    "{\n  \"items\": [\n    {\n      \"a\": \"x\n    },\n    {\n"
	    "      \"b\": 1\n    }\n  ]\n}\n",
	    "R1:{/  \"items\": []}|*I3:{/      \"a\": \"x/    },/|!"
	    "I6:{/      \"b\": 1/    }|T10:{}|",
	    "" },
	{ "a list that is cut between items", "[{\"a\":1},\n", "B1:{\"a\":1}|",
	    "2: a list ends early; the items before are complete\n" },
	{ "JSON without indentation",
	    "{\n\"a\": [\n{\n\"b\": 1\n},\n{\n\"c\": 1\n}\n]\n}\n",
	    "R1:{/\"a\": [/{/\"b\": 1/},/{/\"c\": 1/}/]/}|", "" },
	/* Text that is not YAML. */
	{ "an answer", "Error from server (NotFound): x\n", "",
	    "1: not YAML: Error from server (NotFound): x; 1 line skipped\n" },
	{ "text", "hello\nworld: this is: text\n", "R2:world: this is: text/|",
	    "1: not YAML; 1 line skipped\n" },
	{ "prompts between objects",
	    "[root@bastion ~]# kubectl get a\nkind: A\n$ kubectl get b\n"
	    "Warning: deprecated\nkind: B\n",
	    "R2:kind: A/|R5:kind: B/|",
	    "1: not YAML; 1 line skipped\n3: not YAML; 2 lines skipped\n" },
	{ "an answer at the end of a list",
	    "items:\n- a: 1\nerror: the server is gone\n", "R1:|*I2:- a: 1/|",
	    "3: not YAML: error: the server is gone; 1 line skipped\n" },
};

Test(yaml_split, cuts_between_objects)
{
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		for (size_t step = 64; step <= 4096; step *= 64) {
			struct pieces got =
			    pieces_of(texts[i].text, NULL, step);

			cr_expect_str_eq(got.text, texts[i].pieces,
			    "%s:\n%s\n%s", texts[i].what, got.text,
			    texts[i].pieces);
			cr_expect_str_eq(got.told, texts[i].told, "%s: told %s",
			    texts[i].what, got.told);
		}
	}
}

static void
note(void *context, const char *path, uint64_t line, const char *text)
{
	(void)path;
	fprintf(context, "%" PRIu64 ": %s\n", line, text);
}

Test(yaml_split, counts_lines)
{
	static const struct {
		const char *text;
		uint64_t nlines;
	} cases[] = { { "", 0 }, { "a: 1", 1 }, { "a: 1\n", 1 }, { "\n\n", 2 },
		{ "{\n}", 2 }, { "items:\n- a: 1\n- b", 3 },
		{ "text\ntext", 2 } };

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char told[512];
		FILE *to_told = fmemopen(told, sizeof(told), "w");
		struct diag diag = { note, to_told };
		struct source *source = source_from_bytes(
		    "x", cases[i].text, strlen(cases[i].text), &diag);
		struct yaml_split *split = yaml_split_open(source, NULL, &diag);
		enum yaml_piece_kind kind;
		uint64_t line;

		while (yaml_split_next(split, &line, &kind))
			yaml_split_skip(split);
		cr_expect_eq(yaml_split_lines(split), cases[i].nlines,
		    "\"%s\": %" PRIu64, cases[i].text, yaml_split_lines(split));
		yaml_split_close(split);
		source_close(source);
		fclose(to_told);
	}
}

Test(yaml_split, takes_lines_of_any_length)
{
	static char text[400000];
	size_t n = (size_t)sprintf(text, "items:\n- a: ");
	char told[512];
	FILE *to_told = fmemopen(told, sizeof(told), "w");
	struct diag diag = { note, to_told };
	struct source *source;
	struct yaml_split *split;
	enum yaml_piece_kind kind;
	uint64_t line;

	memset(text + n, 'x', 300000);
	n += 300000;
	n += (size_t)sprintf(text + n, "\n- b: 1\n");
	source = source_from_bytes("x", text, n, &diag);
	split = yaml_split_open(source, NULL, &diag);
	cr_assert(yaml_split_next(split, &line, &kind));
	cr_assert(yaml_split_next(split, &line, &kind));
	cr_expect_eq(line, 2);
	cr_assert(yaml_split_next(split, &line, &kind));
	cr_expect_eq(line, 3);
	cr_expect_not(yaml_split_next(split, &line, &kind));
	cr_expect_eq(line, 3);
	yaml_split_close(split);
	source_close(source);
	fclose(to_told);
}
