-- What may be wrong, where nothing in the bundle decides: one line each.
WITH shown AS (
  SELECT *, row_number() OVER (ORDER BY place) AS n
  FROM finding
  WHERE severity = 'low' AND code = 'restart-or-reload'
    AND (:namespaces IS NULL
      OR namespace IN (SELECT value FROM json_each(:namespaces)))
)
SELECT style, prefix, text
FROM (
  SELECT 0 AS n, 'head' AS style, 'CHECK  ' AS prefix,
    count(*) || CASE count(*) WHEN 1 THEN ' workload reads'
      ELSE ' workloads read' END
    || ' a renewed Secret from files that changed in place; nothing here tells '
    || 'whether the process read them again'
    || CASE WHEN count(*) > 8 THEN '; the first 8:' ELSE '' END AS text
  FROM shown HAVING count(*) > 0
  UNION ALL
  SELECT n, 'plain', '  ' || lower(object_kind) || ' ', namespace || '/' || object
    || '  ' || substr(title, instr(title, ': ') + 2) FROM shown WHERE n <= 8
  UNION ALL
  SELECT 1000000000, 'plain', '', '' WHERE EXISTS (SELECT 1 FROM shown)
)
ORDER BY n;
