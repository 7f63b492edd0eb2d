-- Every recognised log record and Kubernetes Event, dated, in order, each once:
-- the same record in two files (current, previous, rotated, export) is one.
--
-- event_form has what events share, with the step of an issuance that they tell
-- of (050); those of a log have the id of log_form.
DROP TABLE IF EXISTS temp.event_told;
CREATE TEMP TABLE event_told (
  object_id  INTEGER PRIMARY KEY,
  source     TEXT NOT NULL,
  kind       TEXT NOT NULL,
  severity   TEXT NOT NULL,
  reason     TEXT
);

INSERT INTO event_told
SELECT
  object_id,
  CASE form WHEN 'object' THEN 'event' ELSE 'printed' END,
  CASE
    WHEN subject_kind = 'Certificate' THEN CASE
      WHEN message = 'The certificate has been successfully issued'
        OR reason IN ('CertIssued', 'Issued', 'CeritifcateIssued',
          'CertRenewed') THEN 'issued'
      WHEN reason = 'Issuing' AND message = 'Issued temporary certificate'
        THEN 'other'
      WHEN reason = 'Issuing' THEN 'trigger'
      WHEN reason = 'Requested' THEN 'request-created'
      WHEN type = 'Warning' AND (
          reason IN ('Failed', 'Denied', 'InvalidRequest', 'RequestFailed',
            'ErrorSigning', 'FailedOrder', 'VaultInitError', 'SaveCertError',
            'CertificateRequestInvalidRequest', 'BadCertificate',
            'ErrorPrivateKey', 'PrivateKeyError', 'KeyError', 'NoCertificate',
            'ParseError', 'CreateError')
          OR message LIKE 'The certificate request has failed to complete %'
          OR message LIKE 'Error building Order resource: %')
        THEN 'failed'
      ELSE 'other' END
    WHEN subject_kind = 'CertificateRequest' THEN CASE
      WHEN reason = 'cert-manager.io' THEN 'request-approved'
      WHEN reason IN ('CertificateIssued', 'Issued') THEN 'request-ready'
      -- Told, and signed all the same.
      WHEN message LIKE 'Certificate will be issued with an empty Issuer DN%'
        THEN 'other'
      WHEN type = 'Warning' THEN 'request-failed'
      WHEN reason LIKE 'Order%' THEN 'order'
      ELSE 'other' END
    WHEN subject_kind = 'Order' THEN 'order'
    WHEN subject_kind = 'Challenge' THEN 'challenge'
    WHEN subject_kind IN ('Issuer', 'ClusterIssuer') THEN 'issuer'
    WHEN reason IN ('Reloaded', 'ReloadFail', 'PodRefresh') OR
      message LIKE 'Cert-Manager Restarting Resource%'
      THEN 'restart-automation'
    ELSE 'other' END,
  CASE type WHEN 'Warning' THEN 'warning' ELSE 'info' END,
  reason
FROM kube_event
JOIN current_object USING (object_id)
JOIN object ON object.id = object_id;

DROP TABLE IF EXISTS event_form;
CREATE TABLE event_form (
  id          INTEGER PRIMARY KEY,
  source      TEXT    NOT NULL,  -- 'log', 'event' or 'printed'
  pattern     TEXT,
  kind        TEXT    NOT NULL,
  severity    TEXT,
  condition   TEXT,
  old_status  TEXT,
  status      TEXT,
  reason      TEXT,
  step        INTEGER
) STRICT;

INSERT INTO event_form
SELECT
  id, 'log', pattern, kind,
  CASE severity
    WHEN 'I' THEN 'info' WHEN 'W' THEN 'warning'
    WHEN 'E' THEN 'error' WHEN 'F' THEN 'fatal' END,
  condition, old_status, status, reason, NULL
FROM log_form;

INSERT INTO event_form (source, kind, severity, reason)
SELECT DISTINCT source, kind, severity, reason FROM event_told;

-- A status that the line does not print is True or, for a request's Ready,
-- either.  An Event that an age dates is shown, and is no step of anything.
UPDATE event_form
SET step = CASE kind
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
END
WHERE source <> 'printed';

