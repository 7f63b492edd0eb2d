-- Every attempt and every generation that no attempt brought, in order.
--
-- How far the log goes on after an attempt decides what its silence means:
-- modern releases log nothing when an issuance succeeds, so a log that goes on
-- for ten minutes without a failure tells of a success, unless the issuer is
-- ACME, which may take any time and does log it.
--
-- An export that gives the newest line first is one log, in which each segment
-- ends where the one before begins.
--
-- A log that begins where another of the same container, or else of the same
-- folder, ends goes on with it: they were one, cut by rotation.  How it goes on
-- is looked at for an hour, which is all that is asked below.
DROP TABLE IF EXISTS temp.log_reach;
CREATE TEMP TABLE log_reach AS
SELECT
  first_us, last_us,
  coalesce('container ' || own.namespace || '/' || own.pod || '/'
    || own.container,
    'folder ' || rtrim(path, replace(replace(path, '/', ''), '!', '')))
    AS place
FROM (
  SELECT input_id, min(first_us) AS first_us, max(last_us) AS last_us
  FROM (
    SELECT
      *,
      max(is_later) OVER (PARTITION BY input_id) AS is_mixed
    FROM (
      SELECT
        *,
        coalesce(last_us > lag(first_us) OVER (
          PARTITION BY input_id ORDER BY segment_id), 0) AS is_later
      FROM log_span
      WHERE first_us IS NOT NULL AND last_us IS NOT NULL
    )
  )
  WHERE input_id IN (
    SELECT log_segment.input_id
    FROM (SELECT DISTINCT segment_id FROM event WHERE segment_id IS NOT NULL)
    JOIN log_segment ON log_segment.id = segment_id)
  GROUP BY input_id, CASE WHEN is_mixed THEN segment_id END
) AS span
JOIN input ON input.id = span.input_id
LEFT JOIN input_place AS own
  ON own.input_id = span.input_id AND own.line IS NULL;

CREATE INDEX log_reach_place ON log_reach (place, first_us);

DROP TABLE IF EXISTS log_cover;
CREATE TABLE log_cover AS
WITH RECURSIVE reach (id, place, first_us, end_us, last_us) AS (
  SELECT rowid, place, first_us, last_us, last_us FROM log_reach
  UNION ALL
  SELECT reach.id, reach.place, reach.first_us, end_us, next.last_us
  FROM reach
  JOIN log_reach AS next ON next.rowid = (
    SELECT near.rowid FROM log_reach AS near
    WHERE near.place = reach.place
      AND near.first_us BETWEEN reach.last_us - 60000000
        AND reach.last_us + 600000000
      AND near.last_us > reach.last_us
    ORDER BY near.first_us, near.last_us DESC, near.rowid LIMIT 1)
  WHERE reach.last_us < end_us + 3600000000
)
SELECT first_us, max(last_us) AS last_us
FROM reach
GROUP BY id, first_us;

DROP TABLE temp.log_reach;

DROP TABLE IF EXISTS thing;
CREATE TABLE thing (
  id              INTEGER PRIMARY KEY,
  certificate_id  INTEGER NOT NULL,
  sort_us         INTEGER NOT NULL,
  attempt_id      INTEGER,
  generation_id   INTEGER,
  outcome         TEXT,     -- issued, failed; NULL: open
  is_silent       INTEGER NOT NULL DEFAULT 0,  -- concluded from no failure
  is_acme         INTEGER NOT NULL DEFAULT 0,
  is_retry        INTEGER NOT NULL DEFAULT 0
) STRICT;

-- In order: the one after is the one with the next id.
INSERT INTO thing (certificate_id, sort_us, attempt_id, generation_id, outcome,
  is_acme, is_retry)
SELECT
  attempt.certificate_id, begin_us AS sort_us, attempt_id, generation_id,
  CASE
    WHEN done_us IS NOT NULL AND (failed_us IS NULL OR done_us > failed_us)
      THEN 'issued'
    WHEN failed_us IS NOT NULL THEN 'failed'
    WHEN generation_id IS NOT NULL THEN 'issued'
  END,
  is_acme OR EXISTS (SELECT 1 FROM issuer_of
    WHERE issuer_of.certificate_id = attempt.certificate_id
      AND issuer_of.type = 'acme'),
  is_retry
FROM attempt LEFT JOIN generation_attempt USING (attempt_id)
UNION ALL
SELECT
  certificate_id, start_us + CASE WHEN is_acme THEN 3600000000 ELSE 0 END,
  NULL, generation_id, 'issued', is_acme, 0
FROM generation
WHERE generation_id NOT IN (SELECT generation_id FROM generation_attempt)
ORDER BY 1, sort_us, attempt_id NULLS LAST, generation_id;

-- An open attempt that another one followed has ended: badly if the next one
-- found the Issuing condition False, well otherwise, as a failure is logged.
UPDATE thing
SET
  outcome = CASE WHEN next.is_retry THEN 'failed' ELSE 'issued' END,
  is_silent = 1
FROM thing AS next
WHERE thing.outcome IS NULL
  AND next.id = thing.id + 1 AND next.certificate_id = thing.certificate_id;

-- The last attempt, still open, is a silent success where the request was
-- answered once and the log goes on without a failure, or where the issuer
-- answers at once.  Three answers without a signature are the mark of a request
-- that waits for its issuer.  The dump has the last word: a Certificate that
-- is still Issuing is pending, and so is one whose dates are those from before
-- although its status was written later.
UPDATE thing
SET outcome = 'issued', is_silent = 1
FROM attempt
JOIN certificate_name AS name ON name.id = attempt.certificate_id
WHERE thing.attempt_id = attempt.attempt_id
  AND thing.outcome IS NULL
  AND thing.is_acme = 0
  AND answers < 3
  AND NOT EXISTS (
    SELECT 1 FROM certificate_now AS now
    WHERE now.namespace = name.namespace AND now.name = name.name
      AND (issuing IS 'True' OR (
        not_after_us IS NOT NULL AND by_log = 0 AND by_event = 0)))
  AND CASE
    WHEN answer_us IS NOT NULL AND EXISTS (
      SELECT 1 FROM issuer_of
      WHERE issuer_of.certificate_id = attempt.certificate_id
        AND type IN ('ca', 'selfSigned', 'vault', 'venafi'))
      THEN 1
    WHEN answer_us IS NOT NULL AND EXISTS (
      SELECT 1 FROM log_cover
      WHERE attempt.last_us BETWEEN first_us - 1000000 AND last_us
        AND last_us >= attempt.last_us + 600000000)
      THEN 1
    -- Releases before 1.3 have no approval line; a trigger that was logged
    -- and followed by an hour of silence went well.
    WHEN was_begun AND by_log AND answer_us IS NULL AND request IS NULL
      AND EXISTS (
        SELECT 1 FROM log_cover
        WHERE attempt.last_us BETWEEN first_us - 1000000 AND last_us
          AND last_us >= attempt.last_us + 3600000000)
      THEN 1
    ELSE 0 END;
