#include <stdlib.h>
#include <string.h>

#include "accuracy/compare.h"
#include "accuracy/sheet.h"

/* The words of a line of truth, see truth_cascades.c. */
enum cascade {
	CA_NAMESPACE = 2,
	CA,
	RENEWED,
	TOLERANCE,
	DEPTH,
	NAMESPACE,
	CERTIFICATE,
	STATES,
	CA_KEY,
	REFUSED,
	REISSUED,
	LEAF_TOLERANCE,
};

/* And of truth_restarts.c. */
enum restart {
	POD_NAMESPACE = 2,
	POD,
	CONTAINER,
	WORKLOAD_KIND,
	WORKLOAD,
	SECRET,
	SECRET_OF,
	USES,
	WRITTEN,
	WRITTEN_TOLERANCE,
	VERDICTS,
	SINCE,
};

#define FAR INT64_MAX

static bool
is_demand(const struct row *truth, const char *demand)
{
	return strcmp(row_word(truth, 1), demand) == 0;
}

static bool
is_same(const struct answer *answer, const struct row *row, const char *column,
    const struct row *truth, size_t word)
{
	return strcmp(rows_word(&answer->rows, row, column),
		   row_word(truth, word)) == 0;
}

/* How far apart the times are, FAR if farther than the word allows. */
static int64_t
apart(const char *told, const struct row *truth, size_t word, size_t tolerance)
{
	int64_t a = parse_time(told), b = parse_time(row_word(truth, word));
	int64_t most_us =
	    strtoll(row_word(truth, tolerance), NULL, 10) * SECOND;
	int64_t us = a < b ? b - a : a - b;

	return a < 0 || us > most_us ? FAR : us;
}

/* A row counts, rightly or not. */
static void
settle(struct answer *answer, struct row *truth, struct row *row, bool is_right)
{
	truth->is_used = true;
	row->is_used = true;
	if (!is_right)
		return;
	answer->score.right++;
	if (is_demand(truth, "must"))
		answer->score.found++;
}

static bool
is_right_cascade(
    struct answer *answer, const struct row *truth, const struct row *row)
{
	const struct rows *rows = &answer->rows;
	const char *state = rows_word(rows, row, "state");
	const char *key = rows_word(rows, row, "ca_key_changed");
	bool is_refused = is_listed("stale-key,stale-ski", state);
	bool is_right = true;

	if (!is_listed(row_word(truth, STATES), state) &&
	    (is_demand(truth, "must") || strcmp(state, "unknown") != 0)) {
		say_wrong(answer,
		    "cascade %s/%s to %s/%s: %s, not %s (%s; renewed %s, "
		    "leaf %s)",
		    row_word(truth, CA_NAMESPACE), row_word(truth, CA),
		    row_word(truth, NAMESPACE), row_word(truth, CERTIFICATE),
		    state, row_word(truth, STATES),
		    rows_word(rows, row, "reason"), row_word(truth, RENEWED),
		    row_word(truth, REISSUED));
		is_right = false;
	}
	if (strcmp(row_word(truth, REFUSED), "-") != 0 &&
	    strcmp(row_word(truth, DEPTH), "1") == 0 &&
	    is_refused != (*row_word(truth, REFUSED) == '1')) {
		say_wrong(answer,
		    "cascade %s/%s to %s/%s: %s, but OpenSSL %s it",
		    row_word(truth, CA_NAMESPACE), row_word(truth, CA),
		    row_word(truth, NAMESPACE), row_word(truth, CERTIFICATE),
		    state, is_refused ? "takes" : "refuses");
		is_right = false;
	}
	if (!is_same(answer, row, "depth", truth, DEPTH) ||
	    (*key != '\0' &&
		!is_same(answer, row, "ca_key_changed", truth, CA_KEY))) {
		say_wrong(answer,
		    "cascade %s/%s to %s/%s: depth %s, key changed %s",
		    row_word(truth, CA_NAMESPACE), row_word(truth, CA),
		    row_word(truth, NAMESPACE), row_word(truth, CERTIFICATE),
		    rows_word(rows, row, "depth"), key);
		is_right = false;
	}
	if (strcmp(state, "reissued") == 0 &&
	    apart(rows_word(rows, row, "reissued_at"), truth, REISSUED,
		LEAF_TOLERANCE) == FAR) {
		say_wrong(answer,
		    "cascade %s/%s to %s/%s: reissued at %s, not %s",
		    row_word(truth, CA_NAMESPACE), row_word(truth, CA),
		    row_word(truth, NAMESPACE), row_word(truth, CERTIFICATE),
		    rows_word(rows, row, "reissued_at"),
		    row_word(truth, REISSUED));
		is_right = false;
	}
	return is_right;
}