-- Where a process with a local zone lived through a change of the clock, the
-- nearest line that carries its full time tells the zone of those that do not.
DROP TABLE IF EXISTS temp.shifted_segment;
CREATE TEMP TABLE shifted_segment AS
SELECT segment_id FROM year_candidate WHERE offset_us IS NOT NULL
GROUP BY segment_id
HAVING max(offset_us) - min(offset_us) = 3600000000;

DROP TABLE IF EXISTS temp.zone_line;
CREATE TEMP TABLE zone_line (
  segment_id  INTEGER NOT NULL,
  line        INTEGER NOT NULL,
  id          INTEGER NOT NULL,
  offset_us   INTEGER,
  PRIMARY KEY (segment_id, line, id)
) WITHOUT ROWID;

INSERT INTO zone_line
SELECT
  record.segment_id, record.line, record.id,
  CAST(round((calendar.start_us + stamp_us
    - CASE WHEN stamp_us >= 60 * 86400000000
        THEN calendar.skip_us ELSE 0 END - full_us) / 900000000.0)
    AS INTEGER) * 900000000
FROM log_line AS record
JOIN log_year USING (segment_id)
JOIN calendar ON calendar.year = log_year.year0 + record.roll
WHERE EXISTS (SELECT 1 FROM shifted_segment)
  AND full_us IS NOT NULL AND stamp_us IS NOT NULL
  AND segment_id IN (SELECT segment_id FROM shifted_segment);

DROP TABLE IF EXISTS temp.record_zone;
CREATE TEMP TABLE record_zone (
  record_id  INTEGER PRIMARY KEY,
  offset_us  INTEGER
);

INSERT INTO record_zone
SELECT
  record.id,
  CASE WHEN after.line - record.line
      <= coalesce(record.line - before.line, 1 << 62)
    THEN after.offset_us ELSE coalesce(before.offset_us, after.offset_us) END
FROM log_line AS record
LEFT JOIN zone_line AS before
  ON before.segment_id = record.segment_id
  AND (before.line, before.id) = (
    SELECT near.line, near.id FROM zone_line AS near
    WHERE near.segment_id = record.segment_id AND near.line <= record.line
    ORDER BY near.line DESC, near.id LIMIT 1)
LEFT JOIN zone_line AS after
  ON after.segment_id = record.segment_id
  AND (after.line, after.id) = (
    SELECT near.line, near.id FROM zone_line AS near
    WHERE near.segment_id = record.segment_id AND near.line >= record.line
    ORDER BY near.line, near.id LIMIT 1)
WHERE EXISTS (SELECT 1 FROM zone_line)
  AND record.full_us IS NULL
  AND record.segment_id IN (SELECT segment_id FROM zone_line);

DROP TABLE temp.shifted_segment;
DROP TABLE temp.zone_line;

-- Inputs in the order of their paths.
DROP TABLE IF EXISTS temp.input_order;
CREATE TEMP TABLE input_order (
  input_id  INTEGER PRIMARY KEY,
  place     INTEGER NOT NULL,
  is_twin   INTEGER NOT NULL  -- another one has that path
);

INSERT INTO input_order
SELECT
  id, dense_rank() OVER (ORDER BY path),
  count(*) OVER (PARTITION BY path) > 1
FROM input;

DROP TABLE IF EXISTS event;
CREATE TABLE event (
  id              INTEGER PRIMARY KEY,  -- in the order of time
  form_id         INTEGER NOT NULL,
  record_id       INTEGER,  -- of log_line, or
  object_id       INTEGER,  -- of kube_event
  subject_id      INTEGER,
  segment_id      INTEGER,
  at_us           INTEGER,
  last_at_us      INTEGER,
  planned_us      INTEGER,  -- of a trigger: when it was to happen
  step            INTEGER,
  certificate_id  INTEGER,
  is_guess        INTEGER
) STRICT;

INSERT INTO event (form_id, record_id, object_id, subject_id, segment_id, at_us,
  last_at_us, planned_us, step, certificate_id, is_guess)
