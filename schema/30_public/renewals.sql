-- One row for each issuance, from all witnesses merged.
DROP VIEW IF EXISTS renewals;
CREATE VIEW renewals AS
SELECT
  id,
  namespace,
  certificate,
  secret,
  is_ca,
  kind,
  reason,
  CASE WHEN triggered_us >= 1388534400000000 THEN
    strftime('%Y-%m-%dT%H:%M:%S', triggered_us / 1000000, 'unixepoch')
    || CASE WHEN triggered_us % 1000000 = 0 THEN ''
      ELSE rtrim(printf('.%06d', triggered_us % 1000000), '0') END || 'Z' END
    AS triggered_at,
  CASE WHEN issued_us >= 1388534400000000 THEN
    strftime('%Y-%m-%dT%H:%M:%S', issued_us / 1000000, 'unixepoch')
    || CASE WHEN issued_us % 1000000 = 0 THEN ''
      ELSE rtrim(printf('.%06d', issued_us % 1000000), '0') END || 'Z' END
    AS issued_at,
  outcome,
  attempts,
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
  serial,
  revision,
  key_changed,
  CASE WHEN due_us >= 1388534400000000 THEN
    strftime('%Y-%m-%dT%H:%M:%S', due_us / 1000000, 'unixepoch')
    || CASE WHEN due_us % 1000000 = 0 THEN ''
      ELSE rtrim(printf('.%06d', due_us % 1000000), '0') END || 'Z' END
    AS due_at,
  late_seconds,
  witnesses,
  confidence
FROM renewal
ORDER BY place;
