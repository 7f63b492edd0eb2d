/* Pods and Pod templates, as "kubectl describe" prints them. */
#include <string.h>

#include "parse/printed.h"

static const struct {
	const char *title;
	const char *spec;
	const char *status;
} lists[] = {
	{ "Containers", "containers", "containerStatuses" },
	{ "Init Containers", "initContainers", "initContainerStatuses" },
	{ "Ephemeral Containers", "ephemeralContainers",
	    "ephemeralContainerStatuses" },
};

#define NLISTS (sizeof(lists) / sizeof(lists[0]))

/* What stands between two quotes at the beginning of *text, stepping over it. */
static const char *
take_quoted(struct arena *arena, struct str *text)
{
	struct str inner;

	if (!str_starts(*text, "'") ||
	    !str_cut(str_skip(*text, 1), '\'', &inner, text))
		return NULL;
	return arena_copy(arena, inner);
}

/* "<set to the key 'tls.crt' in secret 'web'>  Optional: false" */
static void
put_env(struct twig *list, const struct outline_node *from)
{
	static const char before[] = "<set to the key ";
	static const char between[] = " in secret ";
	struct str text = str_from(from->text);
	const char *key;
	const char *secret;

	if (!str_starts(text, before))
		return;
	text = str_skip(text, sizeof(before) - 1);
	key = take_quoted(list->arena, &text);
	if (key == NULL || !str_starts(text, between))
		return;
	text = str_skip(text, sizeof(between) - 1);
	secret = take_quoted(list->arena, &text);
	if (secret == NULL)
		return;

	struct twig entry = twig_map(list, NULL, from->line);
	struct twig value = twig_map(&entry, "valueFrom", from->line);
	struct twig ref = twig_map(&value, "secretKeyRef", from->line);

	twig_text(&ref, "name", secret, from->line);
	twig_text(&ref, "key", key, from->line);
	if (str_find(text, "Optional: true") != NULL)
		twig_text(&ref, "optional", "true", from->line);
}

/* "web  Secret with prefix 'X_'  Optional: false", which has a colon. */
static void
put_env_from(struct twig *list, const struct outline_node *from)
{
	struct str name;
	struct str rest;

	if (!str_cut(str_from(from->key != NULL ? from->key : from->text), ' ',
		&name, &rest) ||
	    !str_starts(str_trim(rest), "Secret"))
		return;

	struct twig entry = twig_map(list, NULL, from->line);
	struct twig ref = twig_map(&entry, "secretRef", from->line);

	twig_text(&ref, "name", arena_copy(list->arena, name), from->line);
	if (from->key != NULL)
		twig_text(&ref, "optional", from->text, from->line);
}

/* "/etc/tls from tls (ro,path="tls.crt")" */
static void
put_mount(struct twig *list, const struct outline_node *from)
{
	struct str rest = str_from(from->text);
	struct str volume = { NULL, 0 };
	struct str flags;
	const char *at;

	/* A path may have the word in it; what follows the last is the name. */
	while ((at = str_find(rest, " from ")) != NULL) {
		rest = str_skip(rest, (size_t)(at - rest.ptr) + 6);
		volume = rest;
	}
	if (!str_cut(volume, ' ', &volume, &flags))
		return;

	struct twig entry = twig_map(list, NULL, from->line);

	twig_text(&entry, "name", arena_copy(list->arena, volume), from->line);
	if (str_find(flags, "path=\"") != NULL)
		twig_text(&entry, "subPath", "-", from->line);
}

typedef void put_entry(struct twig *list, const struct outline_node *from);

static void
put_entries(struct twig *container, const char *key,
    const struct outline_node *from, put_entry *put)
{
	if (from == NULL)
		return;

	struct twig list = twig_list(container, key, from->line);

	for (const struct outline_node *at = from->first; at != NULL;
	     at = at->next) {
		if (at->text != NULL)
			put(&list, at);
	}
}

/* A container's heading is a name with nothing behind it. */
static bool
is_heading(const struct outline_node *node)
{
	return node->key != NULL && node->text == NULL && node->first != NULL;
}

static bool
has_state(const struct outline_node *container, const char *state)
{
	const char *text = outline_text(container, "State");

	return text != NULL && strcmp(text, state) == 0;
}

/*
 * An init container that runs beside the others is one of those that never end,
 * which is not said in so many words.
 */
