#include <criterion/criterion.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "parse/yaml_tree.h"
#include "pieces.h"

static bool
is_kept(const char *key)
{
	return key[0] == 'k';
}

static const struct yaml_want mark_wants[] = {
	{ YAML_WANT("*"), .accepts = is_kept }, YAML_WANT_END
};
static const struct yaml_want name_wants[] = { { YAML_WANT("name") },
	YAML_WANT_END };
static const struct yaml_want metadata_wants[] = { { YAML_WANT("name") },
	{ YAML_WANT("labels"), .below = mark_wants },
	{ YAML_WANT("owners"), .below = name_wants }, YAML_WANT_END };
static const struct yaml_want from_wants[] = {
	{ YAML_WANT("secret"), .below = name_wants }, YAML_WANT_END
};
static const struct yaml_want env_wants[] = {
	{ YAML_WANT("from"), .below = from_wants }, YAML_WANT_END
};
static const struct yaml_want box_wants[] = { { YAML_WANT("name") },
	{ YAML_WANT("env"), .below = env_wants }, YAML_WANT_END };
static const struct yaml_want spec_wants[] = { { YAML_WANT("text") },
	{ YAML_WANT("boxes"), .below = box_wants },
	{ YAML_WANT("type"), .care = YAML_NAME }, YAML_WANT_END };
static const struct yaml_want object_wants[] = { { YAML_WANT("apiVersion") },
	{ YAML_WANT("kind") },
	{ YAML_WANT("metadata"), .below = metadata_wants },
	{ YAML_WANT("spec"), .below = spec_wants },
	{ YAML_WANT("items"), .care = YAML_OBJECTS }, YAML_WANT_END };
static const struct yaml_want other_wants[] = { { YAML_WANT("kind") },
	YAML_WANT_END };

static const struct yaml_want *
wants(void *context, const char *kind, const char *api_version)
{
	(void)context;
	(void)api_version;
	return kind != NULL && strcmp(kind, "Other") == 0 ? other_wants
							  : object_wants;
}

static const struct yaml_filter filter = { wants, NULL, NULL, NULL, NULL };

