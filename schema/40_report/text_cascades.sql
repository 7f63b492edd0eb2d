-- cascades, as much as a screen holds; -o wide and the other formats have all.
SELECT
  ca_namespace || '/' || ca_certificate AS ca,
  substr(ca_renewed_at, 1, 19) || 'Z' AS renewed,
  namespace || '/' || certificate AS certificate, depth, state,
  substr(breaks_at, 1, 19) || 'Z' AS breaks_at
FROM cascades
WHERE (:namespaces IS NULL
  OR namespace IN (SELECT value FROM json_each(:namespaces))
  OR ca_namespace IN (SELECT value FROM json_each(:namespaces)))
  AND (:since_us IS NULL OR ca_renewed_at IS NULL
  OR substr(ca_renewed_at, 1, 19)
    >= strftime('%Y-%m-%dT%H:%M:%S', :since_us / 1000000, 'unixepoch'))
  AND (:until_us IS NULL OR ca_renewed_at IS NULL
  OR substr(ca_renewed_at, 1, 19)
    <= strftime('%Y-%m-%dT%H:%M:%S', :until_us / 1000000, 'unixepoch'));
