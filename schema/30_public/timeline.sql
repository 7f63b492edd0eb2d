-- Everything that happened, in order.
DROP VIEW IF EXISTS timeline;
CREATE VIEW timeline AS
SELECT
  CASE WHEN at_us >= 1388534400000000 THEN
    strftime('%Y-%m-%dT%H:%M:%S', at_us / 1000000, 'unixepoch')
    || CASE WHEN at_us % 1000000 = 0 THEN ''
      ELSE rtrim(printf('.%06d', at_us % 1000000), '0') END || 'Z' END
    AS at,
  at_confidence,
  moment.kind,
  severity,
  namespace,
  object_kind,
  object,
  text,
  path,
  line
FROM moment_row AS moment LEFT JOIN input ON input.id = input_id
ORDER BY moment.id;
