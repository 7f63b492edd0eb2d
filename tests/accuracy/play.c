#include <string.h>

#include "accuracy/plan.h"
#include "accuracy/tell.h"

size_t
cluster_process_at(const struct cluster *cluster, int64_t at_us)
{
	size_t at = cluster->nprocesses - 1;

	while (at > 0 && cluster->processes[at].start_us > at_us)
		at--;
	return at;
}

bool
cluster_is_down(const struct cluster *cluster, int64_t at_us)
{
	return at_us >=
	    cluster->processes[cluster_process_at(cluster, at_us)].stop_us;
}

bool
cluster_makes_new_key(const struct cluster *cluster,
    const struct certificate *certificate, const struct run *run)
{
	if (certificate->current == NULL ||
	    strcmp(run->reason, "DoesNotExist") == 0)
		return true;
	if (cluster->era->number < 16)
		return false;
	if (certificate->rotation != NULL)
		return strcmp(certificate->rotation, "Always") == 0;
	return cluster->era->number >= 118;
}

/*
 * renewBefore before the end, if that is shorter than the certificate lives,
 * else a third of its life; thirty days up to v1.2.
 */
static int64_t
due_of(const struct cluster *cluster, const struct certificate *certificate,
    int64_t begin_us, int64_t end_us)
{
	int64_t life_us = end_us - begin_us;
	int64_t before_us = certificate->renew_before_us;

	if (before_us == 0)
		before_us = cluster->era->number < 103 ? 30 * DAY : life_us / 3;
	if (before_us >= life_us)
		before_us = life_us / 3;
	return (end_us - before_us) / SECOND * SECOND;
}

static const char *
name_request(struct cluster *cluster, struct certificate *certificate)
{
	struct arena *arena = cluster->arena;
	char suffix[8];

	if (cluster->era->flow == FLOW_REQUEST) {
		struct dice dice = dice_for(1, tell_key(cluster, certificate));

		return arena_printf(arena, "%s-%d", certificate->name,
		    (int)dice_between(&dice, 100000, 2000000000));
	}
	if (cluster->era->number >= 113)
		return arena_printf(arena, "%s-%zu", certificate->name,
		    certificate->ngenerations + 1);
	dice_suffix(&certificate->dice, suffix, 5);
	return arena_printf(arena, "%s-%s", certificate->name, suffix);
}

static void
try_once(struct cluster *cluster, struct run *run, int64_t at_us)
{
	struct certificate *certificate = run->certificate;
	struct dice *dice = &certificate->dice;
	bool is_sync = cluster->era->flow == FLOW_SYNC;
	int64_t takes_us = dice_between(dice, 350000, 1300000);

	run->request = name_request(cluster, certificate);
	run->order = arena_printf(cluster->arena, "%s-%d", run->request,
	    (int)dice_between(dice, 100000000, 2000000000));
	run->requested_us = at_us + 80000;
	run->tried_us[run->ntries++] = at_us;
	tell_begin(cluster, run, at_us);
	if (run->is_stuck)
		return;
	if (certificate->issuer->type == ISSUER_ACME)
		takes_us = dice_between(dice, 20 * SECOND, 95 * SECOND);
	else if (certificate->issuer->type == ISSUER_VAULT)
		takes_us = dice_between(dice, 2 * SECOND, 15 * SECOND);
	else if (is_sync)
		takes_us = 12000;
	plan_push_for(cluster, ACT_FINISH, certificate, at_us + takes_us);
}

/* How often it will fail before it goes well. */
static void
choose_failures(struct cluster *cluster, struct run *run)
{
	struct certificate *certificate = run->certificate;
	struct dice *dice = &certificate->dice;
	bool is_acme = certificate->issuer->type == ISSUER_ACME;
	bool fails = dice_percent(dice, 12);
	size_t n = (size_t)dice_between(dice, 1, 5);
	bool hangs = dice_percent(dice, 60);
	bool is_renewing = strcmp(run->reason, "Renewing") == 0;

	if (cluster->era->flow == FLOW_SYNC)
		return;
	if (certificate->breaks_us != NEVER &&
	    run->begun_us >= certificate->breaks_us) {
		if (is_acme && hangs)
			run->is_stuck = true;
		else
			run->failures_to_come = MAX_TRIES;
	} else if (fails && (is_renewing || is_acme)) {
		run->failures_to_come = n;
	}
}

