#!/bin/sh
# Measures certtrail against zlib's bare inflate and gzip -dc: bench.sh FOLDER,
# where FOLDER holds the built programs.  The corpora are made once, in
# build/bench.  A run whose answer is wrong ends the bench.
#
# ROUNDS (5) says how often each is run; the order turns from round to round, so
# that a slow spell of the machine does not hit one alone.
set -eu

programs=$1
rounds=${ROUNDS:-5}
certtrail=$programs/certtrail
work=build/bench
times=$work/times
mkdir -p "$work" "$times"

# make_corpus NAME ARGUMENT...: the corpus and, beside it, what must be found.
make_corpus() {
	name=$1
	shift
	[ -s "$work/$name.expected" ] && return
	echo "making $name" >&2
	"$programs/bench/corpus" "$@" >"$work/$name" 2>"$work/$name.count"
	wc -c <"$work/$name" | tr -d ' ' >"$work/$name.bytes"
	case $name in *.log)
		gzip -6 -n -f "$work/$name"
		;;
	esac
	mv "$work/$name.count" "$work/$name.expected"
}

make_corpus cm.log log 67108864
make_corpus certificates.yaml certificates 1000 yaml
make_corpus certificates.json certificates 1000 json
make_corpus pods.yaml pods 5000 yaml
make_corpus pods.json pods 5000 json
make_corpus many-pods.json pods 7800 json
cp "$work/pods.yaml.expected" "$work/all.expected"
awk '{ n += $1 } END { print n }' "$work/cm.log.bytes" \
    "$work/certificates.yaml.bytes" "$work/pods.yaml.bytes" >"$work/all.bytes"

# run CASE: one measured run, its time and memory added to $times/CASE.
run() {
	case $1 in
	floor)
		"$programs/bench/measure" "$times/$1" \
		    "$programs/bench/floor" "$work/cm.log.gz" >"$work/out"
		;;
	gzip)
		"$programs/bench/measure" "$times/$1" \
		    gzip -dc "$work/cm.log.gz" >/dev/null
		;;
	cm.log)
		ingest "$1" "$work/cm.log.gz" \
		    "SELECT count(*) FROM renewals WHERE outcome = 'issued'"
		;;
	certificates*)
		ingest "$1" "$work/$1" 'SELECT count(*) FROM certificates'
		;;
	all)
		# Each Pod has two containers that use a Secret.
		ingest "$1" "$work/cm.log.gz $work/certificates.yaml \
		    $work/pods.yaml" 'SELECT count(*) / 2 FROM restarts'
		;;
	*)
		ingest "$1" "$work/$1" \
		    "SELECT count(*) FROM object WHERE kind = 'Pod'"
		;;
	esac
}

# ingest CASE FILES QUERY: a run, and whether its answer is what was made.
ingest() {
	rm -f "$work/case.db"
	"$programs/bench/measure" "$times/$1" \
	    "$certtrail" ingest -q --db "$work/case.db" $2
	found=$("$certtrail" sql -o csv "$work/case.db" "$3" |
	    tr -d '\r' | tail -n 1)
	if [ "$found" != "$(cat "$work/$1.expected")" ]; then
		echo "bench: $1: found $found of $(cat "$work/$1.expected")" >&2
		exit 1
	fi
}

# The median of the first column and the greatest of the second.
median() {
	sort -n "$1" | awk '{ s[NR] = $1; if ($2 > m) m = $2 }
	    END { printf "%.3f %d", s[int((NR + 1) / 2)], m }'
}

set -- floor gzip cm.log certificates.yaml certificates.json pods.yaml \
    pods.json many-pods.json all
rm -f "$times"/*
i=0
while [ "$i" -lt "$rounds" ]; do
	for name; do
		run "$name"
	done
	first=$1
	shift
	set -- "$@" "$first"
	i=$((i + 1))
done

floor=$(median "$times/floor" | cut -d ' ' -f 1)
echo "| Input | MB, unpacked | Seconds | MB/s | times zlib alone | Peak MB |"
echo "| --- | --- | --- | --- | --- | --- |"
for name in floor gzip cm.log certificates.yaml certificates.json pods.yaml \
    pods.json many-pods.json all; do
	case $name in
	floor) title='64 MB log as .gz: zlib alone' of=cm.log ;;
	gzip) title='the same: `gzip -dc`' of=cm.log ;;
	cm.log) title='the same: `certtrail ingest`' of=cm.log ;;
	certificates*) title="1,000 Certificates, ${name#*.}" of=$name ;;
	pods*) title="5,000 Pods, ${name#*.}" of=$name ;;
	many-pods*) title="7,800 Pods, ${name#*.}" of=$name ;;
	all) title='the log, Certificates and Pods together' of=$name ;;
	esac
	median "$times/$name" | awk -v title="$title" -v floor="$floor" \
	    -v bytes="$(cat "$work/$of.bytes")" -v of="$of" '{
		ratio = of == "cm.log" ? sprintf("%.2f", $1 / floor) : ""
		printf "| %s | %.0f | %.2f | %.0f | %s | %.0f |\n", title,
		    bytes / 1e6, $1, bytes / 1e6 / $1, ratio, $2 / 1024
	}'
done
