-- renewals, as much as a screen holds; -o wide and the other formats have all.
SELECT
  substr(coalesce(issued_at, triggered_at), 1, 19) || 'Z' AS at,
  namespace || '/' || certificate AS certificate, kind,
  outcome, attempts AS tries,
  CASE
    WHEN late_seconds IS NULL THEN NULL
    WHEN late_seconds < 3600 THEN 'on time'
    WHEN late_seconds < 2 * 86400 THEN late_seconds / 3600 || ' h late'
    ELSE late_seconds / 86400 || ' d late' END AS due, id
FROM renewals
WHERE (:namespaces IS NULL
  OR namespace IN (SELECT value FROM json_each(:namespaces)))
  AND (:since_us IS NULL OR coalesce(issued_at, triggered_at) IS NULL
  OR substr(coalesce(issued_at, triggered_at), 1, 19)
    >= strftime('%Y-%m-%dT%H:%M:%S', :since_us / 1000000, 'unixepoch'))
  AND (:until_us IS NULL OR coalesce(issued_at, triggered_at) IS NULL
  OR substr(coalesce(issued_at, triggered_at), 1, 19)
    <= strftime('%Y-%m-%dT%H:%M:%S', :until_us / 1000000, 'unixepoch'));