static bool
is_sidecar(const struct outline_node *container, const struct outline_node *pod)
{
	const struct outline_node *all = outline_get(pod, "Containers");

	if (all == NULL || !has_state(container, "Running"))
		return false;
	for (const struct outline_node *at = all->first; at != NULL;
	     at = at->next) {
		if (has_state(at, "Running") || has_state(at, "Terminated"))
			return true;
	}
	return false;
}

static void
put_container(struct twig *list, const struct outline_node *from, bool sidecar)
{
	struct twig entry = twig_map(list, NULL, from->line);

	twig_text(&entry, "name", from->key, from->line);
	twig_text(&entry, "image", outline_text(from, "Image"), from->line);
	if (sidecar)
		twig_text(&entry, "restartPolicy", "Always", from->line);
	put_entries(&entry, "env", outline_get(from, "Environment"), put_env);
	put_entries(&entry, "envFrom",
	    outline_get(from, "Environment Variables from"), put_env_from);
	put_entries(
	    &entry, "volumeMounts", outline_get(from, "Mounts"), put_mount);
}

static void
put_secret_source(struct twig *sources, const struct outline_node *from)
{
	struct twig source = twig_map(sources, NULL, from->line);
	struct twig secret = twig_map(&source, "secret", from->line);
	const struct outline_node *optional = from->next;

	twig_text(&secret, "name", from->text, from->line);
	/* Up to v1.20 it was the address of the flag, if there was one. */
	if (optional == NULL || optional->key == NULL)
		return;
	if (strcmp(optional->key, "Optional") == 0)
		twig_text(&secret, "optional", optional->text, from->line);
	else if (strcmp(optional->key, "SecretOptionalName") == 0 &&
	    optional->text != NULL && strcmp(optional->text, "<nil>") != 0)
		twig_text(&secret, "optional", "true", from->line);
}

static void
put_volume(struct twig *list, const struct outline_node *from)
{
	const char *type = outline_text(from, "Type");
	const struct outline_node *name = outline_get(from, "SecretName");

	if (type == NULL || name == NULL)
		return;

	struct twig entry = twig_map(list, NULL, from->line);

	twig_text(&entry, "name", from->key, from->line);
	if (str_starts(str_from(type), "Secret ")) {
		struct twig secret = twig_map(&entry, "secret", name->line);

		twig_text(&secret, "secretName", name->text, name->line);
		twig_text(&secret, "optional", outline_text(from, "Optional"),
		    name->line);
	} else if (str_starts(str_from(type), "Projected ")) {
		struct twig projected =
		    twig_map(&entry, "projected", from->line);
		struct twig sources =
		    twig_list(&projected, "sources", from->line);

		for (; name != NULL; name = name->next) {
			if (name->key != NULL &&
			    strcmp(name->key, "SecretName") == 0)
				put_secret_source(&sources, name);
		}
	}
}

void
describe_pod_spec(struct twig *spec, const struct outline_node *from)
{
	const struct outline_node *volumes = outline_get(from, "Volumes");

	for (size_t i = 0; i < NLISTS; i++) {
		const struct outline_node *all =
		    outline_get(from, lists[i].title);

		if (all == NULL)
			continue;

		struct twig list = twig_list(spec, lists[i].spec, all->line);

		for (const struct outline_node *at = all->first; at != NULL;
		     at = at->next) {
			if (is_heading(at))
				put_container(
				    &list, at, i == 1 && is_sidecar(at, from));
		}
	}
	if (volumes == NULL)
		return;

	struct twig list = twig_list(spec, "volumes", volumes->line);

	for (const struct outline_node *at = volumes->first; at != NULL;
	     at = at->next) {
		if (is_heading(at))
			put_volume(&list, at);
	}
}

/* What stands below "State:" or "Last State:". */
static void
put_state(struct twig *status, const char *key, const struct outline_node *from)
{
	static const char *const states[][2] = { { "Running", "running" },
		{ "Waiting", "waiting" }, { "Terminated", "terminated" } };
	static const char *const parts[][2] = { { "Reason", "reason" },
		{ "Started", "startedAt" }, { "Finished", "finishedAt" } };

	if (from == NULL || from->text == NULL)
		return;
	for (size_t i = 0; i < sizeof(states) / sizeof(states[0]); i++) {
		if (strcmp(from->text, states[i][0]) != 0)
			continue;

		struct twig state = twig_map(status, key, from->line);
		struct twig inner = twig_map(&state, states[i][1], from->line);

		for (size_t k = 0; k < sizeof(parts) / sizeof(parts[0]); k++) {
			const struct outline_node *part =
			    outline_get(from, parts[k][0]);

			if (part != NULL)
				twig_text(&inner, parts[k][1],
				    printed_time(status->arena, part->text),
				    part->line);
		}
	}
}

