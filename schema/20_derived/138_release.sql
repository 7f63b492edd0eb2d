-- Which releases a log can come from, where it does not say it: what the signs
-- of schema/releases have in common.  Lines that exclude each other are those of
-- an upgrade; then all is between the oldest and the newest.
--
-- A release is a range of numbers: v1.12.13 is 1012013, v1.12 from 1012000 to
-- 1012999.
DROP VIEW IF EXISTS temp.release_number;
DROP TABLE IF EXISTS temp.release_text;
CREATE TEMP TABLE release_text (text TEXT PRIMARY KEY);

CREATE TEMP VIEW release_number AS
SELECT
  text, major * 1000000 + minor * 1000 + coalesce(patch, 0) AS low,
  major * 1000000 + minor * 1000 + coalesce(patch, 999) AS high
FROM (
  SELECT
    text, CAST(ltrim(text, 'v') AS INTEGER) AS major,
    CAST(rest AS INTEGER) AS minor,
    CASE WHEN instr(rest, '.') > 0
      THEN CAST(substr(rest, instr(rest, '.') + 1) AS INTEGER) END AS patch
  FROM (SELECT text, substr(text, instr(text, '.') + 1) AS rest
    FROM release_text WHERE ltrim(text, 'v') GLOB '[0-9]*.[0-9]*')
);

INSERT OR IGNORE INTO release_text
SELECT since FROM release_sign WHERE since IS NOT NULL
UNION SELECT until FROM release_sign WHERE until IS NOT NULL
UNION SELECT since FROM fault WHERE since IS NOT NULL
UNION SELECT until FROM fault WHERE until IS NOT NULL;

DROP TABLE IF EXISTS temp.release_bound;
CREATE TEMP TABLE release_bound AS
SELECT
  at, pattern, reason, since, until, first.low,
  coalesce(last.high, 1 << 40) AS high
FROM release_sign
JOIN release_number AS first ON first.text = since
LEFT JOIN release_number AS last ON last.text = until;

DROP TABLE IF EXISTS log_release;
CREATE TABLE log_release (
  input_id  INTEGER PRIMARY KEY,
  low       INTEGER,
  high      INTEGER,
  release   TEXT
) STRICT;

INSERT INTO log_release
WITH sign AS (
  SELECT
    input_id, bound.low, bound.high,
    bound.at IS NOT NULL OR bound.reason IS NOT NULL AS is_line
  FROM log_form AS form
  JOIN log_segment AS segment ON segment.id = form.first_segment_id
  JOIN release_bound AS bound
    ON (bound.at IS NULL OR bound.at = form.source_line)
    AND (bound.pattern IS NULL OR form.pattern GLOB bound.pattern)
    AND (bound.reason IS NULL
      OR substr(form.reason, 1, length(bound.reason)) = bound.reason)
), common AS (
  SELECT
    input_id, max(low) AS low, min(high) AS high,
    min(low) FILTER (WHERE is_line) AS first_low,
    max(high) FILTER (WHERE is_line) AS last_high
  FROM sign
  GROUP BY input_id
), bounded AS (
  SELECT
    input_id,
    CASE WHEN low <= high THEN low ELSE first_low END AS low,
    CASE WHEN low <= high THEN high ELSE last_high END AS high
  FROM common
)
SELECT
  input_id, low, high,
  'v' || (SELECT since FROM release_bound WHERE release_bound.low = bounded.low
      ORDER BY length(since) LIMIT 1)
    || CASE
      WHEN high = 1 << 40 THEN '+'
      WHEN high = low OR (low % 1000 = 0 AND high = low + 999) THEN ''
      ELSE '-v' || (SELECT until FROM release_bound
        WHERE release_bound.high = bounded.high ORDER BY length(until) LIMIT 1)
      END AS release
FROM bounded;

DROP TABLE temp.release_bound;
