-- "Now": the moment the bundle was captured, which is the newest trustworthy
-- time in it, unless the reader says otherwise.  The beginning of a
-- certificate's validity is the issuer's choice: it counts where it is not a
-- day or more ahead of all else.
DROP TABLE IF EXISTS log_span;
CREATE TABLE log_span AS
SELECT
  segment.id AS segment_id, segment.input_id,
  -- Full times may stand in a few lines only: the headers reach further.
  min(
    coalesce(segment.first_at_us, placed.first_us - coalesce(offset_us, 0)),
    coalesce(placed.first_us - coalesce(offset_us, 0), segment.first_at_us))
    AS first_us,
  max(
    coalesce(segment.last_at_us, placed.last_us - coalesce(offset_us, 0)),
    coalesce(placed.last_us - coalesce(offset_us, 0), segment.last_at_us))
    AS last_us,
  segment.last_line, coalesce(confidence, 'high') AS confidence
FROM log_segment AS segment
LEFT JOIN log_year ON log_year.segment_id = segment.id
LEFT JOIN segment_year AS placed
  ON placed.segment_id = segment.id AND placed.year0 = log_year.year0;

DROP TABLE IF EXISTS capture;
CREATE TABLE capture AS
SELECT at_us AS now_us, witness, input_id, line
FROM (
  SELECT at_us, 'object' AS witness, object.input_id, object.line, 1 AS rank
  FROM object_time JOIN object ON object.id = object_id
  WHERE what <> 'x509'
  UNION ALL
  SELECT last_us, 'log', input_id, last_line, 2
  FROM log_span WHERE last_us IS NOT NULL
  UNION ALL
  SELECT as_of_us, 'given', NULL, NULL, 0
  FROM settings WHERE as_of_us IS NOT NULL
)
ORDER BY rank = 0 DESC, at_us DESC, rank, input_id, line
LIMIT 1;

INSERT INTO capture
SELECT at_us, 'x509', object.input_id, x509.line
FROM object_time
JOIN object ON object.id = object_time.object_id
JOIN x509 ON x509.object_id = object.id AND x509.not_before_us = at_us
WHERE what = 'x509'
  AND at_us <= (SELECT coalesce(max(now_us) + 86400000000, 1 << 62)
    FROM capture)
  AND at_us > (SELECT coalesce(max(now_us), 0) FROM capture)
  AND NOT EXISTS (SELECT 1 FROM capture WHERE witness = 'given')
ORDER BY at_us DESC, object.input_id, x509.line
LIMIT 1;

DELETE FROM capture WHERE now_us < (SELECT max(now_us) FROM capture);

INSERT INTO capture
SELECT NULL, NULL, NULL, NULL WHERE NOT EXISTS (SELECT 1 FROM capture);
