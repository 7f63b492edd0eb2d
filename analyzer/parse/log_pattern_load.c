#include <string.h>

#include "parse/log_match.h"
#include "parse/yaml_doc.h"

struct loading {
	struct arena *arena;
	const char *path;
	const struct diag *diag;
	const char *product;
};

/* As events.kind of the contract. */
static const char *const kinds[] = {
	"trigger",
	"issuing",
	"ready",
	"request-created",
	"request-approved",
	"request-denied",
	"request-ready",
	"request-failed",
	"issued",
	"failed",
	"scheduled",
	"backoff",
	"requeue",
	"order",
	"challenge",
	"issuer",
	"secret-update",
	"ca-injected",
	"webhook-ca",
	"restart-automation",
	"start",
	"stop",
	"leader",
	"other",
};

static bool
complain(struct loading *loading, const struct yaml_item *item,
    const char *name, const char *what)
{
	diag_at(loading->diag, loading->path, item->line,
	    "%s: %s; file not used", name, what);
	return false;
}

/* Sets *text to the value of key, or leaves it where there is none. */
static bool
read_text(struct loading *loading, const struct yaml_item *map, const char *key,
    const char **text)
{
	const struct yaml_item *item = yaml_item_get(map, key);

	if (item == NULL)
		return true;
	if (item->type != YAML_TEXT || item->text == NULL)
		return complain(loading, item, key, "not a text");
	*text = item->text;
	return true;
}

/* As read_text(), for what is true or false. */
static bool
read_flag(struct loading *loading, const struct yaml_item *map, const char *key,
    bool *flag)
{
	const char *text = NULL;

	if (!read_text(loading, map, key, &text))
		return false;
	if (text == NULL)
		return true;
	*flag = strcmp(text, "true") == 0;
	return *flag || strcmp(text, "false") == 0 ||
	    complain(loading, yaml_item_get(map, key), key,
		"neither true nor false");
}

/* The number of the target with this name, below limit; or limit. */
static int
find_target(const char *name, int limit)
{
	int target = 0;

	while (target < limit && strcmp(name, log_target_name(target)) != 0)
		target++;
	return target;
}

static bool
is_kebab(const char *text)
{
	if (*text == '\0')
		return false;
	for (; *text != '\0'; text++) {
		if (!(*text >= 'a' && *text <= 'z') &&
		    !(*text >= '0' && *text <= '9') && *text != '-')
			return false;
	}
	return true;
}

static bool
is_kind(const char *kind)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (strcmp(kind, kinds[i]) == 0)
			return true;
	}
	return false;
}

static bool
read_about(struct loading *loading, const struct yaml_item *entry,
    struct log_pattern_about *about)
{
	about->path = loading->path;
	about->product = loading->product;
	if (!read_text(loading, entry, "id", &about->id) ||
	    !read_text(loading, entry, "kind", &about->kind) ||
	    !read_text(loading, entry, "since", &about->since) ||
	    !read_text(loading, entry, "until", &about->until) ||
	    !read_text(loading, entry, "source", &about->source) ||
	    !read_text(loading, entry, "means", &about->means) ||
	    !read_flag(loading, entry, "count_only", &about->count_only))
		return false;
	if (about->id == NULL || !is_kebab(about->id))
		return complain(loading, entry, "id",
		    "needed, of small letters, digits and \"-\"");
	if (about->kind == NULL || !is_kind(about->kind))
		return complain(
		    loading, entry, about->id, "not a kind of events.kind");
	if (about->means == NULL)
		return complain(loading, entry, about->id, "no \"means\"");
	return true;
}

/* The columns that may change in what is folded. */
static bool
read_varies(struct loading *loading, const struct yaml_item *entry,
    struct log_pattern_about *about)
{
	const struct yaml_item *list = yaml_item_get(entry, "varies");

	if (list == NULL)
		return true;
	if (list->type != YAML_LIST || !about->folds)
		return complain(loading, list, "varies",
		    "not a list, or not beside \"repeats: fold\"");
	for (const struct yaml_item *item = list->first; item != NULL;
	     item = item->next) {
		int field = item->type != YAML_TEXT || item->text == NULL
		    ? LOG_NFIELDS
		    : find_target(item->text, LOG_NFIELDS);

		if (field == LOG_NFIELDS)
			return complain(
			    loading, item, "varies", "not a column");
		about->varies |= UINT32_C(1) << field;
	}
	return true;
}

static bool
read_repeats(struct loading *loading, const struct yaml_item *entry,
    struct log_pattern_about *about)
{
	const char *repeats = NULL;

	if (!read_text(loading, entry, "repeats", &repeats))
		return false;
	about->folds = repeats != NULL;
	if (repeats != NULL && strcmp(repeats, "fold") != 0)
		return complain(
		    loading, entry, about->id, "repeats can only be fold");
	if (about->folds && about->count_only)
		return complain(loading, entry, about->id,
		    "what is only counted cannot be folded");
	return read_varies(loading, entry, about);
}

