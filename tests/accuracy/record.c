#include "accuracy/record.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct places places[] = {
	{ 8, 0, 169, 0, 154, 143, 0, 0, 0 },
	{ 10, 0, 131, 0, 154, 143, 199, 188, 152 },
	{ 12, 0, 131, 0, 155, 144, 200, 189, 166 },
	{ 14, 0, 140, 0, 155, 144, 200, 189, 189 },
	{ 16, 0, 158, 0, 173, 162, 233, 222, 186 },
	{ 101, 0, 158, 0, 173, 162, 233, 222, 184 },
	{ 103, 189, 158, 0, 182, 171, 242, 231, 198 },
	{ 106, 181, 163, 161, 201, 190, 261, 250, 209 },
	{ 108, 200, 166, 161, 201, 190, 261, 250, 216 },
	{ 111, 200, 167, 162, 203, 192, 263, 252, 233 },
	{ 113, 215, 167, 162, 203, 192, 263, 252, 233 },
	{ 116, 223, 157, 152, 203, 192, 263, 252, 236 },
	{ 117, 223, 157, 152, 217, 201, 285, 269, 236 },
	{ 118, 225, 157, 152, 217, 201, 285, 269, 237 },
	{ 119, 225, 157, 152, 217, 201, 285, 269, 237 },
};

const struct places *
record_places(const struct cluster *cluster)
{
	const struct places *at = places;

	while (at->number != cluster->era->number)
		at++;
	return at;
}

void
record_pair(struct pair pairs[MAX_PAIRS], const char *key, const char *value)
{
	size_t n = 0;

	while (n < MAX_PAIRS - 1 && pairs[n].key != NULL)
		n++;
	pairs[n].key = key;
	pairs[n].value = value;
}

void
record_about(struct pair pairs[MAX_PAIRS], const struct cluster *cluster,
    const char *kind, const char *namespace, const char *name)
{
	record_pair(pairs, "resource_name", name);
	record_pair(pairs, "resource_namespace", namespace);
	record_pair(pairs, "resource_kind", kind);
	if (cluster->era->number >= 100)
		record_pair(pairs, "resource_version", "v1");
}

void
record_related(struct pair pairs[MAX_PAIRS], const char *kind,
    const char *namespace, const char *name)
{
	record_pair(pairs, "related_resource_name", name);
	record_pair(pairs, "related_resource_namespace", namespace);
	record_pair(pairs, "related_resource_kind", kind);
}

static struct sheet
open_line(struct cluster *cluster)
{
	return (struct sheet){ .arena = cluster->arena };
}

static void
close_line(struct cluster *cluster, int64_t at_us, const struct sheet *sheet)
{
	size_t nth = cluster->nlines;
	struct log_line *line =
	    LIST_ADD(cluster->arena, &cluster->lines, &cluster->nlines);

	line->at_us = at_us;
	line->nth = nth;
	line->process = cluster_process_at(cluster, at_us);
	line->text = sheet->text;
}

static void
put_header(struct cluster *cluster, struct sheet *sheet, int64_t at_us,
    char severity, const char *source, int line)
{
	sheet_printf(sheet, "%c%s       1 %s:%d] ", severity,
	    klog_time(cluster->arena, at_us, cluster->zone_us), source, line);
}

static int
compare_keys(const void *a, const void *b)
{
	const struct pair *one = a, *two = b;

	return strcmp(one->key, two->key);
}

static size_t
count(const struct pair pairs[])
{
	size_t n = 0;

	while (pairs[n].key != NULL)
		n++;
	return n;
}

/* A group of klogr: sorted, JSON, a blank between. */
static void
put_group(struct cluster *cluster, struct sheet *sheet, struct pair *pairs)
{
	bool html = cluster->era->number < 100;

	qsort(pairs, count(pairs), sizeof(*pairs), compare_keys);
	for (size_t i = 0; pairs[i].key != NULL; i++) {
		sheet_printf(
		    sheet, "%s\"%s\"=", i == 0 ? "" : " ", pairs[i].key);
		if (pairs[i].is_bare)
			sheet_puts(sheet, pairs[i].value);
		else
			sheet_quote(sheet, pairs[i].value, html);
	}
}

static const char *
logger_name(struct cluster *cluster, const struct record *record, char dash)
{
	bool has_sub = record->sub != NULL;
	int number = cluster->era->number;

	if (number >= 115)
		return arena_printf(cluster->arena,
		    "cert-manager.controller%s%s", has_sub ? "." : "",
		    has_sub ? record->sub : "");
	if (*record->logger == '\0')
		return "cert-manager";
	return arena_printf(cluster->arena, "cert-manager%c%s%s%s%s", dash,
	    number <= 106 ? "controller/" : "", record->logger,
	    has_sub ? (dash == '/' ? "/" : ".") : "",
	    has_sub ? record->sub : "");
}

