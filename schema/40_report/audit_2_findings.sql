-- What to act on, the most urgent first, each with a command to paste.
WITH urgent AS (
  SELECT *, row_number() OVER (ORDER BY place) AS n
  FROM finding
  WHERE (:namespaces IS NULL OR namespace IS NULL
    OR namespace IN (SELECT value FROM json_each(:namespaces)))
    AND severity IN ('critical', 'high', 'medium')
),
shown AS (SELECT * FROM urgent WHERE n <= 10),
seen AS (
  SELECT
    EXISTS (SELECT 1 FROM certificate_now WHERE (:namespaces IS NULL
      OR namespace IN (SELECT value FROM json_each(:namespaces)))) AS certificates,
    EXISTS (SELECT 1 FROM pod_now WHERE (:namespaces IS NULL
      OR namespace IN (SELECT value FROM json_each(:namespaces)))) AS pods,
    CASE WHEN :namespaces IS NULL THEN 'the bundle'
      ELSE 'the namespaces asked for' END AS place
)
SELECT style, prefix, text
FROM (
  SELECT 0 AS n, 0 AS part, 'head' AS style,
    'ACT  ' || CASE WHEN count(*) > 10 THEN '10 of ' ELSE '' END || count(*)
      || CASE count(*) WHEN 1 THEN ' finding'
      ELSE ' findings, most urgent first' END
      || CASE WHEN count(*) > 10 THEN '   (all: certtrail findings)' ELSE '' END
      AS prefix, '' AS text
  FROM urgent HAVING count(*) > 0
  UNION ALL
  SELECT 0, 0, CASE WHEN checks > 0 THEN 'plain' ELSE 'good' END,
    CASE WHEN checks > 0 THEN 'Nothing that is sure to need a hand; ' || checks
      || ' to check below.  ' ELSE 'Nothing to do: ' END,
    (SELECT count(*) FROM renewal WHERE outcome = 'issued' AND (:namespaces IS NULL OR namespace IN (SELECT value FROM json_each(:namespaces))))
    || ' issuances and '
    || (SELECT count(*) FROM restart WHERE is_newest AND (:namespaces IS NULL OR namespace IN (SELECT value FROM json_each(:namespaces))))
    || ' uses of their Secrets were checked, against '
    || (SELECT count(*) FROM log_line) || ' log records and '
    || (SELECT count(*) FROM current_object) || ' objects'
  FROM (SELECT count(*) AS checks FROM finding
    WHERE severity = 'low' AND code = 'restart-or-reload' AND (:namespaces IS NULL
      OR namespace IN (SELECT value FROM json_each(:namespaces))))
  JOIN seen
  WHERE NOT EXISTS (SELECT 1 FROM shown) AND certificates AND pods
  UNION ALL
  SELECT 0, 0, 'head', 'Nothing found, ', 'but this is not an all-clear: '
    || CASE WHEN NOT certificates THEN 'no Certificate is in ' || place
        || CASE WHEN pods THEN '' ELSE ', nor any Pod' END
      ELSE 'no Pod is in ' || place || ', so which containers still run with '
        || 'an old Secret cannot be told' END
  FROM seen
  WHERE NOT EXISTS (SELECT 1 FROM shown) AND NOT (certificates AND pods)
  UNION ALL
  SELECT 0, 1, 'plain', '', ''
  UNION ALL
  SELECT n, 0, severity,
    substr(n || '  ', 1, max(2, length(n) + 1))
      || substr(upper(severity) || '         ', 1, 10), title
  FROM shown
  UNION ALL
  SELECT n, 1, 'plain', '            ', detail FROM shown
  WHERE detail IS NOT NULL
  UNION ALL
  SELECT n, 2, 'plain', '            ', CASE
      WHEN deadline_us <= now_us THEN 'the old certificate ended at '
      ELSE 'the old certificate ends at ' END
    || rfc3339(deadline_us)
    || CASE WHEN deadline_us <= now_us THEN ', before the capture'
      WHEN deadline_us < now_us + 2 * 86400000000
        THEN ', ' || ((deadline_us - now_us) / 3600000000)
          || ' h after the capture'
      ELSE ', ' || ((deadline_us - now_us) / 86400000000)
        || ' d after the capture'
      END
  FROM shown JOIN capture
  WHERE deadline_us IS NOT NULL AND code LIKE 'restart%'
  UNION ALL
  SELECT n, 3, 'command', '       do   ', remedy FROM shown
  WHERE remedy IS NOT NULL
  UNION ALL
  SELECT n, 4, 'command', '       see  ', 'certtrail explain ' || id || ' '
    || CASE WHEN :subject GLOB '*[^a-zA-Z0-9_./-]*'
      THEN '''' || replace(:subject, '''', '''\''''') || '''' ELSE :subject END
  FROM shown
  UNION ALL
  SELECT n, 5, 'plain', '', '' FROM shown
)
ORDER BY n, part;
