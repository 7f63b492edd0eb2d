-- What each witness says happened to a certificate, step by step:
--   1 begin    an issuance was triggered
--   2 request  a CertificateRequest exists or was approved
--   3 answer   its Ready condition was set, to True or False: the line (up to
--              v1.16) does not tell which
--   4 done     signed, or the Secret written
--   5 failed   the attempt failed
--
-- Objects and Events tell whole seconds, cut off; in the order of things
-- (order_us) they stand at the end of their second.
DROP TABLE IF EXISTS temp.staged_signal;
CREATE TEMP TABLE staged_signal (
  certificate_id  INTEGER NOT NULL,
  order_us        INTEGER NOT NULL,
  step            INTEGER NOT NULL,
  seq             INTEGER NOT NULL,
  at_us           INTEGER NOT NULL,
  source          TEXT    NOT NULL,
  reason          TEXT,
  planned_us      INTEGER,
  request         TEXT,
  is_retry        INTEGER NOT NULL,
  is_acme         INTEGER NOT NULL,
  is_guess        INTEGER NOT NULL,
  event_id        INTEGER,
  input_id        INTEGER,
  line            INTEGER,
  detail          TEXT,
  excerpt         TEXT
);

-- From log records and Events.  An Event has the message of the trigger without
-- its reason.
INSERT INTO staged_signal
SELECT
  certificate_id, at_us + CASE WHEN record_id IS NULL THEN 999999 ELSE 0 END,
  event.step, event.id, at_us, source,
  CASE
    WHEN kind <> 'trigger' THEN NULL
    WHEN record_id IS NOT NULL THEN form.reason
    WHEN message LIKE 'Renewing certificate %' THEN 'Renewing'
    WHEN message LIKE '%Secret does not exist' THEN 'DoesNotExist'
    WHEN message LIKE '%Secret does not contain %' THEN 'MissingData'
    WHEN message LIKE '%Secret was previously issued by %'
      THEN 'IncorrectIssuer'
    WHEN message LIKE 'Secret was issued for %' THEN 'IncorrectCertificate'
    WHEN message LIKE 'Fields on existing CertificateRequest %'
      THEN 'RequestChanged'
    WHEN message LIKE 'Existing private key is not up to date %'
      OR message LIKE '%Existing issued Secret is not up to date %'
      THEN 'SecretMismatch'
    WHEN message LIKE '%manually triggered' THEN 'ManuallyTriggered'
  END,
  planned_us,
  CASE WHEN object_kind = 'CertificateRequest' THEN object
    WHEN subject_kind = 'CertificateRequest' THEN kube_event.subject END,
  kind = 'issuing' AND old_status IS 'False' AND status IS 'True',
  related_kind IS 'Order', is_guess, event.id, NULL, NULL, NULL, NULL
FROM event
JOIN event_form AS form ON form.id = form_id
LEFT JOIN log_subject AS subject ON subject.id = event.subject_id
LEFT JOIN kube_event ON kube_event.object_id = event.object_id
WHERE event.step IS NOT NULL AND at_us IS NOT NULL
  AND certificate_id IS NOT NULL;

-- An Event that stands for several tells the first and the last of them.
INSERT INTO staged_signal
SELECT
  certificate_id, last_at_us + 999999,
  CASE kind WHEN 'trigger' THEN 1 WHEN 'request-created' THEN 2
    WHEN 'issued' THEN 4 ELSE 5 END,
  1000000000000 + event.id, last_at_us, 'event', NULL, NULL, NULL, 0, 0,
  is_guess, event.id, NULL, NULL, NULL, NULL
FROM kube_event
CROSS JOIN event
  ON event.object_id = kube_event.object_id AND event.object_id IS NOT NULL
JOIN event_form AS form ON form.id = form_id
WHERE n > 1 AND last_us > first_us AND certificate_id IS NOT NULL
  AND kind IN ('trigger', 'request-created', 'issued', 'failed');

