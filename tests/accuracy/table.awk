# Adds up the scores: for each era and each layout, what was to be found and how
# much of it was (recall), what was answered and how much of it was right
# (precision).
function name(order) { sub(/^[^|]*\|/, "", order); return order }
function percent(part, whole) {
	if (whole == 0)
		return "-"
	if (part == whole)
		return "100 %"
	return sprintf("%.2f %%", int(part / whole * 10000) / 100)
}
function line(group,   i, text) {
	text = "| " name(group) " | " seeds[group]
	for (i = 1; i <= 3; i++)
		text = text sprintf(" | %d | %s | %s", must[group, i],
		    percent(found[group, i], must[group, i]),
		    percent(right[group, i], rows[group, i]))
	print text " |"
}
function add(group, i) {
	if (!(group in seeds))
		order[++n] = group
	seeds[group] += i == 1
	must[group, i] += $5
	found[group, i] += $6
	rows[group, i] += $7
	right[group, i] += $8
}
$1 == "score" {
	i = $4 == "renewals" ? 1 : $4 == "cascades" ? 2 : 3
	split($2, word, /[v. ]/)
	add(sprintf("1%03d%03d%d|%s", word[2], word[3], $2 ~ /JSON/, $2), i)
	add("2" $3 "|" $3, i)
	add("3|all", i)
}
END {
	print "| | Bundles | Renewals | recall | precision | Cascades |" \
	    " recall | precision | Restarts | recall | precision |"
	print "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |"
	for (i = 2; i <= n; i++) {
		for (k = i; k > 1 && order[k] < order[k - 1]; k--) {
			swapped = order[k]
			order[k] = order[k - 1]
			order[k - 1] = swapped
		}
	}
	for (i = 1; i <= n; i++)
		line(order[i])
}
