#include "parse/product.h"

#include <string.h>

#include "base/arena.h"
#include "base/embedded.h"
#include "base/fatal.h"
#include "parse/yaml_doc.h"

struct reading {
	const char *path;
	const struct diag *diag;
	struct arena *arena;
	struct fact_list *facts;
	const char *product;
};

static bool
complain(const struct reading *reading, const struct yaml_item *item,
    const char *what)
{
	diag_at(reading->diag, reading->path, item->line,
	    "%s; the file is not used", what);
	return false;
}

/* The text at key, or NULL after a complaint. */
static const char *
need_text(
    const struct reading *reading, const struct yaml_item *map, const char *key)
{
	const struct yaml_item *item = yaml_item_get(map, key);

	if (item == NULL || item->type != YAML_TEXT || item->text == NULL) {
		diag_at(reading->diag, reading->path, map->line,
		    "%s: is missing or not a text; the file is not used", key);
		return NULL;
	}
	return item->text;
}

/* The list at key, or NULL after a complaint; it is not empty. */
static const struct yaml_item *
need_list(
    const struct reading *reading, const struct yaml_item *map, const char *key)
{
	const struct yaml_item *item = yaml_item_get(map, key);

	if (item == NULL || item->type != YAML_LIST || item->first == NULL) {
		diag_at(reading->diag, reading->path, map->line,
		    "%s: is missing or not a list; the file is not used", key);
		return NULL;
	}
	return item->first;
}

/* As need_list(), for a list of texts. */
static const struct yaml_item *
need_texts(
    const struct reading *reading, const struct yaml_item *map, const char *key)
{
	const struct yaml_item *first = need_list(reading, map, key);

	for (const struct yaml_item *at = first; at != NULL; at = at->next) {
		if (at->type == YAML_TEXT && at->text != NULL)
			continue;
		diag_at(reading->diag, reading->path, at->line,
		    "%s: holds what is not a text; the file is not used", key);
		return NULL;
	}
	return first;
}

static bool
is_known_way(const char *takes)
{
	return strcmp(takes, "restart") == 0 || strcmp(takes, "reload") == 0 ||
	    strcmp(takes, "automatic") == 0;
}

/* One row for each pair of a certificate pattern and a Pod pattern. */
static bool
read_rule(struct reading *reading, const struct yaml_item *rule, int64_t *place)
{
	const char *id = need_text(reading, rule, "id");
	const char *takes = need_text(reading, rule, "takes");
	const char *means = need_text(reading, rule, "means");
	const char *source = need_text(reading, rule, "source");
	const struct yaml_item *certificates =
	    need_texts(reading, rule, "certificates");
	const struct yaml_item *pods = need_texts(reading, rule, "pods");

	if (id == NULL || takes == NULL || means == NULL || source == NULL ||
	    certificates == NULL || pods == NULL)
		return false;
	if (!is_known_way(takes))
		return complain(reading, rule,
		    "takes: is not restart, reload or automatic");
	for (const struct yaml_item *c = certificates; c != NULL; c = c->next) {
		for (const struct yaml_item *p = pods; p != NULL; p = p->next) {
			struct fact *fact = fact_add(
			    reading->facts, reading->arena, "product_rule");

			fact_text(fact, "product", reading->product);
			fact_integer(fact, "place", (*place)++);
			fact_text(fact, "rule", id);
			fact_text(fact, "certificate", c->text);
			fact_text(fact, "pod", p->text);
			fact_text(fact, "takes", takes);
			fact_text(fact, "means", means);
			fact_text(fact, "source", source);
		}
	}
	return true;
}

static bool
read_signs(struct reading *reading, const struct yaml_item *root)
{
	int64_t n = 0;

	for (const struct yaml_item *sign =
		 need_list(reading, root, "recognised_by");
	     sign != NULL; sign = sign->next) {
		const struct yaml_item *certificate =
		    need_texts(reading, sign, "certificates");

		if (certificate == NULL)
			return false;
		for (; certificate != NULL; certificate = certificate->next) {
			struct fact *fact = fact_add(
			    reading->facts, reading->arena, "product_sign");

			fact_text(fact, "product", reading->product);
			fact_integer(fact, "sign", n);
			fact_text(fact, "certificate", certificate->text);
		}
		n++;
	}
	return n > 0;
}

static bool
read_root(struct reading *reading, const struct yaml_item *root)
{
	const char *title = need_text(reading, root, "title");
	int64_t place = 0;

	reading->product = need_text(reading, root, "product");
	if (title == NULL || reading->product == NULL)
		return false;

	struct fact *fact = fact_add(reading->facts, reading->arena, "product");

	fact_text(fact, "product", reading->product);
	fact_text(fact, "title", title);
	if (!read_signs(reading, root))
		return false;
	for (const struct yaml_item *rule = need_list(reading, root, "rules");
	     rule != NULL; rule = rule->next) {
		if (!read_rule(reading, rule, &place))
			return false;
	}
	return place > 0;
}

bool
product_read(const char *path, const char *text, product_sink *sink,
    void *context, const struct diag *diag)
{
	struct arena *arena = arena_new();
	struct fact_list facts = { 0 };
	struct reading reading = { path, diag, arena, &facts, NULL };
	const struct yaml_item *root = yaml_doc_parse(arena, path, text, diag);
	bool good = root != NULL && read_root(&reading, root);

	if (good)
		sink(context, facts.first);
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
product_read_all(product_sink *sink, void *context)
{
	static const char folder[] = "products/";
	const struct diag diag = { refuse, NULL };

	for (const struct embedded *file = embedded_data; file->path != NULL;
	     file++) {
		if (strncmp(file->path, folder, sizeof(folder) - 1) == 0)
			(void)product_read(
			    file->path, file->text, sink, context, &diag);
	}
}
