#include <stdlib.h>
#include <string.h>

#include "accuracy/bundle.h"

#define GATHER \
	"must-gather.local.512/quay-io-example-must-gather-sha256-1234/" \
	"namespaces/cert-manager/pods/%s/cert-manager-controller/" \
	"cert-manager-controller/logs/%s"
#define TROUBLE \
	"support-bundle-2024-01-15T10_15_30/cluster-resources/pods/logs/" \
	"cert-manager/%s/cert-manager-controller%s.log"

static const char *const pods[] = { "cert-manager-7dd5854bb4-x2x7z",
	"cert-manager-7dd5854bb4-k8wzp" };

enum wrap { WRAP_NONE, WRAP_TIME, WRAP_RUNTIME };

static int
compare_lines(const void *a, const void *b)
{
	const struct log_line *one = a, *two = b;

	if (one->at_us != two->at_us)
		return one->at_us < two->at_us ? -1 : 1;
	return one->nth < two->nth ? -1 : 1;
}

/* A record may stand on several lines, of which each is wrapped. */
static void
put_wrapped(struct sheet *sheet, const struct log_line *line, enum wrap wrap)
{
	const char *text = line->text;

	while (*text != '\0') {
		size_t len = strcspn(text, "\n");

		if (wrap == WRAP_TIME)
			sheet_printf(sheet, "%s ",
			    rfc3339_ns(sheet->arena, line->at_us + 31, "Z"));
		else if (wrap == WRAP_RUNTIME)
			sheet_printf(sheet, "%s stderr F ",
			    rfc3339_ns(
				sheet->arena, line->at_us + 31, "+00:00"));
		sheet_put(sheet, text, len);
		sheet_puts(sheet, "\n");
		text += len + (text[len] == '\n');
	}
}

/* The lines of a process that are there, from one time to another. */
static int64_t
put_process(const struct bundle *bundle, struct sheet *sheet, size_t process,
    int64_t from_us, int64_t to_us, enum wrap wrap)
{
	const struct cluster *cluster = bundle->cluster;
	int64_t last_us = NEVER;

	for (size_t i = 0; i < cluster->nlines; i++) {
		const struct log_line *line = &cluster->lines[i];

		if (line->process != process || line->at_us < from_us ||
		    line->at_us >= to_us || line->at_us > cluster->now_us)
			continue;
		put_wrapped(sheet, line, wrap);
		last_us = line->at_us;
	}
	return last_us;
}

static unsigned
pod_of(const struct cluster *cluster, size_t process)
{
	if (process == cluster->nprocesses)
		return cluster->npods == 2
		    ? 1 - cluster->processes[process - 1].pod
		    : 0;
	return cluster->processes[process].pod;
}

/* Files as somebody keeps them who has the logs rotated. */
static void
put_rotated(struct bundle *bundle)
{
	struct arena *arena = bundle->arena;
	const struct cluster *cluster = bundle->cluster;
	enum wrap wrap = bundle->has_timestamps ? WRAP_TIME : WRAP_NONE;
	int nparts = bundle->nparts;
	int64_t from_us = bundle->log_from_us;
	int64_t step_us = bundle_part_us(bundle);

	for (unsigned pod = 0; pod < cluster->npods; pod++) {
		for (int part = 0; part < nparts; part++) {
			struct sheet sheet = { .arena = arena };
			int64_t last_us = NEVER;
			int age = nparts - 1 - part;
			const char *name = arena_printf(arena, "logs/%s.log",
			    cluster->npods == 1 ? "cert-manager" : pods[pod]);

			for (size_t i = 0; i <= cluster->nprocesses; i++) {
				int64_t seen_us;

				if (pod_of(cluster, i) != pod)
					continue;
				seen_us = put_process(bundle, &sheet, i,
				    from_us + part * step_us,
				    from_us + (part + 1) * step_us, wrap);
				if (seen_us > last_us)
					last_us = seen_us;
			}
			if (sheet.len == 0)
				continue;
			if (age > 0)
				name = arena_printf(arena, "%s.%d%s", name, age,
				    age > 1 || pod > 0 ? ".gz" : "");
			bundle_put_file(bundle, name, &sheet,
			    age > 0 ? last_us : cluster->now_us);
		}
	}
}

/* The newest process of each pod, the one before, and older ones. */
static void
put_by_process(struct bundle *bundle)
{
	struct arena *arena = bundle->arena;
	const struct cluster *cluster = bundle->cluster;
	bool is_gather = bundle->layout == LAYOUT_MUST_GATHER;
	int nth[2] = { 0, 0 };

	for (size_t i = cluster->nprocesses + 1; i-- > 0;) {
		struct sheet sheet = { .arena = arena };
		unsigned pod = pod_of(cluster, i);
		const char *path;
		int64_t last_us;
		int age;

		if (i == cluster->nprocesses &&
		    (cluster->npods == 1 || cluster->nprocesses == 1))
			continue;
		age = nth[pod]++;
		if (i < cluster->nprocesses && !bundle->is_process_shown[i])
			continue;
		last_us = put_process(bundle, &sheet, i, bundle->log_from_us,
		    INT64_MAX,
		    !is_gather    ? WRAP_NONE
			: age > 1 ? WRAP_RUNTIME
				  : WRAP_TIME);
		if (sheet.len == 0 && age > 1)
			continue;
		if (!is_gather)
			path = arena_printf(arena, TROUBLE, pods[pod],
			    age == 0 ? "" : "-previous");
		else if (age < 2)
			path = arena_printf(arena, GATHER, pods[pod],
			    age == 0 ? "current.log" : "previous.log");
		else
			path = arena_printf(arena, GATHER, pods[pod],
			    arena_printf(arena,
				"rotated/%zu.log.20231102-061208.gz", i));
		bundle_put_file(bundle, path, &sheet,
		    last_us == NEVER ? cluster->now_us : last_us);
	}
}

/* kubectl cluster-info dump: logs.txt of each pod, with its own frame. */
static void
put_dumped(struct bundle *bundle)
{
	struct arena *arena = bundle->arena;
	const struct cluster *cluster = bundle->cluster;

	for (unsigned pod = 0; pod < cluster->npods; pod++) {
		struct sheet sheet = { .arena = arena };
		const char *frame = arena_printf(arena,
		    "logs for container cert-manager-controller of pod "
		    "cert-manager/%s ====\n",
		    pods[pod]);
		size_t newest = 0;

		for (size_t i = 0; i <= cluster->nprocesses; i++) {
			if (pod_of(cluster, i) == pod &&
			    (i < cluster->nprocesses ||
				(cluster->npods == 2 &&
				    cluster->nprocesses > 1)))
				newest = i;
		}
		sheet_printf(&sheet, "==== START %s", frame);
		put_process(bundle, &sheet, newest, bundle->log_from_us,
		    INT64_MAX, WRAP_NONE);
		sheet_printf(&sheet, "==== END %s", frame);
		bundle_put_file(bundle,
		    arena_printf(
			arena, "dump/cert-manager/%s/logs.txt", pods[pod]),
		    &sheet, cluster->now_us);
	}
}

void
bundle_put_logs(struct bundle *bundle)
{
	struct cluster *cluster = bundle->cluster;

	qsort(cluster->lines, cluster->nlines, sizeof(*cluster->lines),
	    compare_lines);
	if (bundle->layout == LAYOUT_CLUSTER_INFO) {
		put_dumped(bundle);
	} else if (bundle->layout == LAYOUT_MUST_GATHER ||
	    bundle->layout == LAYOUT_TROUBLESHOOT) {
		put_by_process(bundle);
	} else {
		put_rotated(bundle);
	}
}
