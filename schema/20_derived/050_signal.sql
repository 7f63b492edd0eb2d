-- What each witness says happened to a certificate, step by step:
--   1 begin    an issuance was triggered
--   2 request  a CertificateRequest exists or was approved
--   3 answer   its Ready condition was set, to True or False: the line (up to
--              v1.16) does not tell which
--   4 done     signed, or the Secret written
--   5 failed   the attempt failed
DROP TABLE IF EXISTS signal;
CREATE TABLE signal (
  id           INTEGER PRIMARY KEY,
  namespace    TEXT    NOT NULL,
  certificate  TEXT    NOT NULL,
  at_us        INTEGER NOT NULL,
  step         INTEGER NOT NULL,
  source       TEXT    NOT NULL,  -- log, event, request, status
  reason       TEXT,
  detail       TEXT,
  planned_us   INTEGER,  -- when the renewal was scheduled for
  request      TEXT,
  is_retry     INTEGER NOT NULL DEFAULT 0,  -- Issuing went False -> True
  is_acme      INTEGER NOT NULL DEFAULT 0,
  is_guess     INTEGER NOT NULL DEFAULT 0,
  input_id     INTEGER NOT NULL,
  line         INTEGER NOT NULL,
  excerpt      TEXT
) STRICT;

-- From the log.  A status that the line does not print is True or, for a
-- request's Ready, either.
INSERT INTO signal (namespace, certificate, at_us, step, source, reason, detail,
  planned_us, request, is_retry, is_acme, is_guess, input_id, line, excerpt)
SELECT
  own.namespace, own.certificate, at_us, step, source, reason, detail,
  planned_us, request, is_retry, is_acme, is_guess, input_id, line, raw
FROM (
  SELECT
    id, at_us, source, detail, input_id, line, raw,
    CASE
      WHEN kind <> 'trigger' THEN NULL
      WHEN source = 'log' THEN reason
      -- An Event has the message of the trigger without its reason.
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
    END AS reason,
    CASE WHEN kind <> 'trigger' THEN NULL
      WHEN message LIKE 'Renewing certificate as renewal was scheduled at 20%'
        THEN coalesce(planned_us, unixepoch(substr(message,
          length('Renewing certificate as renewal was scheduled at ') + 1, 19))
          * 1000000)
      ELSE planned_us END AS planned_us,
    CASE WHEN object_kind = 'CertificateRequest' THEN object END AS request,
    kind = 'issuing' AND old_status IS 'False' AND status IS 'True'
      AS is_retry,
    related_kind IS 'Order' OR kind IN ('order', 'challenge') AS is_acme,
    CASE kind
      WHEN 'trigger' THEN 1
      WHEN 'issuing' THEN CASE WHEN status IS 'False' THEN
        CASE WHEN old_status IS NOT NULL THEN 5 END ELSE 1 END
      WHEN 'request-created' THEN 2
      WHEN 'request-approved' THEN 2
      WHEN 'request-ready' THEN CASE
        WHEN status = 'True' THEN 4
        WHEN condition IS NULL THEN 4
        WHEN status = 'False' THEN NULL
        ELSE 3 END
      WHEN 'issued' THEN 4
      WHEN 'request-denied' THEN 5
      WHEN 'request-failed' THEN CASE WHEN condition IS NOT NULL
        OR source = 'event' THEN 5 END
      WHEN 'failed' THEN 5
    END AS step
  FROM event
  WHERE at_us IS NOT NULL AND source <> 'printed'
    AND kind IN ('trigger', 'issuing', 'request-created', 'request-approved',
      'request-ready', 'issued', 'request-denied', 'request-failed', 'failed')
) AS event
JOIN event_certificate AS own ON own.event_id = event.id
WHERE step IS NOT NULL;

-- An Event that stands for several tells the first and the last of them.
INSERT INTO signal (namespace, certificate, at_us, step, source, is_guess,
  input_id, line, excerpt)
SELECT
  own.namespace, own.certificate, last_at_us,
  CASE kind WHEN 'trigger' THEN 1 WHEN 'request-created' THEN 2
    WHEN 'issued' THEN 4 ELSE 5 END,
  'event', is_guess, input_id, line, raw
FROM event JOIN event_certificate AS own ON own.event_id = event.id
WHERE source = 'event' AND repeats > 1 AND last_at_us > at_us
  AND kind IN ('trigger', 'request-created', 'issued', 'failed');

-- v0.8 to v0.15 print the time to the next renewal on every sync: a jump into
-- the future is a renewal that nothing else may have told of.
INSERT INTO signal (namespace, certificate, at_us, step, source, detail,
  is_guess, input_id, line, excerpt)
SELECT namespace, certificate, at_us, 4, 'log', 'next renewal moved', is_guess,
  input_id, line, raw
FROM (
  SELECT
    own.namespace, own.certificate, is_guess, event.*,
    at_us + due_in_us - lag(at_us + due_in_us) OVER later AS jump_us,
    lag(coalesce(last_at_us, at_us)) OVER later AS before_us
  FROM (
    SELECT id, at_us, last_at_us, due_in_us, input_id, line, raw FROM event
    WHERE kind = 'scheduled' AND at_us IS NOT NULL AND due_in_us IS NOT NULL
  ) AS event
  JOIN event_certificate AS own ON own.event_id = event.id
  WINDOW later AS (
    PARTITION BY own.namespace, own.certificate ORDER BY at_us, event.id)
) AS jumped
WHERE jump_us > 600000000
  AND NOT EXISTS (
    SELECT 1 FROM signal
    WHERE signal.namespace = jumped.namespace
      AND signal.certificate = jumped.certificate
      AND step = 4
      AND signal.at_us BETWEEN before_us - 60000000 AND jumped.at_us + 60000000);

