-- timeline, as much as a screen holds; -o wide and the other formats have all.
SELECT
  substr(at, 1, 19) || 'Z' AS at,
  coalesce(namespace || '/', '') || coalesce(object, '-') AS object,
  kind, text
FROM timeline
WHERE (:namespaces IS NULL
  OR namespace IN (SELECT value FROM json_each(:namespaces))
  OR (namespace IS NULL AND object_kind IN ('ClusterIssuer', 'Controller')))
  AND (:since_us IS NULL OR at IS NULL
  OR substr(at, 1, 19)
    >= strftime('%Y-%m-%dT%H:%M:%S', :since_us / 1000000, 'unixepoch'))
  AND (:until_us IS NULL OR at IS NULL
  OR substr(at, 1, 19)
    <= strftime('%Y-%m-%dT%H:%M:%S', :until_us / 1000000, 'unixepoch'));
