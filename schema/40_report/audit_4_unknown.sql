-- What the bundle cannot tell, and why.
WITH open AS (
  SELECT DISTINCT workload, namespace, reason AS why, verdict, certificate
  FROM restart_row
  WHERE verdict IN ('unknown', 'reload-expected') AND (:namespaces IS NULL OR namespace IN (SELECT value FROM json_each(:namespaces)))
  UNION
  SELECT DISTINCT certificate, namespace, reason, state, ca_certificate
  FROM cascade WHERE state = 'unknown' AND (:namespaces IS NULL OR namespace IN (SELECT value FROM json_each(:namespaces)))
  UNION
  SELECT name, namespace, 'no date of it is in the bundle', 'unknown',
    'when it ends'
  FROM plan
  WHERE state IS NULL AND last_outcome IS NULL AND (:namespaces IS NULL OR namespace IN (SELECT value FROM json_each(:namespaces)))
),
-- What is unknown for one reason is one entry.
each AS (
  SELECT namespace || '/' || workload || ' ('
    || group_concat(certificate, ', ') || ')' AS what, why
  FROM (SELECT * FROM open ORDER BY namespace, workload, why, certificate)
  GROUP BY namespace, workload, why
),
shown AS (
  SELECT group_concat(what, ', ') || ': ' || why AS text,
    row_number() OVER (ORDER BY min(what), why) AS n
  FROM (SELECT * FROM each ORDER BY what, why)
  GROUP BY why
)
SELECT style, prefix, text
FROM (
  SELECT 0 AS n, 'head' AS style, 'CANNOT TELL  ' AS prefix,
    count(*) || CASE WHEN count(*) > 6 THEN ', the first 6:' ELSE '' END AS text
  FROM shown HAVING count(*) > 0
  UNION ALL
  SELECT n, 'plain', '  ', text FROM shown WHERE n <= 6
  UNION ALL
  SELECT 1000000000, 'plain', '', '' WHERE EXISTS (SELECT 1 FROM shown)
)
ORDER BY n;
