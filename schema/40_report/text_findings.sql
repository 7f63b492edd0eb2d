-- findings, as much as a screen holds; -o wide and the other formats have all.
SELECT
  id, severity, coalesce(namespace || '/', '') || coalesce(object, '-') AS object,
  title, substr(deadline, 1, 19) || 'Z' AS deadline
FROM findings
WHERE (:namespaces IS NULL
  OR namespace IN (SELECT value FROM json_each(:namespaces))
  OR namespace IS NULL)
  AND (:since_us IS NULL OR since IS NULL
  OR substr(since, 1, 19)
    >= strftime('%Y-%m-%dT%H:%M:%S', :since_us / 1000000, 'unixepoch'))
  AND (:until_us IS NULL OR since IS NULL
  OR substr(since, 1, 19)
    <= strftime('%Y-%m-%dT%H:%M:%S', :until_us / 1000000, 'unixepoch'));
