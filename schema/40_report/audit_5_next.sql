-- What comes in the thirty days after the capture.
WITH shown AS (
  SELECT prospect.*
  FROM prospect JOIN capture
  WHERE due_us > now_us AND due_us <= now_us + 30 * 86400000000
    AND (:namespaces IS NULL
      OR namespace IN (SELECT value FROM json_each(:namespaces)))
),
-- A Pod that uses several of them, or a certificate below several CAs, is one.
user AS (
  SELECT DISTINCT namespace, coalesce(pod, workload)
  FROM shown JOIN consumer USING (namespace, secret)
  WHERE coalesce(phase, '') NOT IN ('Succeeded', 'Failed')
    AND (is_pod = 1 OR coalesce(replicas, 1) > 0)
),
hanging AS (
  SELECT DISTINCT below.namespace, below.certificate
  FROM shown JOIN below
    ON ca_namespace = shown.namespace AND ca_certificate = shown.certificate
)
SELECT 'head', 'NEXT  ',
  CASE count(*)
    WHEN 0 THEN 'no renewal is due in the 30 days after the capture'
    WHEN 1 THEN '1 renewal in the 30 days after the capture, '
      || min(namespace || '/' || certificate) || ' on '
      || strftime('%Y-%m-%d', min(due_us) / 1000000, 'unixepoch')
    ELSE count(*) || ' renewals in the 30 days after the capture, first '
      || (SELECT namespace || '/' || certificate FROM shown
        ORDER BY due_us, namespace, certificate LIMIT 1)
      || ' on ' || strftime('%Y-%m-%d', min(due_us) / 1000000, 'unixepoch') END
  || CASE (SELECT count(*) FROM user)
    WHEN 0 THEN ''
    WHEN 1 THEN '; 1 pod uses ' || CASE count(*) WHEN 1 THEN 'it' ELSE 'them' END
    ELSE '; ' || (SELECT count(*) FROM user) || ' pods use '
      || CASE count(*) WHEN 1 THEN 'it' ELSE 'them' END END
  || CASE (SELECT count(*) FROM hanging)
    WHEN 0 THEN ''
    WHEN 1 THEN '; 1 certificate hangs below'
    ELSE '; ' || (SELECT count(*) FROM hanging) || ' certificates hang below' END
  || '   (certtrail forecast)'
FROM shown
HAVING EXISTS (SELECT 1 FROM prospect);
