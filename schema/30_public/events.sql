-- Every recognised log record and Kubernetes Event, before any merging.
DROP VIEW IF EXISTS events;
CREATE VIEW events AS
SELECT
  event.id,
  CASE WHEN at_us >= 1388534400000000 THEN
    strftime('%Y-%m-%dT%H:%M:%S', at_us / 1000000, 'unixepoch')
    || CASE WHEN at_us % 1000000 = 0 THEN ''
      ELSE rtrim(printf('.%06d', at_us % 1000000), '0') END || 'Z' END
    AS at,
  at_confidence,
  event.kind,
  severity,
  namespace,
  object_kind,
  object,
  coalesce(CASE WHEN event.status IS NOT NULL
    THEN CASE WHEN old_status IS NULL THEN event.status
      ELSE old_status || '->' || event.status END END, reason) AS reason,
  coalesce(detail, message) AS message,
  pattern,
  repeats,
  path,
  line
FROM event_row AS event JOIN input ON input.id = input_id
ORDER BY event.id;
