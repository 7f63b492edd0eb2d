-- restarts, as the contract has it.
WITH shown AS (
  SELECT * FROM restarts WHERE :namespaces IS NULL
  UNION ALL
  SELECT * FROM restarts WHERE :namespaces IS NOT NULL
    AND namespace IN (SELECT value FROM json_each(:namespaces))
)
SELECT * FROM shown
WHERE (:since_us IS NULL OR renewed_at IS NULL
  OR substr(renewed_at, 1, 19)
    >= strftime('%Y-%m-%dT%H:%M:%S', :since_us / 1000000, 'unixepoch'))
  AND (:until_us IS NULL OR renewed_at IS NULL
  OR substr(renewed_at, 1, 19)
    <= strftime('%Y-%m-%dT%H:%M:%S', :until_us / 1000000, 'unixepoch'));
