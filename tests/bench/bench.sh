#!/bin/sh
# Measures certtrail beside the bare work of its libraries and beside other
# programs: bench.sh FOLDER, where FOLDER holds the built programs.  Prints a
# table of the rows in the file goals.  A run whose answer is wrong ends it.
#
# ROWS names the groups to run (the first column of goals), ROUNDS how often (5).
# In each round the order of a group's cases turns, so that a slow spell of the
# machine does not hit one alone.  All that is made lies in build/bench; each
# run's figures are kept in build/bench/runs.
set -eu

programs=$1
rounds=${ROUNDS:-5}
rows=${ROWS:-logs busy bundle objects json large queries start growth pipes}
certtrail=$programs/certtrail
here=tests/bench
work=build/bench
times=$work/times
out=$work/out
max_mb=48

# Sorting and numbers look the same everywhere.
LC_ALL=C
export LC_ALL

# shellcheck source=tests/bench/corpora.sh
. "$here/corpora.sh"
# shellcheck source=tests/bench/cases.sh
. "$here/cases.sh"

fail() {
	echo "bench: $*" >&2
	exit 1
}

# expect WHAT FOUND MADE
expect() {
	[ "$2" = "$3" ] || fail "$1: found $2, but $3 is right"
}

# ask DB QUERY: one row, its values with commas between them.
ask() {
	"$certtrail" sql -o csv "$1" "$2" | tr -d '\r' | tail -n 1
}

# measured COMMAND...: its output goes to $out, its figures to the case's file.
measured() {
	"$programs/bench/measure" "$times/$case" "$@" >"$out" ||
	    fail "$case: '$*' ended with an error"
}

# The cases of a group that can be run, once each.
cases_of() {
	awk -F ';' -v group="$1" '$1 == group {
		print $3
		if ($4 != "s" && $4 != "MB")
			print $4
	}' "$here/goals" | awk '!seen[$0]++' | while read -r name; do
		why=$(why_not "$name")
		if [ -z "$why" ]; then
			echo "$name"
		else
			echo "left out: $name ($why)" >&2
		fi
	done
}

# run_group NAME: all its cases, in turning order.
run_group() {
	make_corpora "$1"
	n=$rounds
	case $1 in
	large | pipes | memory) n=1 ;;
	esac
	group=$1
	# shellcheck disable=SC2046  # names of cases are words
	set -- $(cases_of "$group")
	round=1
	while [ "$round" -le "$n" ] && [ $# -gt 0 ]; do
		echo "$group: round $round of $n" >&2
		for case; do
			run_case
			sed "s/^/$group $case $round /" "$times/$case" >>"$raw"
			rm "$times/$case"
		done
		first=$1
		shift
		set -- "$@" "$first"
		round=$((round + 1))
	done
	rm -f "$work/case.db" "$work/peer.db" "$out"
}

mkdir -p "$work/runs"
rm -rf "$times" "$work"/*.sum
mkdir "$times"
raw=$work/runs/$(date -u +%Y%m%dT%H%M%SZ)
: >"$raw"

for group in $rows; do
	grep -q "^$group;" "$here/goals" || fail "no rows are called $group"
	run_group "$group"
done
rm -rf "$times"
awk -f "$here/table.awk" -v max_mb="$max_mb" "$raw" "$here/goals"
echo "figures of each run: $raw" >&2
