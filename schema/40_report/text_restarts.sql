-- restarts, as much as a screen holds; -o wide and the other formats have all.
SELECT
  namespace || '/' || coalesce(pod, workload) AS pod, container, certificate,
  uses,
  substr(renewed_at, 1, 19) || 'Z' AS renewed,
  substr(running_since, 1, 19) || 'Z' AS running_since, verdict
FROM restarts
WHERE (:namespaces IS NULL
  OR namespace IN (SELECT value FROM json_each(:namespaces)))
  AND (:since_us IS NULL OR renewed_at IS NULL
  OR substr(renewed_at, 1, 19)
    >= strftime('%Y-%m-%dT%H:%M:%S', :since_us / 1000000, 'unixepoch'))
  AND (:until_us IS NULL OR renewed_at IS NULL
  OR substr(renewed_at, 1, 19)
    <= strftime('%Y-%m-%dT%H:%M:%S', :until_us / 1000000, 'unixepoch'));
