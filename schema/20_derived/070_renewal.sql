-- One row for each issuance, from all witnesses merged.  renewals (the public
-- view) shows it with times as text.
--
-- An issuance is a run: failed attempts and the one that ended them.  Those of
-- a certificate have ids that follow one another.
DROP TABLE IF EXISTS temp.issuance;
CREATE TEMP TABLE issuance (
  id              INTEGER PRIMARY KEY,
  certificate_id  INTEGER NOT NULL,
  run             INTEGER NOT NULL,  -- from 0, for each certificate
  first_id        INTEGER NOT NULL,  -- its things
  last_id         INTEGER NOT NULL,
  begin_us        INTEGER NOT NULL,
  sort_us         INTEGER NOT NULL,
  attempts        INTEGER NOT NULL,
  outcome         TEXT    NOT NULL,
  attempt_id      INTEGER,
  generation_id   INTEGER,
  is_silent       INTEGER NOT NULL,
  is_acme         INTEGER NOT NULL,
  is_guess        INTEGER NOT NULL,
  by_log          INTEGER NOT NULL,
  by_status       INTEGER NOT NULL,
  by_request      INTEGER NOT NULL,
  by_event        INTEGER NOT NULL,
  was_tried       INTEGER NOT NULL,
  planned_us      INTEGER,
  reason_id       INTEGER   -- the first thing that has a reason
);

-- What comes after an end, or first, begins a run.
DROP TABLE IF EXISTS temp.run_start;
CREATE TEMP TABLE run_start (
  id              INTEGER PRIMARY KEY,
  certificate_id  INTEGER NOT NULL,
  first_id        INTEGER NOT NULL
);

INSERT INTO run_start (certificate_id, first_id)
SELECT thing.certificate_id, thing.id
FROM thing
LEFT JOIN thing AS before
  ON before.id = thing.id - 1 AND before.certificate_id = thing.certificate_id
WHERE before.id IS NULL OR before.outcome IS NOT 'failed'
ORDER BY thing.id;

DROP TABLE IF EXISTS temp.first_run;
CREATE TEMP TABLE first_run (
  certificate_id  INTEGER PRIMARY KEY,
  id              INTEGER NOT NULL
);

INSERT INTO first_run
SELECT certificate_id, min(id) FROM run_start GROUP BY certificate_id;

INSERT INTO issuance
SELECT
  at.id, at.certificate_id,
  at.id - (SELECT id FROM first_run
    WHERE first_run.certificate_id = at.certificate_id),
  at.first_id, at.last_id, min(sort_us), max(sort_us), count(*),
  CASE
    WHEN max(outcome = 'issued') THEN 'issued'
    WHEN max(outcome IS NULL) THEN 'pending'
    ELSE 'failed' END,
  max(CASE WHEN outcome IS NOT 'failed' THEN attempt_id END),
  max(generation_id), max(is_silent), max(thing.is_acme),
  max(coalesce(attempt.is_guess, 0)), max(coalesce(by_log, 0)),
  max(coalesce(by_status, 0)), max(coalesce(by_request, 0)),
  max(coalesce(by_event, 0)), max(attempt_id) IS NOT NULL, min(planned_us),
  min(CASE WHEN reason IS NOT NULL THEN thing.id END)
FROM (
  SELECT
    at.id, at.certificate_id, at.first_id,
    coalesce(next.first_id - 1, (SELECT max(id) FROM thing)) AS last_id
  FROM run_start AS at LEFT JOIN run_start AS next ON next.id = at.id + 1
) AS at
CROSS JOIN thing ON thing.id BETWEEN at.first_id AND at.last_id
LEFT JOIN attempt USING (attempt_id)
GROUP BY at.id;

DROP TABLE temp.run_start;
DROP TABLE temp.first_run;