static bool
read_match(struct loading *loading, const struct yaml_item *entry,
    struct log_pattern *pattern)
{
	const char *id = pattern->about.id;
	struct log_pattern_about *about = &pattern->about;
	const char *prefix = NULL;
	const char *severity = NULL;
	bool whole;

	if (!read_text(loading, entry, "message", &about->message) ||
	    !read_text(loading, entry, "regex", &about->regex) ||
	    !read_text(loading, entry, "prefix", &prefix) ||
	    !read_text(loading, entry, "severity", &severity) ||
	    !read_flag(loading, entry, "named", &pattern->named) ||
	    !read_text(loading, entry, "object_kind", &pattern->object_kind))
		return false;
	if ((about->message == NULL) == (about->regex == NULL))
		return complain(
		    loading, entry, id, "needs either message or regex");
	if (severity != NULL &&
	    (strlen(severity) != 1 || strchr("IWEF", *severity) == NULL))
		return complain(loading, entry, id, "severity is I, W, E or F");
	pattern->severity = severity == NULL ? 0 : *severity;
	if (about->message != NULL) {
		pattern->literal = str_from(about->message);
		return true;
	}
	pattern->begins = true;
	pattern->regex = about->regex;
	pattern->literal =
	    log_regex_literal(loading->arena, pattern->regex, &whole);
	if (prefix != NULL)
		pattern->literal = str_from(prefix);
	else if (whole)
		pattern->regex = NULL;
	if (pattern->literal.len < LOG_PREFIX_MIN_BYTES)
		return complain(loading, entry, id,
		    "the regex must begin with ^ and 8 bytes that are "
		    "certain");
	return true;
}

static bool
read_requires(struct loading *loading, const struct yaml_item *entry,
    struct log_pattern *pattern)
{
	const struct yaml_item *list = yaml_item_get(entry, "requires");
	struct log_require **end = &pattern->requires;

	if (list == NULL)
		return true;
	if (list->type != YAML_LIST)
		return complain(loading, list, "requires", "not a list");
	for (const struct yaml_item *item = list->first; item != NULL;
	     item = item->next) {
		struct log_require *require =
		    arena_alloc(loading->arena, sizeof(*require));

		if (item->type != YAML_TEXT || item->text == NULL)
			return complain(loading, item, "requires", "not a key");
		require->key = item->text;
		*end = require;
		end = &require->next;
	}
	return true;
}

static bool
read_when(struct loading *loading, const struct yaml_item *entry,
    struct log_pattern *pattern)
{
	const struct yaml_item *map = yaml_item_get(entry, "when");
	struct log_when **end = &pattern->when;

	if (map == NULL)
		return true;
	if (map->type != YAML_MAP)
		return complain(loading, map, "when", "not a map");
	for (const struct yaml_item *item = map->first; item != NULL;
	     item = item->next) {
		struct log_when *when =
		    arena_alloc(loading->arena, sizeof(*when));
		int field = find_target(item->key, LOG_NFIELDS);

		if (field == LOG_NFIELDS || item->type != YAML_TEXT)
			return complain(
			    loading, item, item->key, "not a column");
		when->field = (enum log_field)field;
		when->value = item->text;
		*end = when;
		end = &when->next;
	}
	return true;
}

/* The keys that a field is taken from: one, or a list. */
static bool
read_keys(struct loading *loading, const struct yaml_item *item, bool named,
    struct log_take *take)
{
	const struct yaml_item *key =
	    item->type == YAML_LIST ? item->first : item;

	for (; key != NULL; key = item->type == YAML_LIST ? key->next : NULL) {
		if (key->type != YAML_TEXT || key->text == NULL ||
		    take->nkeys == LOG_KEYS_MAX)
			return complain(loading, key, item->key,
			    "needs a key, or a list of up to four");
		if (named && strcmp(key->text, LOG_KEY_NAME) == 0)
			take->group[take->nkeys] = LOG_GROUP_NAME;
		take->keys[take->nkeys++] = key->text;
	}
	return take->nkeys > 0 || complain(loading, item, item->key, "no key");
}

static bool
read_fields(struct loading *loading, const struct yaml_item *entry,
    struct log_pattern *pattern)
{
	const struct yaml_item *map = yaml_item_get(entry, "fields");
	struct log_take **end = &pattern->takes;

	if (map == NULL)
		return true;
	if (map->type != YAML_MAP)
		return complain(loading, map, "fields", "not a map");
	for (const struct yaml_item *item = map->first; item != NULL;
	     item = item->next) {
		struct log_take *take =
		    arena_alloc(loading->arena, sizeof(*take));

		take->target = find_target(item->key, LOG_NTARGETS);
		if (take->target == LOG_NTARGETS)
			return complain(
			    loading, item, item->key, "not a field");
		if (!read_keys(loading, item, pattern->named, take))
			return false;
		*end = take;
		end = &take->next;
	}
	return true;
}

static bool
read_gives(struct loading *loading, const struct yaml_item *map,
    struct log_sample *sample)
{

