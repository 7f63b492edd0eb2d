-- Ages turned into times.  A dump was made at its newest moment, or somewhat
-- later; where several dumps are at hand, each age counts from its own, and is
-- no time where nothing else tells that.
DROP TABLE IF EXISTS printed_now;
CREATE TABLE printed_now AS
WITH seen (input_id, at_us) AS (
  SELECT input_id, at_us FROM input_now
  UNION ALL
  SELECT input_id, last_us FROM log_span WHERE confidence <> 'none'
)
SELECT
  input_id,
  CASE WHEN EXISTS (SELECT 1 FROM dump_input AS own
      WHERE own.input_id = printed.input_id)
    THEN (SELECT max(seen.at_us)
      FROM dump_input AS own
      JOIN dump_input AS near ON near.root = own.root
      JOIN seen ON seen.input_id = near.input_id
      WHERE own.input_id = printed.input_id AND own.is_inner)
    ELSE (SELECT max(at_us) FROM seen) END AS now_us
FROM (
  SELECT DISTINCT object.input_id
  FROM object_age JOIN object ON object.id = object_id
) AS printed;

CREATE UNIQUE INDEX printed_now_input ON printed_now (input_id);

-- The moment lies between low_us and high_us; at_us is the middle.
DROP TABLE IF EXISTS printed_time;
CREATE TABLE printed_time (
  object_id  INTEGER NOT NULL,
  what       TEXT    NOT NULL,  -- as in object_age
  line       INTEGER NOT NULL,
  low_us     INTEGER NOT NULL,
  at_us      INTEGER NOT NULL,
  high_us    INTEGER NOT NULL,
  unit_us    INTEGER NOT NULL,
  PRIMARY KEY (object_id, what)
) STRICT, WITHOUT ROWID;

INSERT OR IGNORE INTO printed_time
SELECT
  object_id, what, object_age.line, now_us - age_us - unit_us,
  (now_us - age_us - CASE WHEN unit_us > 1000000 THEN unit_us / 2 ELSE 0 END)
    / 1000000 * 1000000,
  now_us - age_us, unit_us
FROM object_age
JOIN object ON object.id = object_id
JOIN printed_now USING (input_id)
WHERE now_us IS NOT NULL
ORDER BY object_age.line;
