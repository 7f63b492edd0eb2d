-- What comes in the thirty days after the capture.
SELECT 'head', 'NEXT  ',
  CASE count(*)
    WHEN 0 THEN 'no renewal is due in the 30 days after the capture'
    WHEN 1 THEN '1 renewal in the 30 days after the capture, '
      || min(namespace || '/' || certificate) || ' on '
      || strftime('%Y-%m-%d', min(due_us) / 1000000, 'unixepoch')
    ELSE count(*) || ' renewals in the 30 days after the capture, first '
      || (SELECT namespace || '/' || certificate FROM prospect
        WHERE due_us > now_us AND (:namespaces IS NULL OR namespace IN (SELECT value FROM json_each(:namespaces)))
        ORDER BY due_us, namespace, certificate LIMIT 1)
      || ' on ' || strftime('%Y-%m-%d', min(due_us) / 1000000, 'unixepoch') END
  || CASE WHEN coalesce(sum(restarts_needed), 0) = 0 THEN ''
    WHEN sum(restarts_needed) = 1 THEN '; 1 pod uses them'
    ELSE '; ' || sum(restarts_needed) || ' pods use them' END
  || CASE WHEN coalesce(sum(reissues_needed), 0) = 0 THEN ''
    ELSE '; ' || sum(reissues_needed) || ' certificates hang below them' END
  || '   (certtrail forecast)'
FROM prospect JOIN capture
WHERE due_us > now_us AND due_us <= now_us + 30 * 86400000000
  AND (:namespaces IS NULL OR namespace IN (SELECT value FROM json_each(:namespaces)))
HAVING EXISTS (SELECT 1 FROM prospect);
