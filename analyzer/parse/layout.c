#include "parse/layout.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/embedded.h"
#include "base/fatal.h"
#include "parse/path_pattern.h"
#include "parse/yaml_doc.h"

#define MAX_PATH_BYTES 1024 /* of which more is not looked at */

/* A name of a kind in paths: "certificates", "certs", "certificate". */
struct resource {
	struct resource *next;
	const char *name;
	const char *kind;
	const char *group; /* NULL: any, and then the first is meant */
	const char *first_group;
	bool cluster; /* objects of it are in no namespace */
};

struct rule {
	struct rule *next;
	const char *layout;
	const char *pattern;
	const char *log;
	const char *kind; /* fixed, or NULL */
	const char *group;
};

struct layout_set {
	struct arena *arena;
	struct resource *resources;
	struct rule *rules;
	struct rule **last;
};

struct reading {
	struct layout_set *set;
	const char *path;
	const struct diag *diag;
};

struct layout_set *
layout_set_new(void)
{
	struct layout_set *set = calloc(1, sizeof(*set));

	if (set == NULL)
		fatal("out of memory");
	set->arena = arena_new();
	set->last = &set->rules;
	return set;
}

void
layout_set_close(struct layout_set *set)
{
	if (set == NULL)
		return;
	arena_free(set->arena);
	free(set);
}

static bool
complain(const struct reading *reading, const struct yaml_item *item,
    const char *what)
{
	diag_at(reading->diag, reading->path, item->line,
	    "%s; the file is not used", what);
	return false;
}

/* The text at key, or NULL, after a complaint if it must be there. */
static const char *
text_at(const struct reading *reading, const struct yaml_item *map,
    const char *key, bool needed)
{
	const struct yaml_item *item = yaml_item_get(map, key);

	if (item != NULL && item->type == YAML_TEXT && item->text != NULL)
		return item->text;
	if (needed || item != NULL)
		diag_at(reading->diag, reading->path, map->line,
		    "%s: is missing or not a text; the file is not used", key);
	return NULL;
}

/* The first entry of the list at key, or NULL after a complaint. */
static const struct yaml_item *
need_list(
    const struct reading *reading, const struct yaml_item *map, const char *key)
{
	const struct yaml_item *item = yaml_item_get(map, key);

	if (item != NULL && item->type == YAML_LIST && item->first != NULL)
		return item->first;
	diag_at(reading->diag, reading->path, map->line,
	    "%s: is missing or not a list; the file is not used", key);
	return NULL;
}

static void
add_resource(struct layout_set *set, struct resource resource)
{
	struct resource *copy = arena_alloc(set->arena, sizeof(*copy));

	*copy = resource;
	copy->next = set->resources;
	set->resources = copy;
}

static bool
read_resource(const struct reading *reading, const struct yaml_item *item)
{
	const char *kind = text_at(reading, item, "kind", true);
	const struct yaml_item *groups = need_list(reading, item, "groups");
	const struct yaml_item *names = need_list(reading, item, "names");
	const struct yaml_item *cluster = yaml_item_get(item, "cluster");
	struct resource resource = { .kind = kind, .cluster = cluster != NULL };

	if (kind == NULL || groups == NULL || names == NULL)
		return false;
	for (; names != NULL; names = names->next) {
		resource.name = names->text;
		resource.first_group = groups->text;
		for (const struct yaml_item *at = groups; at != NULL;
		     at = at->next) {
			if (resource.name == NULL || at->text == NULL)
				return complain(reading, item,
				    "groups or names hold what is not a text");
			resource.group = at->text;
			add_resource(reading->set, resource);
		}
	}
	return true;
}

static bool
is_log(const char *log)
{
	return strcmp(log, "current") == 0 || strcmp(log, "previous") == 0 ||
	    strcmp(log, "rotated") == 0;
}

static bool
read_rule(const struct reading *reading, const char *layout,
    const struct yaml_item *item)
{
	struct layout_set *set = reading->set;
	struct rule *rule = arena_alloc(set->arena, sizeof(*rule));

	rule->layout = layout;
	rule->pattern = text_at(reading, item, "path", true);
	if (rule->pattern == NULL ||
	    need_list(reading, item, "samples") == NULL)
		return false;
	if (!path_pattern_is_good(rule->pattern))
		return complain(reading, item, "path: is no pattern");
	rule->log = text_at(reading, item, "log", false);
	if (rule->log != NULL && !is_log(rule->log))
		return complain(
		    reading, item, "log: is not current, previous or rotated");
	rule->kind = text_at(reading, item, "kind", false);
	rule->group = text_at(reading, item, "api_group", false);
	if ((rule->kind == NULL) != (rule->group == NULL))
		return complain(reading, item,
		    "kind and api_group stand together or not at all");
	*set->last = rule;
	set->last = &rule->next;
	return true;
}

