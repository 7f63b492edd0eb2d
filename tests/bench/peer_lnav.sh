#!/bin/sh
# The lines about renewals, by lnav: peer_lnav.sh LOG.gz PATTERN FOLDER, where
# FOLDER takes what lnav keeps.
set -eu

export HOME="$3" TMPDIR="$3" XDG_CONFIG_HOME="$3" TERM=dumb
cat >"$3/query" <<END
;SELECT log_time, coalesce(regexp_match(' key="([^"]+)"', log_body), regexp_match('ertificate="([^"]+)"', log_body), regexp_match('for Certificate[a-zA-Z]* "([^"]+)"', log_body)) AS name FROM glog_log WHERE log_body REGEXP '($2)'
:write-csv-to $3/answer
END
lnav -n -f "$3/query" "$1" >/dev/null
# Without the head of the table.
tail -n +2 "$3/answer" | wc -l
