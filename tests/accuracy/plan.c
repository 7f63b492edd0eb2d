#include "accuracy/plan.h"

static void
add_processes(struct cluster *cluster)
{
	struct dice *dice = &cluster->dice;
	int64_t span_us = cluster->end_us - cluster->start_us;
	int64_t at_us =
	    cluster->start_us - dice_between(dice, 20, 600) * SECOND;
	static const int many[] = { 0, 0, 1, 2, 4 };
	int n = many[dice_between(dice, 0, 5)];
	int64_t step_us = span_us / (n + 1);

	for (int i = 0; i <= n; i++) {
		struct process *process = LIST_ADD(
		    cluster->arena, &cluster->processes, &cluster->nprocesses);
		int64_t down_us = dice_percent(dice, 65)
		    ? dice_between(dice, 15 * SECOND, 70 * SECOND)
		    : dice_between(dice, 2 * HOUR, 60 * HOUR);
		int64_t stop_us = cluster->start_us + step_us * (i + 1) -
		    dice_between(dice, 3 * DAY, 4 * DAY + step_us / 2);

		process->start_us = at_us;
		process->ready_us = at_us + 1200000;
		process->pod = cluster->npods == 2 ? (unsigned)i % 2 : 0;
		process->stop_us = INT64_MAX;
		if (i == n || stop_us < at_us + DAY)
			return;
		process->stop_us = stop_us;
		at_us = stop_us + down_us;
	}
}

/* Those that had not begun at the capture are not known. */
static void
forget_later_processes(struct cluster *cluster)
{
	while (cluster->nprocesses > 1 &&
	    cluster->processes[cluster->nprocesses - 1].start_us >
		cluster->now_us - HOUR)
		cluster->nprocesses--;
	struct process *last = &cluster->processes[cluster->nprocesses - 1];

	if (last->stop_us < cluster->now_us)
		cluster->now_us = last->stop_us - MINUTE;
	last->stop_us = INT64_MAX;
}

static void
choose_upgrade(struct cluster *cluster)
{
	int64_t earliest_us = date_us("2025-10-10");

	cluster->upgrade_us = NEVER;
	if (cluster->era->number != 118 || !dice_percent(&cluster->dice, 60))
		return;
	for (size_t i = 1; i < cluster->nprocesses; i++) {
		if (cluster->processes[i].start_us > earliest_us) {
			cluster->upgrade_us = cluster->processes[i].start_us;
			return;
		}
	}
}

void
plan_processes(struct cluster *cluster)
{
	add_processes(cluster);
	forget_later_processes(cluster);
	choose_upgrade(cluster);
}

void
plan_certificates(struct cluster *cluster)
{
	int64_t span_us = cluster->end_us - cluster->start_us;
	int64_t leap_us[] = { date_us("2020-02-29"), date_us("2024-02-29") };

	for (size_t i = 0; i < cluster->ncertificates; i++) {
		struct certificate *certificate = cluster->certificates[i];
		struct dice *dice = &certificate->dice;
		int64_t begin_us =
		    cluster->start_us + 30 * SECOND + (int64_t)i * 20 * SECOND;

		if (!certificate->is_ca)
			begin_us = dice_percent(dice, 80) ? cluster->start_us +
				20 * MINUTE + (int64_t)i * 7 * SECOND
							  : cluster->start_us +
				span_us / 100 * dice_between(dice, 2, 80);
		if (begin_us > cluster->end_us - HOUR && !certificate->is_ca)
			begin_us = cluster->start_us + 20 * MINUTE;
		begin_us += dice_between(dice, 0, SECOND);
		certificate->created_us = begin_us;
		if (certificate->is_blocked)
			continue;
		if (dice_percent(dice, 5))
			certificate->breaks_us =
			    cluster->end_us - dice_between(dice, 1, 12) * DAY;
		plan_push(cluster,
		    &(struct plan){ .at_us = begin_us + 20000,
			.action = ACT_TRIGGER,
			.certificate = certificate,
			.reason = "DoesNotExist" });
		if (cluster->era->number < 16)
			plan_push_for(cluster, ACT_SYNC, certificate,
			    begin_us + dice_between(dice, 2 * HOUR, 20 * HOUR));
		if (dice_percent(dice, 8))
			plan_push_for(cluster, ACT_DELETE, certificate,
			    cluster->start_us +
				span_us / 100 * dice_between(dice, 10, 97));
		if (dice_percent(dice, 6) && cluster->era->number >= 16)
			plan_push_for(cluster, ACT_MANUAL, certificate,
			    cluster->start_us +
				span_us / 100 * dice_between(dice, 10, 97));
		for (size_t k = 0; k < 2; k++) {
			if (leap_us[k] > begin_us && dice_percent(dice, 40))
				plan_push_for(cluster, ACT_DELETE, certificate,
				    leap_us[k] +
					dice_between(dice, HOUR, 23 * HOUR));
		}
	}
}
