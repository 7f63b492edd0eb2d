#include <stdlib.h>
#include <string.h>

#include "accuracy/compare.h"
#include "accuracy/sheet.h"

/* The words of a line of truth, see truth_renewals.c. */
enum word {
	DEMAND = 1,
	NAMESPACE,
	CERTIFICATE,
	SECRET,
	IS_CA,
	KINDS,
	OUTCOMES,
	ATTEMPTS,
	REASON,
	ISSUED,
	TRIGGERED,
	IS_TIMED,
	TOLERANCE,
	DUE,
	HAS_DUE,
	KEY_CHANGED,
	NEEDS_KEY,
	NOT_AFTER,
	REVISION,
	NOTE,
};

#define FAR INT64_MAX

static int64_t
between(const char *one, const char *two)
{
	int64_t a = parse_time(one), b = parse_time(two);

	if (a < 0 || b < 0)
		return FAR;
	return a < b ? b - a : a - b;
}

/* How far apart they are, FAR if they cannot be the same. */
static int64_t
distance(
    const struct answer *answer, const struct row *truth, const struct row *row)
{
	const struct rows *rows = &answer->rows;
	const char *certificate = rows_word(rows, row, "certificate");
	const char *issued = rows_word(rows, row, "issued_at");
	const char *outcome = rows_word(rows, row, "outcome");
	bool is_guess =
	    strcmp(rows_word(rows, row, "confidence"), "low") == 0 &&
	    strcmp(certificate, row_word(truth, SECRET)) == 0;
	int64_t tolerance_us =
	    strtoll(row_word(truth, TOLERANCE), NULL, 10) * SECOND;
	int64_t us;

	if (strcmp(rows_word(rows, row, "namespace"),
		row_word(truth, NAMESPACE)) != 0 ||
	    (strcmp(certificate, row_word(truth, CERTIFICATE)) != 0 &&
		!is_guess))
		return FAR;
	us = between(issued, row_word(truth, ISSUED));
	if (us != FAR)
		return us <= tolerance_us ? us : FAR;
	us = between(
	    rows_word(rows, row, "triggered_at"), row_word(truth, TRIGGERED));
	if (us <= 3 * MINUTE)
		return us + HOUR;
	if (*row_word(truth, ISSUED) == '\0' && *issued == '\0')
		return 300 * DAY;
	/* A log of which nothing tells the year has no times. */
	if (*issued == '\0' && strcmp(outcome, "issued") == 0)
		return 400 * DAY;
	return FAR;
}

struct match {
	struct row *truth;
	struct row *row;
	int64_t us;
	size_t nth;
};

static int
compare_matches(const void *a, const void *b)
{
	const struct match *one = a, *two = b;

	if (one->us != two->us)
		return one->us < two->us ? -1 : 1;
	return one->nth < two->nth ? -1 : 1;
}

static bool
differs(struct answer *answer, const struct row *truth, const struct row *row,
    const char *column, const char *want, bool is_right)
{
	if (is_right)
		return false;
	say_wrong(answer,
	    "renewal %s of %s/%s: %s is \"%s\", not \"%s\" (%s%s)",
	    rows_word(&answer->rows, row, "id"), row_word(truth, NAMESPACE),
	    row_word(truth, CERTIFICATE), column,
	    rows_word(&answer->rows, row, column), want, row_word(truth, NOTE),
	    *row_word(truth, ISSUED) == '\0' ? row_word(truth, TRIGGERED)
					     : row_word(truth, ISSUED));
	return true;
}

static bool
has_wrong_time(
    struct answer *answer, const struct row *truth, const struct row *row)
{
	const struct rows *rows = &answer->rows;
	const char *due = rows_word(rows, row, "due_at");
	const char *triggered = rows_word(rows, row, "triggered_at");
	const char *not_after = row_word(truth, NOT_AFTER);
	bool has_due = strcmp(row_word(truth, HAS_DUE), "1") == 0;
	int64_t late_us = parse_time(row_word(truth, ISSUED)) -
	    parse_time(row_word(truth, DUE));
	int64_t told_us =
	    strtoll(rows_word(rows, row, "late_seconds"), NULL, 10) * SECOND;
	int64_t off_us = between(due, row_word(truth, DUE));
	bool is_wrong = false;

	if (*row_word(truth, DUE) != '\0' && (has_due || *due != '\0'))
		is_wrong |=
		    differs(answer, truth, row, "due_at", row_word(truth, DUE),
			off_us <= (has_due ? 3 * SECOND : 2 * MINUTE));
	if (has_due && strcmp(rows_word(rows, row, "outcome"), "issued") == 0)
		is_wrong |= differs(answer, truth, row, "late_seconds",
		    "the time between",
		    llabs(told_us - late_us) <= 150 * SECOND);
	if (strcmp(row_word(truth, IS_TIMED), "1") == 0 && *triggered != '\0')
		is_wrong |= differs(answer, truth, row, "triggered_at",
		    row_word(truth, TRIGGERED),
		    between(triggered, row_word(truth, TRIGGERED)) <=
			2 * MINUTE);
	if (*not_after != '\0')
		is_wrong |= differs(answer, truth, row, "not_after", not_after,
		    between(rows_word(rows, row, "not_after"), not_after) == 0);
	return is_wrong;
}

