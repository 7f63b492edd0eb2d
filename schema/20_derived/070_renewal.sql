-- One row for each issuance, from all witnesses merged.  renewals (the public
-- view) shows it with times as text.
DROP TABLE IF EXISTS issuance;
CREATE TABLE issuance AS
SELECT
  run.namespace, run.certificate, run.run,
  min(thing.begin_us) AS begin_us,
  max(thing.sort_us) AS sort_us,
  count(*) AS attempts,
  count(CASE WHEN outcome = 'failed' THEN 1 END) AS failures,
  CASE
    WHEN max(outcome = 'issued') THEN 'issued'
    WHEN max(outcome IS NULL) THEN 'pending'
    ELSE 'failed' END AS outcome,
  max(CASE WHEN outcome IS NOT 'failed' THEN thing.attempt_id END)
    AS attempt_id,
  max(generation_id) AS generation_id,
  max(is_silent) AS is_silent, max(thing.is_acme) AS is_acme,
  max(coalesce(attempt.is_guess, 0)) AS is_guess,
  max(coalesce(by_log, 0)) AS by_log,
  max(coalesce(attempt.by_status, 0)) AS by_status,
  max(coalesce(attempt.by_request, 0)) AS by_request,
  max(coalesce(by_event, 0)) AS by_event,
  max(thing.attempt_id) IS NOT NULL AS was_tried,
  min(planned_us) AS planned_us
FROM thing_run AS run
JOIN thing ON thing.id = run.thing_id
LEFT JOIN attempt ON attempt.attempt_id = thing.attempt_id
GROUP BY run.namespace, run.certificate, run.run;

CREATE INDEX issuance_certificate ON issuance (namespace, certificate, run);

-- The reason that the first try gave, and the best moment of the end.
DROP TABLE IF EXISTS issuance_reason;
CREATE TABLE issuance_reason AS
SELECT namespace, certificate, run, reason
FROM (
  SELECT
    run.namespace, run.certificate, run.run, attempt.reason,
    row_number() OVER (
      PARTITION BY run.namespace, run.certificate, run.run
      ORDER BY attempt.begin_us, thing.id
    ) AS place
  FROM thing_run AS run
  JOIN thing ON thing.id = run.thing_id
  JOIN attempt ON attempt.attempt_id = thing.attempt_id
  WHERE attempt.reason IS NOT NULL
)
WHERE place = 1;

CREATE INDEX issuance_reason_name
ON issuance_reason (namespace, certificate, run);

DROP TABLE IF EXISTS staged_renewal;
CREATE TABLE staged_renewal AS
SELECT
  issuance.namespace, issuance.certificate, issuance.run,
  coalesce(now.secret, (
    SELECT min(secret) FROM secret_certificate AS own
    WHERE own.namespace = issuance.namespace
      AND own.certificate = issuance.certificate)) AS secret,
  coalesce(now.is_ca, x509.is_ca, 0) AS is_ca,
  issuance_reason.reason,
  CASE WHEN was_tried THEN issuance.begin_us END AS triggered_us,
  CASE WHEN issuance.outcome = 'issued' THEN coalesce(
    attempt.done_us,
    CASE WHEN generation.by_status AND attempt.answer_us IS NULL
      AND generation.start_us >= attempt.begin_us
      THEN generation.start_us END,
    attempt.answer_us,
    CASE WHEN attempt.attempt_id IS NOT NULL AND generation.generation_id IS NULL
      THEN attempt.last_us END,
    generation.start_us + CASE WHEN issuance.is_acme
      THEN 3600000000 ELSE 0 END,
    issuance.sort_us) END AS issued_us,
  attempt.done_us IS NULL AND attempt.answer_us IS NULL AS is_dated_by_x509,
  issuance.outcome, issuance.attempts, issuance.failures,
  CASE WHEN generation.not_before_us IS NULL THEN NULL
    ELSE generation.not_before_us END AS not_before_us,
  generation.not_after_us, generation.serial, generation.key_sha256,
  generation.revision, generation.generation_id, generation.start_us,
  issuance.is_silent, issuance.is_guess, issuance.is_acme, issuance.planned_us,
  issuance.attempt_id,
  CASE WHEN attempt.was_begun AND attempt.by_log THEN attempt.begin_us END
    AS begun_us,
  issuance.by_log, coalesce(generation.by_status, 0) OR issuance.by_status
    AS by_status,
  coalesce(generation.by_request, 0) OR issuance.by_request AS by_request,
  issuance.by_event, coalesce(generation.by_secret, 0) AS by_secret,
  generation.x509_id IS NOT NULL AS by_x509,
  now.object_id IS NOT NULL AND now.not_after_us IS NULL
    AND now.revision IS NULL AS was_never_issued,
  now.created_us, now.is_old_era, now.renew_before_s, now.renew_before_pct,
  now.key_rotation, now.failed_attempts, now.last_failure_us
