# The table, from the figures of the runs and the file of the goals.  A line of
# figures: group, case, round, seconds, seconds of processor time, KiB.

# The middle one of the times of a case; of an even number, the lower one.
function median(key,    i, j, t, n) {
	n = count[key]
	for (i = 1; i <= n; i++) {
		t = seconds[key, i]
		for (j = i - 1; j > 0 && sorted[j] > t; j--)
			sorted[j + 1] = sorted[j]
		sorted[j + 1] = t
	}
	least = sorted[1]
	most = sorted[n]
	return sorted[int((n + 1) / 2)]
}

function shown(s) {
	return s < 0.1 ? sprintf("%.4f", s) : sprintf("%.2f", s)
}

function spread(key,    m) {
	m = median(key)
	return sprintf("%s (%s-%s)", shown(m), shown(least), shown(most))
}

NR == 1 {
	print "| What | Seconds (least-most) | Of the other | Ratio | Goal |" \
	    " Met | Peak MB |"
	print "| --- | --- | --- | --- | --- | --- | --- |"
}

FILENAME != ARGV[ARGC - 1] {
	key = $1 SUBSEP $2
	seconds[key, ++count[key]] = $4 + 0
	if ($6 + 0 > kib[key])
		kib[key] = $6 + 0
	next
}

FNR == 1 {
	FS = ";"
	$0 = $0
}

/^#/ {
	next
}

{
	key = $1 SUBSEP $3
	other = $1 SUBSEP $4
	is_ratio = $4 != "s" && $4 != "MB"
	if (!count[key] || (is_ratio && !count[other]))
		next
	mine = median(key)
	value = is_ratio ? mine / median(other) : mine
	ratio = is_ratio ? sprintf("%.2f", value) : ""
	peak = kib[key] / 1024
	goal = $5 == "-" ? "" : is_ratio ? $5 : $5 " s"
	met = goal == "" ? "" : value <= $5 ? "yes" : "no"
	if (peak > max_mb)
		met = (met == "" ? "" : met ", ") "memory: no"
	printf "| %s | %s | %s | %s | %s | %s | %.0f |\n", $2, spread(key),
	    is_ratio ? spread(other) : "", ratio, goal, met, peak
	if (peak > highest)
		highest = peak
}

END {
	printf "| the most memory in any row | | | | %d MB | %s | %.0f |\n",
	    max_mb, highest <= max_mb ? "yes" : "no", highest
}