static bool
read_layout(const struct reading *reading, const struct yaml_item *root)
{
	const char *layout = text_at(reading, root, "layout", true);
	const struct yaml_item *rule = need_list(reading, root, "paths");

	if (layout == NULL || rule == NULL ||
	    text_at(reading, root, "title", true) == NULL)
		return false;
	for (; rule != NULL; rule = rule->next) {
		if (!read_rule(reading, layout, rule))
			return false;
	}
	return true;
}

bool
layout_set_read(struct layout_set *set, const char *path, const char *text,
    const struct diag *diag)
{
	struct reading reading = { set, path, diag };
	const struct yaml_item *root =
	    yaml_doc_parse(set->arena, path, text, diag);

	if (root == NULL)
		return false;
	if (yaml_item_get(root, "resources") == NULL)
		return read_layout(&reading, root);

	const struct yaml_item *item = need_list(&reading, root, "resources");

	if (item == NULL)
		return false;
	for (; item != NULL; item = item->next) {
		if (!read_resource(&reading, item))
			return false;
	}
	return true;
}

static void
refuse(void *context, const char *path, uint64_t line, const char *text)
{
	(void)context;
	fatal("schema/%s:%llu: %s", path, (unsigned long long)line, text);
}

struct layout_set *
layout_set_open(void)
{
	static const char folder[] = "layouts/";
	const struct diag diag = { refuse, NULL };
	struct layout_set *set = layout_set_new();

	for (const struct embedded *file = embedded_data; file->path != NULL;
	     file++) {
		if (strncmp(file->path, folder, sizeof(folder) - 1) == 0)
			(void)layout_set_read(
			    set, file->path, file->text, &diag);
	}
	return set;
}

/* The resource of that name; in the group, if that is not absent. */
static const struct resource *
find_resource(const struct layout_set *set, struct str name, struct str group)
{
	const struct resource *at = set->resources;

	/* Collectors write "core" for the group that has no name. */
	if (str_equals(group, "core"))
		group = str_from("");
	for (; at != NULL; at = at->next) {
		if (!str_equals_folded(name, at->name))
			continue;
		if (group.ptr == NULL ? at->group == at->first_group
				      : str_equals(group, at->group))
			break;
	}
	return at;
}

static void
copy(char *to, size_t size, struct str text)
{
	if (text.ptr != NULL && text.len < size)
		memcpy(to, text.ptr, text.len);
}

static int64_t
number(struct str digits)
{
	int64_t value = 0;

	for (size_t i = 0; i < digits.len; i++)
		value = value * 10 + (digits.ptr[i] - '0');
	return value;
}

/* Whether path fits the rule; *place gets what that says. */
static bool
apply(const struct layout_set *set, const struct rule *rule, struct str path,
    struct place *place)
{
	struct str parts[PATH_NPARTS];
	const struct resource *resource = NULL;
	struct place found = { .layout = rule->layout,
		.log = rule->log,
		.kind = rule->kind,
		.group = rule->group };

	if (!path_pattern_match(rule->pattern, path, parts))
		return false;
	if (parts[PATH_RESOURCE].ptr != NULL) {
		resource =
		    find_resource(set, parts[PATH_RESOURCE], parts[PATH_GROUP]);
		if (resource == NULL)
			return false;
		found.kind = resource->kind;
		found.group = resource->group;
	}
	if (resource == NULL || !resource->cluster)
		copy(found.namespace, sizeof(found.namespace),
		    parts[PATH_NAMESPACE]);
	copy(found.pod, sizeof(found.pod), parts[PATH_POD]);
	copy(found.container, sizeof(found.container), parts[PATH_CONTAINER]);
	copy(found.stamp, sizeof(found.stamp), parts[PATH_STAMP]);
	found.has_restarts = parts[PATH_RESTARTS].ptr != NULL;
	if (found.has_restarts)
		found.restarts = number(parts[PATH_RESTARTS]);
	*place = found;
	return true;
}

static bool
find(const struct layout_set *set, struct str path, struct place *place)
{
	for (const struct rule *rule = set->rules; rule != NULL;
	     rule = rule->next) {
		if (apply(set, rule, path, place))
			return true;
	}
	return false;
}

bool
layout_find(const struct layout_set *set, const char *path, struct place *place)
{
	char whole[MAX_PATH_BYTES];
	size_t len = strlen(path);
	size_t from = len > sizeof(whole) ? len - sizeof(whole) : 0;
	size_t member = 0;

	len -= from;
	for (size_t i = 0; i < len; i++) {
		char c = path[from + i];

		if (c == '!')
			member = i + 1;
		whole[i] = c == '!' || c == '\\' ? '/' : c;
	}
	return find(set, (struct str){ whole + member, len - member }, place) ||
	    (member > 0 && find(set, (struct str){ whole, len }, place));
}
