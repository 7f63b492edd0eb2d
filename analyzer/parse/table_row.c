#include "parse/table_row.h"

#include <string.h>

/* What grows into an object. */
struct seed {
	struct twig tree;
	struct twig metadata;
	struct twig spec;
	struct twig status;
	struct printed_age ages[2];
	size_t nages;
};

struct str
table_cell(const struct table_row *row, const char *title)
{
	size_t at = text_table_column(row->text, title);

	if (at == row->text->ncolumns || row->cells[at].len == 0 ||
	    str_equals(row->cells[at], "<none>"))
		return (struct str){ NULL, 0 };
	return row->cells[at];
}

static const char *
cell_text(const struct table_row *row, const char *title)
{
	struct str cell = table_cell(row, title);

	return cell.ptr == NULL ? NULL : arena_copy(row->printed->arena, cell);
}

static void
put_cell(const struct table_row *row, struct twig *map, const char *key,
    const char *title)
{
	twig_text(map, key, cell_text(row, title), row->line);
}

static bool
is_one_of(struct str cell, const char *const *words)
{
	for (; *words != NULL; words++) {
		if (str_equals(cell, *words))
			return true;
	}
	return false;
}

/* Fills *seed with what all kinds have; false if AGE is not an age. */
static bool
begin(struct table_row *row, struct seed *seed)
{
	static const char *const nothing[] = { "<unknown>", "<invalid>", NULL };
	struct str age = table_cell(row, "AGE");

	if (row->name == NULL || row->kind == NULL)
		return false;
	seed->nages = 0;
	if (age.ptr != NULL) {
		seed->ages[0] = (struct printed_age){ .what = "created",
			.line = row->line };
		if (age_parse(age, &seed->ages[0].age))
			seed->nages = 1;
		else if (!is_one_of(age, nothing))
			return false;
	}
	seed->tree = twig_root(row->printed->arena, row->line);
	seed->metadata = twig_map(&seed->tree, "metadata", row->line);
	seed->spec = twig_map(&seed->tree, "spec", row->line);
	seed->status = twig_map(&seed->tree, "status", row->line);
	twig_text(&seed->metadata, "name", row->name, row->line);
	twig_text(&seed->metadata, "namespace", row->namespace, row->line);
	return true;
}

static bool
end(struct table_row *row, struct seed *seed, kube_reader *read)
{
	printed_object(row->printed, &seed->tree, row->kind, "", read,
	    seed->ages, seed->nages);
	return true;
}

static bool
is_status(struct str cell)
{
	static const char *const words[] = { "True", "False", "Unknown", NULL };

	return is_one_of(cell, words);
}

static void
put_condition(const struct table_row *row, struct twig *list, const char *type,
    const char *title, const char *message_title)
{
	if (!is_status(table_cell(row, title)))
		return;

	struct twig entry = twig_map(list, NULL, row->line);

	twig_text(&entry, "type", type, row->line);
	put_cell(row, &entry, "status", title);
	if (message_title != NULL)
		put_cell(row, &entry, "message", message_title);
}

static bool
has_odd_status(const struct table_row *row, const char *title)
{
	struct str cell = table_cell(row, title);

	return cell.ptr != NULL && !is_status(cell);
}

bool
table_row_certificate(struct table_row *row)
{
	struct seed seed;
	struct str ends = table_cell(row, "EXPIRATION");

	if (has_odd_status(row, "READY") || !begin(row, &seed))
		return false;
	put_cell(row, &seed.spec, "secretName", "SECRET");

	struct twig issuer = twig_map(&seed.spec, "issuerRef", row->line);
	struct twig list = twig_list(&seed.status, "conditions", row->line);

	put_cell(row, &issuer, "name", "ISSUER");
	put_condition(row, &list, "Ready", "READY", "STATUS");
	/* An age where the column is a time: that of the future is invalid. */
	if (ends.len > 10 && ends.ptr[4] == '-')
		put_cell(row, &seed.status, "notAfter", "EXPIRATION");
	return end(row, &seed, NULL);
}

bool
table_row_request(struct table_row *row)
{
	struct seed seed;

	if (has_odd_status(row, "READY") || has_odd_status(row, "APPROVED") ||
	    has_odd_status(row, "DENIED") || !begin(row, &seed))
		return false;

	struct twig issuer = twig_map(&seed.spec, "issuerRef", row->line);
	struct twig list = twig_list(&seed.status, "conditions", row->line);

	put_cell(row, &issuer, "name", "ISSUER");
	put_condition(row, &list, "Approved", "APPROVED", NULL);
	put_condition(row, &list, "Denied", "DENIED", NULL);
	put_condition(row, &list, "Ready", "READY", "STATUS");
	return end(row, &seed, NULL);
}

/* Reads "1/2"; false if cell is not that. */
static bool
cut_ratio(struct str cell, struct str *part, struct str *whole)
{
	struct str sides[2];

	if (!str_cut(cell, '/', &sides[0], &sides[1]))
		return false;
	for (int i = 0; i < 2; i++) {
		size_t n = 0;

		while (n < sides[i].len && sides[i].ptr[n] >= '0' &&
		    sides[i].ptr[n] <= '9')
			n++;
		if (n == 0 || n != sides[i].len || n > 9)
			return false;
	}
	*part = sides[0];
	*whole = sides[1];
	return true;
}

/*
 * The word of a table stands for the phase and for what a container waits for;
 * only where it tells the phase is that given.
 */