SELECT form_id, record_id, object_id, told.subject_id, segment_id, at_us,
  last_at_us, planned_us, form.step, own.certificate_id, own.is_guess
FROM (
  SELECT
    form_id, record.id AS record_id, NULL AS object_id, record.subject_id,
    record.segment_id,
    coalesce(full_us, calendar.start_us + stamp_us
      - CASE WHEN stamp_us >= 60 * 86400000000
          THEN calendar.skip_us ELSE 0 END
      - coalesce(zone.offset_us, log_year.offset_us, 0)) AS at_us,
    coalesce(last_full_us, last.start_us + record.last_stamp_us
      - CASE WHEN record.last_stamp_us >= 60 * 86400000000
          THEN last.skip_us ELSE 0 END
      - coalesce(zone.offset_us, log_year.offset_us, 0)) AS last_at_us,
    CASE WHEN form_id IN (SELECT id FROM log_form WHERE kind = 'trigger')
      THEN coalesce(planned_us, CASE WHEN coalesce(message,
          substr(raw, message_at, message_length))
          LIKE 'Renewing certificate as renewal was scheduled at 20%'
        THEN unixepoch(substr(
          coalesce(message, substr(raw, message_at, message_length)),
          length('Renewing certificate as renewal was scheduled at ') + 1, 19))
          * 1000000 END) END AS planned_us,
    place, record.line, 'log' AS source,
    CASE WHEN is_twin THEN raw END AS raw, NULL AS kind
  FROM log_line AS record
  JOIN log_segment ON log_segment.id = record.segment_id
  JOIN input_order USING (input_id)
  LEFT JOIN log_year ON log_year.segment_id = record.segment_id
  LEFT JOIN record_zone AS zone ON zone.record_id = record.id
  LEFT JOIN calendar ON calendar.year = log_year.year0 + record.roll
  LEFT JOIN calendar AS last
    ON last.year = log_year.year0 + coalesce(record.last_roll, record.roll)
  UNION ALL
  SELECT
    form.id, NULL, told.object_id, -told.object_id, NULL,
    coalesce(first_us, began.at_us, ended.at_us),
    coalesce(last_us, ended.at_us),
    CASE WHEN told.kind = 'trigger'
        AND message LIKE 'Renewing certificate as renewal was scheduled at 20%'
      THEN unixepoch(substr(message,
        length('Renewing certificate as renewal was scheduled at ') + 1, 19))
        * 1000000 END,
    place, object.line, 'event',
    'Event ' || coalesce(kube_event.reason, '-') || ': '
      || coalesce(message, ''), told.kind
  FROM event_told AS told
  JOIN event_form AS form
    ON form.source = told.source AND form.kind = told.kind
    AND form.severity = told.severity AND form.reason IS told.reason
  JOIN kube_event USING (object_id)
  JOIN object ON object.id = told.object_id
  JOIN input_order USING (input_id)
  LEFT JOIN printed_time AS began
    ON began.object_id = told.object_id AND began.what = 'first'
  LEFT JOIN printed_time AS ended
    ON ended.object_id = told.object_id AND ended.what = 'last'
) AS told
JOIN event_form AS form ON form.id = form_id
LEFT JOIN subject_certificate AS own ON own.subject_id = told.subject_id
ORDER BY at_us NULLS LAST, place, told.line, told.source, told.raw, told.kind,
  record_id, object_id;

DROP TABLE temp.event_told;
DROP TABLE temp.record_zone;

-- Copies have the same time: only neighbours are compared.  A line whose year
-- nothing tells has the time that it prints.
DROP TABLE IF EXISTS temp.event_tie;
CREATE TEMP TABLE event_tie (id INTEGER PRIMARY KEY);

INSERT OR IGNORE INTO event_tie
SELECT event.id + side
FROM event
CROSS JOIN event AS next
  ON next.id = event.id + 1 AND next.at_us IS event.at_us
CROSS JOIN (SELECT 0 AS side UNION ALL SELECT 1);

