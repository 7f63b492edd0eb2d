# What is measured: case_NAME runs it once through measured and compares its
# answer with what was made.
# shellcheck shell=sh disable=SC2317
# shellcheck disable=SC2154  # bench.sh sets programs, certtrail, work, out, case
# shellcheck disable=SC2016  # $1 is for the sh that measured starts

# The lines of a renewal, as a person would look for them.
relevant='Certificate must be re-issued'
relevant="$relevant|Setting lastTransitionTime for Certificate"
relevant="$relevant|due to optimistic locking on resource"

# ingest NAME QUERY ANSWER [OPTION...]: reads a corpus and asks what was found.
ingest() {
	corpus=$work/$1 query=$2 answer=$3
	shift 3
	rm -f "$work/case.db"
	measured "$certtrail" ingest -q "$@" --db "$work/case.db" "$corpus"
	expect "$case" "$(ask "$work/case.db" "$query")" "$answer"
}

ingest_log() {
	name=$1
	shift
	ingest "$name" "$log_query" "$(log_answer "$name")" "$@"
}

log_query="SELECT sum(lines), sum(events),
    (SELECT count(*) FROM renewals WHERE outcome = 'issued') FROM inputs"

log_answer() {
	echo "$(made "$1" lines),$(made "$1" understood),$(made "$1" renewals)"
}

ingest_objects() {
	ingest "$1" 'SELECT sum(objects) FROM inputs' "$(made "$1" objects)"
}

# inflate FILE [NAME]: zlib alone, on a corpus or on NAME packed in FILE.
inflate() {
	measured "$programs/bench/floor" "$work/$1"
	expect "$case" "$(cat "$out")" "$(made "${2:-$1}" bytes)"
}

# count_lines NAME COMMAND: the corpus is $1 in the command, the pattern $2; it
# prints how many lines are about renewals.
count_lines() {
	measured sh -c "$2" sh "$work/$1" "$relevant"
	expect "$case" "$(tr -d ' ' <"$out")" "$(made "$1" relevant)"
}

# unpack NAME COMMAND: what comes out goes nowhere.
unpack() {
	measured sh -c "$2 >/dev/null" sh "$work/$1"
}

case_log() { ingest_log log-512.gz; }
case_log_64() { ingest_log log-64.gz; }
case_log_2048() { ingest_log log-2048.gz; }
case_log_jobs1() { ingest_log log-512.gz --jobs 1; }
case_log_floor() { inflate log-512.gz; }
case_log_gzip() { unpack log-512.gz 'gzip -dc "$1"'; }
case_log_zgrep() { count_lines log-512.gz 'zgrep -E "$2" "$1" | wc -l'; }
case_log_rg() { count_lines log-512.gz 'rg -z "$2" "$1" | wc -l'; }
case_log_ugrep() { count_lines log-512.gz 'ugrep -z "$2" "$1" | wc -l'; }
case_log_python() {
	rm -f "$work/peer.db"
	count_lines log-512.gz \
	    "python3 tests/bench/peer.py \"\$1\" '$work/peer.db'"
}
case_log_duckdb() {
	count_lines log-512.gz 'sh tests/bench/peer_duckdb.sh "$1" "$2"'
}
# lnav keeps what it has unpacked; each run has to do it again.
case_log_lnav() {
	rm -rf "$work/lnav"
	mkdir -p "$work/lnav"
	count_lines log-512.gz "sh tests/bench/peer_lnav.sh \"\$1\" \"\$2\" \
	    '$PWD/$work/lnav'"
	rm -rf "$work/lnav"
}

case_busy() { ingest_log busy-512.gz; }
case_busy_floor() { inflate busy-512.gz; }
case_busy_gzip() { unpack busy-512.gz 'gzip -dc "$1"'; }

# A renewal just before a log was rotated may be pending: how long nothing went
# wrong after it is judged within a file.
case_bundle() {
	ingest bundle-512.tar.gz 'SELECT sum(lines), sum(events),
	    (SELECT count(*) FROM renewals) FROM inputs' \
	    "$(log_answer bundle-512.tar.gz)"
}
case_bundle_tar() { unpack bundle-512.tar.gz 'tar xOzf "$1" | gzip -dc'; }
case_bundle_ugrep() {
	count_lines bundle-512.tar.gz 'ugrep -z --zmax=2 "$2" "$1" | wc -l'
}
case_audit() {
	measured "$certtrail" audit "$work/bundle-512.tar.gz"
	expect "$case" "$(sed -n 's/^RENEWALS  \([0-9]*\) found.*/\1/p' "$out")" \
	    "$(made bundle-512.tar.gz renewals)"
}

case_json() { ingest_log json-256.log; }
case_json_floor() { inflate json-256.log.gz json-256.log; }

