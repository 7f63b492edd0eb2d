-- Ages turned into times.  A dump was made at its newest moment, or somewhat
-- later; where several dumps are at hand, each age counts from its own, and is
-- no time where nothing else tells that.
DROP TABLE IF EXISTS temp.seen_input;
CREATE TEMP TABLE seen_input (
  input_id  INTEGER PRIMARY KEY,
  at_us     INTEGER NOT NULL
);

INSERT INTO seen_input
SELECT input_id, max(at_us)
FROM (
  SELECT input_id, at_us FROM input_now
  UNION ALL
  SELECT input_id, last_us FROM log_span
  WHERE confidence <> 'none' AND last_us IS NOT NULL
)
GROUP BY input_id;

DROP TABLE IF EXISTS temp.seen_dump;
CREATE TEMP TABLE seen_dump (
  root   TEXT PRIMARY KEY,
  at_us  INTEGER NOT NULL
);

INSERT INTO seen_dump
SELECT root, max(at_us)
FROM dump_input CROSS JOIN seen_input USING (input_id)
GROUP BY root;

DROP TABLE IF EXISTS printed_now;
CREATE TABLE printed_now (
  input_id  INTEGER PRIMARY KEY,
  now_us    INTEGER
) STRICT;

INSERT INTO printed_now
SELECT
  printed.input_id,
  CASE WHEN own.root IS NULL THEN (SELECT max(at_us) FROM seen_input)
    ELSE seen_dump.at_us END
FROM (
  SELECT DISTINCT object.input_id
  FROM object_age JOIN object ON object.id = object_id
) AS printed
LEFT JOIN dump_input AS own ON own.input_id = printed.input_id AND is_inner
LEFT JOIN seen_dump ON seen_dump.root = own.root;

DROP TABLE temp.seen_input;
DROP TABLE temp.seen_dump;

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
