/* The ways in which containers take Secrets. */
#include <string.h>

#include "parse/kube_item.h"

#define MAX_VOLUMES 512

static const struct yaml_want secret_key_wants[] = { { YAML_WANT("name") },
	{ YAML_WANT("key") }, { YAML_WANT("optional") }, YAML_WANT_END };
static const struct yaml_want value_from_wants[] = {
	{ YAML_WANT("secretKeyRef"), .below = secret_key_wants }, YAML_WANT_END
};
static const struct yaml_want env_wants[] = {
	{ YAML_WANT("valueFrom"), .below = value_from_wants }, YAML_WANT_END
};
static const struct yaml_want env_from_wants[] = {
	{ YAML_WANT("secretRef"), .below = secret_key_wants }, YAML_WANT_END
};
static const struct yaml_want mount_wants[] = { { YAML_WANT("name") },
	{ YAML_WANT("subPath") }, { YAML_WANT("subPathExpr") }, YAML_WANT_END };
static const struct yaml_want container_wants[] = { { YAML_WANT("name") },
	{ YAML_WANT("image") }, { YAML_WANT("restartPolicy") },
	{ YAML_WANT("env"), .below = env_wants },
	{ YAML_WANT("envFrom"), .below = env_from_wants },
	{ YAML_WANT("volumeMounts"), .below = mount_wants }, YAML_WANT_END };

/* A projected source says name where a volume says secretName. */
static const struct yaml_want item_wants[] = { { YAML_WANT("key") },
	YAML_WANT_END };
static const struct yaml_want secret_wants[] = { { YAML_WANT("secretName") },
	{ YAML_WANT("name") }, { YAML_WANT("optional") },
	{ YAML_WANT("items"), .below = item_wants }, YAML_WANT_END };
static const struct yaml_want source_wants[] = {
	{ YAML_WANT("secret"), .below = secret_wants }, YAML_WANT_END
};
static const struct yaml_want projected_wants[] = {
	{ YAML_WANT("sources"), .below = source_wants }, YAML_WANT_END
};
static const struct yaml_want volume_wants[] = { { YAML_WANT("name") },
	{ YAML_WANT("secret"), .below = secret_wants },
	{ YAML_WANT("projected"), .below = projected_wants }, YAML_WANT_END };

const struct yaml_want kube_pod_spec_wants[] = { { YAML_WANT("nodeName") },
	{ YAML_WANT("containers"), .below = container_wants },
	{ YAML_WANT("initContainers"), .below = container_wants },
	{ YAML_WANT("ephemeralContainers"), .below = container_wants },
	{ YAML_WANT("volumes"), .below = volume_wants }, YAML_WANT_END };

struct consumer {
	struct kube_item *item;
	const char *container;
	bool init;
};

const char *
kube_container_type(const struct yaml_node *container, const char *type)
{
	const char *policy = kube_text(yaml_get(container, "restartPolicy"));

	if (strcmp(type, "init") == 0 && policy != NULL &&
	    strcmp(policy, "Always") == 0)
		return "sidecar";
	return type;
}

/* What stands for the way if the container is one that only begins the Pod. */
static const char *
way_of(const struct consumer *consumer, const char *uses)
{
	return consumer->init ? "init" : uses;
}

static void
put_ref(const struct consumer *consumer, const struct yaml_node *ref,
    const char *secret, const char *uses, const char *keys)
{
	struct fact *fact;

	if (secret == NULL)
		return;
	fact = kube_fact(consumer->item, "secret_ref");
	fact_integer(fact, "line", (int64_t)ref->line);
	fact_text(fact, "container", consumer->container);
	fact_text(fact, "secret", secret);
	fact_text(fact, "uses", way_of(consumer, uses));
	fact_integer(fact, "optional", kube_is_true(yaml_get(ref, "optional")));
	fact_text(fact, "keys", keys);
}

static void
put_env(const struct consumer *consumer, const struct yaml_node *container)
{
	const struct yaml_node *at = yaml_first(yaml_get(container, "env"));

	for (; at != NULL; at = at->next) {
		const struct yaml_node *ref =
		    yaml_at(at, "valueFrom.secretKeyRef");

		put_ref(consumer, ref, kube_text(yaml_get(ref, "name")), "env",
		    kube_text(yaml_get(ref, "key")));
	}
	at = yaml_first(yaml_get(container, "envFrom"));
	for (; at != NULL; at = at->next) {
		const struct yaml_node *ref = yaml_get(at, "secretRef");

		put_ref(consumer, ref, kube_text(yaml_get(ref, "name")),
		    "envFrom", NULL);
	}
}

