-- What a person should act on, the most urgent first.
DROP VIEW IF EXISTS findings;
CREATE VIEW findings AS
SELECT
  id,
  code,
  severity,
  namespace,
  object_kind,
  object,
  title,
  detail,
  CASE WHEN since_us >= 1388534400000000 THEN
    strftime('%Y-%m-%dT%H:%M:%S', since_us / 1000000, 'unixepoch')
    || CASE WHEN since_us % 1000000 = 0 THEN ''
      ELSE rtrim(printf('.%06d', since_us % 1000000), '0') END || 'Z' END
    AS since,
  CASE WHEN deadline_us >= 1388534400000000 THEN
    strftime('%Y-%m-%dT%H:%M:%S', deadline_us / 1000000, 'unixepoch')
    || CASE WHEN deadline_us % 1000000 = 0 THEN ''
      ELSE rtrim(printf('.%06d', deadline_us % 1000000), '0') END || 'Z' END
    AS deadline,
  remedy,
  confidence
FROM finding
ORDER BY place;