static void
begin(struct cluster *cluster, struct certificate *certificate,
    const char *reason, int64_t at_us)
{
	struct run *run = arena_alloc(cluster->arena, sizeof(*run));

	certificate->schedule++;
	run->certificate = certificate;
	run->reason = reason;
	run->begun_us = at_us;
	run->due_us =
	    certificate->current == NULL ? NEVER : certificate->current->due_us;
	run->planned_us = NEVER;
	run->has_nil = dice_percent(&certificate->dice, 15);
	*(struct run **)LIST_ADD(
	    cluster->arena, &certificate->runs, &certificate->nruns) = run;
	certificate->open = run;
	choose_failures(cluster, run);
	try_once(cluster, run, at_us);
}

static void
fail(struct cluster *cluster, struct run *run, int64_t at_us)
{
	size_t doublings = run->nfailed < 5 ? run->nfailed : 5;
	int64_t wait_us = cluster->era->number < 108
	    ? HOUR
	    : HOUR * ((int64_t)1 << doublings);

	run->failures_to_come--;
	run->failed_us[run->nfailed++] = at_us;
	tell_failure(cluster, run, at_us, at_us + wait_us);
	if (run->ntries < MAX_TRIES)
		plan_push_for(cluster, ACT_RETRY, run->certificate,
		    at_us + wait_us +
			dice_between(&run->certificate->dice, 10000, 200000));
}

/* What the issuer answers with. */
static void
set_dates(const struct cluster *cluster, struct generation *generation)
{
	const struct certificate *certificate = generation->certificate;
	int64_t second_us = (generation->issued_us - 60000) / SECOND * SECOND;

	if (certificate->issuer->type == ISSUER_ACME) {
		generation->not_before_us = second_us - HOUR - 2 * SECOND;
		generation->not_after_us = generation->not_before_us + 90 * DAY;
	} else if (certificate->issuer->type == ISSUER_VAULT) {
		generation->not_before_us = second_us - 30 * SECOND;
		generation->not_after_us = second_us + certificate->lifetime_us;
	} else {
		generation->not_before_us = second_us;
		generation->not_after_us = second_us + certificate->lifetime_us;
	}
	generation->due_us = due_of(cluster, certificate,
	    generation->not_before_us, generation->not_after_us);
}

static struct generation *
make_generation(struct cluster *cluster, struct run *run, int64_t at_us)
{
	struct certificate *certificate = run->certificate;
	struct issuer *issuer = certificate->issuer;
	struct generation *before = certificate->current;
	struct generation *generation =
	    arena_alloc(cluster->arena, sizeof(*generation));
	int number = cluster->era->number;

	generation->certificate = certificate;
	generation->run = run;
	generation->issued_us = at_us;
	generation->revision = (int)certificate->ngenerations + 1;
	set_dates(cluster, generation);
	generation->has_new_key =
	    cluster_makes_new_key(cluster, certificate, run);
	generation->key.type = certificate->key_type;
	/* RSA keys take long to make: four do for all. */
	generation->key.number = dice_next(&certificate->dice);
	if (certificate->key_type == KEY_RSA) {
		generation->key.number %= 4;
		if (before != NULL &&
		    generation->key.number == before->key.number)
			generation->key.number ^= 1;
	}
	if (!generation->has_new_key)
		generation->key = before->key;
	generation->serial = dice_next(&certificate->dice) >> 1;
	generation->ski = number < 100 ? KEY_ID_NONE
	    : number >= 119 ||
		(cluster->upgrade_us != NEVER && at_us >= cluster->upgrade_us)
	    ? KEY_ID_SHA256
	    : KEY_ID_SHA1;
	if (issuer->is_copy && issuer->copied == NULL)
		issuer->copied = issuer->ca->current;
	if (issuer->type == ISSUER_CA)
		generation->parent =
		    issuer->is_copy ? issuer->copied : issuer->ca->current;
	generation->secret_created_us =
	    tell_is_remade(run, before) ? at_us : before->secret_created_us;
	*(struct generation **)LIST_ADD(cluster->arena,
	    &certificate->generations, &certificate->ngenerations) = generation;
	return generation;
}

