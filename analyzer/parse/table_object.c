#include "parse/table_object.h"

#include <string.h>

#include "parse/kube_word.h"
#include "parse/table_row.h"

#define MAX_TITLES 5

/* A table is of the first form of which it has all titles and no other's. */
struct table_form {
	const char *kind; /* NULL: the place or the names tell */
	const char *has[MAX_TITLES];
	const char *lacks;
	table_row_reader *read;
};

static const struct table_form forms[] = {
	{ "Certificate", { "NAME", "READY", "SECRET", "AGE" }, NULL,
	    table_row_certificate },
	{ "CertificateRequest",
	    { "NAME", "APPROVED", "DENIED", "READY", "AGE" }, NULL,
	    table_row_request },
	{ "Pod", { "NAME", "READY", "STATUS", "RESTARTS", "AGE" }, NULL,
	    table_row_pod },
	{ "Deployment", { "NAME", "READY", "UP-TO-DATE", "AVAILABLE", "AGE" },
	    "DESIRED", table_row_workload },
	{ "Deployment", { "NAME", "DESIRED", "UP-TO-DATE", "AVAILABLE", "AGE" },
	    "READY", table_row_workload },
	{ "DaemonSet", { "NAME", "DESIRED", "READY", "UP-TO-DATE", "AGE" },
	    NULL, table_row_workload },
	{ "ReplicaSet", { "NAME", "DESIRED", "CURRENT", "READY", "AGE" }, NULL,
	    table_row_workload },
	{ "StatefulSet", { "NAME", "DESIRED", "CURRENT", "AGE" }, NULL,
	    table_row_workload },
	{ "Job", { "NAME", "COMPLETIONS", "DURATION", "AGE" }, NULL,
	    table_row_workload },
	{ "Job", { "NAME", "DESIRED", "SUCCESSFUL", "AGE" }, NULL,
	    table_row_workload },
	{ "CronJob", { "NAME", "SCHEDULE", "SUSPEND", "ACTIVE", "AGE" }, NULL,
	    table_row_workload },
	{ "Secret", { "NAME", "TYPE", "DATA", "AGE" }, NULL, table_row_secret },
	{ "Event", { "LAST SEEN", "TYPE", "REASON", "MESSAGE" }, NULL,
	    table_row_event },
	{ "Event", { "LASTSEEN", "TYPE", "REASON", "MESSAGE" }, NULL,
	    table_row_event },
};

/* What a StatefulSet and several kinds of cert-manager have in common. */
static const struct table_form bare = { NULL, { "NAME", "AGE" }, NULL,
	table_row_any };

static bool
has_title(const struct table_objects *table, const char *title)
{
	return text_table_column(&table->text, title) < table->text.ncolumns;
}

static bool
is_form(const struct table_objects *table, const struct table_form *form)
{
	for (size_t i = 0; i < MAX_TITLES && form->has[i] != NULL; i++) {
		if (!has_title(table, form->has[i]))
			return false;
	}
	return form->lacks == NULL || !has_title(table, form->lacks);
}

/* True if nothing but READY and STATUS stands between name and age. */
static bool
is_bare(const struct table_objects *table)
{
	for (size_t i = 0; i < table->text.ncolumns; i++) {
		const char *title = table->text.columns[i].title;

		if (strcmp(title, "AGE") == 0)
			return true;
		if (strcmp(title, "NAME") != 0 &&
		    strcmp(title, "NAMESPACE") != 0 &&
		    strcmp(title, "READY") != 0 &&
		    strcmp(title, "STATUS") != 0 &&
		    strcmp(title, "ISSUER") != 0)
			return false;
	}
	return false;
}

static bool
is_head(struct str line)
{
	static const char *const starts[] = { "NAME", "LAST SEEN", "LASTSEEN",
		NULL };

	for (const char *const *at = starts; *at != NULL; at++) {
		if (str_starts(line, *at))
			return true;
	}
	return false;
}

/* A ReplicationController looks like a ReplicaSet. */
static bool
is_another(const struct table_form *form, const struct table_place *place)
{
	return strcmp(form->kind, "ReplicaSet") == 0 && place->kind != NULL &&
	    strcmp(place->kind, form->kind) != 0;
}

bool
table_objects_begin(struct table_objects *table, struct str line,
    const struct table_place *place)
{
	if (!is_head(line))
		return false;
	table_objects_end(table);
	if (!text_table_head(&table->text, line))
		return false;
	table->place = *place;
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		if (is_form(table, &forms[i]) &&
		    !is_another(&forms[i], place)) {
			table->form = &forms[i];
			break;
		}
	}
	if (table->form == NULL && is_form(table, &bare) && is_bare(table))
		table->form = &bare;
	if (table->form == NULL)
		return false;
	if (table->form->read == table_row_event)
		table->events = table_new(sizeof(unsigned));
	return true;
}

void
table_objects_end(struct table_objects *table)
{
	table_free(table->events);
	table->events = NULL;
	table->form = NULL;
}

/* What kubectl puts before a name if it was asked for several kinds. */
static bool
take_prefix(struct table_row *row, struct str *name)
{
	struct str word;

	if (!str_cut(*name, '/', &word, name))
		return true;

	const struct kube_kind *kind = kube_word(word);

	if (kind == NULL ||
	    (row->kind != NULL && strcmp(kind->kind, row->kind->kind) != 0))
		return false;
	row->kind = kind;
	row->is_told = true;
	return true;
}

static bool
is_name(struct str name)
{
	for (size_t i = 0; i < name.len; i++) {
		char c = name.ptr[i];

		if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-' &&
		    c != '.')
			return false;
	}
	return name.len > 0 && name.len <= 253 && name.ptr[0] != '-' &&
	    name.ptr[0] != '.';
}

bool
table_objects_row(struct table_objects *table, struct printed *printed,
    uint64_t number, struct str line)
{
	struct str any = { NULL, 0 };
	struct str cells[TEXT_TABLE_MAX_COLUMNS];
	struct table_row row = { .text = &table->text,
		.cells = cells,
		.printed = printed,
		.events = table->events,
		.line = number };
	struct str name;
	struct str namespace;

	if (table->form == NULL || !text_table_row(&table->text, line, cells))
		return false;
	if (table->form->kind != NULL)
		row.kind = kube_kind_find(any, table->form->kind);
	else if (table->place.kind != NULL)
		row.is_told =
		    (row.kind = kube_kind_find(any, table->place.kind)) != NULL;
	name = table_cell(&row, "NAME");
	namespace = table_cell(&row, "NAMESPACE");
	if (name.ptr != NULL && (!take_prefix(&row, &name) || !is_name(name)))
		return false;
	if (namespace.ptr != NULL && !is_name(namespace))
		return false;
	if (name.ptr != NULL)
		row.name = arena_copy(printed->arena, name);
	if (namespace.ptr != NULL)
		row.namespace = arena_copy(printed->arena, namespace);
	else if (row.kind == NULL ||
	    strcmp(row.kind->kind, "ClusterIssuer") != 0)
		row.namespace = table->place.namespace;
	return table->form->read(&row);
}