case_jq_certificates() {
	measured sh -c 'jq -r ".items[] | [.metadata.namespace,
	    .metadata.name, .status.notAfter] | @tsv" "$1" | wc -l' \
	    sh "$work/certificates-10000.json"
	expect "$case" "$(tr -d ' ' <"$out")" 10000
}
case_yq_certificates() {
	measured sh -c 'yq -r ".items[].status.notAfter" "$1" | wc -l' \
	    sh "$work/certificates-1000.yaml"
	expect "$case" "$(tr -d ' ' <"$out")" 1000
}
case_pyyaml_certificates() {
	measured python3 -c 'import sys, yaml
print(len(yaml.load(open(sys.argv[1]), Loader=yaml.CSafeLoader)["items"]))' \
	    "$work/certificates-1000.yaml"
	expect "$case" "$(cat "$out")" 1000
}

# The 20 CAs are renewed as well, but not in the log.  A Pod has two containers.
case_large() {
	rm -f "$work/large.db"
	measured "$certtrail" ingest -q --db "$work/large.db" "$work/large"
	expect "$case" "$(ask "$work/large.db" "SELECT
	    (SELECT sum(events) FROM inputs),
	    (SELECT count(*) FROM renewals WHERE outcome = 'issued') - 20,
	    (SELECT count(*) FROM cascades),
	    (SELECT count(*) FROM restarts WHERE verdict <> 'superseded') / 2")" \
	    "$(made large understood),$(made large renewals),$(
		made large certificates),$(made large pods)"
}

# query COMMAND...: a verb on the large database, as it is typed.  Its rows
# have been counted when it was read; here each run must print the same.
query() {
	measured "$@"
	sum=$(cksum <"$out")
	[ -s "$out" ] || fail "$case: no answer"
	[ -e "$work/$case.sum" ] || echo "$sum" >"$work/$case.sum"
	expect "$case" "$sum" "$(cat "$work/$case.sum")"
}

case_q_renewals() { query "$certtrail" renewals "$work/large.db"; }
case_q_cascades() { query "$certtrail" cascades "$work/large.db"; }
case_q_restarts() { query "$certtrail" restarts "$work/large.db"; }
case_q_findings() { query "$certtrail" findings "$work/large.db"; }
case_q_renewals_team() {
	query "$certtrail" renewals -n team-07 "$work/large.db"
}
case_q_restarts_team() {
	query "$certtrail" restarts -n team-07 "$work/large.db"
}
case_q_timeline() {
	query sh -c '"$1" timeline "$2" | head -n 50' sh "$certtrail" \
	    "$work/large.db"
}
case_q_moments() {
	query "$certtrail" sql "$work/large.db" 'SELECT * FROM timeline LIMIT 50'
}

case_version() {
	for _ in 1 2 3 4 5 6 7 8 9 10; do
		query "$certtrail" --version
	done
}

# from_pipe WHAT QUERY COMMAND...: the generator's output, never on disk.
from_pipe() {
	what=$1 query=$2
	shift 2
	rm -f "$work/case.db"
	corpus "$@" 2>"$work/pipe.made" |
	    measured "$certtrail" ingest -q --db "$work/case.db" - ||
	    fail "$case: ended with an error"
	answer=$(for word in $what; do made pipe "$word"; done | paste -sd ,)
	expect "$case" "$(ask "$work/case.db" "$query")" "$answer"
}

case_pipe_yaml() {
	from_pipe objects 'SELECT sum(objects) FROM inputs' pods 53000 yaml
}
case_pipe_tar() {
	from_pipe 'members objects' "SELECT count(*) - (SELECT count(*)
	    FROM inputs WHERE kind = 'archive'), sum(objects) FROM inputs" \
	    tar 1000000
}
case_pipe_log() {
	from_pipe 'lines understood renewals' "$log_query" \
	    log 10737418240 3 klog
}

# Runs $case.  Those of lists of objects are alike.
run_case() {
	case $case in
	events_*)
		name=$(list_name "${case#events_}")
		measured "$programs/bench/events" "$work/$name"
		[ "$(cat "$out")" -gt "$(made "$name" objects)" ] ||
		    fail "$case: too few events"
		;;
	certificates_* | pods_*) ingest_objects "$(list_name "$case")" ;;
	*) "case_$case" ;;
	esac
}

# certificates_100_yaml is the case of certificates-100.yaml.
list_name() {
	echo "$1" | sed 's/_/-/; s/_/./'
}

# Why a case cannot be run here; nothing if it can.
why_not() {
	case $1 in
	*_lnav) lacks lnav ;;
	*_rg) lacks rg ;;
	*_ugrep) lacks ugrep ;;
	*_zgrep) lacks zgrep ;;
	jq_*) lacks jq ;;
	yq_*) lacks yq ;;
	*_python) lacks python3 ;;
	pyyaml_*)
		python3 -c 'import yaml; yaml.CSafeLoader' 2>/dev/null ||
		    echo 'python3-yaml is not installed'
		;;
	*_duckdb)
		command -v duckdb >/dev/null ||
		    python3 -c 'import duckdb' 2>/dev/null ||
		    echo 'DuckDB is not installed'
		;;
	*_jobs1)
		"$certtrail" ingest --jobs 1 -q --db "$work/jobs.db" \
		    fixtures/healthy >/dev/null 2>&1 ||
		    echo "certtrail knows no --jobs"
		rm -f "$work/jobs.db"
		;;
	esac
}

lacks() {
	command -v "$1" >/dev/null || echo "$1 is not installed"
}