static const struct {
	const char *what;
	const char *text;
	const char *pieces;
} sieved[] = {
	{ "a mapping", "kind: A\nmetadata:\n  no:\n    x: 1\n  name: x\n",
	    "R1:kind: A/metadata:/  ~://  name: x/|" },
	{ "a list, at the column of its key and deeper",
	    "metadata:\n  no:\n  - x: 1\n    y: 1\n\n  - z: 1\n  name: x\n"
	    "  no2:\n    - x: 1\n",
	    "R1:metadata:/  ~://///  name: x///|" },
	{ "the end of an item",
	    "items:\n- metadata:\n    no:\n    - x: 1\n- kind: B\n",
	    "R1:|*I2:- metadata:/    ~://|I5:- kind: B/|" },
	{ "keys in quotes",
	    "\"metadata\":\n  \"no\":\n    x: 1\n  'name': \"x\"\n",
	    "R1:\"metadata\":/  ~://  'name': \"x\"/|" },
	{ "empty collections",
	    "metadata:\n  no: {}\n  labels: {}\n  no2: []\n  name: x\n",
	    "R1:metadata:/  ~:/  labels: {}//  name: x/|" },
	{ "texts on several lines",
	    "metadata:\n  no: |\n    name: no\n\n    no\n  name: x\n"
	    "  no2: a\n    name: no\n  no3: 'a\n\n    name: no'\n"
	    "  no4: \"a\\\n    \\\" name: no\"\n",
	    "R1:metadata:/  ~:////  name: x////////|" },
	{ "quotes that hold quotes",
	    "metadata:\n  no: 'it''s'\n  no1: 'it'''\n  no2: \"a\\\\\"\n"
	    "  no3: \"a'\" # it's\n  no4: 'x' # it's\n  name: x\n",
	    "R1:metadata:/  ~://///  name: x/|" },
	{ "quotes that end left of their key",
	    "kind: A\nmetadata:\n  no: \"a\n name: no\"\n  name: x\n",
	    "R1:kind: A/metadata:/  ~://  name: x/|" },
	{ "comments",
	    "kind: A\n# kind: B\nmetadata: # x\n  # no\n  no: # x\n"
	    "    # x\n    x: 1\n# x\n  name: x\n",
	    "R1:kind: A/# kind: B/metadata: # x//  ~:////  name: x/|" },
	{ "labels by their keys",
	    "metadata:\n  labels:\n    a.b/c: |\n      k: 1\n    k/d: x\n",
	    "R1:metadata:/  labels:/    ~://    k/d: x/|" },
	{ "a key that only has to be there",
	    "spec:\n  type:\n    x: 1\n  text: y\n",
	    "R1:spec:/  type://  text: y/|" },
	{ "entries that begin with something else",
	    "spec:\n  boxes:\n  - no: 1\n    no2:\n    - 3\n    name: x\n",
	    "R1:spec:/  boxes:/  - ~:///    name: x/|" },
	{ "entries that are further to the right",
	    "spec:\n  boxes:\n    -   no: 1\n        name: x\n",
	    "R1:spec:/  boxes:/    -   ~:/        name: x/|" },
	{ "entries of which nothing is wanted",
	    "spec:\n  boxes:\n  - env:\n    - name: A\n      value: a\n"
	    "    - name: B\n      from:\n        secret:\n          key: k\n"
	    "          name: s\n    - name: C\n    name: x\n",
	    "R1:spec:/  boxes:/  - env:///    - ~:/      from:/        "
	    "secret:/          ~:/          name: s//    name: x/|" },
	{ "an object of which nothing is wanted", "a: 1\nb: 1\n", "R1:~://|" },
	{ "items of which nothing is wanted",
	    "items:\n- a: 1\n  b: 1\n- c: 1\n", "R1:|*I2:- ~://|I4:- ~:/|" },
	{ "an object that does not begin with what is wanted",
	    "a: 1\nkind: A\n", "R1:~:/kind: A/|" },
	{ "a kind of which little is wanted",
	    "kind: Other\nmetadata:\n  name: x\n", "R1:kind: Other///|" },
	{ "a kind that comes late",
	    "metadata:\n  name: x\nkind: Other\nspec:\n  text: y\n",
	    "R1:metadata:/  name: x/kind: Other///|" },
	{ "a kind that is not sure", "kind: &a Other\nmetadata:\n  name: x\n",
	    "R1:kind: &a Other/metadata:/  name: x/|" },
	{ "no newline at the end", "kind: A\nmetadata:\n  no: x",
	    "R1:kind: A/metadata:/  ~:|" },
	{ "Windows", "metadata:\r\n  no:\r\n    x: 1\r\n  name: x\r\n",
	    "R1:metadata:/  ~://  name: x/|" },
	{ "objects in a list of an item",
	    "- kind: A\n  items:\n  - no: 1\n    kind: Other\n    no2: 1\n"
	    "  - metadata:\n      name: x\n  no: 1\n",
	    "B1:- kind: A/  items:/  - ~:/    kind: Other//  - metadata:/"
	    "      name: x//|" },
	/* Where it goes off. */
	{ "flow style inside", "metadata: {name: x}\nno: 1\n",
	    "R1:metadata: {name: x}/no: 1/|" },
	{ "an anchor", "no: &a 1\nno2: 1\n", "R1:no: &a 1/no2: 1/|" },
	{ "keys of several words", "kind: A\na b: 1\nno: 1\n",
	    "R1:kind: A/|R3:~:/|" },
	{ "tabs", "metadata:\n  labels:\n  \tk: x\n  no: 1\n",
	    "R1:metadata:/  labels:/  \tk: x/  no: 1/|" },
	{ "a list in a list", "spec:\n  boxes:\n  - - no: 1\n  no: 1\n",
	    "R1:spec:/  boxes:/  - - no: 1/  no: 1/|" },
	{ "a quote on a line of its own",
	    "metadata:\n  name:\n    \"a\n  no: b\"\n  no: 1\n",
	    "R1:metadata:/  name:/    \"a/  no: b\"/  no: 1/|" },
	{ "a quote that is wanted and goes on left of its key",
	    "metadata:\n  name: \"a\n no: b\"\n  no: 1\n",
	    "R1:metadata:/  name: \"a/ no: b\"/  no: 1/|" },
	/* JSON. */
	{ "JSON",
	    "{\n  \"metadata\": {\n    \"no\": {\"x\": [1, {}]},\n"
	    "    \"name\": \"x\"\n  },\n  \"no\": 1\n}\n",
	    "R1:{/\"metadata\":{//\"name\":\"x\"/}//}|" },
	{ "brackets and quotes in JSON texts",
	    "{\"no\":\"}]\\\"{\\\\\",\"kind\":\"A\",\"no2\":[\"]\\u005d\"]}",
	    "R1:{\"kind\":\"A\"}|" },
	{ "JSON numbers and words",
	    "{\"no\":-1.5E+3,\"kind\":true,\"no2\":null,\"spec\":"
	    "{\"text\":-1.5e-3}}",
	    "R1:{\"kind\":true,\"spec\":{\"text\":-1.5e-3}}|" },
	{ "JSON with lines everywhere",
	    "{\n\"no\"\n:\n1}\n{\n\t\"no\":\n\t[\n\t],\n\t\"kind\"\t:"
	    "\n\"A\"\n}",
	    "R1:{/\"no\"/:/1}|R5:{////\"kind\"\t:/\"A\"/}|" },
	{ "JSON entries",
	    "{\"spec\":{\"boxes\":[{\"no\":1},{\"no\":1,\n\"name\":\"x\"},"
	    "{\n\"env\":[{\"name\":1},\n{\"from\":{\"no\":1}}]}]}}",
	    "R1:{\"spec\":{\"boxes\":[{/\"name\":\"x\"},{/\"env\":[/"
	    "{\"from\":{}}]}]}}|" },
	{ "JSON entries of several kinds",
	    "{\"spec\":{\"boxes\":[1,[{\"no\":1,\"name\":\"x\"}],\"a\",{}]}}",
	    "R1:{\"spec\":{\"boxes\":[1,[{\"name\":\"x\"}],\"a\"]}}|" },
	{ "a JSON list",
	    "{\n \"no\": [],\n \"items\": [\n  {\"no\": 1},\n  {\"kind\": "
	    "\"Other\", \"spec\": 1}\n ],\n \"no\": 1,\n \"kind\": \"L\"\n}\n",
	    "R1:{//\"items\":[]}|*I4:{}|I5:{\"kind\":\"Other\"}|"
	    "T7:{/\"kind\":\"L\"/}|" },
	{ "a JSON kind that comes late",
	    "{\"metadata\":{\"name\":\"x\"},\"kind\":\"Other\",\"spec\":1}",
	    "R1:{\"metadata\":{\"name\":\"x\"},\"kind\":\"Other\"}|" },
	{ "a JSON key that only has to be there",
	    "{\"spec\":{\"type\":{\"x\":1},\"no\":1}}",
	    "R1:{\"spec\":{\"type\":null}}|" },
	{ "objects in a JSON list of an item",
	    "[{\"items\":[{\"kind\":\"Other\",\"spec\":1},{\"no\":1}],"
	    "\"kind\":\"A\"}]",
	    "B1:{\"items\":[{\"kind\":\"Other\"},{}],\"kind\":\"A\"}|" },
	{ "JSON of which nothing is wanted", "{\"a\":{\"b\":1}}{}",
	    "R1:{}|R1:{}|" },
	{ "pairs of escapes",
	    "{\"no\":\"\\ud83d\\ude00\",\"kind\":\"\\ud83d\\ude00\\/\"}",
	    "R1:{\"kind\":\"\\U0001f600\\/\"}|" },
	{ "JSON that is cut inside of what is dropped",
	    "{\n  \"kind\": \"A\",\n  \"no\": \"x\n{\n  \"kind\": \"B\"\n}\n",
	    "R1:{/\"kind\":\"A\"//|!R4:{/\"kind\":\"B\"/}|" },
	/* Where it goes off. */
	{ "keys without quotes", "{\"no\":1,kind: A, no: 1}",
	    "R1:{kind: A, no: 1}|" },
	{ "keys without quotes behind one that is wanted",
	    "{\"kind\":\"A\",no: 1}", "R1:{\"kind\":\"A\",no: 1}|" },
	{ "other quotes", "{\"spec\":{\"text\":'no\"}','no':1}}",
	    "R1:{\"spec\":{\"text\":'no\"}','no':1}}|" },
	{ "other quotes inside of what is dropped",
	    "{\"no\":{\"a\":'}\"'},\"kind\":\"A\"}", "R1:{\"kind\":\"A\"}|" },
	{ "keys with escapes", "{\"n\\u006f\":1,\"no\":1}",
	    "R1:{\"n\\u006f\":1,\"no\":1}|" },
	{ "words that are not JSON's", "{\"kind\":A b,\"no\":1}",
	    "R1:{\"kind\":A b,\"no\":1}|" },
	{ "no comma", "{\"no\":1,\"kind\":\"A\" \"no\":1}",
	    "R1:{\"kind\":\"A\"\"no\":1}|" },
	{ "commas too many", "{\"kind\":\"A\",,\"no\":1}",
	    "R1:{\"kind\":\"A\",,\"no\":1}|" },
	{ "brackets of two kinds", "{\"spec\":{\"boxes\":[{\"no\":1}}}",
	    "R1:{\"spec\":{\"boxes\":[}}|!" },
	{ "an entry that goes off", "{\"spec\":{\"boxes\":[{\"no\":1,a: 1}]}}",
	    "R1:{\"spec\":{\"boxes\":[{a: 1}]}}|" },
};