static void
compare_cascade(struct answer *answer, struct row *row)
{
	const struct rows *rows = &answer->rows;
	const char *state = rows_word(rows, row, "state");
	bool is_old = strcmp(state, "superseded") == 0;

	for (size_t i = 0; i < answer->truth.n; i++) {
		struct row *truth = &answer->truth.rows[i];
		bool is_now;

		if (strcmp(row_word(truth, 0), "cascade") != 0 ||
		    !is_same(
			answer, row, "ca_namespace", truth, CA_NAMESPACE) ||
		    !is_same(answer, row, "ca_certificate", truth, CA) ||
		    !is_same(answer, row, "namespace", truth, NAMESPACE) ||
		    !is_same(answer, row, "certificate", truth, CERTIFICATE))
			continue;
		is_now = apart(rows_word(rows, row, "ca_renewed_at"), truth,
			     RENEWED, TOLERANCE) != FAR;
		if (is_now && !truth->is_used && !is_demand(truth, "never")) {
			settle(answer, truth, row,
			    is_right_cascade(answer, truth, row));
		} else if (!is_now && is_old) {
			row->is_used = true;
			answer->score.right++;
		}
		break;
	}
	if (!row->is_used)
		say_wrong(answer, "cascade %s/%s at %s to %s/%s, %s, never was",
		    rows_word(rows, row, "ca_namespace"),
		    rows_word(rows, row, "ca_certificate"),
		    rows_word(rows, row, "ca_renewed_at"),
		    rows_word(rows, row, "namespace"),
		    rows_word(rows, row, "certificate"), state);
}

static bool
is_right_restart(
    struct answer *answer, const struct row *truth, const struct row *row)
{
	const struct rows *rows = &answer->rows;
	const char *verdict = rows_word(rows, row, "verdict");
	bool is_right = true;

	if (!is_listed(row_word(truth, VERDICTS), verdict) &&
	    (is_demand(truth, "must") || strcmp(verdict, "unknown") != 0)) {
		say_wrong(answer,
		    "restart of %s/%s %s%s for %s by %s: %s by %s, not %s "
		    "(written %s, %s)",
		    row_word(truth, POD_NAMESPACE), row_word(truth, POD),
		    *row_word(truth, POD) == '\0' ? row_word(truth, WORKLOAD)
						  : "",
		    row_word(truth, CONTAINER), row_word(truth, SECRET),
		    row_word(truth, USES), verdict,
		    rows_word(rows, row, "rule"), row_word(truth, VERDICTS),
		    row_word(truth, WRITTEN), row_word(truth, SINCE));
		is_right = false;
	}
	if (!is_same(answer, row, "uses", truth, USES) ||
	    !is_listed(row_word(truth, SECRET_OF),
		rows_word(rows, row, "certificate")) ||
	    (*row_word(truth, WORKLOAD) != '\0' &&
		(!is_same(answer, row, "workload", truth, WORKLOAD) ||
		    !is_same(
			answer, row, "workload_kind", truth, WORKLOAD_KIND)))) {
		say_wrong(answer,
		    "restart of %s/%s %s: %s of %s in %s %s, not %s of %s in "
		    "%s %s",
		    row_word(truth, POD_NAMESPACE), row_word(truth, POD),
		    row_word(truth, CONTAINER), rows_word(rows, row, "uses"),
		    rows_word(rows, row, "certificate"),
		    rows_word(rows, row, "workload_kind"),
		    rows_word(rows, row, "workload"), row_word(truth, USES),
		    row_word(truth, SECRET_OF), row_word(truth, WORKLOAD_KIND),
		    row_word(truth, WORKLOAD));
		is_right = false;
	}
	return is_right;
}