-- v0.8 to v0.15 print the time to the next renewal on every sync: a jump into
-- the future is a renewal that nothing else may have told of.
DROP TABLE IF EXISTS temp.schedule;
CREATE TEMP TABLE schedule (
  certificate_id  INTEGER NOT NULL,
  at_us           INTEGER NOT NULL,
  event_id        INTEGER NOT NULL,
  last_at_us      INTEGER NOT NULL,
  due_us          INTEGER NOT NULL,
  PRIMARY KEY (certificate_id, at_us, event_id)
) WITHOUT ROWID;

INSERT INTO schedule
SELECT certificate_id, at_us, event.id, coalesce(last_at_us, at_us),
  at_us + due_in_us
FROM event_form AS form
CROSS JOIN event ON event.form_id = form.id AND event.step IS NULL
CROSS JOIN log_line AS record ON record.id = record_id
WHERE kind = 'scheduled' AND at_us IS NOT NULL AND due_in_us IS NOT NULL
  AND certificate_id IS NOT NULL
ORDER BY 1, 2, 3;

-- What is told of certificates for which some signals count only where others
-- do not say the same.
DROP TABLE IF EXISTS temp.watched;
CREATE TEMP TABLE watched (certificate_id INTEGER PRIMARY KEY);

INSERT OR IGNORE INTO watched
SELECT certificate_id FROM schedule
UNION ALL
SELECT certificate_id
FROM event_form AS form
CROSS JOIN event ON event.form_id = form.id AND event.step IS NULL
WHERE (kind = 'backoff' OR pattern = 'deleting-failed-certificate-request')
  AND certificate_id IS NOT NULL;

DROP TABLE IF EXISTS temp.near_signal;
CREATE TEMP TABLE near_signal (
  certificate_id  INTEGER NOT NULL,
  order_us        INTEGER NOT NULL,
  step            INTEGER NOT NULL,
  seq             INTEGER NOT NULL,
  at_us           INTEGER NOT NULL,
  PRIMARY KEY (certificate_id, order_us, step, seq)
) WITHOUT ROWID;

INSERT OR IGNORE INTO near_signal
SELECT certificate_id, order_us, step, seq, at_us
FROM staged_signal
WHERE EXISTS (SELECT 1 FROM watched)
  AND certificate_id IN (SELECT certificate_id FROM watched);

INSERT INTO staged_signal
SELECT
  certificate_id, at_us, 4, 2000000000000 + event_id, at_us, 'log', NULL, NULL,
  NULL, 0, 0, is_guess, event_id, NULL, NULL, 'next renewal moved', NULL
FROM (
  SELECT
    schedule.certificate_id, schedule.at_us, event_id, is_guess,
    due_us - lag(due_us) OVER later AS jump_us,
    lag(schedule.last_at_us) OVER later AS before_us
  FROM schedule JOIN event ON event.id = event_id
  WINDOW later AS (
    PARTITION BY schedule.certificate_id ORDER BY schedule.at_us, event_id)
) AS jumped
WHERE jump_us > 600000000
  AND NOT EXISTS (
    SELECT 1 FROM near_signal AS signal
    WHERE signal.certificate_id = jumped.certificate_id
      AND step = 4
      AND order_us BETWEEN before_us - 60000000 AND jumped.at_us + 60999999
      AND signal.at_us BETWEEN before_us - 60000000 AND jumped.at_us + 60000000);

INSERT OR IGNORE INTO near_signal
SELECT certificate_id, order_us, step, seq, at_us
FROM staged_signal
WHERE EXISTS (SELECT 1 FROM watched)
  AND certificate_id IN (SELECT certificate_id FROM watched);

-- The first such line of a young certificate is its first issuance.
INSERT INTO staged_signal
SELECT
  earliest.certificate_id, earliest.at_us, 4, 3000000000000 + event_id,
  earliest.at_us, 'log', NULL, NULL, NULL, 0, 0, is_guess, event_id, NULL, NULL,
  'first renewal scheduled', NULL
