-- renewals for a reader: when, and then which, why and how.
WITH shown AS (
  SELECT * FROM renewals WHERE :namespaces IS NULL
  UNION ALL
  SELECT * FROM renewals WHERE :namespaces IS NOT NULL
    AND namespace IN (SELECT value FROM json_each(:namespaces))
)
SELECT
  CASE WHEN outcome = 'issued' THEN 'plain' ELSE 'high' END AS style,
  coalesce(substr(coalesce(issued_at, triggered_at), 1, 19) || 'Z',
    '-                   ') || '  ' AS prefix,
  namespace || '/' || certificate || ': '
    || CASE kind WHEN 'first' THEN 'first issuance' WHEN 'reissue'
      THEN 're-issue' ELSE 'renewal' END
    || CASE WHEN is_ca THEN ' of a CA' ELSE '' END
    || coalesce(' (' || reason || ')', '')
    || CASE WHEN outcome <> 'issued' THEN ', ' || outcome ELSE '' END
    || CASE key_changed WHEN 1 THEN ', new key' ELSE '' END
    || CASE WHEN attempts > 1 THEN ', ' || attempts || ' tries' ELSE '' END
    || CASE
      WHEN late_seconds IS NULL THEN ''
      WHEN late_seconds < 3600 THEN ', on time'
      WHEN late_seconds < 2 * 86400 THEN ', ' || (late_seconds / 3600) || ' h late'
      ELSE ', ' || (late_seconds / 86400) || ' d late' END
    || '  ' || id AS text
FROM shown
WHERE (:since_us IS NULL OR coalesce(issued_at, triggered_at) IS NULL
  OR substr(coalesce(issued_at, triggered_at), 1, 19)
    >= strftime('%Y-%m-%dT%H:%M:%S', :since_us / 1000000, 'unixepoch'))
  AND (:until_us IS NULL OR coalesce(issued_at, triggered_at) IS NULL
  OR substr(coalesce(issued_at, triggered_at), 1, 19)
    <= strftime('%Y-%m-%dT%H:%M:%S', :until_us / 1000000, 'unixepoch'));