Test(yaml_sieve, leaves_what_is_wanted_on_its_lines)
{
	for (size_t i = 0; i < sizeof(sieved) / sizeof(sieved[0]); i++) {
		for (size_t step = 64; step <= 4096; step *= 64) {
			struct pieces got =
			    pieces_of(sieved[i].text, &filter, step);

			cr_expect_str_eq(got.text, sieved[i].pieces,
			    "%s:\n%s\n%s", sieved[i].what, got.text,
			    sieved[i].pieces);
		}
	}
}

static void
write_node(FILE *file, const struct yaml_node *node)
{
	fprintf(file, "%" PRIu64, node->line);
	if (node->key != NULL)
		fprintf(file, "%s:", node->key);
	if (node->type == TREE_TEXT)
		fprintf(file, "'%s'", node->text);
	else if (node->type != TREE_NULL)
		fputc(node->type == TREE_MAP ? '{' : '[', file);
	for (const struct yaml_node *at = node->first; at != NULL;
	     at = at->next) {
		/* An entry without anything in it may be left out. */
		if (at->key == NULL && at->first == NULL &&
		    at->type != TREE_TEXT)
			continue;
		fputc(' ', file);
		write_node(file, at);
	}
	if (node->type == TREE_MAP || node->type == TREE_LIST)
		fputc(node->type == TREE_MAP ? '}' : ']', file);
}

