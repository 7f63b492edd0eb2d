-- events, as the contract has it.
SELECT * FROM events
WHERE (:namespaces IS NULL
  OR namespace IN (SELECT value FROM json_each(:namespaces)))
  AND (:since_us IS NULL OR at IS NULL
  OR substr(at, 1, 19)
    >= strftime('%Y-%m-%dT%H:%M:%S', :since_us / 1000000, 'unixepoch'))
  AND (:until_us IS NULL OR at IS NULL
  OR substr(at, 1, 19)
    <= strftime('%Y-%m-%dT%H:%M:%S', :until_us / 1000000, 'unixepoch'));
