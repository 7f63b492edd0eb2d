-- forecast, as much as a screen holds; -o wide and the other formats have all.
SELECT
  namespace || '/' || certificate AS certificate,
  substr(renewal_at, 1, 19) || 'Z' AS renewal_at,
  substr(not_after, 1, 19) || 'Z' AS not_after,
  state, restarts_needed AS restarts, reissues_needed AS reissues
FROM forecast
WHERE (:namespaces IS NULL
  OR namespace IN (SELECT value FROM json_each(:namespaces)))
  AND (:since_us IS NULL OR renewal_at IS NULL
  OR substr(renewal_at, 1, 19)
    >= strftime('%Y-%m-%dT%H:%M:%S', :since_us / 1000000, 'unixepoch'))
  AND (:until_us IS NULL OR renewal_at IS NULL
  OR substr(renewal_at, 1, 19)
    <= strftime('%Y-%m-%dT%H:%M:%S', :until_us / 1000000, 'unixepoch'));