DROP TABLE IF EXISTS temp.staged_renewal;
CREATE TEMP TABLE staged_renewal AS
SELECT
  issuance.id, issuance.certificate_id, run, name.namespace,
  name.name AS certificate,
  coalesce(now.secret, (
    SELECT min(secret) FROM secret_certificate AS own
    WHERE own.namespace = name.namespace
      AND own.certificate = name.name)) AS secret,
  coalesce(now.is_ca, x509.is_ca, 0) AS is_ca,
  (SELECT reason FROM thing JOIN attempt USING (attempt_id)
    WHERE thing.id = reason_id) AS reason,
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
  now.object_id IS NULL AND generation.is_unknown_issuer
    AS is_unknown_issuer,
  issuance.outcome, issuance.attempts, generation.not_before_us,
  generation.not_after_us, generation.serial, generation.key_sha256,
  generation.revision, issuance.generation_id, generation.start_us,
  issuance.is_silent, issuance.is_guess, issuance.planned_us,
  issuance.attempt_id, issuance.first_id, issuance.last_id,
  -- What only the log tells of, in one attempt, ends with its last line.
  CASE WHEN issuance.first_id = issuance.last_id
      AND issuance.generation_id IS NULL
      AND attempt.by_event + attempt.by_request + attempt.by_status = 0
    THEN (SELECT last.event_id
      FROM signal AS last
      LEFT JOIN signal AS before
        ON before.id = last.id - 1 AND before.id >= attempt.first_id
      WHERE last.id = attempt.last_id
        AND (before.id IS NULL OR before.at_us < last.at_us)) END
    AS last_event_id,
  CASE WHEN attempt.was_begun AND attempt.by_log THEN attempt.begin_us END
    AS begun_us,
  issuance.by_log, coalesce(generation.by_status, 0) OR issuance.by_status
    AS by_status,
  coalesce(generation.by_request, 0) OR issuance.by_request AS by_request,
  issuance.by_event, coalesce(generation.by_secret, 0) AS by_secret,
  generation.x509_id IS NOT NULL AS by_x509,
  now.object_id IS NOT NULL AND now.not_after_us IS NULL
    AND now.revision IS NULL AS was_never_issued,
  now.created_us, now.renew_before_s, now.key_rotation, now.failed_attempts,
  now.last_failure_us
FROM issuance
JOIN certificate_name AS name ON name.id = issuance.certificate_id
LEFT JOIN attempt ON attempt.attempt_id = issuance.attempt_id
LEFT JOIN generation ON generation.generation_id = issuance.generation_id
LEFT JOIN x509 ON x509.id = generation.x509_id
LEFT JOIN certificate_now AS now
  ON now.namespace = name.namespace AND now.name = name.name
ORDER BY issuance.id;

DROP TABLE temp.issuance;

-- The last of each certificate.
DROP TABLE IF EXISTS temp.last_run;
CREATE TEMP TABLE last_run (
  certificate_id  INTEGER PRIMARY KEY,
  run             INTEGER NOT NULL,
  issued_run      INTEGER
);

INSERT INTO last_run
SELECT certificate_id, max(run), max(CASE WHEN outcome = 'issued' THEN run END)
FROM staged_renewal
GROUP BY certificate_id;

-- Each issuance counts the revision up by one, so what came n issuances before
-- revision r was revision r - n at most.
DROP TABLE IF EXISTS temp.known_revision;
CREATE TEMP TABLE known_revision (
  renewal_id  INTEGER PRIMARY KEY,
  revision    INTEGER
);

INSERT INTO known_revision
SELECT id, coalesce(revision, min(revision - run) OVER (
  PARTITION BY certificate_id ORDER BY id DESC ROWS UNBOUNDED PRECEDING) + run)
FROM staged_renewal
WHERE certificate_id IN (
  SELECT certificate_id FROM staged_renewal WHERE revision IS NOT NULL);

-- v0.8 to v0.10 make a key only where the Secret has none.
DROP TABLE IF EXISTS temp.new_key;
CREATE TEMP TABLE new_key (
  namespace  TEXT    NOT NULL,
  secret     TEXT    NOT NULL,
  at_us      INTEGER NOT NULL,
  PRIMARY KEY (namespace, secret, at_us)
) WITHOUT ROWID;

INSERT OR IGNORE INTO new_key
SELECT coalesce(related_namespace, namespace), coalesce(related, object),
  CASE side WHEN 0 THEN at_us ELSE last_at_us END
FROM event_form AS form
CROSS JOIN event ON event.form_id = form.id AND event.step IS NULL
CROSS JOIN log_subject AS subject ON subject.id = subject_id
CROSS JOIN (SELECT 0 AS side UNION ALL SELECT 1)
WHERE form.pattern = 'private-key-generated'
  AND coalesce(related_namespace, namespace) IS NOT NULL
  AND coalesce(related, object) IS NOT NULL
  AND CASE side WHEN 0 THEN at_us ELSE last_at_us END IS NOT NULL;

-- v0.11 to v0.15 give no reasons, but say that there was no key; and, if there
-- had been one, that the request which is left from it is of no use.
DROP TABLE IF EXISTS temp.lost_key;
CREATE TEMP TABLE lost_key (
  certificate_id  INTEGER NOT NULL,
  at_us           INTEGER NOT NULL,
  had_request     INTEGER NOT NULL,
  PRIMARY KEY (certificate_id, at_us, had_request)
) WITHOUT ROWID;

