#include <criterion/criterion.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "parse/yaml_tree.h"

/* What a filter was asked about, for the tests that look at it. */
struct asked {
	char objects[256];
	char sealed[64];
};

static bool
is_kept(const char *key)
{
	return strcmp(key, "drop") != 0;
}

static const struct yaml_want sealed[] = {
	{ YAML_WANT("*"), .care = YAML_SEAL }, YAML_WANT_END
};
static const struct yaml_want few[] = { { YAML_WANT("kind") },
	{ YAML_WANT("a") }, YAML_WANT_END };

/* Everything but what is called drop. */
static const struct yaml_want everything[] = { { YAML_WANT("name"),
						   .care = YAML_NAME },
	{ YAML_WANT("seal"), .care = YAML_SEAL, .below = sealed },
	{ YAML_WANT("leaf") }, { YAML_WANT("items"), .care = YAML_OBJECTS },
	{ YAML_WANT("*"), .accepts = is_kept, .below = everything },
	YAML_WANT_END };

static const struct yaml_want *
wants(void *context, const char *kind, const char *api_version)
{
	struct asked *asked = context;
	size_t len = strlen(asked->objects);

	snprintf(asked->objects + len, sizeof(asked->objects) - len, " %s/%s",
	    api_version == NULL ? "" : api_version, kind == NULL ? "" : kind);
	return kind != NULL && strcmp(kind, "Few") == 0 ? few : everything;
}

static void
seal(void *context, struct arena *arena, struct yaml_node *node,
    const char *value, size_t len)
{
	struct asked *asked = context;

	(void)arena;
	snprintf(asked->sealed, sizeof(asked->sealed), "%.*s", (int)len, value);
	node->type = TREE_TEXT;
	node->text = "sealed";
	node->len = strlen("sealed");
}

static void
note(void *context, const char *path, uint64_t line, const char *text)
{
	(void)path;
	fprintf(context, "%" PRIu64 ": %s\n", line, text);
}

static void
write_node(FILE *file, const struct yaml_node *node)
{
	if (node->key != NULL)
		fprintf(file, "%s:", node->key);
	if (node->type == TREE_TEXT)
		fprintf(file, "'%s'", node->text);
	else if (node->type == TREE_NULL)
		fputc('~', file);
	else
		fputc(node->type == TREE_MAP ? '{' : '[', file);
	for (const struct yaml_node *at = node->first; at != NULL;
	     at = at->next) {
		if (at != node->first)
			fputc(' ', file);
		write_node(file, at);
	}
	if (node->type == TREE_MAP || node->type == TREE_LIST)
		fputc(node->type == TREE_MAP ? '}' : ']', file);
}

struct grown {
	char tree[4096];
	char told[1024];
	struct asked asked;
	struct yaml_fault fault;
};

/* Reads the first piece of text; what comes of it is freed. */
static void
grow(struct grown *grown, const char *text)
{
	*grown = (struct grown){ 0 };

	FILE *tree = fmemopen(grown->tree, sizeof(grown->tree), "w");
	FILE *told = fmemopen(grown->told, sizeof(grown->told), "w");
	struct diag diag = { note, told };
	struct source *source =
	    source_from_bytes("x", text, strlen(text), &diag);
	struct yaml_split *split = yaml_split_open(source, NULL, &diag);
	struct arena *arena = arena_new();
	struct yaml_filter filter = { wants, seal, &grown->asked, NULL, NULL };
	enum yaml_piece_kind kind;
	uint64_t line;

	cr_assert(yaml_split_next(split, &line, &kind), "\"%s\"", text);

	const struct yaml_node *root = yaml_tree_read(
	    split, line, arena, &filter, "x", &diag, &grown->fault);

	if (root != NULL)
		write_node(tree, root);
	arena_free(arena);
	yaml_split_close(split);
	source_close(source);
	fclose(tree);
	fclose(told);
}

