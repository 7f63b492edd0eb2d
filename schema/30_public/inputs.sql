-- Every file or archive member met, whether understood or not.
DROP VIEW IF EXISTS inputs;
CREATE VIEW inputs AS
SELECT
  input.id,
  input.path,
  input.kind,
  status,
  bytes,
  sha256,
  lines,
  objects,
  input.events,
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
  coalesce(note, CASE
    WHEN link IS NOT NULL THEN 'a link to ' || link
      || CASE WHEN EXISTS (SELECT 1 FROM input AS target
        WHERE target.path = input.link) OR EXISTS (SELECT 1 FROM input AS target
        WHERE target.path > input.link || '/'
          AND target.path < input.link || '0')
        THEN '' ELSE ', which is not here' END
    END, CASE
    (SELECT count(*) FROM diag WHERE diag.input_id = input.id)
    WHEN 0 THEN CASE WHEN unknown > 0
      THEN unknown || ' log records of unknown form' END
    ELSE (SELECT CASE WHEN line IS NULL THEN '' ELSE 'line ' || line || ': ' END
        || text FROM diag WHERE diag.input_id = input.id ORDER BY id LIMIT 1)
      || CASE (SELECT count(*) FROM diag WHERE diag.input_id = input.id)
        WHEN 1 THEN '' ELSE ' (and ' || ((SELECT count(*) FROM diag
          WHERE diag.input_id = input.id) - 1) || ' more)' END END) AS note
FROM input
LEFT JOIN (
  SELECT input_id, min(at_us) AS first_us, max(at_us) AS last_us
  FROM (
    SELECT input_id, first_us AS at_us FROM log_span
    UNION ALL SELECT input_id, last_us FROM log_span
    UNION ALL
    SELECT object.input_id, at_us
    FROM object_time JOIN object ON object.id = object_id
    WHERE what <> 'x509'
  )
  GROUP BY input_id
) AS span ON span.input_id = input.id
ORDER BY input.path, input.id;
