-- The worst severity there is, counted from 0, critical.
SELECT min(CASE severity
  WHEN 'critical' THEN 0 WHEN 'high' THEN 1 WHEN 'medium' THEN 2
  WHEN 'low' THEN 3 END)
FROM finding;