/* The keys that a volume's items choose, or NULL if it takes all. */
static const char *
chosen_keys(struct arena *arena, const struct yaml_node *items)
{
	const struct yaml_node *at;
	const char **names;
	size_t n = 0;

	for (at = yaml_first(items); at != NULL; at = at->next)
		n += kube_text(yaml_get(at, "key")) != NULL;
	if (n == 0)
		return NULL;
	names = arena_alloc(arena, n * sizeof(*names));
	n = 0;
	for (at = yaml_first(items); at != NULL; at = at->next) {
		const char *key = kube_text(yaml_get(at, "key"));

		if (key != NULL)
			names[n++] = key;
	}
	return kube_join(arena, names, n);
}

static void
put_volume(const struct consumer *consumer, const struct yaml_node *volume,
    bool sub_path)
{
	struct arena *arena = consumer->item->arena;
	const struct yaml_node *secret = yaml_get(volume, "secret");
	const struct yaml_node *at =
	    yaml_first(yaml_at(volume, "projected.sources"));

	put_ref(consumer, secret, kube_text(yaml_get(secret, "secretName")),
	    sub_path ? "subPath" : "volume",
	    chosen_keys(arena, yaml_get(secret, "items")));
	for (; at != NULL; at = at->next) {
		secret = yaml_get(at, "secret");
		put_ref(consumer, secret, kube_text(yaml_get(secret, "name")),
		    sub_path ? "subPath" : "projected",
		    chosen_keys(arena, yaml_get(secret, "items")));
	}
}

static const struct yaml_node *
find_volume(const struct yaml_node *volumes, const char *name)
{
	const struct yaml_node *at = yaml_first(volumes);

	for (size_t i = 0; at != NULL && i < MAX_VOLUMES; at = at->next, i++) {
		const char *text = kube_text(yaml_get(at, "name"));

		if (text != NULL && strcmp(text, name) == 0)
			return at;
	}
	return NULL;
}

static bool
has_sub_path(const struct yaml_node *mount)
{
	return kube_text(yaml_get(mount, "subPath")) != NULL ||
	    kube_text(yaml_get(mount, "subPathExpr")) != NULL;
}

/* True if an earlier mount of the container takes the volume in the same way. */
static bool
is_repeated(const struct yaml_node *mounts, const struct yaml_node *mount)
{
	const char *name = kube_text(yaml_get(mount, "name"));
	const struct yaml_node *at = yaml_first(mounts);

	for (size_t i = 0; at != mount && i < MAX_VOLUMES; at = at->next, i++) {
		const char *other = kube_text(yaml_get(at, "name"));

		if (other != NULL && strcmp(other, name) == 0 &&
		    has_sub_path(at) == has_sub_path(mount))
			return true;
	}
	return false;
}

static void
put_mounts(const struct consumer *consumer, const struct yaml_node *container,
    const struct yaml_node *volumes)
{
	const struct yaml_node *mounts = yaml_get(container, "volumeMounts");

	for (const struct yaml_node *at = yaml_first(mounts); at != NULL;
	     at = at->next) {
		const char *name = kube_text(yaml_get(at, "name"));
		const struct yaml_node *volume =
		    name == NULL ? NULL : find_volume(volumes, name);

		if (volume != NULL && !is_repeated(mounts, at))
			put_volume(consumer, volume, has_sub_path(at));
	}
}

void
kube_put_secret_refs(struct kube_item *item, const struct yaml_node *spec)
{
	static const char *const lists[] = { "containers", "initContainers",
		"ephemeralContainers" };

	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
		const struct yaml_node *at =
		    yaml_first(yaml_get(spec, lists[i]));
		const char *type = i == 1 ? "init" : "app";

		for (; at != NULL; at = at->next) {
			struct consumer consumer = { item,
				kube_text(yaml_get(at, "name")),
				strcmp(kube_container_type(at, type), "init") ==
				    0 };

			if (consumer.container == NULL)
				continue;
			put_env(&consumer, at);
			put_mounts(&consumer, at, yaml_get(spec, "volumes"));
		}
	}
}