/* People re-issue some of what is below a renewed CA. */
static void
plan_cascade(struct cluster *cluster, struct certificate *ca, int64_t at_us)
{
	for (size_t i = 0; i < ca->nbelow; i++) {
		struct certificate *leaf = ca->below[i];
		struct dice *dice = &leaf->dice;
		bool is_meant = dice_percent(dice, cluster->cascade_percent);
		bool is_deleted = dice_percent(dice, 40);
		int64_t after_us = dice_percent(dice, 50)
		    ? dice_between(dice, 10 * MINUTE, 5 * HOUR)
		    : dice_between(dice, 10 * MINUTE, 3 * DAY);

		if (is_meant)
			plan_push_for(cluster,
			    is_deleted || cluster->era->number < 16
				? ACT_DELETE
				: ACT_MANUAL,
			    leaf, at_us + after_us);
	}
}

static void
finish(struct cluster *cluster, struct run *run, int64_t at_us)
{
	struct certificate *certificate = run->certificate;
	struct generation *before = certificate->current;

	if (run->failures_to_come > 0) {
		fail(cluster, run, at_us);
		return;
	}
	run->answered_us = at_us - 50000;
	run->generation = make_generation(cluster, run, at_us);
	certificate->current = run->generation;
	certificate->open = NULL;
	if (tell_is_remade(run, before))
		certificate->ready_us = at_us + 50000;
	tell_success(cluster, run, before, at_us);

	int64_t due_us = run->generation->due_us +
	    dice_between(&certificate->dice, 5000, 400000);

	plan_push_for(cluster, ACT_TRIGGER, certificate,
	    due_us > at_us + 300 * SECOND ? due_us : at_us + 300 * SECOND);
	if (certificate->is_ca && before != NULL)
		plan_cascade(cluster, certificate, at_us);
}

/* What people do is left alone right after an issuance and during one. */
static bool
is_quiet(const struct certificate *certificate, int64_t at_us)
{
	return certificate->current != NULL && certificate->open == NULL &&
	    at_us > certificate->current->issued_us + HOUR;
}

static void
resync(struct cluster *cluster, struct certificate *certificate, int64_t at_us)
{
	struct dice *dice = &certificate->dice;

	if (certificate->current != NULL && certificate->open == NULL &&
	    at_us < certificate->current->due_us)
		tell_resync(cluster, certificate, at_us);
	plan_push_for(cluster, ACT_SYNC, certificate,
	    at_us + dice_between(dice, 12 * HOUR, 48 * HOUR));
}

static void
act(struct cluster *cluster, const struct plan *plan)
{
	struct certificate *certificate = plan->certificate;

	switch (plan->action) {
	case ACT_TRIGGER:
		if (plan->schedule == certificate->schedule)
			begin(cluster, certificate, plan->reason, plan->at_us);
		break;
	case ACT_RETRY:
		if (plan->run == certificate->open)
			try_once(cluster, plan->run, plan->at_us);
		break;
	case ACT_FINISH:
		if (plan->run == certificate->open)
			finish(cluster, plan->run, plan->at_us);
		break;
	case ACT_DELETE:
		if (!is_quiet(certificate, plan->at_us))
			break;
		tell_deleted(cluster, certificate, plan->at_us);
		begin(
		    cluster, certificate, "DoesNotExist", plan->at_us + 30000);
		break;
	case ACT_MANUAL:
		if (is_quiet(certificate, plan->at_us))
			begin(cluster, certificate, "ManuallyTriggered",
			    plan->at_us);
		break;
	case ACT_SYNC:
		resync(cluster, certificate, plan->at_us);
		break;
	case ACT_START:
		tell_start(cluster, plan->process);
		if (cluster->npods == 2 && plan->process > 0)
			tell_standby(cluster, plan->process + 1,
			    plan->at_us + 5 * SECOND);
		break;
	case ACT_STOP:
		tell_stop(cluster, plan->at_us);
		break;
	case ACT_NOISE:
		tell_noise(cluster, &cluster->dice, plan->at_us);
		plan_push(cluster,
		    &(struct plan){ .at_us = plan->at_us +
			    dice_between(&cluster->dice, 3 * HOUR, 30 * HOUR),
			.action = ACT_NOISE });
		break;
	}
}

