# The corpora of each group of rows, made once and kept in $work.  Beside each
# lies NAME.made: what the generator says is in it.
# shellcheck shell=sh
# shellcheck disable=SC2154  # programs and work are bench.sh's

corpus() {
	"$programs/bench/corpus" "$@"
}

# made NAME WORD: the number that the generator told.
made() {
	awk -v word="$2" '$1 == word { print $2 }' "$work/$1.made"
}

# make_once NAME COMMAND...: runs the command with NAME and $told, where the
# generator's words go, unless NAME is there already.
make_once() {
	name=$1
	shift
	[ -e "$work/$name.made" ] && return
	echo "making $name" >&2
	told=$work/$name.told
	"$@" || fail "$name could not be made"
	mv "$told" "$work/$name.made"
}

packed_log() {
	corpus log "$1" "$2" "$3" 2>"$told" | gzip -6n >"$work/$name"
}

# As text and packed.
both_logs() {
	corpus log "$1" "$2" "$3" 2>"$told" >"$work/$name"
	gzip -6n <"$work/$name" >"$work/$name.gz"
}

# Forty rotated logs, as a must-gather has them.
bundle() {
	logs=$work/bundle/must-gather/namespaces/cert-manager/pods
	logs=$logs/cert-manager-0/cert-manager-controller/logs/rotated
	rm -rf "$work/bundle"
	mkdir -p "$logs"
	# shellcheck disable=SC2016  # split sets FILE
	corpus log 536870912 3 kubelet 2>"$told" |
	    split -C 13430000 -d -a 2 --additional-suffix=.gz \
		--filter='gzip -6n >"$FILE"' - "$logs/0.log."
	tar -C "$work/bundle" --sort=name --mtime=@1704412800 --owner=0 \
	    --group=0 --numeric-owner -cf - must-gather | gzip -6n \
	    >"$work/$name"
	rm -rf "$work/bundle"
}

objects() {
	corpus "$1" "$2" "$3" 2>"$told" >"$work/$name"
}

# 10,000 Certificates, 5,000 Pods, a log with a million events.
large_case() {
	mkdir -p "$work/$name"
	corpus case "$work/$name" 640000000 10000 5000 2>"$told"
	gzip -6nf "$work/$name/cert-manager.log"
}

objects_of() {
	for n in $2; do
		for form in yaml json; do
			make_once "$1-$n.$form" objects "$1" "$n" "$form"
		done
	done
}

make_corpora() {
	case $1 in
	logs) make_once log-512.gz packed_log 536870912 3 klog ;;
	busy) make_once busy-512.gz packed_log 536870912 40 klog ;;
	bundle) make_once bundle-512.tar.gz bundle ;;
	objects)
		objects_of certificates '100 1000 10000'
		objects_of pods '1000 5000'
		;;
	json) make_once json-256.log both_logs 268435456 3 json ;;
	large) make_once large large_case ;;
	queries)
		make_once large large_case
		make_database
		;;
	growth)
		make_once log-64.gz packed_log 67108864 3 klog
		make_once log-512.gz packed_log 536870912 3 klog
		make_once log-2048.gz packed_log 2147483648 3 klog
		;;
	esac
}

# The answers of queries are those of the program that made the database.
make_database() {
	[ -z "$(find "$work/large.db" -newer "$certtrail" 2>/dev/null)" ] ||
	    return 0
	case=large
	case_large
	rm "$times/large"
}