static const struct {
	const char *what;
	const char *text;
	const char *tree;
	const char *told;
} texts[] = {
	{ "texts of all styles",
	    "a: x\nb: 'y'\nc: \"z\"\nd: |\n  1\n  2\ne: >\n  1\n  2\nf: x\n  "
	    "y\n",
	    "{a:'x' b:'y' c:'z' d:'1\n2\n' e:'1 2\n' f:'x y'}", "" },
	{ "names that look like something else",
	    "a: 1234\nb: no\nc: on\nd: 0x1f\ne: 1e3\nf: 2024-01-01\n",
	    "{a:'1234' b:'no' c:'on' d:'0x1f' e:'1e3' f:'2024-01-01'}", "" },
	{ "nothing", "a:\nb: ~\nc: null\nd: ''\ne: \"null\"\n",
	    "{a:~ b:~ c:~ d:'' e:'null'}", "" },
	{ "collections", "a: {b: [1, {c: 2}], d: []}\ne:\n- - 1\n",
	    "{a:{b:['1' {c:'2'}] d:[]} e:[['1']]}", "" },
	{ "JSON", "{\"a\":\"\\u00e4\\/\\ud83d\\ude00\\n\",\"b\":[1,true,null]}",
	    "{a:'\xc3\xa4/\xf0\x9f\x98\x80\n' b:['1' 'true' ~]}", "" },
	{ "JSON with tabs", "{\n\t\"a\":\t1,\n\t\"b\":\n\t2\n}",
	    "{a:'1' b:'2'}", "" },
	{ "an item", "- a: 1\n", "[{a:'1'}]", "" },
	/* The filter. */
	{ "what is dropped", "drop: {x: [1, {y: 2}]}\na: 1\nb:\n  drop: x\n",
	    "{a:'1' b:{}}", "" },
	{ "what only counts for being there", "name: {x: [1]}\na: 1\n",
	    "{name:~ a:'1'}", "" },
	{ "what is sealed", "seal: key\na: 1\n", "{seal:'sealed' a:'1'}", "" },
	{ "collections that are sealed",
	    "seal:\n  seal: x\n  b: y\na:\n  seal:\n  - x\n",
	    "{seal:{seal:'sealed' b:'sealed'} a:{seal:['sealed']}}", "" },
	{ "collections where a text was wanted",
	    "leaf: {a: 1}\na:\n  leaf: [1]\nb:\n  leaf: 1\n",
	    "{leaf:{} a:{leaf:[]} b:{leaf:'1'}}", "" },
	{ "an object that says what it is", "kind: Few\na: 1\nb: 2\n",
	    "{kind:'Few' a:'1'}", "" },
	{ "an object that says so late", "b: 2\nkind: Few\nc: 3\n",
	    "{b:'2' kind:'Few'}", "" },
	{ "objects in a list",
	    "- items:\n  - {kind: Few, b: 1}\n  - {b: 2}\n"
	    "  - [{kind: Few, b: 3}]\n",
	    "[{items:[{kind:'Few'} {b:'2'} [{kind:'Few'}]]}]", "" },
	{ "a kind that is none of the object's", "a: {kind: Few, b: 1}\nb: 1\n",
	    "{a:{kind:'Few' b:'1'} b:'1'}", "" },
	/* Aliases. */
	{ "aliases", "a: &x 1\nb: &y {c: *x}\nd: [*y, *y]\n",
	    "{a:'1' b:{c:'1'} d:[{c:'1'} {c:'1'}]}", "" },
	{ "the newest anchor of that name", "a: &x 1\nb: &x 2\nc: *x\n",
	    "{a:'1' b:'2' c:'2'}", "" },
	{ "an alias without an anchor", "a: *x\nb: 1\n", "{a:~ b:'1'}",
	    "1: an alias whose anchor was not kept; taken as null\n" },
	{ "an alias inside of its anchor", "a: &x [1, *x]\n", "{a:['1' ~]}",
	    "1: an alias whose anchor was not kept; taken as null\n" },
	{ "an anchor on what is dropped", "drop: &x 1\na: *x\n", "{a:~}",
	    "2: an alias whose anchor was not kept; taken as null\n" },
	/* Keys. */
	{ "keys that come again", "z:\n  a: 1\n  b: 2\n  a: 3\n  a: 4\n",
	    "{z:{b:'2' a:'4'}}",
	    "2: key \"a\" comes again in line 4; that one is used\n"
	    "4: key \"a\" comes again in line 5; that one is used\n" },
	{ "keys that are no text",
	    "z:\n  ? [a]\n  : 1\n  b: 2\n  ? {c: 1}\n  : [3]\n", "{z:{b:'2'}}",
	    "" },
};

Test(yaml_tree, grows_from_text)
{
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct grown grown;

		grow(&grown, texts[i].text);
		cr_expect_str_eq(grown.tree, texts[i].tree, "%s: %s",
		    texts[i].what, grown.tree);
		cr_expect_str_eq(grown.told, texts[i].told, "%s: told %s",
		    texts[i].what, grown.told);
		cr_expect_not(grown.fault.found, "%s: %s", texts[i].what,
		    grown.fault.text);
	}
}

Test(yaml_tree, tells_the_filter_what_an_object_says_it_is)
{
	struct grown grown;

	grow(&grown, "apiVersion: v1\na:\n  seal: key\nkind: K\n");
	cr_expect_str_eq(grown.asked.objects, " / v1/ v1/K");
	cr_expect_str_eq(grown.asked.sealed, "key");
}

static const struct {
	const char *what;
	const char *text;
	const char *tree; /* what is left */
	uint64_t line;
	bool at_end;
} faults[] = {
	{ "a quote that does not end", "a: 1\nb: \"x\n", "{a:'1' b:~}", 2,
	    true },
	{ "a bracket that does not end", "{\"a\": 1, \"b\": [2",
	    "{a:'1' b:['2']}", 1, true },
	{ "a key that does not end", "a: 1\nb:\n  c: 1\n  x\n",
	    "{a:'1' b:{c:'1'}}", 4, true },
	{ "two values", "# 1\na: b: c\nd: 1\ne: 2\n", "{a:'b'}", 2, false },
	{ "indentation", "a:\n  b: 1\n c: 2\nd: 3\n", "{a:{b:'1'}}", 3, false },
	{ "brackets of two kinds", "{\"a\": [1}, \"b\": 2}", "{a:['1']}", 1,
	    false },
};