/* While the controller is down nothing happens that it would have to do. */
static bool
put_off(struct cluster *cluster, struct plan *plan)
{
	if (plan->action == ACT_STOP || plan->action == ACT_START ||
	    !cluster_is_down(cluster, plan->at_us))
		return false;
	if (plan->action == ACT_NOISE) {
		plan->at_us += 9 * HOUR;
	} else {
		size_t next = cluster_process_at(cluster, plan->at_us) + 1;

		plan->at_us = cluster->processes[next].ready_us +
		    dice_between(
			&plan->certificate->dice, 3 * SECOND, 20 * SECOND);
	}
	plan_push(cluster, plan);
	return true;
}

static void
run_plans(struct cluster *cluster)
{
	struct plan plan;

	for (size_t i = 0; i < cluster->nprocesses; i++) {
		const struct process *process = &cluster->processes[i];

		plan_push(cluster,
		    &(struct plan){ .at_us = process->start_us,
			.action = ACT_START,
			.process = i });
		/* A crash says nothing. */
		if (process->stop_us != INT64_MAX &&
		    dice_percent(&cluster->dice, 60))
			plan_push(cluster,
			    &(struct plan){ .at_us = process->stop_us,
				.action = ACT_STOP });
	}
	plan_push(cluster,
	    &(struct plan){
		.at_us = cluster->start_us + 10 * HOUR, .action = ACT_NOISE });
	while (
	    plan_pop(cluster, &plan) && plan.at_us < cluster->now_us - SECOND) {
		if (!put_off(cluster, &plan))
			act(cluster, &plan);
	}
	/* So that the log goes on to the capture. */
	tell_noise(cluster, &cluster->dice,
	    cluster->now_us - dice_between(&cluster->dice, 20, 90) * SECOND);
}

struct cluster *
cluster_play(
    struct arena *arena, uint64_t seed, const struct era *era, int64_t now_us)
{
	static const int64_t zones[] = { 0, 0, 0, 2, -5 };
	struct cluster *cluster = arena_alloc(arena, sizeof(*cluster));

	cluster->arena = arena;
	cluster->seed = seed;
	cluster->era = era;
	cluster->dice = dice_for(seed, era->name);
	cluster->queue = queue_new(arena);

	struct dice *dice = &cluster->dice;
	int64_t most = (int64_t[]){ 60, 200, 420 }[dice_between(dice, 0, 3)];

	cluster->start_us = date_us(era->released) +
	    dice_between(dice, 5, 200) * DAY + dice_between(dice, 0, DAY);
	int64_t span_us = dice_between(dice, 20 * DAY, most * DAY);

	cluster->zone_us = zones[dice_between(dice, 0, 5)] * HOUR;
	if (era->shape == SHAPE_JSON || era->number < 103)
		cluster->zone_us = 0;
	cluster->npods = dice_percent(dice, 20) ? 2 : 1;
	cluster->end_us = cluster->start_us + span_us;
	cluster->now_us = now_us == NEVER ? cluster->end_us : now_us;
	plan_processes(cluster);
	cluster_found(cluster);
	plan_certificates(cluster);
	run_plans(cluster);
	return cluster;
}