FROM (
  SELECT certificate_id, min(at_us) AS at_us, event_id
  FROM schedule GROUP BY certificate_id
) AS earliest
JOIN event ON event.id = event_id
JOIN certificate_name AS name ON name.id = earliest.certificate_id
JOIN certificate_now AS now
  ON now.namespace = name.namespace AND now.name = name.name
WHERE now.created_us BETWEEN earliest.at_us - 86400000000
    AND earliest.at_us + 1000000
  AND NOT EXISTS (
    SELECT 1 FROM near_signal AS signal
    WHERE signal.certificate_id = earliest.certificate_id
      AND step = 4 AND order_us <= earliest.at_us + 60999999
      AND signal.at_us <= earliest.at_us + 60000000);

-- From CertificateRequest objects.
INSERT INTO staged_signal
SELECT
  name.id, at_us + 999999, step,
  4000000000000 + row_number() OVER (ORDER BY moment.object_id, nth), at_us,
  'request', NULL, NULL, object.name, 0, 0, 0, NULL, object.input_id,
  moment.line, NULL, excerpt
FROM (
  SELECT id AS object_id, 0 AS nth, created_us AS at_us, 2 AS step, line,
    'metadata.creationTimestamp' AS excerpt
  FROM object WHERE kind = 'CertificateRequest'
  UNION ALL
  SELECT object_id, condition.rowid, at_us,
    CASE WHEN type = 'Ready' AND status = 'True' THEN 4
      WHEN type = 'Ready' AND reason IN ('Failed', 'Denied') THEN 5
      WHEN type IN ('Denied', 'InvalidRequest') AND status = 'True' THEN 5
    END,
    condition.line, 'condition ' || type || '=' || status || ' '
      || coalesce(reason, '') || coalesce(': ' || message, '')
  FROM condition
) AS moment
JOIN certificate_request USING (object_id)
JOIN object ON object.id = object_id
JOIN certificate_name AS name
  ON name.namespace = object.namespace AND name.name = certificate
WHERE at_us IS NOT NULL AND step IS NOT NULL;

-- From a Certificate's status.
INSERT INTO staged_signal
SELECT
  name.id, told.at_us + 999999, step,
  5000000000000 + row_number() OVER (
    ORDER BY name.id, told.at_us, step, reason, detail, input_id, line, excerpt),
  told.at_us, 'status', reason, NULL, NULL, 0, 0, 0, NULL, input_id, line,
  detail, excerpt
FROM (
  SELECT namespace, name, issuing_us AS at_us, 1 AS step,
    issuing_reason AS reason, issuing_message AS detail, input_id,
    issuing_line AS line,
    'condition Issuing=True ' || coalesce(issuing_reason, '') AS excerpt
  FROM certificate_now WHERE issuing = 'True'
  UNION
  SELECT namespace, name, issuing_us, 5, NULL, issuing_message, input_id,
    issuing_line, 'condition Issuing=False ' || coalesce(issuing_reason, '')
      || coalesce(': ' || issuing_message, '')
  FROM certificate_now WHERE issuing = 'False'
  UNION
  SELECT namespace, name, last_failure_us, 5, NULL, NULL, input_id,
    last_failure_line, 'status.lastFailureTime'
  FROM certificate_now
) AS told
JOIN certificate_name AS name USING (namespace, name)
WHERE told.at_us IS NOT NULL;

INSERT OR IGNORE INTO near_signal
SELECT certificate_id, order_us, step, seq, at_us
FROM staged_signal
WHERE EXISTS (SELECT 1 FROM watched)
  AND certificate_id IN (SELECT certificate_id FROM watched);

