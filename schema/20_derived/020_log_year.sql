-- The year of each log segment, from the strongest witness at hand:
--   1 envelope    a full time in front of the line
--   2 transition  a full date of the same moment inside the line
--   3 planned     a full date inside the line that the line comes soon after
--   4 objects     at least two moments that are in the objects too, to the second
--   5 object      one such moment
--   6 schedule    line time + time to renewal = a certificate's renewal time
--   7 neighbour   the nearest dated log of the same folder
--   8 capture     the last year in which the log is not newer than the objects
--   9 archive     the same, by the time that the archive gives the member
--  10 given       the reader's word (--year)
--  11 none        nothing; the year 2000 stands for it and is never shown
-- The process's zone comes from 1 and 2; otherwise it is taken to be UTC, as in
-- the official images.
DROP TABLE IF EXISTS segment_year;
CREATE TABLE segment_year AS
SELECT
  segment.id AS segment_id, input_id, calendar.year AS year0, feb_29_roll,
  calendar.start_us + first_stamp_us
    - CASE WHEN first_stamp_us >= 60 * 86400000000
        THEN calendar.skip_us ELSE 0 END AS first_us,
  last.start_us + last_stamp_us
    - CASE WHEN last_stamp_us >= 60 * 86400000000
        THEN last.skip_us ELSE 0 END AS last_us
FROM log_segment AS segment
JOIN calendar
JOIN calendar AS last
  ON last.year = calendar.year + coalesce(segment.last_roll, 0)
WHERE first_stamp_us IS NOT NULL AND calendar.year >= 2014
  AND (feb_29_roll IS NULL OR EXISTS (
    SELECT 1 FROM calendar AS leap
    WHERE leap.year = calendar.year + feb_29_roll AND leap.skip_us = 0));

CREATE INDEX segment_year_id ON segment_year (segment_id, year0);

DROP TABLE IF EXISTS year_candidate;
CREATE TABLE year_candidate (
  segment_id  INTEGER NOT NULL,
  year0       INTEGER NOT NULL,
  rank        INTEGER NOT NULL,
  witness     TEXT    NOT NULL,
  confidence  TEXT    NOT NULL,
  offset_us   INTEGER,  -- of the process's zone, where the witness tells it
  votes       INTEGER NOT NULL,
  line        INTEGER
) STRICT;

-- 1 and 2: the local time and the full time differ by a zone, 14 hours at most.
INSERT INTO year_candidate
SELECT
  segment_id, year - roll,
  CASE kind WHEN 'envelope' THEN 1 ELSE 2 END,
  kind, 'high',
  CAST(round((local_us - full_us) / 900000000.0) AS INTEGER) * 900000000,
  count(*), min(line)
FROM (
  SELECT
    witness.*, calendar.year,
    calendar.start_us + stamp_us
      - CASE WHEN stamp_us >= 60 * 86400000000
          THEN calendar.skip_us ELSE 0 END AS local_us
  FROM log_witness AS witness JOIN calendar
  WHERE kind IN ('envelope', 'transition')
)
WHERE abs(local_us - full_us) <= 14 * 3600000000
GROUP BY 1, 2, 3, 4, 6;

-- 3: a renewal comes after the time it was scheduled for, a retry at most some
-- thirty hours before the time that is announced.
INSERT INTO year_candidate
SELECT
  segment_id, year - roll, 3, 'planned',
  CASE WHEN local_us - full_us < 7 * 86400000000 THEN 'high' ELSE 'medium' END,
  NULL, count(*), min(line)
FROM (
  SELECT
    witness.*, calendar.year,
    calendar.start_us + stamp_us
      - CASE WHEN stamp_us >= 60 * 86400000000
          THEN calendar.skip_us ELSE 0 END AS local_us
  FROM log_witness AS witness JOIN calendar
  WHERE kind = 'planned'
)
WHERE local_us >= full_us - 3 * 86400000000
  AND local_us < full_us + 362 * 86400000000
GROUP BY 1, 2, 5;

