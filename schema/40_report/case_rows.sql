-- What the report is about, a row each.
SELECT
  rfc3339(now_us) AS captured_at,
  (SELECT count(*) FROM input) AS inputs,
  (SELECT count(*) FROM certificate_now) AS certificates,
  (SELECT count(*) FROM pod_now) AS pods,
  (SELECT group_concat(version, ', ') FROM (
    SELECT DISTINCT version FROM cover WHERE version IS NOT NULL
    ORDER BY version)) AS cert_manager
FROM capture;