FROM issuance
LEFT JOIN attempt ON attempt.attempt_id = issuance.attempt_id
LEFT JOIN generation ON generation.generation_id = issuance.generation_id
LEFT JOIN x509 ON x509.id = generation.x509_id
LEFT JOIN certificate_now AS now
  ON now.namespace = issuance.namespace AND now.name = issuance.certificate
LEFT JOIN issuance_reason
  ON issuance_reason.namespace = issuance.namespace
  AND issuance_reason.certificate = issuance.certificate
  AND issuance_reason.run = issuance.run;

-- What the generation before says: when it was due, and with which key.
--
-- cert-manager renews renewBefore before the end if that is shorter than the
-- lifetime, else a third of the lifetime before it.  Up to v0.15 the default
-- was thirty days.
DROP TABLE IF EXISTS chained_renewal;
CREATE TABLE chained_renewal AS
SELECT
  *,
  lag(generation_id) OVER own AS old_generation_id,
  lag(not_after_us) OVER own AS told_not_after_us,
  lag(start_us) OVER own AS old_start_us,
  lag(issued_us) OVER own AS old_issued_us,
  lag(key_sha256) OVER own AS old_key_sha256,
  lag(CASE WHEN outcome = 'issued' THEN 1 END) OVER own AS had_before,
  -- Each issuance counts the revision up by one, so what came n issuances
  -- before revision r was revision r - n at most.
  coalesce(revision, min(revision - nth) OVER (
    PARTITION BY namespace, certificate ORDER BY run
    ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) + nth) AS known_revision,
  (SELECT planned.at_us + planned.due_in_us
    FROM event AS planned
    JOIN event_certificate AS of ON of.event_id = planned.id
    WHERE planned.kind = 'scheduled' AND planned.due_in_us IS NOT NULL
      AND of.namespace = staged.namespace
      AND of.certificate = staged.certificate
      AND planned.at_us < coalesce(issued_us, triggered_us) - 1000000
    ORDER BY planned.at_us DESC, planned.id DESC LIMIT 1) AS scheduled_us
FROM (
  SELECT
    *,
    row_number() OVER (PARTITION BY namespace, certificate ORDER BY run) AS nth
  FROM staged_renewal
) AS staged
WINDOW own AS (PARTITION BY namespace, certificate ORDER BY run);

-- Where no generation before is known, the time to the renewal that v0.8 to
-- v0.15 printed tells when the old certificate ended, to the second.
DROP TABLE IF EXISTS ended_renewal;
CREATE TABLE ended_renewal AS
SELECT
  *,
  coalesce(told_not_after_us, CASE WHEN renew_before_s IS NOT NULL
    THEN (scheduled_us + 500000) / 1000000 * 1000000
      + renew_before_s * 1000000 END) AS old_not_after_us
FROM chained_renewal;