DROP TABLE IF EXISTS temp.event_copy;
CREATE TEMP TABLE event_copy (
  id   INTEGER PRIMARY KEY,
  nth  INTEGER NOT NULL
);

INSERT INTO event_copy
SELECT id, row_number() OVER (ORDER BY id)
FROM (
  SELECT
    event.id,
    row_number() OVER (
      PARTITION BY
        coalesce(at_us, stamp_us), pattern, namespace, object_kind, object,
        related, condition, old_status, status, reason,
        coalesce(detail, substr(raw, detail_at, detail_length)), error
      ORDER BY event.id
    ) AS copy
  FROM event_tie
  JOIN event USING (id)
  JOIN event_form AS form ON form.id = event.form_id
  JOIN log_line ON log_line.id = record_id
  JOIN log_subject ON log_subject.id = log_line.subject_id
)
WHERE copy > 1;

DELETE FROM event WHERE id IN (SELECT id FROM event_copy);

UPDATE event
SET id = id - (
  SELECT nth FROM event_copy
  WHERE event_copy.id < event.id ORDER BY event_copy.id DESC LIMIT 1)
WHERE id > (SELECT min(id) FROM event_copy);

DROP TABLE temp.event_tie;
DROP TABLE temp.event_copy;

-- Of several certificates that an event may be about, the one that the nearest
-- line within two seconds is sure to be about; if there is none, the event
-- belongs to no certificate.  Lines are looked for by stem: there may be ten
-- thousand certificates of one name.
DROP TABLE IF EXISTS temp.unsure_subject;
CREATE TEMP TABLE unsure_subject (
  subject_id  INTEGER NOT NULL,
  stem        TEXT    NOT NULL,
  PRIMARY KEY (subject_id, stem)
) WITHOUT ROWID;

INSERT INTO unsure_subject
SELECT subject_id, CASE object_kind
  WHEN 'Certificate' THEN rtrim(substr(object, 1, 52), '-.')
  ELSE rtrim(rtrim(object, 'abcdefghijklmnopqrstuvwxyz0123456789'), '-.') END
FROM subject_certificate JOIN subject ON subject.id = subject_id
WHERE certificate_id IS NULL;

INSERT OR IGNORE INTO unsure_subject
SELECT subject_id, name.stem
FROM unsure_subject
JOIN subject ON subject.id = subject_id AND object_kind = 'CertificateRequest'
JOIN request_certificate AS own ON own.request = object
JOIN certificate_name AS name ON name.id = own.certificate_id;

DROP TABLE IF EXISTS temp.sure_event;
CREATE TEMP TABLE sure_event (
  stem            TEXT    NOT NULL,
  at_us           INTEGER NOT NULL,
  event_id        INTEGER NOT NULL,
  certificate_id  INTEGER NOT NULL,
  PRIMARY KEY (stem, at_us, event_id)
) WITHOUT ROWID;

INSERT INTO sure_event
SELECT stem, at_us, event.id, certificate_id
FROM event JOIN certificate_name AS name ON name.id = certificate_id
WHERE EXISTS (SELECT 1 FROM unsure_subject)
  AND at_us IS NOT NULL
  AND stem IN (SELECT stem FROM unsure_subject);

DROP TABLE IF EXISTS temp.event_guess;
CREATE TEMP TABLE event_guess (
  event_id        INTEGER PRIMARY KEY,
  certificate_id  INTEGER
);

INSERT INTO event_guess
SELECT id, (
  SELECT certificate_id FROM (
  SELECT near.certificate_id, abs(near.at_us - at) AS distance_us, near.event_id
  FROM unsure_subject AS unsure
  CROSS JOIN sure_event AS near
  JOIN certificate_name AS name ON name.id = near.certificate_id
  WHERE unsure.subject_id = unsure_event.subject_id
    AND near.stem = unsure.stem
    AND near.at_us BETWEEN at - 2000000 AND at + 2000000
    AND (unsure_event.namespace IS NULL
      OR unsure_event.namespace = name.namespace)
    AND CASE object_kind
      WHEN 'Certificate' THEN is_known = 1 AND name.name = object
      ELSE coalesce(
        (SELECT own.certificate_id = name.id FROM request_certificate AS own
          WHERE own.request = object AND own.namespace = name.namespace),
        is_known = 1 AND object LIKE '%_-%'
          AND name.stem = rtrim(rtrim(object,
            'abcdefghijklmnopqrstuvwxyz0123456789'), '-.')) END)
  ORDER BY distance_us, event_id LIMIT 1)
