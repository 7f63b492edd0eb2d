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
-- A signal that comes within two seconds of the one before it begins nothing.
-- joint has the others, and those with which a try may have begun.
DROP TABLE IF EXISTS temp.joint;
CREATE TEMP TABLE joint (
  id              INTEGER PRIMARY KEY,
  certificate_id  INTEGER NOT NULL,
  step            INTEGER NOT NULL,
  before          INTEGER,  -- step of the signal before
  gap_us          INTEGER,
  begins          INTEGER
);

INSERT INTO joint
SELECT
  id, certificate_id, step, before, gap_us,
  step = 1 AND (before = 1 OR before >= 4 OR gap_us > 2000000)
FROM (
  SELECT
    signal.id, signal.certificate_id, signal.step, previous.step AS before,
    signal.order_us - previous.order_us AS gap_us
  FROM signal
  LEFT JOIN signal AS previous
    ON previous.id = signal.id - 1
    AND previous.certificate_id = signal.certificate_id
)
WHERE before IS NULL OR gap_us > 2000000
  OR (step = 1 AND (before = 1 OR before >= 4));

-- The signals that tell of a request, of a planned time, of a reason.
DROP TABLE IF EXISTS temp.asking;
CREATE TEMP TABLE asking (id INTEGER PRIMARY KEY);
INSERT INTO asking SELECT id FROM signal WHERE request IS NOT NULL;

DROP TABLE IF EXISTS temp.planning;
CREATE TEMP TABLE planning (id INTEGER PRIMARY KEY);
INSERT INTO planning SELECT id FROM signal WHERE planned_us IS NOT NULL;

DROP TABLE IF EXISTS temp.reasoning;
CREATE TEMP TABLE reasoning (id INTEGER PRIMARY KEY);
INSERT INTO reasoning SELECT id FROM signal WHERE reason IS NOT NULL;

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
    joint.id, joint.certificate_id, joint.step, before, gap_us, signal.request,
    asked.request AS last_request,
    EXISTS (
      SELECT 1 FROM joint AS begun
      WHERE begun.id < joint.id AND begun.id >= coalesce(asked.id, 0)
        AND begun.certificate_id = joint.certificate_id AND begun.begins)
      AS begins,
    joint.step = 1 AND before <= 2 AND (
      EXISTS (SELECT 1 FROM signal AS last
        WHERE last.id = (SELECT max(id) FROM planning WHERE id < joint.id)
          AND last.certificate_id = joint.certificate_id
          AND last.planned_us = signal.planned_us)
      OR (gap_us <= 600000000 AND EXISTS (SELECT 1 FROM signal AS last
        WHERE last.id = (SELECT max(id) FROM reasoning WHERE id < joint.id)
          AND last.certificate_id = joint.certificate_id
          AND last.reason = signal.reason))) AS is_same
  FROM joint
  JOIN signal USING (id)
  LEFT JOIN signal AS asked
    ON asked.id = (SELECT max(id) FROM asking WHERE id < joint.id)
    AND asked.certificate_id = joint.certificate_id
  WHERE before IS NULL OR gap_us > 2000000
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
    AND NOT begins THEN 1
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

DROP TABLE temp.joint;
DROP TABLE temp.asking;
DROP TABLE temp.planning;
DROP TABLE temp.reasoning;

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
  max(step = 1), max(is_retry), max(is_acme),
  max(is_guess = 1) OR min(is_guess) > 0,
  max(source = 'log'), max(source = 'event'), max(source = 'request'),
  max(source = 'status'), max(planned_us), max(request),
  -- The first reason, of those that are not all the same.
  CASE WHEN min(CASE step WHEN 1 THEN signal.reason END)
      = max(CASE step WHEN 1 THEN signal.reason END)
    THEN min(CASE step WHEN 1 THEN signal.reason END)
    ELSE (SELECT first.reason FROM signal AS first
      WHERE first.id BETWEEN first_id AND last_id
        AND first.reason IS NOT NULL AND first.step = 1
      ORDER BY first.at_us, first.id LIMIT 1) END
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

-- All that is known of a signal.  A view of joins on the right of a LEFT JOIN
-- would be computed as a whole, so event_row is not used.
DROP VIEW IF EXISTS signal_row;
CREATE VIEW signal_row AS
SELECT
  signal.id, signal.certificate_id, signal.at_us, signal.step, signal.source,
  coalesce(signal.input_id, segment.input_id, object.input_id) AS input_id,
  coalesce(signal.line, record.line, object.line) AS line,
  coalesce(signal.detail, record.detail,
    substr(raw, detail_at, detail_length), kube_event.message) AS detail,
  coalesce(signal.excerpt, raw,
    CASE WHEN event.object_id IS NOT NULL
      THEN 'Event ' || coalesce(kube_event.reason, '-') || ': '
        || coalesce(kube_event.message, '') END) AS excerpt
FROM signal
LEFT JOIN event ON event.id = event_id
LEFT JOIN log_line AS record ON record.id = event.record_id
LEFT JOIN log_segment AS segment ON segment.id = event.segment_id
LEFT JOIN kube_event ON kube_event.object_id = event.object_id
LEFT JOIN object ON object.id = event.object_id;