DROP TABLE IF EXISTS judged_renewal;
CREATE TABLE judged_renewal AS
SELECT
  *,
  CASE
    WHEN was_never_issued AND had_before IS NULL AND outcome <> 'issued'
      THEN 'first'
    -- The first try says why; what is missing may never have been there.
    WHEN reason IN ('Renewing', 'Expired') THEN 'renewal'
    WHEN reason = 'DoesNotExist' THEN CASE
      WHEN had_before OR revision > 1 THEN 'reissue'
      WHEN known_revision = 1 THEN 'first'
      WHEN created_us < triggered_us - 86400000000 THEN 'reissue'
      ELSE 'first' END
    WHEN reason IS NOT NULL THEN CASE
      WHEN known_revision = 1 AND had_before IS NULL THEN 'first'
      ELSE 'reissue' END
    WHEN known_revision = 1 AND had_before IS NULL THEN 'first'
    WHEN had_before IS NULL AND known_revision IS NULL
      AND abs(coalesce(issued_us, triggered_us) - created_us)
        < 2 * 3600000000 THEN 'first'
    -- A Secret that had lost its key had been deleted.
    WHEN has_new_key THEN 'reissue'
    WHEN due_us IS NOT NULL
      AND coalesce(issued_us, triggered_us) < due_us - 300000000 THEN 'reissue'
    WHEN due_us IS NULL AND issued_us < young_us THEN 'reissue'
    ELSE 'renewal'
  END AS kind
FROM (
  SELECT
    *,
    coalesce(planned_us, scheduled_us,
      old_not_after_us - CASE
        WHEN renew_before_s * 1000000 < old_not_after_us - old_start_us
          THEN renew_before_s * 1000000
        WHEN renew_before_pct BETWEEN 1 AND 99
          THEN (old_not_after_us - old_start_us) / 100 * renew_before_pct
        WHEN is_old_era AND renew_before_s IS NULL
          AND 720 * 3600000000 < old_not_after_us - old_start_us
          THEN 720 * 3600000000
        ELSE (old_not_after_us - old_start_us) / 3 END) AS due_us,
    -- When only the log tells of the old certificate, it lasted as long as the
    -- new one: what came within half the time to its renewal was another cause.
    old_issued_us + (not_after_us - start_us - CASE
        WHEN renew_before_s * 1000000 < not_after_us - start_us
          THEN renew_before_s * 1000000
        ELSE (not_after_us - start_us) / 3 END) / 2 AS young_us,
    EXISTS (
      SELECT 1 FROM event
      WHERE event.pattern = 'private-key-generated'
        AND coalesce(related_namespace, event.namespace)
          = ended_renewal.namespace
        AND coalesce(related, object) = secret
        AND (event.at_us BETWEEN triggered_us - 60000000 AND issued_us
          OR event.last_at_us BETWEEN triggered_us - 60000000 AND issued_us)
    ) AS has_new_key
  FROM ended_renewal
);

DROP TABLE IF EXISTS renewal;
CREATE TABLE renewal (
  id             TEXT    NOT NULL PRIMARY KEY,
  namespace      TEXT    NOT NULL,
  certificate    TEXT    NOT NULL,
  run            INTEGER NOT NULL,
  secret         TEXT,
  is_ca          INTEGER NOT NULL,
  kind           TEXT    NOT NULL,
  reason         TEXT,
  triggered_us   INTEGER,
  issued_us      INTEGER,
  outcome        TEXT    NOT NULL,
  attempts       INTEGER NOT NULL,
  not_before_us  INTEGER,
  not_after_us   INTEGER,
  serial         TEXT,
  revision       INTEGER,
  key_changed    INTEGER,
  due_us         INTEGER,
  late_seconds   INTEGER,
  witnesses      TEXT    NOT NULL,
  confidence     TEXT    NOT NULL,
  attempt_id     INTEGER,
  generation_id  INTEGER,
  old_not_after_us INTEGER,
  -- The window in which the Secret was written.
  low_us         INTEGER,
  high_us        INTEGER,
  is_newest      INTEGER NOT NULL  -- no later issuance has ended well
) STRICT;