INSERT OR IGNORE INTO lost_key
SELECT certificate_id, at_us, form.pattern LIKE 'stored-%'
FROM event_form AS form
CROSS JOIN event ON event.form_id = form.id AND event.step IS NULL
WHERE form.pattern IN (
    'existing-private-key-not-found-in-secret-generate-a-new-private-key',
    'stored-private-key-is-not-valid-for-csr-stored-on-existing-certificaterequest')
  AND certificate_id IS NOT NULL AND at_us IS NOT NULL;

-- What the generation before says: when it was due, and with which key.
--
-- Where no generation before is known, the time to the renewal that v0.8 to
-- v0.15 printed tells when the old certificate ended, to the second.
DROP TABLE IF EXISTS temp.chained_renewal;
CREATE TEMP TABLE chained_renewal (
  id                INTEGER PRIMARY KEY,
  old_not_after_us  INTEGER,
  old_issued_us     INTEGER,
  old_key_sha256    TEXT,
  had_before        INTEGER,
  due_us            INTEGER,
  has_new_key       INTEGER NOT NULL,
  had_request       INTEGER  -- where the key was lost; NULL: it was not
);

INSERT INTO chained_renewal
SELECT
  id,
  coalesce(told_not_after_us, CASE WHEN renew_before_s IS NOT NULL
    THEN (scheduled_us + 500000) / 1000000 * 1000000
      + renew_before_s * 1000000 END),
  old_issued_us, old_key_sha256, had_before,
  coalesce(planned_us, scheduled_us, (
    SELECT due_us FROM lifetime
    WHERE lifetime.certificate_id = chained.certificate_id
      AND end_us = told_not_after_us AND start_us = old_start_us
      -- What is only known from a copy may not be the one right before.
      AND (NOT is_copy OR issued_us IS NULL OR issued_us < due_us + 86400000000))),
  EXISTS (
    SELECT 1 FROM new_key
    WHERE new_key.namespace = chained.namespace
      AND new_key.secret = chained.secret
      AND at_us BETWEEN triggered_us - 60000000 AND issued_us),
  (SELECT max(had_request) FROM lost_key
    WHERE lost_key.certificate_id = chained.certificate_id
      AND at_us BETWEEN triggered_us - 1000000 AND issued_us
    HAVING min(had_request) = 0)
FROM (
  SELECT
    own.*,
    old.not_after_us AS told_not_after_us, old.start_us AS old_start_us,
    old.issued_us AS old_issued_us, old.key_sha256 AS old_key_sha256,
    CASE WHEN old.outcome = 'issued' THEN 1 END AS had_before,
    old.by_log + old.by_status + old.by_request + old.by_event
      + old.by_secret = 0 AS is_copy,
    (SELECT planned.due_us FROM schedule AS planned
      WHERE planned.certificate_id = own.certificate_id
        AND planned.at_us < coalesce(own.issued_us, own.triggered_us) - 1000000
      ORDER BY planned.at_us DESC, planned.event_id DESC LIMIT 1)
      AS scheduled_us
  FROM staged_renewal AS own
  LEFT JOIN staged_renewal AS old
    ON old.rowid = own.rowid - 1 AND old.certificate_id = own.certificate_id
) AS chained;

DROP TABLE temp.schedule;
DROP TABLE temp.new_key;
DROP TABLE temp.lost_key;

-- Issuers that end all certificates at the end of their own give twins.
DROP TABLE IF EXISTS temp.renewal_name;
CREATE TEMP TABLE renewal_name (
  id     INTEGER PRIMARY KEY,
  short  TEXT NOT NULL
);

INSERT INTO renewal_name
SELECT id, short_id(namespace, certificate,
  coalesce(not_after_us, ''), CASE WHEN not_after_us IS NULL
    THEN coalesce(triggered_us, '') ELSE '' END,
  CASE WHEN not_after_us IS NULL THEN run ELSE '' END)
FROM staged_renewal;

DROP TABLE IF EXISTS temp.renewal_twin;
CREATE TEMP TABLE renewal_twin (
  id    INTEGER PRIMARY KEY,
  twin  INTEGER NOT NULL
);

INSERT INTO renewal_twin
SELECT renewal_name.id, row_number() OVER (
  PARTITION BY short ORDER BY namespace, certificate, run)
FROM renewal_name
JOIN staged_renewal ON staged_renewal.rowid = renewal_name.id
WHERE short IN (
  SELECT short FROM renewal_name GROUP BY short HAVING count(*) > 1);

