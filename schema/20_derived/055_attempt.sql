-- An attempt: the signals of one try to issue a certificate, which follow one
-- another.  A step repeated after a write conflict comes within seconds and
-- belongs to the same try.
--
-- is_same: the trigger of before, told again.  A renewal scheduled for the same
-- time has not come about in between; nor has, within ten minutes and without
-- an answer, anything that is missing for the same reason: the controller had
-- stopped before it could write down that it began.
--
-- begins: whether a try has begun since the last request, so that another
-- request is only to be expected, however late it is approved.  An Event at the
-- end of the second of a request says again what the log said before it.
--
-- Innermost: each signal and the one before it.  Then, for what was told last
-- (a request, a planned time, a reason, a beginning), which signal did so: a
-- certificate's first one leaves behind those of the certificate before.
DROP TABLE IF EXISTS temp.attempt_start;
CREATE TEMP TABLE attempt_start (
  attempt_id      INTEGER PRIMARY KEY,
  certificate_id  INTEGER NOT NULL,
  first_id        INTEGER NOT NULL
);

INSERT INTO attempt_start (certificate_id, first_id)
SELECT certificate_id, id
FROM (
  SELECT
    at.*,
    asked.request AS last_request,
    coalesce(begun_id >= asked.id, begun_id >= at.first_id) AS begins,
    at.step = 1 AND before <= 2 AND coalesce(
      at.planned_us = planning.planned_us
        OR (at.reason = reasoning.reason AND gap_us <= 600000000), 0)
      AS is_same
  FROM (
    SELECT
      *,
      max(CASE WHEN before IS NULL THEN id END) OVER earlier AS first_id,
      max(CASE WHEN request IS NOT NULL THEN id END) OVER earlier AS request_id,
      max(CASE WHEN planned_us IS NOT NULL THEN id END) OVER earlier
        AS planned_id,
      max(CASE WHEN reason IS NOT NULL THEN id END) OVER earlier AS reason_id,
      max(CASE WHEN step = 1 AND (before = 1 OR before >= 4
        OR gap_us > 2000000) THEN id END) OVER earlier AS begun_id
    FROM (
      SELECT
        signal.id, signal.certificate_id, signal.step, signal.request,
        signal.planned_us, signal.reason,
        previous.step AS before,
        signal.order_us - previous.order_us AS gap_us
      FROM signal
      LEFT JOIN signal AS previous
        ON previous.id = signal.id - 1
        AND previous.certificate_id = signal.certificate_id
    )
    WINDOW earlier AS (
      ORDER BY id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
  ) AS at
  LEFT JOIN signal AS asked
    ON asked.id = request_id AND request_id >= at.first_id
  LEFT JOIN signal AS planning
    ON planning.id = planned_id AND planned_id >= at.first_id
  LEFT JOIN signal AS reasoning
    ON reasoning.id = reason_id AND reason_id >= at.first_id
)
WHERE before IS NULL OR CASE
  -- Something begins after the last try has ended.
  WHEN step <= 2 AND before >= 4 AND gap_us > 2000000
    AND (request IS NULL OR request IS NOT last_request) THEN 1
  -- It begins again, after more time than a conflict takes.
  WHEN is_same THEN 0
  WHEN step = 1 AND gap_us > 60000000 THEN 1
  WHEN step = 1 AND before = 3 AND gap_us > 2000000 THEN 1
  -- Another request, or one after a very long silence, is another try.
  WHEN step <= 4 AND request <> last_request AND gap_us > 2000000
    AND NOT coalesce(begins, 0) THEN 1
  WHEN step = 3 AND before = 2 AND request = last_request THEN 0
  WHEN step <= 3 AND gap_us > 86400000000 THEN 1
  -- Two witnesses of one failure may be minutes apart; the next try
  -- comes an hour later at the earliest.
  WHEN step = 5 AND before = 5 AND gap_us <= 600000000 THEN 0
  -- Ends without a beginning: each is a try of its own.
  WHEN step >= 3 AND before >= 4 AND gap_us > 60000000
    AND (request IS NULL OR request IS NOT last_request) THEN 1
  ELSE 0
END = 1
ORDER BY id;

-- Whether an issuer is known to be ACME, which backdates certificates by an
-- hour and takes its time.
DROP TABLE IF EXISTS attempt;
CREATE TABLE attempt (
  attempt_id      INTEGER PRIMARY KEY,
  certificate_id  INTEGER NOT NULL,
  first_id        INTEGER NOT NULL,  -- its signals
  last_id         INTEGER NOT NULL,
  begin_us        INTEGER NOT NULL,
  last_us         INTEGER NOT NULL,
  done_us         INTEGER,
  failed_us       INTEGER,
  answer_us       INTEGER,
  answers         INTEGER NOT NULL,
  was_begun       INTEGER NOT NULL,
  is_retry        INTEGER NOT NULL,
  is_acme         INTEGER NOT NULL,
  is_guess        INTEGER NOT NULL,
  by_log          INTEGER NOT NULL,
  by_event        INTEGER NOT NULL,
  by_request      INTEGER NOT NULL,
  by_status       INTEGER NOT NULL,
  planned_us      INTEGER,
  request         TEXT,
  reason          TEXT
) STRICT;

INSERT INTO attempt
SELECT
  attempt_id, at.certificate_id, first_id, last_id,
  min(signal.at_us), max(signal.at_us),
  min(CASE WHEN step = 4 THEN signal.at_us END),
  max(CASE WHEN step = 5 THEN signal.at_us END),
  min(CASE WHEN step = 3 THEN signal.at_us END),
  count(CASE WHEN step = 3 THEN 1 END),
  max(step = 1), max(is_retry), max(is_acme), max(is_guess),
  max(source = 'log'), max(source = 'event'), max(source = 'request'),
  max(source = 'status'), max(planned_us), max(request),
  (SELECT first.reason FROM signal AS first
    WHERE first.id BETWEEN first_id AND last_id
      AND first.reason IS NOT NULL AND first.step = 1
    ORDER BY first.at_us, first.id LIMIT 1)
FROM (
  SELECT
    at.attempt_id, at.certificate_id, at.first_id,
    coalesce(next.first_id - 1, (SELECT max(id) FROM signal)) AS last_id
  FROM attempt_start AS at
  LEFT JOIN attempt_start AS next ON next.attempt_id = at.attempt_id + 1
) AS at
CROSS JOIN signal ON signal.id BETWEEN first_id AND last_id
GROUP BY attempt_id;

DROP TABLE temp.attempt_start;

CREATE INDEX attempt_certificate ON attempt (certificate_id, begin_us);

-- All that is known of a signal.
DROP VIEW IF EXISTS signal_row;
CREATE VIEW signal_row AS
SELECT
  signal.id, signal.certificate_id, signal.at_us, signal.step, signal.source,
  coalesce(signal.input_id, event.input_id) AS input_id,
  coalesce(signal.line, event.line) AS line,
  coalesce(signal.detail, event.detail) AS detail,
  coalesce(signal.excerpt, event.raw) AS excerpt
FROM signal LEFT JOIN event_row AS event ON event.id = event_id;