static void
put_phase(struct twig *status, const struct table_row *row)
{
	static const char *const pending[] = { "Pending", "ContainerCreating",
		"PodInitializing", NULL };
	static const char *const phases[] = { "Running", "Succeeded", "Failed",
		NULL };
	struct str word = table_cell(row, "STATUS");
	const char *phase = NULL;

	if (word.ptr == NULL)
		return;
	if (is_one_of(word, pending) || str_starts(word, "Init:"))
		phase = "Pending";
	else if (str_equals(word, "Completed"))
		phase = "Succeeded";
	else if (str_equals(word, "Evicted"))
		phase = "Failed";
	else if (is_one_of(word, phases))
		phase = arena_copy(status->arena, word);
	twig_text(status, "phase", phase, row->line);
	if (phase == NULL || str_equals(word, "Evicted"))
		put_cell(row, status, "reason", "STATUS");
}

/* "3 (5h ago)": how often containers began again, and when the last time. */
static bool
put_restarts(struct seed *seed, const struct table_row *row)
{
	static const char ago[] = " ago)";
	struct arena *arena = row->printed->arena;
	struct str cell = table_cell(row, "RESTARTS");
	struct str number = cell;
	struct str rest;
	struct printed_age *age = &seed->ages[seed->nages];

	if (cell.ptr == NULL)
		return true;
	if (str_cut(cell, ' ', &number, &rest)) {
		rest = str_trim(rest);
		if (!str_starts(rest, "(") || rest.len <= sizeof(ago) ||
		    memcmp(rest.ptr + rest.len - 5, ago, 5) != 0)
			return false;
		rest = (struct str){ rest.ptr + 1, rest.len - 6 };
		if (!age_parse(rest, &age->age))
			return false;
		age->what = "restarted";
		age->line = row->line;
		seed->nages++;
	}
	for (size_t i = 0; i < number.len; i++) {
		if (number.ptr[i] < '0' || number.ptr[i] > '9' || i == 9)
			return false;
	}
	twig_text(
	    &seed->status, "restarts", arena_copy(arena, number), row->line);
	return true;
}

/* A Pod's row tells nothing of its containers but how many they are. */
static void
read_pod(struct kube_item *item)
{
	struct fact *fact;

	kube_pod(item);
	for (fact = item->facts.first; strcmp(fact->table, "pod") != 0;)
		fact = fact->next;
	kube_put_number(item, fact, "restarts", item->root, "status.restarts");
	kube_put_number(item, fact, "size", item->root, "status.size");
}

bool
table_row_pod(struct table_row *row)
{
	struct seed seed;
	struct str ready;
	struct str size;

	if (!cut_ratio(table_cell(row, "READY"), &ready, &size) ||
	    !begin(row, &seed) || !put_restarts(&seed, row))
		return false;
	put_cell(row, &seed.spec, "nodeName", "NODE");
	put_phase(&seed.status, row);
	twig_text(&seed.status, "size", arena_copy(row->printed->arena, size),
	    row->line);
	return end(row, &seed, read_pod);
}

bool
table_row_workload(struct table_row *row)
{
	struct seed seed;
	struct str ready = table_cell(row, "READY");
	struct str replicas = table_cell(row, "DESIRED");

	if (!begin(row, &seed))
		return false;
	if (ready.ptr != NULL && str_find(ready, "/") != NULL &&
	    !cut_ratio(ready, &ready, &replicas))
		return false;
	if (replicas.ptr != NULL && strcmp(row->kind->kind, "Job") != 0)
		twig_text(&seed.spec, "replicas",
		    arena_copy(row->printed->arena, replicas), row->line);
	if (ready.ptr != NULL)
		twig_text(&seed.status, "readyReplicas",
		    arena_copy(row->printed->arena, ready), row->line);
	return end(row, &seed, NULL);
}

bool
table_row_secret(struct table_row *row)
{
	struct seed seed;
	struct str data = table_cell(row, "DATA");

	for (size_t i = 0; i < data.len; i++) {
		if (data.ptr[i] < '0' || data.ptr[i] > '9')
			return false;
	}
	if (data.len == 0 || !begin(row, &seed))
		return false;
	put_cell(row, &seed.tree, "type", "TYPE");
	return end(row, &seed, NULL);
}

/* What an Issuer's row does not tell is of which type it is. */
static void
read_conditions(struct kube_item *item)
{
	kube_put_conditions(item);
}

/*
 * "NAME READY AGE" and the like: a StatefulSet's READY is 1/2, and of those
 * where it is True only Issuers are told by their titles.
 */
bool
table_row_any(struct table_row *row)
{
	struct str any = { NULL, 0 };
	struct str ready = table_cell(row, "READY");
	struct str part;
	struct seed seed;

	if (cut_ratio(ready, &part, &part)) {
		if (row->kind == NULL)
			row->kind = kube_kind_find(any, "StatefulSet");
		return table_row_workload(row);
	}
	if (row->kind == NULL && table_cell(row, "NAMESPACE").ptr != NULL &&
	    table_cell(row, "STATUS").ptr != NULL &&
	    table_cell(row, "ISSUER").ptr == NULL && is_status(ready))
		row->kind = kube_kind_find(any, "Issuer");
	if (row->kind == NULL || has_odd_status(row, "READY"))
		return false;
	if (strcmp(row->kind->kind, "Certificate") == 0)
		return table_row_certificate(row);
	if (strcmp(row->kind->kind, "CertificateRequest") == 0)
		return table_row_request(row);
	if (strcmp(row->kind->kind, "Issuer") != 0 &&
	    strcmp(row->kind->kind, "ClusterIssuer") != 0)
		return false;
	if (!begin(row, &seed))
		return false;

	struct twig list = twig_list(&seed.status, "conditions", row->line);

	put_condition(row, &list, "Ready", "READY", "STATUS");
	return end(row, &seed, read_conditions);
}