/* The renewal of the Secret that the row is about, for this container. */
static struct row *
find_restart(struct answer *answer, const struct row *row)
{
	const char *written = rows_word(&answer->rows, row, "renewed_at");
	struct row *best = NULL;
	int64_t best_us = FAR;

	for (size_t i = 0; i < answer->truth.n; i++) {
		struct row *truth = &answer->truth.rows[i];
		int64_t us;

		if (strcmp(row_word(truth, 0), "restart") != 0 ||
		    truth->is_used ||
		    !is_same(answer, row, "namespace", truth, POD_NAMESPACE) ||
		    !is_same(answer, row, "pod", truth, POD) ||
		    !is_same(answer, row, "container", truth, CONTAINER) ||
		    !is_same(answer, row, "secret", truth, SECRET) ||
		    (*row_word(truth, POD) == '\0' &&
			!is_same(answer, row, "workload", truth, WORKLOAD)))
			continue;
		us = apart(written, truth, WRITTEN, WRITTEN_TOLERANCE);
		if (us < best_us || (*written == '\0' && best == NULL)) {
			best = truth;
			best_us = us;
		}
	}
	return best;
}

static void
compare_restart(struct answer *answer, struct row *row)
{
	const struct rows *rows = &answer->rows;
	struct row *truth = find_restart(answer, row);

	if (truth != NULL)
		settle(
		    answer, truth, row, is_right_restart(answer, truth, row));
	else
		say_wrong(answer,
		    "restart of %s/%s %s %s for %s at %s, %s, never was",
		    rows_word(rows, row, "namespace"),
		    rows_word(rows, row, "pod"),
		    rows_word(rows, row, "workload"),
		    rows_word(rows, row, "container"),
		    rows_word(rows, row, "secret"),
		    rows_word(rows, row, "renewed_at"),
		    rows_word(rows, row, "verdict"));
}

/* What had to be found and was not. */
static void
say_missing(struct answer *answer, const char *thing, const size_t words[6])
{
	for (size_t i = 0; i < answer->truth.n; i++) {
		const struct row *truth = &answer->truth.rows[i];

		if (strcmp(row_word(truth, 0), thing) != 0 ||
		    !is_demand(truth, "must"))
			continue;
		answer->score.must++;
		if (!truth->is_used)
			say_wrong(answer,
			    "%s %s/%s, %s %s at %s, %s, is missing", thing,
			    row_word(truth, words[0]),
			    row_word(truth, words[1]),
			    row_word(truth, words[2]),
			    row_word(truth, words[3]),
			    row_word(truth, words[4]),
			    row_word(truth, words[5]));
	}
}

void
compare_cascades(struct answer *answer)
{
	static const size_t words[] = { CA_NAMESPACE, CA, NAMESPACE,
		CERTIFICATE, RENEWED, STATES };

	for (size_t i = 0; i < answer->rows.n; i++)
		compare_cascade(answer, &answer->rows.rows[i]);
	say_missing(answer, "cascade", words);
}

void
compare_restarts(struct answer *answer)
{
	static const size_t words[] = { POD_NAMESPACE, POD, CONTAINER, SECRET,
		WRITTEN, VERDICTS };

	for (size_t i = 0; i < answer->rows.n; i++)
		compare_restart(answer, &answer->rows.rows[i]);
	say_missing(answer, "restart", words);
}
