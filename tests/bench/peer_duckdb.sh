#!/bin/sh
# The lines about renewals, by DuckDB: peer_duckdb.sh LOG.gz PATTERN
set -eu

make="CREATE TABLE event AS SELECT substr(line, 2, 20) AS at,
    regexp_extract(line, '(?: key|ertificate)=\"([^/\"]*)/', 1) AS namespace,
    regexp_extract(line, '(?: key=\"[^/]*/|ertificate=\"[^/]*/|for Certificate[a-zA-Z]* \")([^\"]*)\"', 1) AS name,
    line
  FROM read_csv('$1', columns = {'line': 'VARCHAR'}, delim = '$(printf '\001')',
    quote = '', escape = '', header = false, auto_detect = false,
    max_line_size = 4000000, compression = 'gzip')
  WHERE regexp_matches(line, '$2')"
count='SELECT count(*) FROM event'

if command -v duckdb >/dev/null; then
	duckdb -noheader -csv -c "$make; $count"
else
	python3 -c 'import duckdb, sys
db = duckdb.connect()
db.execute(sys.argv[1])
print(db.execute(sys.argv[2]).fetchone()[0])' "$make" "$count"
fi
