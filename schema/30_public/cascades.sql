-- One row for each CA renewal and certificate that its issuer signs, at any
-- depth.
DROP VIEW IF EXISTS cascades;
CREATE VIEW cascades AS
SELECT
  ca_namespace,
  ca_certificate,
  CASE WHEN ca_renewed_us >= 1388534400000000 THEN
    strftime('%Y-%m-%dT%H:%M:%S', ca_renewed_us / 1000000, 'unixepoch')
    || CASE WHEN ca_renewed_us % 1000000 = 0 THEN ''
      ELSE rtrim(printf('.%06d', ca_renewed_us % 1000000), '0') END || 'Z' END
    AS ca_renewed_at,
  ca_key_changed,
  issuer_kind,
  issuer,
  depth,
  namespace,
  certificate,
  state,
  CASE WHEN reissued_us >= 1388534400000000 THEN
    strftime('%Y-%m-%dT%H:%M:%S', reissued_us / 1000000, 'unixepoch')
    || CASE WHEN reissued_us % 1000000 = 0 THEN ''
      ELSE rtrim(printf('.%06d', reissued_us % 1000000), '0') END || 'Z' END
    AS reissued_at,
  lag_seconds,
  CASE WHEN breaks_us >= 1388534400000000 THEN
    strftime('%Y-%m-%dT%H:%M:%S', breaks_us / 1000000, 'unixepoch')
    || CASE WHEN breaks_us % 1000000 = 0 THEN ''
      ELSE rtrim(printf('.%06d', breaks_us % 1000000), '0') END || 'Z' END
    AS breaks_at,
  confidence,
  reason
FROM cascade
ORDER BY ca_renewed_us, ca_namespace, ca_certificate, depth, namespace, certificate,
  ca_renewal_id;
