#include "parse/outline.h"

#include <string.h>

#define MAX_KEY_BYTES 256
#define NO_SKIP SIZE_MAX

/* Values of these, and what is below them, nobody asks for. */
static const char *const dropped[] = { "Managed Fields", "Command", "Args",
	"Limits", "Requests", "Liveness", "Readiness", "Startup", "Dns Names",
	"Usages", "Extra", "Request", "Data", "Extended Resources", NULL };

/* At the margin of the kinds that are looked into, of any release. */
static const char *const tops[] = { "Name", "Namespace", "Labels",
	"Annotations", "API Version", "Kind", "Metadata", "Spec", "Status",
	"Events", "Priority", "Priority Class Name", "Runtime Class Name",
	"Service Account", "Node", "Start Time", "Reason", "Message",
	"SeccompProfile", "Security Policy", "IP", "IPs", "Controlled By",
	"Created By", "Controllers", "Nominated Node Name", "Init Containers",
	"Containers", "Ephemeral Containers", "Conditions", "Readiness Gates",
	"Volumes", "QoS Class", "Node-Selectors", "Node-Selector",
	"Tolerations", "Topology Spread Constraints", "Resource Claims",
	"Termination Grace Period", "Deletion Timestamp", "CreationTimestamp",
	"Selector", "Replicas", "StrategyType", "MinReadySeconds",
	"RollingUpdateStrategy", "Update Strategy", "Pods Status",
	"Pods Statuses", "Pod Template", "Volume Claims", "OldReplicaSets",
	"OldReplicaSet", "NewReplicaSet", "ProgressDeadlineSeconds",
	"Desired Number of Nodes Scheduled",
	"Current Number of Nodes Scheduled",
	"Number of Nodes Scheduled with Up-to-date Pods",
	"Number of Nodes Scheduled with Available Pods",
	"Number of Nodes Misscheduled", "Parallelism", "Completions",
	"Completion Mode", "Suspend", "Backoff Limit",
	"TTL Seconds After "
	"Finished",
	"Active Deadline Seconds", "Completed At", "Duration", "Schedule",
	"Time Zone", "Concurrency Policy", "Successful Job History Limit",
	"Failed Job History Limit", "Starting Deadline Seconds",
	"Last Schedule Time", "Active Jobs", "Type",
	/* cmctl status certificate */
	"Created at", "DNS Names", "Issuer", "Secret", "Not Before",
	"Not After", "Renewal Time", "CertificateRequest", "Order",
	"Challenges", NULL };

static bool
is_among(struct str key, const char *const *list)
{
	for (; *list != NULL; list++) {
		if (str_equals(key, *list))
			return true;
	}
	return false;
}

bool
outline_is_top(struct str key)
{
	return is_among(key, tops);
}

bool
outline_key(struct str line, struct str *key, struct str *value)
{
	struct str trimmed = str_trim(line);

	for (size_t i = 0; i < trimmed.len && i <= MAX_KEY_BYTES; i++) {
		if (trimmed.ptr[i] != ':' ||
		    (i + 1 < trimmed.len && trimmed.ptr[i + 1] != ' '))
			continue;
		if (i == 0)
			return false;
		*key = (struct str){ trimmed.ptr, i };
		*value = str_trim(str_skip(trimmed, i + 1));
		return true;
	}
	return false;
}

void
outline_begin(struct outline *outline, struct arena *arena)
{
	struct outline_node *root = arena_alloc(arena, sizeof(*root));

	*outline = (struct outline){
		.arena = arena, .root = root, .skip = NO_SKIP, .depth = 1
	};
	outline->open[0].node = root;
	outline->open[0].end = &root->first;
}

/* A variable's value is no one's business; where it comes from is. */
static bool
is_private(const struct outline_node *parent, struct str value)
{
	return parent->key != NULL && strcmp(parent->key, "Environment") == 0 &&
	    !str_starts(value, "<set to the key ");
}

/* True if line is one more of a message that has several. */
static bool
goes_on(struct outline *outline, size_t indent, bool has_key)
{
	if (outline->message == 0)
		return false;
	if (indent != outline->message || !has_key)
		return true;
	outline->message = 0;
	return false;
}

