-- The newest state of each Certificate.  is_ca is 0 where the object does not
-- say; captured_at is the capture time of the bundle.
DROP VIEW IF EXISTS certificates;
CREATE VIEW certificates AS
SELECT
  namespace, name AS certificate, secret, is_ca, issuer_kind, issuer,
  issuer_group, duration_s AS duration_seconds,
  renew_before_s AS renew_before_seconds,
  CASE WHEN not_before_us IS NOT NULL THEN
    strftime('%Y-%m-%dT%H:%M:%S', not_before_us / 1000000, 'unixepoch')
    || CASE WHEN not_before_us % 1000000 = 0 THEN ''
      ELSE rtrim(printf('.%06d', not_before_us % 1000000), '0') END || 'Z' END
    AS not_before,
  CASE WHEN not_after_us IS NOT NULL THEN
    strftime('%Y-%m-%dT%H:%M:%S', not_after_us / 1000000, 'unixepoch')
    || CASE WHEN not_after_us % 1000000 = 0 THEN ''
      ELSE rtrim(printf('.%06d', not_after_us % 1000000), '0') END || 'Z' END
    AS not_after,
  CASE WHEN due_us >= 1388534400000000 THEN
    strftime('%Y-%m-%dT%H:%M:%S', due_us / 1000000, 'unixepoch')
    || CASE WHEN due_us % 1000000 = 0 THEN ''
      ELSE rtrim(printf('.%06d', due_us % 1000000), '0') END || 'Z' END
    AS renewal_at,
  renewal_rule, revision,
  CASE ready WHEN 'True' THEN 1 WHEN 'False' THEN 0 END AS ready,
  key_rotation, api_group || '/' || api_version AS api_version,
  CASE WHEN now_us >= 1388534400000000 THEN
    strftime('%Y-%m-%dT%H:%M:%S', now_us / 1000000, 'unixepoch')
    || CASE WHEN now_us % 1000000 = 0 THEN ''
      ELSE rtrim(printf('.%06d', now_us % 1000000), '0') END || 'Z' END
    AS captured_at,
  path, line
FROM plan JOIN input ON input.id = input_id
ORDER BY namespace, name;
