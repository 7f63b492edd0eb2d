-- What the logs can prove, a row for each log file.
DROP VIEW IF EXISTS coverage;
CREATE VIEW coverage AS
SELECT
  pod,
  container,
  version,
  CASE WHEN first_us >= 1388534400000000 THEN
    strftime('%Y-%m-%dT%H:%M:%S', first_us / 1000000, 'unixepoch')
    || CASE WHEN first_us % 1000000 = 0 THEN ''
      ELSE rtrim(printf('.%06d', first_us % 1000000), '0') END || 'Z' END
    AS first_at,
  CASE WHEN last_us >= 1388534400000000 THEN
    strftime('%Y-%m-%dT%H:%M:%S', last_us / 1000000, 'unixepoch')
    || CASE WHEN last_us % 1000000 = 0 THEN ''
      ELSE rtrim(printf('.%06d', last_us % 1000000), '0') END || 'Z' END
    AS last_at,
  cover.lines,
  gaps,
  year_witness,
  year_confidence,
  zone
FROM cover JOIN input ON input.id = input_id
ORDER BY first_us NULLS LAST, path, input_id, cover.line;
