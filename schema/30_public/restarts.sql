-- One row for each renewal and container that uses the renewed Secret itself.
DROP VIEW IF EXISTS restarts;
CREATE VIEW restarts AS
SELECT
  renewal_id, namespace, pod, container, workload_kind, workload, secret,
  certificate, uses,
  CASE WHEN issued_us >= 1388534400000000 THEN
    strftime('%Y-%m-%dT%H:%M:%S', issued_us / 1000000, 'unixepoch')
    || CASE WHEN issued_us % 1000000 = 0 THEN ''
      ELSE rtrim(printf('.%06d', issued_us % 1000000), '0') END || 'Z' END
    AS renewed_at,
  CASE WHEN since_us >= 1388534400000000 THEN
    strftime('%Y-%m-%dT%H:%M:%S', since_us / 1000000, 'unixepoch')
    || CASE WHEN since_us % 1000000 = 0 THEN ''
      ELSE rtrim(printf('.%06d', since_us % 1000000), '0') END || 'Z' END
    AS running_since,
  verdict, lag_seconds,
  CASE WHEN deadline_us >= 1388534400000000 THEN
    strftime('%Y-%m-%dT%H:%M:%S', deadline_us / 1000000, 'unixepoch')
    || CASE WHEN deadline_us % 1000000 = 0 THEN ''
      ELSE rtrim(printf('.%06d', deadline_us % 1000000), '0') END || 'Z' END
    AS deadline,
  cause, rule, confidence, reason
FROM restart_row
ORDER BY row_id;