FROM (
  SELECT event.id, at_us AS at, subject_id, object_kind, subject.namespace, object
  FROM event JOIN subject ON subject.id = subject_id
  WHERE EXISTS (SELECT 1 FROM unsure_subject)
    AND certificate_id IS NULL AND is_guess IS NOT NULL
) AS unsure_event;

UPDATE event
SET is_guess = 1, certificate_id = guess.certificate_id
FROM event_guess AS guess
WHERE guess.event_id = event.id AND guess.certificate_id IS NOT NULL;

DROP TABLE temp.event_guess;
DROP TABLE temp.unsure_subject;
DROP TABLE temp.sure_event;
DROP TABLE temp.subject_certificate;
DROP TABLE temp.subject;

CREATE INDEX event_object ON event (object_id) WHERE object_id IS NOT NULL;
-- The steps of issuances are read as a whole (050); the rest is looked for.
CREATE INDEX event_other ON event (form_id) WHERE step IS NULL;

-- All that is known of an event.
DROP VIEW IF EXISTS event_row;
CREATE VIEW event_row AS
SELECT
  event.id, event.form_id, form.source, coalesce(segment.input_id, object.input_id) AS input_id,
  coalesce(record.line, object.line) AS line, event.at_us, event.last_at_us,
  CASE WHEN object.form <> 'object' THEN (
      SELECT CASE WHEN unit_us <= 60000000 THEN 'medium' ELSE 'low' END
      FROM printed_time WHERE printed_time.object_id = event.object_id
      ORDER BY what LIMIT 1)
    WHEN full_us IS NOT NULL OR event.object_id IS NOT NULL THEN 'high'
    ELSE nullif(log_year.confidence, 'none') END AS at_confidence,
  form.kind, form.severity,
  CASE WHEN record_id IS NULL
    THEN coalesce(subject_namespace, object.namespace)
    ELSE subject.namespace END AS namespace,
  CASE WHEN record_id IS NULL THEN subject_kind ELSE object_kind END
    AS object_kind,
  CASE WHEN record_id IS NULL THEN kube_event.subject ELSE subject.object END
    AS object,
  related_kind, related_namespace, related, condition, old_status, status,
  form.reason,
  CASE WHEN record_id IS NULL THEN kube_event.message
    ELSE coalesce(detail, substr(raw, detail_at, detail_length)) END AS detail,
  error, due_in_us, event.planned_us, event.step,
  CASE WHEN record_id IS NULL THEN coalesce(kube_event.message, '')
    ELSE coalesce(record.message, substr(raw, message_at, message_length)) END
    AS message,
  form.pattern, coalesce(repeats, n) AS repeats,
  coalesce(raw, 'Event ' || coalesce(kube_event.reason, '-') || ': '
    || coalesce(kube_event.message, '')) AS raw,
  certificate_id, is_guess
FROM event
JOIN event_form AS form ON form.id = event.form_id
LEFT JOIN log_line AS record ON record.id = record_id
LEFT JOIN log_segment AS segment ON segment.id = event.segment_id
LEFT JOIN log_year ON log_year.segment_id = event.segment_id
LEFT JOIN log_subject AS subject ON subject.id = record.subject_id
LEFT JOIN kube_event ON kube_event.object_id = event.object_id
LEFT JOIN object ON object.id = event.object_id;

-- The certificate that an event is about, by its name.
DROP VIEW IF EXISTS event_certificate;
CREATE VIEW event_certificate AS
SELECT event.id AS event_id, name.namespace, name.name AS certificate, is_guess
FROM event JOIN certificate_name AS name ON name.id = certificate_id;
