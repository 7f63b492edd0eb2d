-- timeline for a reader: when, and then what, beside it.
WITH shown AS (
  SELECT * FROM timeline WHERE :namespaces IS NULL
  UNION ALL
  SELECT * FROM timeline WHERE :namespaces IS NOT NULL
    AND (namespace IN (SELECT value FROM json_each(:namespaces))
    OR (namespace IS NULL AND object_kind IN ('ClusterIssuer', 'Controller')))
)
SELECT
  CASE WHEN severity IN ('critical', 'high', 'medium') THEN severity
    ELSE 'plain' END AS style,
  coalesce(substr(at, 1, 19) || 'Z', '-                   ') || '  ' AS prefix,
  kind || coalesce(' ' || CASE WHEN namespace IS NULL THEN ''
    ELSE namespace || '/' END || object, '') || ': ' || text AS text
FROM shown
WHERE (:since_us IS NULL OR at IS NULL
  OR substr(at, 1, 19)
    >= strftime('%Y-%m-%dT%H:%M:%S', :since_us / 1000000, 'unixepoch'))
  AND (:until_us IS NULL OR at IS NULL
  OR substr(at, 1, 19)
    <= strftime('%Y-%m-%dT%H:%M:%S', :until_us / 1000000, 'unixepoch'));