static void
ignore(void *context, const char *path, uint64_t line, const char *text)
{
	(void)context;
	(void)path;
	(void)line;
	(void)text;
}

/* The trees of all pieces, with lines; the caller frees it. */
static char *
trees_of(const char *text, bool sieves)
{
	struct diag diag = { ignore, NULL };
	struct source *source =
	    source_from_bytes("x", text, strlen(text), &diag);
	struct yaml_split *split =
	    yaml_split_open(source, sieves ? &filter : NULL, &diag);
	struct arena *arena = arena_new();
	enum yaml_piece_kind kind;
	uint64_t line;
	char *trees;
	size_t len;
	FILE *file = open_memstream(&trees, &len);

	while (yaml_split_next(split, &line, &kind)) {
		struct yaml_fault fault;
		const struct yaml_node *root = yaml_tree_read(
		    split, line, arena, &filter, "x", &diag, &fault);

		if (root != NULL)
			write_node(file, root);
		if (fault.found)
			fputs(" fault", file);
		fputc('\n', file);
	}
	fclose(file);
	arena_free(arena);
	yaml_split_close(split);
	source_close(source);
	return trees;
}

/* What can stand behind "key:"; lines that follow are to be deeper. */
static const char *const values[] = { "", " ", " x", " x y # z", " 'it''s'",
	" 'a'''", " ''", " \"\"", " \"a\\\"b\\\\\"", " \"'\" # it's",
	" 'x' # it's", " \"a: b\"", " a\nb", " a\nkind: Other", " a\n- b",
	" 'a\n\nno: b'", " \"a\nno: b\\\nc\"", " |\nkind: Other\n- 'x\n  \"y",
	" |-\n{[\n\n\n# z", " >+\nx\n\n", " |2\n   x", " # z\nx", "\nx\ny",
	"\n'x: y\nz'", "\nkind: Other\nname: b", "\n- a\n- kind: b\n- - c",
	"\n- |\n  x: y", "\n  a: 'x'\n  b: |\n    c: \"\n  d: e", "\n? a\n: b",
	"\n\"a b\": c", " {}", " []", " {a: b}", " [a, {kind: Other}]",
	" {\na: '}',\nb: \"]\"}", " &a x", " &b\nx: y", " !!str 1", " !t\nx: y",
	" ~", " null", " @x", " `x", " x#y", " http://x:y/z", " -1", " - x",
	" ?x", " *none", " \xc3\xa9\xe2\x80\xa8", " |\n\tx\n\t- y: z",
	" x\r\n y\r", " &a x\nb" };

