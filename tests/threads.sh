#!/bin/sh
# Reads the stories with one thread and with several, by the program $1; what
# lies in the databases must be the same.  With one built by MODE=tsan this
# tells of data races (Criterion does not run under the thread sanitizer).
set -eu
program=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export TSAN_OPTIONS="exitcode=66"

mkdir "$folder/dump"
tar cf "$folder/dump/all.tar" fixtures
gzip -k "$folder/dump/all.tar"
head -c 200000 "$folder/dump/all.tar.gz" > "$folder/dump/cut.tar.gz"
gzip -c "$folder/dump/all.tar.gz" > "$folder/dump/twice.gz"
for story in fixtures/*/dump "$folder/dump"; do
	for jobs in 1 2 5; do
		status=0
		rm -f "$folder/$jobs.db"
		"$program" ingest -q --jobs $jobs --db "$folder/$jobs.db" \
		    "$story" > /dev/null || status=$?
		case $status in
		0 | 4) ;;
		*) echo "$story: status $status with $jobs jobs" >&2; exit 1 ;;
		esac
		cmp "$folder/1.db" "$folder/$jobs.db"
	done
done
