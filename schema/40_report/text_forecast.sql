-- forecast for a reader: when, and then which and what hangs on it.
SELECT
  CASE WHEN state IN ('expired', 'failing', 'overdue') THEN 'high' ELSE 'plain'
    END AS style,
  coalesce(substr(renewal_at, 1, 19) || 'Z', '-                   ') || '  '
    AS prefix,
  namespace || '/' || certificate || CASE WHEN is_ca THEN ' (CA)' ELSE '' END
    || ': ' || coalesce(state, 'not known')
    || coalesce(', ends ' || substr(not_after, 1, 19) || 'Z', '')
    || CASE restarts_needed WHEN 0 THEN '' WHEN 1 THEN ', 1 pod uses it'
      ELSE ', ' || restarts_needed || ' pods use it' END
    || CASE reissues_needed WHEN 0 THEN '' WHEN 1
      THEN ', 1 certificate below it'
      ELSE ', ' || reissues_needed || ' certificates below it' END AS text
FROM forecast
WHERE (:namespaces IS NULL
  OR namespace IN (SELECT value FROM json_each(:namespaces)))
  AND (:since_us IS NULL OR renewal_at IS NULL
  OR substr(renewal_at, 1, 19)
    >= strftime('%Y-%m-%dT%H:%M:%S', :since_us / 1000000, 'unixepoch'))
  AND (:until_us IS NULL OR renewal_at IS NULL
  OR substr(renewal_at, 1, 19)
    <= strftime('%Y-%m-%dT%H:%M:%S', :until_us / 1000000, 'unixepoch'));
