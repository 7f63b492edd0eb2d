-- cascades for a reader, without what a later renewal of the CA decides.
SELECT
  CASE state WHEN 'stale-key' THEN 'critical' WHEN 'stale-ski' THEN 'high'
    WHEN 'stale' THEN 'high' WHEN 'stale-copy' THEN 'medium' ELSE 'plain'
    END AS style,
  substr(state || '            ', 1, 12) AS prefix,
  namespace || '/' || certificate || ' below ' || ca_namespace || '/'
    || ca_certificate || CASE WHEN depth > 1 THEN ', depth ' || depth ELSE '' END
    || ', renewed ' || coalesce(substr(ca_renewed_at, 1, 19) || 'Z', 'some day')
    || CASE WHEN reissued_at IS NOT NULL
      THEN ', re-issued ' || substr(reissued_at, 1, 19) || 'Z' ELSE '' END
    || CASE WHEN breaks_at IS NOT NULL
      THEN ', breaks at the latest ' || substr(breaks_at, 1, 19) || 'Z' ELSE '' END
    || ': ' || reason AS text
FROM cascades
WHERE (:namespaces IS NULL
  OR namespace IN (SELECT value FROM json_each(:namespaces))
  OR ca_namespace IN (SELECT value FROM json_each(:namespaces)))
  AND (:since_us IS NULL OR ca_renewed_at IS NULL
  OR substr(ca_renewed_at, 1, 19)
    >= strftime('%Y-%m-%dT%H:%M:%S', :since_us / 1000000, 'unixepoch'))
  AND (:until_us IS NULL OR ca_renewed_at IS NULL
  OR substr(ca_renewed_at, 1, 19)
    <= strftime('%Y-%m-%dT%H:%M:%S', :until_us / 1000000, 'unixepoch'))
  AND state <> 'superseded';