-- In the order of renewals: place is the order, id what it is called.
DROP TABLE IF EXISTS renewal;
CREATE TABLE renewal (
  place          INTEGER PRIMARY KEY,
  id             TEXT    NOT NULL,
  namespace      TEXT    NOT NULL,
  certificate    TEXT    NOT NULL,
  certificate_id INTEGER NOT NULL,
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
  generation_id  INTEGER,
  first_id       INTEGER NOT NULL,  -- its things
  last_id        INTEGER NOT NULL,
  last_event_id  INTEGER,  -- whose line is the last it rests on; NULL: 130
  old_not_after_us INTEGER,
  -- The window in which the Secret was written.
  low_us         INTEGER,
  high_us        INTEGER,
  is_newest      INTEGER NOT NULL  -- no later issuance has ended well
) STRICT;

INSERT INTO renewal
SELECT
  NULL, 'r-' || short || CASE WHEN twin > 1 THEN '-' || twin ELSE '' END,
  namespace, certificate, certificate_id, run, secret, is_ca, kind, reason,
  triggered_us, issued_us, outcome,
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
  generation_id, first_id, last_id, last_event_id, old_not_after_us,
  -- Nothing was written before it was asked for, whatever its date says.
  CASE WHEN outcome = 'issued'
    THEN min(max(coalesce(start_us, issued_us), coalesce(begun_us, 0)),
      issued_us) END,
  CASE WHEN outcome = 'issued'
    THEN issued_us + CASE
      WHEN NOT is_dated_by_x509 THEN 5000000
      -- An ACME issuer would have dated it back by an hour.
      WHEN is_unknown_issuer THEN 3600000000 + 300000000
      ELSE 300000000 END END,
  outcome = 'issued' AND run = issued_run
FROM (
  SELECT
    own.*, old_not_after_us, old_key_sha256, had_before, due_us, has_new_key,
    had_request,
    known.revision AS known_revision, short, twin, issued_run,
    own.run = last_run.run AS is_last,
    CASE
      WHEN was_never_issued AND had_before IS NULL AND outcome <> 'issued'
        THEN 'first'
      -- The first try says why; what is missing may never have been there.
      WHEN reason IN ('Renewing', 'Expired') THEN 'renewal'
      WHEN reason = 'DoesNotExist' THEN CASE
        WHEN had_before OR own.revision > 1 THEN 'reissue'
        WHEN known.revision = 1 THEN 'first'
        WHEN created_us < triggered_us - 86400000000 THEN 'reissue'
        ELSE 'first' END
      WHEN had_request IS NOT NULL THEN
        CASE WHEN had_before OR had_request THEN 'reissue' ELSE 'first' END
      WHEN reason IS NOT NULL THEN CASE
        WHEN known.revision = 1 AND had_before IS NULL THEN 'first'
        ELSE 'reissue' END
      WHEN known.revision = 1 AND had_before IS NULL THEN 'first'
      WHEN had_before IS NULL AND known.revision IS NULL
        AND abs(coalesce(issued_us, triggered_us) - created_us)
          < 2 * 3600000000 THEN 'first'
      -- A Secret that had lost its key had been deleted.
      WHEN has_new_key THEN 'reissue'
      WHEN due_us IS NOT NULL
        AND coalesce(issued_us, triggered_us) < due_us - 300000000
        THEN 'reissue'
      -- When only the log tells of the old certificate, it lasted as long as
      -- the new one: what came within half the time to its renewal was another
      -- cause.
      WHEN due_us IS NULL AND issued_us < old_issued_us
        + (not_after_us - start_us - CASE
          WHEN renew_before_s * 1000000 < not_after_us - start_us
            THEN renew_before_s * 1000000
          ELSE (not_after_us - start_us) / 3 END) / 2 THEN 'reissue'
      ELSE 'renewal'
    END AS kind
  FROM staged_renewal AS own
  JOIN chained_renewal AS chained ON chained.id = own.rowid
  JOIN renewal_name AS named ON named.id = own.rowid
  JOIN last_run ON last_run.certificate_id = own.certificate_id
  LEFT JOIN known_revision AS known ON known.renewal_id = own.rowid
  LEFT JOIN renewal_twin ON renewal_twin.id = own.rowid
) AS judged
JOIN capture
ORDER BY coalesce(issued_us, triggered_us), namespace, certificate, run;

CREATE UNIQUE INDEX renewal_id ON renewal (id);
CREATE INDEX renewal_certificate ON renewal (namespace, certificate, run);
CREATE INDEX renewal_secret ON renewal (namespace, secret);

DROP INDEX attempt_certificate;

DROP TABLE temp.staged_renewal;
DROP TABLE temp.last_run;
DROP TABLE temp.known_revision;
DROP TABLE temp.chained_renewal;
DROP TABLE temp.renewal_name;
DROP TABLE temp.renewal_twin;
