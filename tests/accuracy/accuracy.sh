#!/bin/sh
# Plays clusters, has certtrail read what somebody saved of each, and holds its
# answers against what was true: accuracy.sh FOLDER, where FOLDER holds the
# built programs.  Prints a Markdown table, then each wrong answer, and fails if
# there is one.
#
# SEEDS ("1 200") says from which seed to which; JOBS (2) how many at a time;
# KEEP, if set, keeps all bundles and not only those with a wrong answer.
set -eu

programs=$(cd "$1" && pwd)
seeds=${SEEDS:-1 200}
jobs=${JOBS:-2}
work=${WORK:-$programs/accuracy/runs}
rm -rf "$work"
mkdir -p "$work"
export programs work KEEP="${KEEP:-}"

seq ${seeds% *} ${seeds#* } | xargs -P "$jobs" -I SEED sh -c '
	run=$work/SEED
	"$programs/accuracy/simulate" SEED "$run"
	"$programs/certtrail" ingest -q --db "$run/case.db" "$run/dump" \
	    >"$run/ingest.out" 2>&1 || echo "$?" >"$run/status"
	for view in renewals cascades restarts; do
		"$programs/certtrail" sql -o csv "$run/case.db" \
		    "SELECT * FROM $view" >"$run/$view.csv"
	done
	if "$programs/accuracy/compare" "$run" >"$run/result"; then
		[ -n "$KEEP" ] || rm -rf "$run/dump" "$run"/*.csv "$run"/case.db
	fi
' || true

cat "$work"/*/result >"$work/all"
awk -F '\t' -f "$(dirname "$0")/table.awk" "$work/all"
if [ "$(ls "$work" | grep -c '^[0-9]')" != "$(cat "$work"/*/result |
    grep -c '	restarts	')" ]; then
	echo "accuracy: not every seed came to its end" >&2
	exit 1
fi
if grep -q '^wrong' "$work/all"; then
	echo
	grep '^wrong' "$work/all" | cut -f 2-
	echo
	echo "The bundle and the truth of a seed lie in $work/SEED; make it" \
	    "again with: $1/accuracy/simulate SEED FOLDER"
	exit 1
fi
