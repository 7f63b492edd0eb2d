-- renewals, as the contract has it.
SELECT * FROM renewals
WHERE (:namespaces IS NULL
  OR namespace IN (SELECT value FROM json_each(:namespaces)))
  AND (:since_us IS NULL OR coalesce(issued_at, triggered_at) IS NULL
  OR substr(coalesce(issued_at, triggered_at), 1, 19)
    >= strftime('%Y-%m-%dT%H:%M:%S', :since_us / 1000000, 'unixepoch'))
  AND (:until_us IS NULL OR coalesce(issued_at, triggered_at) IS NULL
  OR substr(coalesce(issued_at, triggered_at), 1, 19)
    <= strftime('%Y-%m-%dT%H:%M:%S', :until_us / 1000000, 'unixepoch'));