Test(yaml_tree, keeps_what_came_before_a_fault)
{
	for (size_t i = 0; i < sizeof(faults) / sizeof(faults[0]); i++) {
		struct grown grown;

		grow(&grown, faults[i].text);
		cr_expect(grown.fault.found, "%s", faults[i].what);
		cr_expect_str_eq(grown.tree, faults[i].tree, "%s: %s",
		    faults[i].what, grown.tree);
		cr_expect_eq(grown.fault.line, faults[i].line,
		    "%s: line %" PRIu64 ": %s", faults[i].what,
		    grown.fault.line, grown.fault.text);
		cr_expect_eq(
		    grown.fault.at_end, faults[i].at_end, "%s", faults[i].what);
	}
}

Test(yaml_tree, stops_at_its_depth)
{
	char text[2000];
	struct grown grown;
	size_t n = 0;

	for (size_t i = 0; i < 300; i++)
		n += (size_t)sprintf(text + n, "[");
	n += (size_t)sprintf(text + n, "1");
	for (size_t i = 0; i < 300; i++)
		n += (size_t)sprintf(text + n, "]");
	sprintf(text + n, "\n");
	memmove(text + 4, text, n + 2);
	memcpy(text, "a:  ", 4);
	grow(&grown, text);
	cr_expect_not(grown.fault.found);
	cr_expect_str_eq(grown.told,
	    "1: nested more than 200 deep; what lies deeper is left out\n");
	/* The mapping and 199 lists. */
	cr_expect_eq(strspn(grown.tree + 3, "["), 199);
}

Test(yaml_tree, gives_up_where_brackets_have_no_end)
{
	static char text[5000];
	struct grown grown;

	memset(text, '[', sizeof(text) - 1);
	memcpy(text, "{\"a\":", 5);
	grow(&grown, text);
	cr_expect(grown.fault.found);
	cr_expect_not(grown.fault.at_end);
	cr_expect_str_eq(grown.fault.text, "brackets nested without an end");
}

Test(yaml_tree, does_not_blow_up)
{
	/* Ten times ten times ten ...: 10^9 nodes if they were copied. */
	static const char bomb[] = "a: &a [1,1,1,1,1,1,1,1,1,1]\n"
				   "b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\n"
				   "c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\n"
				   "d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\n"
				   "e: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]\n"
				   "f: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e,*e]\n"
				   "g: &g [*f,*f,*f,*f,*f,*f,*f,*f,*f,*f]\n"
				   "h: &h [*g,*g,*g,*g,*g,*g,*g,*g,*g,*g]\n";
	struct grown grown;

	grow(&grown, bomb);
	cr_expect(grown.fault.found);
	cr_expect_not(grown.fault.at_end);
	cr_expect_eq(grown.fault.line, 6);
	cr_expect_str_eq(
	    grown.fault.text, "an object of more than 200000 values");
}

Test(yaml_tree, keeps_the_lines)
{
	static const char text[] = "- # 1\n  a:\n\n    b: x\n  c: |\n    1\n"
				   "    2\n  d:\n  - e\n";
	static const struct {
		const char *way;
		uint64_t line;
	} lines[] = { { "a", 2 }, { "a.b", 4 }, { "c", 5 }, { "d", 8 } };
	struct diag diag = { note, stderr };
	struct asked asked = { 0 };
	struct source *source =
	    source_from_bytes("x", text, strlen(text), &diag);
	struct yaml_split *split = yaml_split_open(source, NULL, &diag);
	struct arena *arena = arena_new();
	struct yaml_filter filter = { wants, seal, &asked, NULL, NULL };
	struct yaml_fault fault;
	enum yaml_piece_kind kind;
	uint64_t line;

	cr_assert(yaml_split_next(split, &line, &kind));

	const struct yaml_node *root = yaml_first(
	    yaml_tree_read(split, line, arena, &filter, "x", &diag, &fault));

	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		const struct yaml_node *node = yaml_at(root, lines[i].way);

		cr_assert_not_null(node, "%s", lines[i].way);
		cr_expect_eq(node->line, lines[i].line, "%s: %" PRIu64,
		    lines[i].way, node->line);
	}
	cr_expect_eq(yaml_first(yaml_get(root, "d"))->line, 9);
	cr_expect_null(yaml_at(root, "a.b.c"));
	cr_expect_null(yaml_at(root, "x.b"));
	cr_expect_null(yaml_at(root, "a."));
	cr_expect_null(yaml_get(NULL, "a"));
	cr_expect_null(yaml_first(NULL));
	arena_free(arena);
	yaml_split_close(split);
	source_close(source);
}
