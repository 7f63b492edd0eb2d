-- restarts, as the contract has it.
SELECT * FROM restarts
WHERE (:namespaces IS NULL
  OR namespace IN (SELECT value FROM json_each(:namespaces)))
  AND (:since_us IS NULL OR renewed_at IS NULL
  OR substr(renewed_at, 1, 19)
    >= strftime('%Y-%m-%dT%H:%M:%S', :since_us / 1000000, 'unixepoch'))
  AND (:until_us IS NULL OR renewed_at IS NULL
  OR substr(renewed_at, 1, 19)
    <= strftime('%Y-%m-%dT%H:%M:%S', :until_us / 1000000, 'unixepoch'));
