-- renewals, as the contract has it.
WITH shown AS (
  SELECT * FROM renewals WHERE :namespaces IS NULL
  UNION ALL
  SELECT * FROM renewals WHERE :namespaces IS NOT NULL
    AND namespace IN (SELECT value FROM json_each(:namespaces))
)
SELECT * FROM shown
WHERE (:since_us IS NULL OR coalesce(issued_at, triggered_at) IS NULL
  OR substr(coalesce(issued_at, triggered_at), 1, 19)
    >= strftime('%Y-%m-%dT%H:%M:%S', :since_us / 1000000, 'unixepoch'))
  AND (:until_us IS NULL OR coalesce(issued_at, triggered_at) IS NULL
  OR substr(coalesce(issued_at, triggered_at), 1, 19)
    <= strftime('%Y-%m-%dT%H:%M:%S', :until_us / 1000000, 'unixepoch'));
