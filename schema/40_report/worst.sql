-- The worst severity there is, counted from 0, critical.
SELECT min(CASE severity
  WHEN 'critical' THEN 0 WHEN 'high' THEN 1 WHEN 'medium' THEN 2
  WHEN 'low' THEN 3 END)
FROM finding
WHERE :namespaces IS NULL OR namespace IS NULL
  OR namespace IN (SELECT value FROM json_each(:namespaces));