-- 4 and 5: the same second of the year in a record and in an object that
-- speaks of certificates, asked only where no line tells the year itself.
-- Whole minutes are left out: people and schedulers make those.
DROP TABLE IF EXISTS object_second;
CREATE TABLE object_second (
  second  INTEGER NOT NULL,  -- of a leap year, and the one on either side
  year    INTEGER NOT NULL,
  moment  INTEGER NOT NULL,
  PRIMARY KEY (second, year, moment)
) STRICT, WITHOUT ROWID;

INSERT OR IGNORE INTO object_second
SELECT moment + step, year, moment
FROM (
  SELECT DISTINCT
    calendar.year,
    (at_us - calendar.start_us
      + CASE WHEN at_us - calendar.start_us
          >= 60 * 86400000000 - calendar.skip_us
          THEN calendar.skip_us ELSE 0 END) / 1000000 AS moment
  FROM (
    SELECT DISTINCT at_us
    FROM object_time JOIN object ON object.id = object_id
    WHERE object.kind IN ('Certificate', 'CertificateRequest', 'Secret',
        'Issuer', 'ClusterIssuer', 'Event')
      AND at_us % 60000000 <> 0
  ) AS dated
  JOIN calendar
    ON calendar.year = CAST(strftime('%Y', at_us / 1000000, 'unixepoch')
      AS INTEGER)
)
JOIN (SELECT -1 AS step UNION ALL SELECT 0 UNION ALL SELECT 1);

INSERT INTO year_candidate
SELECT
  segment_id, year0,
  CASE WHEN count(DISTINCT moment) > 1 THEN 4 ELSE 5 END,
  CASE WHEN count(DISTINCT moment) > 1 THEN 'objects' ELSE 'object' END,
  CASE WHEN count(DISTINCT moment) > 1 THEN 'high' ELSE 'medium' END,
  NULL, count(DISTINCT moment), min(line)
FROM (
  SELECT record.segment_id, near.year - record.roll AS year0, record.line,
    near.moment
  FROM log_line AS record
  CROSS JOIN log_form AS form ON form.id = form_id
  CROSS JOIN object_second AS near ON near.second = record.stamp_us / 1000000
  WHERE EXISTS (SELECT 1 FROM object_second)
    AND record.full_us IS NULL
    AND kind IN ('issued', 'issuing', 'ready', 'trigger',
      'request-created', 'request-approved', 'request-ready',
      'request-failed', 'failed', 'issuer')
    AND record.segment_id NOT IN (SELECT segment_id FROM year_candidate)
)
GROUP BY 1, 2;

DROP TABLE object_second;

-- 6: what v0.8 to v0.15 print on every sync.
INSERT INTO year_candidate
SELECT
  record.segment_id, calendar.year - record.roll, 6, 'schedule', 'medium', NULL,
  count(*), min(record.line)
FROM log_line AS record
JOIN log_subject AS subject ON subject.id = subject_id
JOIN current_object AS object
  ON object.kind = 'Certificate'
  AND object.namespace = coalesce(subject.related_namespace, subject.namespace)
JOIN certificate
  ON certificate.object_id = object.object_id
  AND certificate.secret IN (subject.related, subject.object)
JOIN calendar
WHERE EXISTS (SELECT 1 FROM log_form WHERE kind = 'scheduled')
  AND form_id IN (SELECT id FROM log_form WHERE kind = 'scheduled')
  AND record.due_in_us > 0
  AND record.stamp_us IS NOT NULL AND certificate.not_after_us IS NOT NULL
  AND abs(
    calendar.start_us + stamp_us
      - CASE WHEN stamp_us >= 60 * 86400000000
          THEN calendar.skip_us ELSE 0 END
      + due_in_us
      - (not_after_us - coalesce(renew_before_s, 720 * 3600) * 1000000)
  ) < 86400000000
GROUP BY 1, 2;

DELETE FROM year_candidate
WHERE NOT EXISTS (
  SELECT 1 FROM segment_year AS placed
  WHERE placed.segment_id = year_candidate.segment_id
    AND placed.year0 = year_candidate.year0
    AND (rank <= 3 OR placed.last_us <=
      (SELECT coalesce(at_us, 1 << 62) FROM object_now) + 7 * 86400000000));

-- 7: rotated files lie in one folder, one beginning where the other ends.  Of
-- the dated segments that begin before and after, the nearer one tells the year.
DROP TABLE IF EXISTS temp.dated_segment;
CREATE TEMP TABLE dated_segment AS
SELECT
  rtrim(path, replace(replace(path, '/', ''), '!', '')) AS folder,
  first_us, last_us, best.segment_id, confidence, offset_us
