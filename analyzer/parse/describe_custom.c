/*
 * What "kubectl describe" prints of custom resources, and "cmctl status" of a
 * Certificate.
 */
#include <string.h>

#include "parse/kube_seal.h"
#include "parse/printed.h"

/* "Last Transition Time" is lastTransitionTime, "Is CA" isCA, "UID" uid. */
static const char *
camel(struct arena *arena, const char *title)
{
	size_t len = strlen(title);
	char *name = arena_copy(arena, (struct str){ title, len });
	size_t n = 0;
	bool first = true;

	for (size_t i = 0; i < len; i++) {
		char c = title[i];

		/* Of the first word all that is in capitals. */
		if (c == ' ') {
			first = false;
			continue;
		}
		if (!first || c < 'A' || c > 'Z') {
			first = false;
			name[n++] = c;
		} else {
			name[n++] = (char)(c - 'A' + 'a');
		}
	}
	name[n] = '\0';
	return name;
}

static void put_children(struct twig *parent, const struct outline_node *from);

/*
 * The entries of a list follow each other without a mark.  Within one the keys
 * are in order, so one that is not begins the next.
 */
static void
put_list(struct twig *parent, const char *key, const struct outline_node *from)
{
	struct twig list = twig_list(parent, key, from->line);
	struct twig entry = { 0 };
	const char *last = NULL;

	for (const struct outline_node *at = from->first; at != NULL;
	     at = at->next) {
		if (at->key == NULL)
			continue;

		const char *name = camel(parent->arena, at->key);

		if (last == NULL || strcmp(name, last) <= 0)
			entry = twig_map(&list, NULL, at->line);
		twig_text(&entry, name, at->text, at->line);
		last = name;
	}
}

static void
put_child(struct twig *parent, const struct outline_node *from)
{
	static const char *const lists[] = { "conditions", "ownerReferences" };
	const char *name = camel(parent->arena, from->key);

	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
		if (strcmp(name, lists[i]) == 0) {
			put_list(parent, name, from);
			return;
		}
	}
	if (from->text != NULL) {
		twig_text(parent, name, from->text, from->line);
		return;
	}

	struct twig map = twig_map(parent, name, from->line);

	put_children(&map, from);
}

static void
put_children(struct twig *parent, const struct outline_node *from)
{
	for (const struct outline_node *at = from->first; at != NULL;
	     at = at->next) {
		if (at->key != NULL)
			put_child(parent, at);
	}
}

/* A request's status has certificates in it. */
static void
put_status(struct twig *status, const struct outline_node *from)
{
	static const char *const sealed[][2] = {
		{ "Certificate", "certificate" }, { "Ca", "ca" }
	};

	for (const struct outline_node *at = from->first; at != NULL;
	     at = at->next) {
		size_t i = 0;

		if (at->key == NULL)
			continue;
		while (i < 2 && strcmp(at->key, sealed[i][0]) != 0)
			i++;
		if (i == 2) {
			put_child(status, at);
		} else if (at->text != NULL) {
			struct twig node =
			    twig_map(status, sealed[i][1], at->line);

			kube_seal(status->arena, node.node, str_from(at->text));
		}
	}
}

void
describe_custom(struct printed *printed, const struct outline_node *root,
    const struct kube_kind *kind, const char *version)
{
	uint64_t line = root->first->line;
	struct twig tree = twig_root(printed->arena, line);
	struct twig metadata = twig_map(&tree, "metadata", line);
	const struct outline_node *from = outline_get(root, "Metadata");

	describe_metadata(&metadata, root);
	if (from != NULL)
		put_children(&metadata, from);
	from = outline_get(root, "Spec");
	if (from != NULL) {
		struct twig spec = twig_map(&tree, "spec", from->line);

		put_children(&spec, from);
	}
	from = outline_get(root, "Status");
	if (from != NULL) {
		struct twig status = twig_map(&tree, "status", from->line);

		put_status(&status, from);
	}
	printed_object(printed, &tree, kind, version, NULL, NULL, 0);
}

/* What stands in text behind word, up to the end; absent if nothing does. */
static struct str
cut_behind(struct str *text, const char *word)
{
	const char *at = str_find(*text, word);
	struct str said = { NULL, 0 };

	if (at == NULL)
		return said;

	size_t before = (size_t)(at - text->ptr);

	said = str_trim(str_skip(*text, before + strlen(word)));
	text->len = before;
	return said.len == 0 ? (struct str){ NULL, 0 } : said;
}

/* "  Ready: True, Reason: Ready, Message: Certificate is up to date" */
static void
put_condition(struct twig *list, const struct outline_node *from)
{
	struct str text = str_from(from->text);
	struct str message = cut_behind(&text, ", Message:");
	struct str reason = cut_behind(&text, ", Reason:");

	if (from->key == NULL || from->text == NULL)
		return;

	struct twig entry = twig_map(list, NULL, from->line);

	twig_text(&entry, "type", from->key, from->line);
	twig_text(&entry, "status", arena_copy(list->arena, text), from->line);
	if (reason.ptr != NULL)
		twig_text(&entry, "reason", arena_copy(list->arena, reason),
		    from->line);
	if (message.ptr != NULL)
		twig_text(&entry, "message", arena_copy(list->arena, message),
		    from->line);
}

static void
put_told_time(struct twig *map, const char *key,
    const struct outline_node *root, const char *title)
{
	const char *text = outline_text(root, title);

	if (text != NULL)
		twig_text(map, key, text, outline_get(root, title)->line);
}

void
describe_status(struct printed *printed, const struct outline_node *root)
{
	uint64_t line = root->first->line;
	const struct outline_node *issuer = outline_get(root, "Issuer");
	const struct outline_node *secret = outline_get(root, "Secret");
	const struct outline_node *from = outline_get(root, "Conditions");
	struct twig tree = twig_root(printed->arena, line);
	struct twig metadata = twig_map(&tree, "metadata", line);
	struct twig spec = twig_map(&tree, "spec", line);
	struct twig status = twig_map(&tree, "status", line);
	struct twig ref = twig_map(&spec, "issuerRef", line);
	struct str any = { NULL, 0 };

	describe_metadata(&metadata, root);
	put_told_time(&metadata, "creationTimestamp", root, "Created at");
	twig_text(&spec, "secretName", outline_text(secret, "Name"), line);
	twig_text(&ref, "name", outline_text(issuer, "Name"), line);
	twig_text(&ref, "kind", outline_text(issuer, "Kind"), line);
	if (from != NULL) {
		struct twig list = twig_list(&status, "conditions", from->line);

		for (const struct outline_node *at = from->first; at != NULL;
		     at = at->next)
			put_condition(&list, at);
	}
	put_told_time(&status, "notBefore", root, "Not Before");
	put_told_time(&status, "notAfter", root, "Not After");
	put_told_time(&status, "renewalTime", root, "Renewal Time");
	printed_object(printed, &tree, kube_kind_find(any, "Certificate"), "",
	    NULL, NULL, 0);
}