static void
put_klogr(
    struct cluster *cluster, struct sheet *sheet, const struct record *record)
{
	bool html = cluster->era->number < 100;
	struct pair attached[MAX_PAIRS * 2];
	struct pair own[MAX_PAIRS];
	size_t n = count(record->attached);

	memset(attached, 0, sizeof(attached));
	memcpy(attached, record->attached, sizeof(record->attached));
	memcpy(own, record->own, sizeof(own));
	sheet_printf(sheet, "%s ", logger_name(cluster, record, '/'));
	if (cluster->era->shape == SHAPE_LEVEL && record->severity == 'I')
		sheet_puts(sheet, "\"level\"=0 ");
	sheet_puts(sheet, "\"msg\"=");
	sheet_quote(sheet, record->message, html);
	sheet_puts(sheet, " ");
	if (record->error != NULL) {
		sheet_puts(sheet, "\"error\"=");
		sheet_quote(sheet, record->error, html);
		sheet_puts(sheet, " ");
	}
	if (cluster->era->shape == SHAPE_MERGED) {
		memcpy(attached + n, own, count(own) * sizeof(*own));
		put_group(cluster, sheet, attached);
		return;
	}
	put_group(cluster, sheet, attached);
	sheet_puts(sheet, " ");
	put_group(cluster, sheet, own);
}

/* A value with line breaks stands on lines of its own. */
static void
put_value(struct sheet *sheet, const char *key, const struct pair *pair)
{
	sheet_printf(sheet, " %s=", key);
	if (strchr(pair->value, '\n') == NULL) {
		if (pair->is_bare)
			sheet_puts(sheet, pair->value);
		else
			sheet_quote(sheet, pair->value, false);
		return;
	}
	sheet_puts(sheet, "<\n\t");
	for (const char *at = pair->value; *at != '\0'; at++) {
		sheet_put(sheet, at, 1);
		if (*at == '\n')
			sheet_puts(sheet, "\t");
	}
	sheet_puts(sheet, "\n >");
}

static void
put_klog(
    struct cluster *cluster, struct sheet *sheet, const struct record *record)
{
	bool is_prefix = cluster->era->shape == SHAPE_PREFIX;
	const char *message = record->message;

	if (is_prefix)
		message = arena_printf(cluster->arena, "%s: %s",
		    logger_name(cluster, record, '/'), message);
	sheet_quote(sheet, message, false);
	if (record->error != NULL)
		put_value(sheet, "err", &(struct pair){ "", record->error, 0 });
	if (!is_prefix)
		put_value(sheet, "logger",
		    &(struct pair){
			"", logger_name(cluster, record, '.'), false });
	for (const struct pair *at = record->attached; at->key != NULL; at++)
		put_value(sheet, at->key, at);
	for (const struct pair *at = record->own; at->key != NULL; at++)
		put_value(sheet, at->key, at);
}

static void
put_json_pair(
    struct cluster *cluster, struct sheet *sheet, const struct pair *pair)
{
	const char *slash = strchr(pair->value, '/');
	bool is_object = strcmp(pair->key, "certificate") == 0 ||
	    strcmp(pair->key, "certificateRequest") == 0 ||
	    strcmp(pair->key, "issuer") == 0 || strcmp(pair->key, "key") == 0;

	sheet_printf(sheet, ",\"%s\":", pair->key);
	if (is_object) {
		sheet_puts(sheet, "{\"name\":");
		sheet_quote(
		    sheet, slash == NULL ? pair->value : slash + 1, false);
		if (slash != NULL) {
			sheet_puts(sheet, ",\"namespace\":");
			sheet_quote(sheet,
			    arena_copy(cluster->arena,
				(struct str){ pair->value,
				    (size_t)(slash - pair->value) }),
			    false);
		}
		sheet_puts(sheet, "}");
	} else if (pair->is_bare) {
		sheet_puts(sheet, pair->value);
	} else {
		sheet_quote(sheet, pair->value, false);
	}
}

static void
put_json(
    struct cluster *cluster, struct sheet *sheet, const struct record *record)
{
	sheet_printf(sheet, "{\"ts\":%lld.%03d",
	    (long long)(record->at_us / 1000), (int)(record->at_us % 1000));
	if (record->logger != NULL) {
		sheet_puts(sheet, ",\"logger\":");
		sheet_quote(sheet,
		    strcmp(record->logger, "cert-manager") == 0
			? record->logger
			: logger_name(cluster, record, '.'),
		    false);
	}
	sheet_printf(sheet,
	    ",\"caller\":\"controller/%s:%d\",\"msg\":", record->source,
	    record->line);
	sheet_quote(sheet, record->message, false);
	for (const struct pair *at = record->attached; at->key != NULL; at++)
		put_json_pair(cluster, sheet, at);
	if (record->severity == 'I')
		sheet_puts(sheet, ",\"v\":2");
	for (const struct pair *at = record->own; at->key != NULL; at++)
		put_json_pair(cluster, sheet, at);
	if (record->error != NULL)
		put_json_pair(cluster, sheet,
		    &(struct pair){ "err", record->error, false });
	sheet_puts(sheet, "}");
}

