/*
 * Plays a cluster from a seed and writes what somebody saved of it:
 *
 *	simulate SEED FOLDER
 *
 * FOLDER/dump is the bundle, FOLDER/truth.tsv what is true of it.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "accuracy/bundle.h"
#include "base/fatal.h"

/*
 * When it was saved: half of the time within an hour after something was
 * issued, so that Events tell of it.
 */
static int64_t
choose_capture(const struct cluster *cluster)
{
	struct dice dice = dice_for(cluster->seed, "capture");
	int64_t span_us = cluster->end_us - cluster->start_us;
	const struct generation *chosen = NULL;
	int64_t n = 0;

	if (dice_percent(&dice, 50))
		return cluster->end_us;
	for (size_t i = 0; i < cluster->ncertificates; i++) {
		const struct certificate *of = cluster->certificates[i];

		for (size_t k = 0; k < of->ngenerations; k++) {
			if (of->generations[k]->issued_us >
				cluster->start_us + span_us / 10 * 7 &&
			    dice_between(&dice, 0, ++n) == 0)
				chosen = of->generations[k];
		}
	}
	if (chosen == NULL)
		return cluster->end_us;
	return chosen->issued_us +
	    dice_between(&dice, 12 * MINUTE, 50 * MINUTE);
}

static void
put_head(struct bundle *bundle)
{
	const struct cluster *cluster = bundle->cluster;
	struct sheet *truth = &bundle->truth;

	sheet_printf(truth, "bundle\t%llu\t%s\t%s\t%s\t%s\tlog from %s:",
	    (unsigned long long)cluster->seed, cluster->era->name,
	    layout_name(bundle->layout), packing_name(bundle->packing),
	    rfc3339(bundle->arena, cluster->now_us),
	    bundle->has_log ? rfc3339(bundle->arena, bundle->log_from_us)
			    : "never");
	for (size_t i = 0; i < NKINDS; i++) {
		if (bundle->has[i])
			sheet_printf(truth, " %s", kind_plural((enum kind)i));
	}
	/* Names without a namespace, Secrets without an owner are guessed. */
	sheet_printf(truth, "\t%s\n",
	    bundle->has[KIND_CERTIFICATE] ? "named" : "guessed");
}

static void
make_folder(const char *path)
{
	if (mkdir(path, 0777) != 0 && errno != EEXIST)
		fatal("cannot make %s", path);
}

static void
write_truth(const struct bundle *bundle, const char *path)
{
	FILE *stream = fopen(path, "w");

	if (stream == NULL ||
	    fwrite(bundle->truth.text, 1, bundle->truth.len, stream) !=
		bundle->truth.len ||
	    fclose(stream) != 0)
		fatal("cannot write %s", path);
}

int
main(int argc, char **argv)
{
	struct arena *arena = arena_new();
	char *end = NULL;
	uint64_t seed;

	if (argc != 3 || (seed = strtoull(argv[1], &end, 10), *end != '\0')) {
		fputs("usage: simulate SEED FOLDER\n", stderr);
		return 2;
	}
	const struct era *era = &eras[seed % neras];
	const struct cluster *first = cluster_play(arena, seed, era, NEVER);
	struct cluster *cluster =
	    cluster_play(arena, seed, era, choose_capture(first));
	struct mint *mint = mint_open(arena);
	struct bundle *bundle = bundle_new(cluster, mint);

	put_head(bundle);
	truth_put_renewals(bundle);
	truth_put_cascades(bundle);
	bundle_put_certificates(bundle);
	bundle_put_issuers(bundle);
	bundle_put_secrets(bundle);
	bundle_put_workloads(bundle);
	bundle_put_events(bundle);
	bundle_lay_out(bundle);
	make_folder(argv[2]);
	const char *dump = arena_printf(arena, "%s/dump", argv[2]);

	make_folder(dump);
	bundle_write(bundle, dump);
	write_truth(bundle, arena_printf(arena, "%s/truth.tsv", argv[2]));
	mint_close(mint);
	arena_free(arena);
	return 0;
}