static void
put_statuses(struct twig *status, const struct outline_node *root)
{
	for (size_t i = 0; i < NLISTS; i++) {
		const struct outline_node *all =
		    outline_get(root, lists[i].title);

		if (all == NULL)
			continue;

		struct twig list =
		    twig_list(status, lists[i].status, all->line);

		for (const struct outline_node *at = all->first; at != NULL;
		     at = at->next) {
			if (!is_heading(at))
				continue;

			struct twig entry = twig_map(&list, NULL, at->line);

			twig_text(&entry, "name", at->key, at->line);
			twig_text(&entry, "restartCount",
			    outline_text(at, "Restart Count"), at->line);
			put_state(&entry, "state", outline_get(at, "State"));
			put_state(
			    &entry, "lastState", outline_get(at, "Last State"));
		}
	}
}

static void
put_conditions(struct twig *status, const struct outline_node *from)
{
	if (from == NULL)
		return;

	struct twig list = twig_list(status, "conditions", from->line);

	for (const struct outline_node *at = from->first; at != NULL;
	     at = at->next) {
		struct str type;
		struct str rest;

		if (at->key != NULL || at->text == NULL ||
		    !str_cut(str_from(at->text), ' ', &type, &rest))
			continue;
		rest = str_trim(rest);
		if (!str_equals(rest, "True") && !str_equals(rest, "False") &&
		    !str_equals(rest, "Unknown"))
			continue;

		struct twig entry = twig_map(&list, NULL, at->line);

		twig_text(
		    &entry, "type", arena_copy(status->arena, type), at->line);
		twig_text(&entry, "status", arena_copy(status->arena, rest),
		    at->line);
	}
}

/*
 * "Terminating (lasts 3m)", or up to some release "Terminating (expires TIME)",
 * takes the phase's place.
 */
static size_t
put_phase(struct twig *status, struct twig *metadata,
    const struct outline_node *root, struct printed_age *age)
{
	static const char lasts[] = "Terminating (lasts ";
	static const char expires[] = "Terminating (expires ";
	const struct outline_node *node = outline_get(root, "Status");
	const char *phase = outline_text(root, "Status");
	struct str inner;

	if (phase == NULL)
		return 0;
	if (!str_starts(str_from(phase), "Terminating")) {
		twig_text(status, "phase", phase, node->line);
		twig_text(
		    status, "reason", outline_text(root, "Reason"), node->line);
		return 0;
	}
	twig_text(status, "reason", "Terminating", node->line);
	inner = str_from(strchr(phase, '(') == NULL ? "" : phase);
	if (inner.len == 0 || inner.ptr[inner.len - 1] != ')')
		return 0;
	inner.len--;
	if (str_starts(inner, expires)) {
		inner = str_skip(inner, sizeof(expires) - 1);
		twig_text(metadata, "deletionTimestamp",
		    printed_time(
			status->arena, arena_copy(status->arena, inner)),
		    node->line);
	}
	age->what = "deleted";
	age->line = node->line;
	return str_starts(inner, lasts) &&
	    age_parse(str_skip(inner, sizeof(lasts) - 1), &age->age);
}

void
describe_pod(struct printed *printed, const struct outline_node *root)
{
	struct arena *arena = printed->arena;
	uint64_t line = root->first->line;
	struct twig tree = twig_root(arena, line);
	struct twig metadata = twig_map(&tree, "metadata", line);
	struct twig spec = twig_map(&tree, "spec", line);
	struct twig status = twig_map(&tree, "status", line);
	const struct outline_node *start = outline_get(root, "Start Time");
	const char *node = outline_text(root, "Node");
	struct printed_age age;
	size_t nages;

	describe_metadata(&metadata, root);
	if (node != NULL)
		twig_text(&spec, "nodeName",
		    arena_copy(arena, (struct str){ node, strcspn(node, "/") }),
		    line);
	nages = put_phase(&status, &metadata, root, &age);
	if (start != NULL)
		twig_text(&status, "startTime",
		    printed_time(arena, start->text), start->line);
	put_conditions(&status, outline_get(root, "Conditions"));
	describe_pod_spec(&spec, root);
	put_statuses(&status, root);
	printed_object(printed, &tree, kube_kind_find(str_from(""), "Pod"), "",
	    NULL, &age, nages);
}