/* Where a value can stand: V. */
static const char *const places[] = {
	"kind: A\nmetadata:\n  no:V\n  name: x\nspec:\n  text: y\n",
	"kind: A\nmetadata:\n  name:V\n  no: x\nspec:\n  text: y\n",
	"spec:\n  boxes:\n  - no:V\n    name: x\n  - name: y\nkind: A\n",
	"spec:\n  boxes:\n  - name: x\n    no:V\n    env:\n    - no:V\n"
	"    - from:\n        secret:\n          name: y\n    - no:V\n",
	"spec:\n  boxes:\n    -   env:V\n        name: x\n  text: y\n",
	"no:V\nkind: A\nmetadata:\n  name: x\nno2:V\n",
	"items:\n- no:V\n  kind: A\n  spec:V\n- kind: B\n  spec:\n"
	"    text:V\n    no: 1\nkind: List\n",
	"kind:V\nmetadata:\n  name: x\n",
	"metadata:\n  labels:\n    a/b:V\n    k/b:V\n    c: x\nspec:\n"
	"  type:V\n  text: x\n",
	"metadata:V\nspec:\n  text: x\n",
	"- items:\n  - no:V\n    kind: Other\n    spec:V\n  kind:V\n",
	"{\"no\":V,\"kind\":V,\"metadata\":{\"no\":V,\"name\":\"x\"},"
	"\"spec\":{\"boxes\":[{\"no\":V},{\"no\":V,\"name\":\"y\"},V]}}",
};

/* place with value for each V, the lines that follow in value indented. */
static void
fill_place(char *to, const char *place, const char *value)
{
	for (; *place != '\0'; place++) {
		if (*place != 'V') {
			*to++ = *place;
			continue;
		}
		for (const char *from = value; *from != '\0'; from++) {
			*to++ = *from;
			if (*from == '\n' && from[1] != '\n')
				to += sprintf(to, "%12s", "");
		}
	}
	*to = '\0';
}

/* Returns false if the text cannot be read as a whole. */
static bool
has_same_trees(const char *text)
{
	char *whole = trees_of(text, false);
	char *part = trees_of(text, true);
	bool good = strstr(whole, " fault") == NULL;

	if (good)
		cr_expect_str_eq(part, whole, "%s\n%s\n%s", text, part, whole);
	free(whole);
	free(part);
	return good;
}

Test(yaml_sieve, changes_nothing_about_what_is_wanted)
{
	size_t ngood = 0;

	for (size_t i = 0; i < sizeof(sieved) / sizeof(sieved[0]); i++)
		ngood += has_same_trees(sieved[i].text);
	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		for (size_t k = 0; k < sizeof(values) / sizeof(values[0]);
		     k++) {
			char text[2048];

			fill_place(text, places[i], values[k]);
			ngood += has_same_trees(text);
		}
	}
	cr_expect_gt(ngood, 400);
}
