#!/bin/sh
# Writes a C table of the files named on the command line, in that order.
set -eu
printf '#include "base/embedded.h"\n'
i=0
for file; do
	printf '\nstatic const char file%d[] = {\n' "$i"
	od -An -v -td1 "$file" | sed 's/ *\(-*[0-9][0-9]*\)/\1,/g'
	printf '0 };\n'
	i=$((i + 1))
done
printf '\nconst struct embedded embedded_data[] = {\n'
i=0
for file; do
	printf '\t{ "%s", file%d, sizeof(file%d) - 1 },\n' \
	    "${file#schema/}" "$i" "$i"
	i=$((i + 1))
done
printf '\t{ 0, 0, 0 },\n};\n'