INSERT INTO renewal
SELECT
  -- Issuers that end all certificates at the end of their own give twins.
  'r-' || short || CASE WHEN twin > 1 THEN '-' || twin ELSE '' END,
  namespace, certificate, run, secret, is_ca, kind, reason, triggered_us,
  issued_us, outcome,
  CASE WHEN outcome <> 'issued' AND triggered_us <= last_failure_us + 1000000
      AND is_last THEN max(attempts, coalesce(failed_attempts, 0))
    ELSE attempts END,
  not_before_us, not_after_us, serial, revision,
  CASE
    WHEN outcome <> 'issued' THEN NULL
    WHEN key_sha256 IS NOT NULL AND old_key_sha256 IS NOT NULL
      THEN key_sha256 <> old_key_sha256
    WHEN kind = 'first' THEN NULL
    WHEN reason = 'DoesNotExist' THEN 1
    -- v0.8 to v0.10 make a key only where the Secret has none.
    WHEN has_new_key THEN 1
    WHEN EXISTS (SELECT 1 FROM kube_event
      WHERE subject_kind = 'Certificate' AND subject = certificate
        AND subject_namespace = namespace AND kube_event.reason = 'Reused'
        AND last_us BETWEEN triggered_us - 2000000 AND issued_us + 2000000)
      THEN 0
    WHEN reason IN ('Renewing', 'RequestChanged', 'IncorrectIssuer')
      AND key_rotation = 'Never' THEN 0
    WHEN reason IS NOT NULL AND key_rotation = 'Always' THEN 1
  END,
  CASE WHEN kind = 'renewal' THEN due_us END,
  CASE WHEN kind = 'renewal' THEN
    (coalesce(issued_us, now_us) - due_us) / 1000000 END,
  trim(
    CASE WHEN by_log THEN 'log,' ELSE '' END
    || CASE WHEN by_status THEN 'status,' ELSE '' END
    || CASE WHEN by_request THEN 'request,' ELSE '' END
    || CASE WHEN by_event THEN 'event,' ELSE '' END
    || CASE WHEN by_secret THEN 'secret,' ELSE '' END
    || CASE WHEN by_x509 THEN 'x509,' ELSE '' END, ','),
  CASE
    -- A certificate that is there vouches for the lines that may tell of it.
    WHEN is_guess AND (outcome <> 'issued' OR generation_id IS NULL) THEN 'low'
    WHEN outcome = 'issued' AND is_silent THEN 'medium'
    WHEN by_x509 OR by_request OR not_before_us IS NOT NULL THEN 'high'
    WHEN by_log + by_status + by_event > 1 THEN 'high'
    WHEN generation_id IS NOT NULL AND triggered_us IS NULL THEN 'low'
    ELSE 'medium' END,
  attempt_id, generation_id, old_not_after_us,
  -- Nothing was written before it was asked for, whatever its date says.
  CASE WHEN outcome = 'issued'
    THEN min(max(coalesce(start_us, issued_us), coalesce(begun_us, 0)),
      issued_us) END,
  CASE WHEN outcome = 'issued'
    THEN issued_us + CASE WHEN is_dated_by_x509 THEN 300000000
      ELSE 5000000 END END,
  outcome = 'issued' AND run = max(CASE WHEN outcome = 'issued' THEN run END)
    OVER (PARTITION BY namespace, secret, certificate)
FROM (
  SELECT
    *,
    row_number() OVER (
      PARTITION BY short ORDER BY namespace, certificate, run
    ) AS twin
  FROM (
    SELECT
      *,
      run = max(run) OVER (PARTITION BY namespace, certificate) AS is_last,
      short_id(namespace, certificate,
        coalesce(not_after_us, ''), CASE WHEN not_after_us IS NULL
          THEN coalesce(triggered_us, '') ELSE '' END,
        CASE WHEN not_after_us IS NULL THEN run ELSE '' END) AS short
    FROM judged_renewal
  )
) AS judged
JOIN capture;

CREATE INDEX renewal_certificate ON renewal (namespace, certificate, run);
CREATE INDEX renewal_secret ON renewal (namespace, secret);

DROP TABLE issuance_reason;
DROP TABLE chained_renewal;
DROP TABLE ended_renewal;
DROP TABLE judged_renewal;
DROP TABLE staged_renewal;