static bool
is_reason(const char *want, const char *told)
{
	size_t len = strlen(want);

	if (want[len - 1] != '?')
		return strcmp(want, told) == 0;
	return *told == '\0' ||
	    (strlen(told) == len - 1 && strncmp(want, told, len - 1) == 0);
}

static bool
is_wrong_row(
    struct answer *answer, const struct row *truth, const struct row *row)
{
	const struct rows *rows = &answer->rows;
	const char *secret = rows_word(rows, row, "secret");
	const char *key = rows_word(rows, row, "key_changed");
	const char *revision = rows_word(rows, row, "revision");
	const char *outcome = rows_word(rows, row, "outcome");
	const char *attempts = row_word(truth, ATTEMPTS);
	bool has_key =
	    *key == '\0' || strcmp(row_word(truth, KEY_CHANGED), "-") == 0;
	bool is_wrong = has_wrong_time(answer, truth, row);

	is_wrong |= differs(answer, truth, row, "kind", row_word(truth, KINDS),
	    is_listed(row_word(truth, KINDS), rows_word(rows, row, "kind")));
	is_wrong |=
	    differs(answer, truth, row, "outcome", row_word(truth, OUTCOMES),
		is_listed(row_word(truth, OUTCOMES), outcome));
	is_wrong |= differs(answer, truth, row, "secret",
	    row_word(truth, SECRET),
	    *secret == '\0' || strcmp(secret, row_word(truth, SECRET)) == 0);
	if (strcmp(row_word(truth, IS_CA), "-") != 0)
		is_wrong |=
		    differs(answer, truth, row, "is_ca", row_word(truth, IS_CA),
			strcmp(row_word(truth, IS_CA),
			    rows_word(rows, row, "is_ca")) == 0);
	is_wrong |= differs(answer, truth, row, "reason",
	    row_word(truth, REASON),
	    is_reason(row_word(truth, REASON), rows_word(rows, row, "reason")));
	if (strcmp(attempts, "0") != 0)
		is_wrong |= differs(answer, truth, row, "attempts", attempts,
		    strcmp(rows_word(rows, row, "attempts"), attempts) == 0);
	is_wrong |= differs(answer, truth, row, "key_changed",
	    row_word(truth, KEY_CHANGED),
	    has_key
		? strcmp(row_word(truth, NEEDS_KEY), "1") != 0 || *key != '\0'
		: strcmp(key, row_word(truth, KEY_CHANGED)) == 0);
	if (*revision != '\0' && strcmp(row_word(truth, REVISION), "0") != 0)
		is_wrong |= differs(answer, truth, row, "revision",
		    row_word(truth, REVISION),
		    strcmp(revision, row_word(truth, REVISION)) == 0);
	return is_wrong;
}

/* The nearest two belong together, then the next. */
static void
take_matches(struct answer *answer, struct match *matches, size_t n)
{
	qsort(matches, n, sizeof(*matches), compare_matches);
	for (size_t i = 0; i < n; i++) {
		struct match *match = &matches[i];

		if (match->truth->is_used || match->row->is_used)
			continue;
		match->truth->is_used = true;
		match->row->is_used = true;
		if (is_wrong_row(answer, match->truth, match->row))
			continue;
		answer->score.right++;
		if (strcmp(row_word(match->truth, DEMAND), "must") == 0)
			answer->score.found++;
	}
}

void
compare_renewals(struct answer *answer)
{
	struct match *matches = NULL;
	size_t n = 0;

	for (size_t i = 0; i < answer->truth.n; i++) {
		struct row *truth = &answer->truth.rows[i];
		bool is_must = strcmp(row_word(truth, DEMAND), "must") == 0;

		if (strcmp(row_word(truth, 0), "renewal") != 0)
			continue;
		answer->score.must += is_must;
		for (size_t k = 0; k < answer->rows.n; k++) {
			struct row *row = &answer->rows.rows[k];
			int64_t us = distance(answer, truth, row);

			if (us == FAR)
				continue;
			struct match *match =
			    LIST_ADD(answer->arena, &matches, &n);

			*match = (struct match){ truth, row,
				us + (is_must ? 0 : SECOND / 2), n };
		}
	}
	if (n > 0)
		take_matches(answer, matches, n);
	for (size_t i = 0; i < answer->truth.n; i++) {
		const struct row *truth = &answer->truth.rows[i];

		if (strcmp(row_word(truth, 0), "renewal") == 0 &&
		    !truth->is_used &&
		    strcmp(row_word(truth, DEMAND), "must") == 0)
			say_wrong(answer,
			    "renewal of %s/%s at %s is missing (%s)",
			    row_word(truth, NAMESPACE),
			    row_word(truth, CERTIFICATE),
			    row_word(truth, TRIGGERED), row_word(truth, NOTE));
	}
	for (size_t i = 0; i < answer->rows.n; i++) {
		const struct row *row = &answer->rows.rows[i];

		if (!row->is_used && may_guess(answer, row))
			answer->score.rows--;
		else if (!row->is_used)
			say_wrong(answer,
			    "renewal %s of %s/%s, %s at %s, never was",
			    rows_word(&answer->rows, row, "id"),
			    rows_word(&answer->rows, row, "namespace"),
			    rows_word(&answer->rows, row, "certificate"),
			    rows_word(&answer->rows, row, "outcome"),
			    rows_word(&answer->rows, row, "issued_at"));
	}
}