void
record_put(struct cluster *cluster, const struct record *record)
{
	struct sheet sheet = open_line(cluster);

	if (cluster->era->shape == SHAPE_JSON) {
		put_json(cluster, &sheet, record);
	} else {
		put_header(cluster, &sheet, record->at_us, record->severity,
		    record->source, record->line);
		if (cluster->era->shape <= SHAPE_MERGED)
			put_klogr(cluster, &sheet, record);
		else
			put_klog(cluster, &sheet, record);
	}
	close_line(cluster, record->at_us, &sheet);
}

void
record_plain(struct cluster *cluster, int64_t at_us, char severity,
    const char *source, int line, const char *text)
{
	struct sheet sheet = open_line(cluster);
	struct record record = { .at_us = at_us,
		.severity = severity,
		.source = source,
		.line = line,
		.message = text };

	if (cluster->era->shape == SHAPE_JSON) {
		put_json(cluster, &sheet, &record);
	} else {
		put_header(cluster, &sheet, at_us, severity, source, line);
		sheet_puts(&sheet, text);
	}
	close_line(cluster, at_us, &sheet);
}

/* v1.17 on: with keys, and the namespace among them. */
static void
put_condition(struct cluster *cluster, const struct record *record,
    const char *key, const char *reference, const char *type,
    const char *before, const char *after)
{
	struct record told = *record;
	struct sheet sheet = open_line(cluster);
	const char *moment =
	    go_time(cluster->arena, record->at_us, cluster->zone_us,
		cluster->processes[cluster_process_at(cluster, record->at_us)]
		    .start_us);
	bool is_json = cluster->era->shape == SHAPE_JSON;

	record_pair(told.own, key, reference);
	record_pair(told.own, "condition", type);
	if (before != NULL) {
		record_pair(told.own, "oldStatus", before);
		record_pair(told.own, "status", after);
	}
	record_pair(told.own, "lastTransitionTime", moment);
	if (is_json) {
		struct pair *last = told.own;

		while (last[1].key != NULL)
			last++;
		last->is_bare = true;
		last->value = arena_printf(cluster->arena, "%lld.%03d",
		    (long long)(record->at_us / 1000),
		    (int)(record->at_us % 1000));
		put_json(cluster, &sheet, &told);
	} else {
		put_header(
		    cluster, &sheet, told.at_us, 'I', told.source, told.line);
		sheet_quote(&sheet, told.message, false);
		sheet_puts(&sheet, " logger=\"cert-manager\"");
		for (const struct pair *at = told.own; at->key != NULL; at++)
			put_value(&sheet, at->key, at);
	}
	close_line(cluster, told.at_us, &sheet);
}

void
record_condition(struct cluster *cluster, int64_t at_us, const char *kind,
    const char *namespace, const char *name, const char *type,
    const char *before, const char *after)
{
	struct arena *arena = cluster->arena;
	const struct places *at = record_places(cluster);
	bool is_request = strcmp(kind, "CertificateRequest") == 0;
	int line = is_request
	    ? (before == NULL ? at->request_set : at->request_found)
	    : (before == NULL ? at->certificate_set : at->certificate_found);

	if (cluster->era->number >= 117) {
		struct record record = { .at_us = at_us,
			.severity = 'I',
			.source = "conditions.go",
			.line = line,
			.logger = "cert-manager",
			.message = arena_printf(arena,
			    before == NULL ? "Setting lastTransitionTime for "
					     "%s condition"
					   : "Found status change for %s "
					     "condition; setting "
					     "lastTransitionTime",
			    kind) };

		put_condition(cluster, &record,
		    is_request ? "certificateRequest" : "certificate",
		    arena_printf(arena, "%s/%s", namespace, name), type, before,
		    after);
		return;
	}
	const char *moment = go_time(arena, at_us, cluster->zone_us,
	    cluster->processes[cluster_process_at(cluster, at_us)].start_us);

	record_plain(cluster, at_us, 'I', "conditions.go", line,
	    before == NULL
		? arena_printf(arena,
		      "Setting lastTransitionTime for %s \"%s\" condition "
		      "\"%s\" to %s",
		      kind, name, type, moment)
		: arena_printf(arena,
		      "Found status change for %s \"%s\" condition \"%s\": "
		      "\"%s\" -> \"%s\"; setting lastTransitionTime to %s",
		      kind, name, type, before, after, moment));
}
