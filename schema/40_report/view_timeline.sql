-- timeline, as the contract has it.
WITH shown AS (
  SELECT * FROM timeline WHERE :namespaces IS NULL
  UNION ALL
  SELECT * FROM timeline WHERE :namespaces IS NOT NULL
    AND (namespace IN (SELECT value FROM json_each(:namespaces))
    OR (namespace IS NULL AND object_kind IN ('ClusterIssuer', 'Controller')))
)
SELECT * FROM shown
WHERE (:since_us IS NULL OR at IS NULL
  OR substr(at, 1, 19)
    >= strftime('%Y-%m-%dT%H:%M:%S', :since_us / 1000000, 'unixepoch'))
  AND (:until_us IS NULL OR at IS NULL
  OR substr(at, 1, 19)
    <= strftime('%Y-%m-%dT%H:%M:%S', :until_us / 1000000, 'unixepoch'));
