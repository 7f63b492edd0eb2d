-- What comes next for each certificate.
DROP VIEW IF EXISTS forecast;
CREATE VIEW forecast AS
SELECT
  namespace,
  certificate,
  secret,
  is_ca,
  CASE WHEN due_us >= 1388534400000000 THEN
    strftime('%Y-%m-%dT%H:%M:%S', due_us / 1000000, 'unixepoch')
    || CASE WHEN due_us % 1000000 = 0 THEN ''
      ELSE rtrim(printf('.%06d', due_us % 1000000), '0') END || 'Z' END
    AS renewal_at,
  CASE WHEN end_us IS NOT NULL THEN
    strftime('%Y-%m-%dT%H:%M:%S', end_us / 1000000, 'unixepoch')
    || CASE WHEN end_us % 1000000 = 0 THEN ''
      ELSE rtrim(printf('.%06d', end_us % 1000000), '0') END || 'Z' END
    AS not_after,
  state,
  restarts_needed,
  reissues_needed
FROM prospect
ORDER BY due_us NULLS LAST, namespace, certificate;
