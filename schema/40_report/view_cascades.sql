-- cascades, as the contract has it.
SELECT * FROM cascades
WHERE (:namespaces IS NULL
  OR namespace IN (SELECT value FROM json_each(:namespaces))
  OR ca_namespace IN (SELECT value FROM json_each(:namespaces)))
  AND (:since_us IS NULL OR ca_renewed_at IS NULL
  OR substr(ca_renewed_at, 1, 19)
    >= strftime('%Y-%m-%dT%H:%M:%S', :since_us / 1000000, 'unixepoch'))
  AND (:until_us IS NULL OR ca_renewed_at IS NULL
  OR substr(ca_renewed_at, 1, 19)
    <= strftime('%Y-%m-%dT%H:%M:%S', :until_us / 1000000, 'unixepoch'));