-- A backoff, and the deletion of a request that failed (v0.11 to v0.15), stand
-- for a failure that the log does not tell otherwise: the last thing before
-- them was not one.
INSERT INTO staged_signal
SELECT
  certificate_id, at_us, 5, 6000000000000 + event.id, at_us, 'log', NULL, NULL,
  NULL, 0, 0, is_guess, event.id, NULL, NULL, NULL, NULL
FROM event_form AS form
CROSS JOIN event ON event.form_id = form.id AND event.step IS NULL
WHERE kind = 'backoff' AND at_us IS NOT NULL AND certificate_id IS NOT NULL
  AND coalesce((
    SELECT signal.step FROM near_signal AS signal
    WHERE signal.certificate_id = event.certificate_id
      AND signal.order_us BETWEEN (
        SELECT coalesce(max(near.order_us), 0) - 999999
        FROM near_signal AS near
        WHERE near.certificate_id = event.certificate_id
          AND near.order_us <= event.at_us + 60000000)
        AND event.at_us + 60999999
      AND signal.at_us <= event.at_us + 60000000
    ORDER BY signal.at_us DESC, signal.step DESC LIMIT 1), 0) <> 5;

INSERT OR IGNORE INTO near_signal
SELECT certificate_id, order_us, step, seq, at_us
FROM staged_signal
WHERE EXISTS (SELECT 1 FROM watched)
  AND certificate_id IN (SELECT certificate_id FROM watched);

INSERT INTO staged_signal
SELECT
  certificate_id, at_us, 5, 7000000000000 + event.id, at_us, 'log', NULL, NULL,
  NULL, 0, 0, is_guess, event.id, NULL, NULL, NULL, NULL
FROM event_form AS form
CROSS JOIN event ON event.form_id = form.id AND event.step IS NULL
WHERE pattern = 'deleting-failed-certificate-request' AND at_us IS NOT NULL
  AND certificate_id IS NOT NULL
  AND coalesce((
    SELECT signal.step FROM near_signal AS signal
    WHERE signal.certificate_id = event.certificate_id
      AND signal.order_us BETWEEN (
        SELECT max(near.order_us) - 999999 FROM near_signal AS near
        WHERE near.certificate_id = event.certificate_id
          AND near.order_us <= event.at_us)
        AND event.at_us
    ORDER BY signal.at_us DESC, signal.step DESC LIMIT 1), 0) <> 5;

-- The signals of a certificate follow one another by id, so that the one before
-- and the one after are found without an index.
DROP TABLE IF EXISTS signal;
CREATE TABLE signal (
  id              INTEGER PRIMARY KEY,
  certificate_id  INTEGER NOT NULL,
  at_us           INTEGER NOT NULL,
  step            INTEGER NOT NULL,
  source          TEXT    NOT NULL,  -- log, event, request, status
  reason          TEXT,
  planned_us      INTEGER,  -- when the renewal was scheduled for
  request         TEXT,
  is_retry        INTEGER NOT NULL,  -- Issuing went False -> True
  is_acme         INTEGER NOT NULL,
  is_guess        INTEGER NOT NULL,
  event_id        INTEGER,  -- whose line it is, or
  input_id        INTEGER,
  line            INTEGER,
  detail          TEXT,
  excerpt         TEXT,
  order_us        INTEGER AS (
    at_us + CASE source WHEN 'log' THEN 0 ELSE 999999 END) VIRTUAL
) STRICT;

INSERT INTO signal (certificate_id, at_us, step, source, reason, planned_us,
  request, is_retry, is_acme, is_guess, event_id, input_id, line, detail,
  excerpt)
SELECT certificate_id, at_us, step, source, reason, planned_us, request,
  is_retry, is_acme, is_guess, event_id, input_id, line, detail, excerpt
FROM staged_signal
ORDER BY staged_signal.certificate_id, staged_signal.order_us,
  staged_signal.step, seq;

DROP TABLE temp.staged_signal;
DROP TABLE temp.near_signal;
DROP TABLE temp.watched;
