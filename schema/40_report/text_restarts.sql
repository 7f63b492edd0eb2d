-- restarts for a reader, without what a later renewal of the Secret decides.
WITH shown AS (
  SELECT * FROM restarts WHERE :namespaces IS NULL
  UNION ALL
  SELECT * FROM restarts WHERE :namespaces IS NOT NULL
    AND namespace IN (SELECT value FROM json_each(:namespaces))
)
SELECT
  CASE verdict WHEN 'missing' THEN 'high' WHEN 'too-early' THEN 'medium'
    WHEN 'restart-or-reload' THEN 'medium' ELSE 'plain' END AS style,
  substr(verdict || '                   ', 1, 19) AS prefix,
  namespace || '/' || coalesce(pod, workload) || ' ' || container || ': '
    || certificate || ' by ' || uses
    || coalesce(', renewed ' || substr(renewed_at, 1, 19) || 'Z', '')
    || coalesce(', running since ' || substr(running_since, 1, 19) || 'Z', '')
    || CASE WHEN verdict IN ('done', 'missing') THEN ''
      ELSE '; ' || reason END AS text
FROM shown
WHERE (:since_us IS NULL OR renewed_at IS NULL
  OR substr(renewed_at, 1, 19)
    >= strftime('%Y-%m-%dT%H:%M:%S', :since_us / 1000000, 'unixepoch'))
  AND (:until_us IS NULL OR renewed_at IS NULL
  OR substr(renewed_at, 1, 19)
    <= strftime('%Y-%m-%dT%H:%M:%S', :until_us / 1000000, 'unixepoch'))
  AND verdict <> 'superseded';
