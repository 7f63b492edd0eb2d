/* Events in tables: those of "kubectl get", and at the end of a describe. */
#include <string.h>

#include "parse/kube_word.h"
#include "parse/table_object.h"
#include "parse/table_row.h"

/* One title in each language that kubectl has spoken. */
static const char *const last_titles[] = { "LAST SEEN", "LASTSEEN", "Age",
	"LastSeen", NULL };
static const char *const first_titles[] = { "FIRST SEEN", "FIRSTSEEN",
	"FirstSeen", NULL };
static const char *const count_titles[] = { "COUNT", "Count", NULL };
static const char *const source_titles[] = { "SOURCE", "From", NULL };
static const char *const type_titles[] = { "TYPE", "Type", NULL };
static const char *const reason_titles[] = { "REASON", "Reason", NULL };
static const char *const message_titles[] = { "MESSAGE", "Message", NULL };

static struct str
first_cell(const struct table_row *row, const char *const *titles)
{
	struct str cell = { NULL, 0 };

	for (; *titles != NULL && cell.ptr == NULL; titles++)
		cell = table_cell(row, *titles);
	return cell;
}

static const char *
first_text(
    const struct table_row *row, struct arena *arena, const char *const *titles)
{
	struct str cell = first_cell(row, titles);

	return cell.ptr == NULL ? NULL : arena_copy(arena, cell);
}

static void
put_count(struct printed_event *event, struct str cell)
{
	int64_t n = 0;

	for (size_t i = 0; i < cell.len; i++) {
		if (cell.ptr[i] < '0' || cell.ptr[i] > '9' || i == 9)
			return;
		n = n * 10 + (cell.ptr[i] - '0');
	}
	if (n > 0)
		event->count = n;
}

static bool
is_type(const char *type)
{
	return type != NULL &&
	    (strcmp(type, "Normal") == 0 || strcmp(type, "Warning") == 0);
}

/* What all the tables of Events have. */
static bool
take_event(const struct table_row *row, struct arena *arena,
    struct printed_event *event)
{
	struct str source = first_cell(row, source_titles);
	struct str last = first_cell(row, last_titles);
	struct str host;

	event->line = row->line;
	event->type = first_text(row, arena, type_titles);
	event->reason = first_text(row, arena, reason_titles);
	event->message = first_text(row, arena, message_titles);
	if (!is_type(event->type) || event->reason == NULL)
		return false;
	put_count(event, first_cell(row, count_titles));
	if (last.ptr != NULL && !printed_event_age(event, last))
		return false;
	if (age_parse(first_cell(row, first_titles), &event->first))
		event->has_first = true;
	/* "kubelet, node-1" */
	(void)str_cut(source, ',', &source, &host);
	if (source.ptr != NULL)
		event->component = arena_copy(arena, source);
	return true;
}

/* Events write the kind in small letters, or as it is. */
static const char *
kind_of(struct arena *arena, struct str word)
{
	static const char *const others[][2] = { { "order", "Order" },
		{ "challenge", "Challenge" }, { "node", "Node" },
		{ "ingress", "Ingress" } };
	const struct kube_kind *kind = kube_word(word);

	if (kind != NULL)
		return kind->kind;
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		if (str_equals(word, others[i][0]))
			return others[i][1];
	}
	return arena_copy(arena, word);
}

/* The Event's own name is that of what it is about, a dot and a number. */
static void
take_subject(const struct table_row *row, struct arena *arena,
    struct printed_event *event)
{
	struct str object = table_cell(row, "OBJECT");
	struct str kind = table_cell(row, "KIND");
	struct str name;

	if (object.ptr != NULL && str_cut(object, '/', &kind, &name)) {
		event->kind = kind_of(arena, kind);
		event->name = arena_copy(arena, name);
		return;
	}
	if (kind.ptr == NULL || row->name == NULL)
		return;

	const char *dot = strrchr(row->name, '.');

	event->kind = kind_of(arena, kind);
	event->name = dot == NULL
	    ? row->name
	    : arena_copy(
		  arena, (struct str){ row->name, (size_t)(dot - row->name) });
}

static unsigned
count_same(struct table *events, const struct printed_event *event)
{
	uint64_t key = TABLE_HASH_START;
	unsigned *n;

	key = table_hash(key, str_from(event->namespace));
	key = table_hash(key, str_from(event->kind));
	key = table_hash(key, str_from(event->name));
	key = table_hash(key, str_from(event->type));
	key = table_hash(key, str_from(event->reason));
	key = table_hash(key, str_from(event->message));
	n = table_at(events, key);
	return ++*n;
}

bool
table_row_event(struct table_row *row)
{
	struct printed_event event = { .own_name = row->name,
		.namespace = row->namespace };

	if (!take_event(row, row->printed->arena, &event))
		return false;
	take_subject(row, row->printed->arena, &event);
	if (event.name == NULL)
		return false;
	event.nth = count_same(row->events, &event);
	printed_event(row->printed, &event);
	return true;
}

bool
table_event(const struct text_table *table, struct arena *arena,
    uint64_t number, struct str line, struct printed_event *event)
{
	struct str cells[TEXT_TABLE_MAX_COLUMNS];
	struct table_row row = {
		.text = table, .cells = cells, .line = number
	};
	struct printed_event found = { 0 };

	if (!text_table_row(table, line, cells) ||
	    !take_event(&row, arena, &found))
		return false;
	*event = found;
	return true;
}
