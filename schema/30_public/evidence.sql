-- What each finding, renewal, cascade and restart rests on.  The id of a
-- cascade is that of the CA's renewal and the certificate below it; the id of a
-- restart is that of the renewal and NAMESPACE/POD/CONTAINER.
DROP VIEW IF EXISTS evidence;
CREATE VIEW evidence AS
SELECT
  subject_kind,
  subject_id,
  witness,
  CASE WHEN at_us >= 1388534400000000 THEN
    strftime('%Y-%m-%dT%H:%M:%S', at_us / 1000000, 'unixepoch')
    || CASE WHEN at_us % 1000000 = 0 THEN ''
      ELSE rtrim(printf('.%06d', at_us % 1000000), '0') END || 'Z' END
    AS at,
  path,
  line,
  excerpt
FROM proof LEFT JOIN input ON input.id = input_id
ORDER BY subject_kind, subject_id, at_us, path, line, witness, excerpt;