FROM year_candidate AS best
JOIN segment_year AS placed
  ON placed.segment_id = best.segment_id AND placed.year0 = best.year0
JOIN input ON input.id = input_id
WHERE rank < 7
ORDER BY folder, first_us, last_us, path, best.segment_id, rank, votes DESC,
  offset_us;

CREATE INDEX dated_segment_folder ON dated_segment (folder, first_us);

DROP TABLE IF EXISTS temp.undated_segment;
CREATE TEMP TABLE undated_segment AS
SELECT segment_id, year0, first_us, last_us, folder
FROM (
  SELECT placed.*,
    rtrim(path, replace(replace(path, '/', ''), '!', '')) AS folder
  FROM segment_year AS placed
  JOIN input ON input.id = placed.input_id
  WHERE segment_id NOT IN (SELECT segment_id FROM year_candidate)
)
JOIN (
  SELECT folder, min(first_us) AS start_us, max(last_us) AS end_us
  FROM dated_segment GROUP BY folder
) USING (folder)
-- Other years are further, even for one that must be a leap year.
WHERE first_us BETWEEN start_us - 1500 * 86400000000
  AND end_us + 1500 * 86400000000;

INSERT INTO year_candidate
SELECT segment_id, year0, 7, 'neighbour', confidence, offset_us, 1, NULL
FROM (
  SELECT
    placed.segment_id, placed.year0, dated.confidence, dated.offset_us,
    row_number() OVER (
      PARTITION BY placed.segment_id
      ORDER BY
        max(placed.first_us - dated.last_us, dated.first_us - placed.last_us),
        placed.year0, dated.rowid
    ) AS place
  FROM undated_segment AS placed
  JOIN dated_segment AS dated
    ON dated.rowid IN ((
      SELECT before.rowid FROM dated_segment AS before
      WHERE before.folder = placed.folder
        AND before.first_us <= placed.first_us
      ORDER BY before.first_us DESC, before.rowid LIMIT 1
    ), (
      SELECT after.rowid FROM dated_segment AS after
      WHERE after.folder = placed.folder AND after.first_us > placed.first_us
      ORDER BY after.first_us, after.rowid LIMIT 1
    ))
)
WHERE place = 1;

DROP TABLE temp.dated_segment;
DROP TABLE temp.undated_segment;

-- 8, 9, 10.
INSERT INTO year_candidate
SELECT segment_id, max(year0), 8, 'capture', 'medium', NULL, 1, NULL
FROM segment_year JOIN object_now
WHERE last_us <= object_now.at_us + 86400000000
GROUP BY segment_id;

INSERT INTO year_candidate
SELECT segment_id, max(year0), 9, 'archive', 'low', NULL, 1, NULL
FROM segment_year JOIN input ON input.id = input_id
WHERE mtime_us > unixepoch('2017-01-01') * 1000000
  AND last_us <= mtime_us + 86400000000
GROUP BY segment_id;

INSERT INTO year_candidate
SELECT segment_id, year, 10, 'given', 'medium', NULL, 1, NULL
FROM log_segment JOIN settings
JOIN segment_year ON segment_id = log_segment.id AND year0 = year;

DROP TABLE IF EXISTS log_year;
CREATE TABLE log_year (
  segment_id  INTEGER PRIMARY KEY,
  year0       INTEGER NOT NULL,
  offset_us   INTEGER,
  witness     TEXT    NOT NULL,
  confidence  TEXT    NOT NULL,
  line        INTEGER
) STRICT;

INSERT INTO log_year
SELECT segment_id, year0, offset_us, witness, confidence, line
FROM (
  SELECT
    *,
    row_number() OVER (
      PARTITION BY segment_id
      ORDER BY rank, votes DESC, year0 DESC, offset_us
    ) AS place
  FROM year_candidate
)
WHERE place = 1;

INSERT INTO log_year
SELECT id, 2000, NULL, 'none', 'none', NULL
FROM log_segment
WHERE first_stamp_us IS NOT NULL
  AND id NOT IN (SELECT segment_id FROM log_year);