	if (map == NULL)
		return true;
	if (map->type != YAML_MAP)
		return complain(loading, map, "gives", "not a map");
	for (const struct yaml_item *item = map->first; item != NULL;
	     item = item->next) {
		struct log_give *give =
		    arena_alloc(loading->arena, sizeof(*give));

		if (item->type != YAML_TEXT)
			return complain(loading, item, item->key, "not a text");
		give->name = item->key;
		give->value = item->text;
		give->next = sample->gives;
		sample->gives = give;
	}
	return true;
}

static bool
read_samples(struct loading *loading, const struct yaml_item *entry,
    struct log_pattern *pattern)
{
	const struct yaml_item *list = yaml_item_get(entry, "samples");
	struct log_sample **end = &pattern->samples;

	if (list == NULL || list->type != YAML_LIST || list->first == NULL)
		return complain(
		    loading, entry, pattern->about.id, "no samples");
	for (const struct yaml_item *item = list->first; item != NULL;
	     item = item->next) {
		struct log_sample *sample =
		    arena_alloc(loading->arena, sizeof(*sample));

		sample->at = item->line;
		if (item->type != YAML_MAP ||
		    !read_text(loading, item, "line", &sample->text) ||
		    sample->text == NULL)
			return complain(loading, item, pattern->about.id,
			    "a sample needs a line");
		if (!read_gives(loading, yaml_item_get(item, "gives"), sample))
			return false;
		*end = sample;
		end = &sample->next;
	}
	return true;
}

static bool
read_rejects(struct loading *loading, const struct yaml_item *entry,
    struct log_pattern *pattern)
{
	const struct yaml_item *list = yaml_item_get(entry, "rejects");
	struct log_sample **end = &pattern->rejects;

	if (list == NULL)
		return true;
	if (list->type != YAML_LIST)
		return complain(loading, list, "rejects", "not a list");
	for (const struct yaml_item *item = list->first; item != NULL;
	     item = item->next) {
		struct log_sample *sample =
		    arena_alloc(loading->arena, sizeof(*sample));

		if (item->type != YAML_TEXT || item->text == NULL)
			return complain(loading, item, "rejects", "not a line");
		sample->at = item->line;
		sample->text = item->text;
		*end = sample;
		end = &sample->next;
	}
	return true;
}

/* A misspelt key would be passed over in silence. */
static bool
has_known_keys(struct loading *loading, const struct yaml_item *map,
    const char *const *names, size_t nnames)
{
	for (const struct yaml_item *item = map->first; item != NULL;
	     item = item->next) {
		size_t i = 0;

		while (i < nnames && strcmp(item->key, names[i]) != 0)
			i++;
		if (i == nnames)
			return complain(
			    loading, item, item->key, "not a known key");
	}
	return true;
}

static bool
read_entry(struct loading *loading, const struct yaml_item *entry,
    struct log_pattern *pattern)
{
	static const char *const names[] = { "id", "kind", "count_only",
		"repeats", "varies", "since", "until", "source", "means",
		"message", "regex", "prefix", "named", "object_kind",
		"severity", "requires", "when", "fields", "samples",
		"rejects" };

	pattern->at = entry->line;
	if (entry->type != YAML_MAP)
		return complain(loading, entry, "patterns", "not a map");
	return has_known_keys(
		   loading, entry, names, sizeof(names) / sizeof(names[0])) &&
	    read_about(loading, entry, &pattern->about) &&
	    read_repeats(loading, entry, &pattern->about) &&
	    read_match(loading, entry, pattern) &&
	    read_requires(loading, entry, pattern) &&
	    read_when(loading, entry, pattern) &&
	    read_fields(loading, entry, pattern) &&
	    read_samples(loading, entry, pattern) &&
	    read_rejects(loading, entry, pattern);
}

bool
log_pattern_load(struct arena *arena, const char *path, const char *text,
    const struct diag *diag, struct log_pattern **patterns)
{
	static const char *const names[] = { "product", "patterns" };
	struct loading loading = {
		.arena = arena,
		.path = arena_copy(arena, str_from(path)),
		.diag = diag,
	};
	const struct yaml_item *root = yaml_doc_parse(arena, path, text, diag);
	struct log_pattern *first = NULL;
	struct log_pattern **end = &first;
	bool right = true;

	if (root == NULL)
		return false;
	if (root->type != YAML_MAP)
		return complain(&loading, root, "patterns", "not a map");
	if (!has_known_keys(&loading, root, names, 2) ||
	    !read_text(&loading, root, "product", &loading.product))
		return false;

	const struct yaml_item *list = yaml_item_get(root, "patterns");

	if (list == NULL || list->type != YAML_LIST)
		return complain(&loading, root, "patterns", "not a list");
	for (const struct yaml_item *entry = list->first; entry != NULL;
	     entry = entry->next) {
		struct log_pattern *pattern =
		    arena_alloc(arena, sizeof(*pattern));

		right = read_entry(&loading, entry, pattern) && right;
		*end = pattern;
		end = &pattern->next;
	}
	*patterns = right ? first : NULL;
	return right;
}
