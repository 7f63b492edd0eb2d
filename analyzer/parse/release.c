#include "parse/release.h"

#include <string.h>

#include "base/embedded.h"
#include "base/fatal.h"
#include "parse/yaml_doc.h"

#define COLUMNS_MAX 9

/* A list of a file, and the table that it fills. */
struct list {
	const char *key;
	const char *table;
	const char *columns[COLUMNS_MAX + 1];
};

static const struct list lists[] = {
	{ "signs", "release_sign",
	    { "at", "pattern", "reason", "since", "until" } },
	{ "faults", "fault",
	    { "id", "since", "until", "code", "state", "pattern", "without",
		"text", "link" } },
};
#define NLISTS (sizeof(lists) / sizeof(lists[0]))

struct reading {
	const char *path;
	const struct diag *diag;
	struct arena *arena;
	struct fact_list facts;
};

static bool
complain(const struct reading *reading, const struct yaml_item *item,
    const char *what)
{
	diag_at(reading->diag, reading->path, item->line,
	    "%s; the file is not used", what);
	return false;
}

static bool
read_entry(struct reading *reading, const struct list *list,
    const struct yaml_item *entry)
{
	struct fact *fact =
	    fact_add(&reading->facts, reading->arena, list->table);

	if (entry->type != YAML_MAP)
		return complain(reading, entry, "not a map");
	for (const struct yaml_item *item = entry->first; item != NULL;
	     item = item->next) {
		size_t i = 0;

		while (list->columns[i] != NULL &&
		    strcmp(list->columns[i], item->key) != 0)
			i++;
		if (list->columns[i] == NULL)
			return complain(reading, item, "not a known key");
		if (item->type != YAML_TEXT)
			return complain(reading, item, "not a text");
		fact_text(fact, list->columns[i], item->text);
	}
	return true;
}

static bool
read_list(struct reading *reading, const struct yaml_item *item)
{
	size_t i = 0;

	while (i < NLISTS && strcmp(lists[i].key, item->key) != 0)
		i++;
	if (i == NLISTS)
		return complain(reading, item, "not a known list");
	if (item->type != YAML_LIST)
		return complain(reading, item, "not a list");
	for (const struct yaml_item *entry = item->first; entry != NULL;
	     entry = entry->next) {
		if (!read_entry(reading, &lists[i], entry))
			return false;
	}
	return true;
}

static bool
read_root(struct reading *reading, const struct yaml_item *root)
{
	if (root->type != YAML_MAP)
		return complain(reading, root, "not a map");
	for (const struct yaml_item *item = root->first; item != NULL;
	     item = item->next) {
		if (!read_list(reading, item))
			return false;
	}
	return true;
}

bool
release_read(const char *path, const char *text, release_sink *sink,
    void *context, const struct diag *diag)
{
	struct arena *arena = arena_new();
	struct reading reading = { path, diag, arena, { 0 } };
	const struct yaml_item *root = yaml_doc_parse(arena, path, text, diag);
	bool good = root != NULL && read_root(&reading, root);

	if (good && reading.facts.first != NULL)
		sink(context, reading.facts.first);
	arena_free(arena);
	return good;
}

static void
refuse(void *context, const char *path, uint64_t line, const char *text)
{
	(void)context;
	fatal("schema/%s:%llu: %s", path, (unsigned long long)line, text);
}

void
release_read_all(release_sink *sink, void *context)
{
	static const char folder[] = "releases/";
	const struct diag diag = { refuse, NULL };

	for (const struct embedded *file = embedded_data; file->path != NULL;
	     file++) {
		if (strncmp(file->path, folder, sizeof(folder) - 1) == 0)
			(void)release_read(
			    file->path, file->text, sink, context, &diag);
	}
}