static void
push(struct outline *outline, size_t indent, struct outline_node *node)
{
	size_t depth = outline->depth;

	*outline->open[depth - 1].end = node;
	outline->open[depth - 1].end = &node->next;
	if (depth == OUTLINE_MAX_DEPTH) {
		outline->skip = indent;
		return;
	}
	outline->open[depth].indent = indent;
	outline->open[depth].node = node;
	outline->open[depth].end = &node->first;
	outline->depth = depth + 1;
}

static struct outline_node *
new_node(struct outline *outline, uint64_t number)
{
	struct outline_node *node;

	if (outline->nnodes == OUTLINE_MAX_NODES) {
		outline->overflowed = true;
		return NULL;
	}
	outline->nnodes++;
	node = arena_alloc(outline->arena, sizeof(*node));
	node->line = number;
	return node;
}

static void
add_keyed(struct outline *outline, uint64_t number, size_t indent,
    struct str key, struct str value)
{
	const struct outline_node *parent =
	    outline->open[outline->depth - 1].node;
	struct outline_node *node;

	if (is_among(key, dropped) || is_private(parent, value)) {
		outline->skip = indent;
		return;
	}
	node = new_node(outline, number);
	if (node == NULL)
		return;
	node->key = arena_copy(outline->arena, key);
	if (value.len > 0)
		node->text = arena_copy(outline->arena, value);
	if (str_equals(key, "Message"))
		outline->message = indent;
	push(outline, indent, node);
}

void
outline_add(struct outline *outline, uint64_t number, struct str line)
{
	size_t indent = 0;
	struct str key;
	struct str value;

	while (indent < line.len && line.ptr[indent] == ' ')
		indent++;
	if (indent == line.len)
		return;

	bool has_key = outline_key(line, &key, &value);

	if (goes_on(outline, indent, has_key) || indent > outline->skip)
		return;
	if (indent == 0 && (!has_key || !outline_is_top(key)))
		return;
	outline->skip = NO_SKIP;
	while (outline->depth > 1 &&
	    outline->open[outline->depth - 1].indent >= indent)
		outline->depth--;
	if (has_key) {
		add_keyed(outline, number, indent, key, value);
		return;
	}

	struct outline_node *node = new_node(outline, number);

	if (node != NULL) {
		node->text = arena_copy(outline->arena, str_trim(line));
		push(outline, indent, node);
	}
}

static bool
is_size(struct str value)
{
	size_t n = 0;

	while (n < value.len && value.ptr[n] >= '0' && value.ptr[n] <= '9')
		n++;
	return n > 0 && str_equals(str_skip(value, n), " bytes");
}

void
outline_data(
    struct outline *outline, uint64_t number, struct str key, struct str value)
{
	struct outline_node *node;

	if (outline->depth == 1 || outline->open[1].node->key == NULL ||
	    strcmp(outline->open[1].node->key, OUTLINE_DATA) != 0) {
		outline->depth = 1;
		node = new_node(outline, number);
		if (node == NULL)
			return;
		node->key = OUTLINE_DATA;
		push(outline, 0, node);
	}
	outline->depth = 2;
	node = new_node(outline, number);
	if (node == NULL)
		return;
	node->key = arena_copy(outline->arena, key);
	if (is_size(value))
		node->text = arena_copy(outline->arena, value);
	push(outline, 1, node);
}

const struct outline_node *
outline_get(const struct outline_node *node, const char *key)
{
	const struct outline_node *at = node == NULL ? NULL : node->first;

	while (at != NULL && (at->key == NULL || strcmp(at->key, key) != 0))
		at = at->next;
	return at;
}

const char *
outline_text(const struct outline_node *node, const char *key)
{
	static const char *const nothing[] = { "<nil>", "<none>", "<unset>",
		"<unknown>" };
	const struct outline_node *found = outline_get(node, key);

	if (found == NULL || found->text == NULL)
		return NULL;
	for (size_t i = 0; i < sizeof(nothing) / sizeof(nothing[0]); i++) {
		if (strcmp(found->text, nothing[i]) == 0)
			return NULL;
	}
	return found->text;
}