-- The first such line of a young certificate is its first issuance.
INSERT INTO signal (namespace, certificate, at_us, step, source, detail,
  is_guess, input_id, line, excerpt)
SELECT earliest.namespace, certificate, at_us, 4, 'log',
  'first renewal scheduled', is_guess, earliest.input_id, earliest.line, raw
FROM (
  SELECT
    own.namespace, own.certificate, is_guess, event.at_us, input_id, line, raw,
    row_number() OVER (
      PARTITION BY own.namespace, own.certificate
      ORDER BY event.at_us, event.id
    ) AS place
  FROM event JOIN event_certificate AS own ON own.event_id = event.id
  WHERE kind = 'scheduled' AND at_us IS NOT NULL AND due_in_us IS NOT NULL
) AS earliest
JOIN certificate_now AS now
  ON now.namespace = earliest.namespace AND now.name = earliest.certificate
WHERE place = 1
  AND now.created_us BETWEEN at_us - 86400000000 AND at_us + 1000000
  AND NOT EXISTS (
    SELECT 1 FROM signal
    WHERE signal.namespace = earliest.namespace
      AND signal.certificate = earliest.certificate
      AND step = 4 AND signal.at_us <= earliest.at_us + 60000000);

-- From CertificateRequest objects.
INSERT INTO signal (namespace, certificate, at_us, step, source, request,
  input_id, line, excerpt)
SELECT
  object.namespace, certificate, at_us, step, 'request', object.name,
  object.input_id, moment.line, excerpt
FROM (
  SELECT id AS object_id, created_us AS at_us, 2 AS step, line,
    'metadata.creationTimestamp' AS excerpt
  FROM object WHERE kind = 'CertificateRequest'
  UNION ALL
  SELECT object_id, at_us,
    CASE WHEN type = 'Ready' AND status = 'True' THEN 4
      WHEN type = 'Ready' AND reason IN ('Failed', 'Denied') THEN 5
      WHEN type IN ('Denied', 'InvalidRequest') AND status = 'True' THEN 5
    END,
    line, 'condition ' || type || '=' || status || ' ' || coalesce(reason, '')
      || coalesce(': ' || message, '')
  FROM condition
) AS moment
JOIN certificate_request USING (object_id)
JOIN object ON object.id = object_id
WHERE at_us IS NOT NULL AND step IS NOT NULL AND certificate IS NOT NULL
  AND object.namespace IS NOT NULL;

-- From a Certificate's status.
INSERT INTO signal (namespace, certificate, at_us, step, source, reason, detail,
  input_id, line, excerpt)
SELECT DISTINCT namespace, name, issuing_us, 1, 'status', issuing_reason,
  issuing_message, input_id, issuing_line,
  'condition Issuing=True ' || coalesce(issuing_reason, '')
FROM certificate_now
WHERE issuing = 'True' AND issuing_us IS NOT NULL AND namespace IS NOT NULL
UNION
SELECT namespace, name, issuing_us, 5, 'status', NULL, issuing_message,
  input_id, issuing_line,
  'condition Issuing=False ' || coalesce(issuing_reason, '')
    || coalesce(': ' || issuing_message, '')
FROM certificate_now
WHERE issuing = 'False' AND issuing_us IS NOT NULL AND namespace IS NOT NULL
UNION
SELECT namespace, name, last_failure_us, 5, 'status', NULL, NULL, input_id,
  last_failure_line, 'status.lastFailureTime'
FROM certificate_now
WHERE last_failure_us IS NOT NULL AND namespace IS NOT NULL;

CREATE INDEX signal_certificate ON signal (namespace, certificate, at_us, step);

-- A backoff, and the deletion of a request that failed (v0.11 to v0.15), stand
-- for a failure that the log does not tell otherwise: the last thing before
-- them was not one.
INSERT INTO signal (namespace, certificate, at_us, step, source, detail,
  is_guess, input_id, line, excerpt)
SELECT own.namespace, own.certificate, at_us, 5, 'log', detail, is_guess,
  input_id, line, raw
FROM event JOIN event_certificate AS own ON own.event_id = event.id
WHERE kind = 'backoff' AND at_us IS NOT NULL
  AND coalesce((
    SELECT step FROM signal
    WHERE signal.namespace = own.namespace
      AND signal.certificate = own.certificate
      AND signal.at_us <= event.at_us + 60000000
    ORDER BY signal.at_us DESC, step DESC LIMIT 1), 0) <> 5;

INSERT INTO signal (namespace, certificate, at_us, step, source, detail,
  is_guess, input_id, line, excerpt)
SELECT own.namespace, own.certificate, at_us, 5, 'log', detail, is_guess,
  input_id, line, raw
FROM event JOIN event_certificate AS own ON own.event_id = event.id
WHERE pattern = 'deleting-failed-certificate-request' AND at_us IS NOT NULL
  AND coalesce((
    SELECT step FROM signal
    WHERE signal.namespace = own.namespace
      AND signal.certificate = own.certificate
      -- Other witnesses tell whole seconds, cut off.
      AND signal.at_us + CASE source WHEN 'log' THEN 0 ELSE 999999 END
        <= event.at_us
    ORDER BY signal.at_us DESC, step DESC LIMIT 1), 0) <> 5;
