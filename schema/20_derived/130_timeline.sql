-- Everything that happened, in order.
--
-- The line of an issuance is that of the last thing it rests on; of several of
-- one moment, the first by path and line (told_at holds both, 025 has the order
-- of the paths).
DROP TABLE IF EXISTS temp.last_proof;
CREATE TEMP TABLE last_proof (
  place     INTEGER PRIMARY KEY,  -- of renewal
  at_us     INTEGER,
  told_at   INTEGER NOT NULL
);

INSERT INTO last_proof
SELECT
  own.place, own.at_us,
  min((input_order.place << 32)
    + coalesce(signal.line, log_line.line, object.line, 0))
FROM (
  SELECT place, renewal.first_id, renewal.last_id, max(attempt.last_us) AS at_us
  FROM renewal
  CROSS JOIN thing ON thing.id BETWEEN renewal.first_id AND renewal.last_id
  CROSS JOIN attempt USING (attempt_id)
  WHERE issued_us IS NOT NULL AND last_event_id IS NULL
  GROUP BY place
) AS own
CROSS JOIN thing ON thing.id BETWEEN own.first_id AND own.last_id
CROSS JOIN attempt
  ON attempt.attempt_id = thing.attempt_id AND attempt.last_us = own.at_us
CROSS JOIN signal
  ON signal.id BETWEEN attempt.first_id AND attempt.last_id
  AND +signal.at_us = own.at_us
LEFT JOIN event ON event.id = event_id
LEFT JOIN log_line ON log_line.id = event.record_id
LEFT JOIN log_segment ON log_segment.id = event.segment_id
LEFT JOIN object ON object.id = event.object_id
CROSS JOIN input_order ON input_order.input_id
  = coalesce(signal.input_id, log_segment.input_id, object.input_id)
GROUP BY own.place;

INSERT INTO last_proof
SELECT renewal.place, at_us,
  (input_order.place << 32) + coalesce(line, 0)
FROM proof
JOIN renewal ON renewal.id = subject_id
JOIN input_order ON input_order.input_id = proof.input_id
WHERE subject_kind = 'renewal' AND issued_us IS NOT NULL
ON CONFLICT (place) DO UPDATE
SET at_us = excluded.at_us, told_at = excluded.told_at
WHERE excluded.at_us > at_us OR (at_us IS NULL AND excluded.at_us IS NOT NULL)
  OR (excluded.at_us IS at_us AND excluded.told_at < told_at);

CREATE INDEX temp.input_order_place ON input_order (place);

-- What else there is to tell; event and renewal have words of their own.
DROP TABLE IF EXISTS other_moment;
CREATE TABLE other_moment (
  id             INTEGER PRIMARY KEY,
  at_us          INTEGER NOT NULL,
  at_confidence  TEXT,
  kind           TEXT    NOT NULL,
  severity       TEXT    NOT NULL,
  namespace      TEXT,
  object_kind    TEXT,
  object         TEXT,
  text           TEXT    NOT NULL,
  input_id       INTEGER,
  line           INTEGER
) STRICT;

INSERT INTO other_moment
SELECT NULL, *
FROM (
  SELECT due_us AS at_us, 'medium', 'renewal-due', 'info', namespace,
    'Certificate', name, 'was due for renewal by ' || renewal_rule, input_id,
    line
  FROM plan WHERE due_us <= now_us
  UNION ALL
  SELECT end_us, 'high', 'cert-expired', 'critical', namespace, 'Certificate',
    name, 'the certificate ended', input_id, coalesce(not_after_line, line)
  FROM plan WHERE end_us <= now_us
  UNION ALL
  SELECT created_us, created_confidence, 'pod-started', 'info', namespace, 'Pod', name,
    'the Pod of ' || workload_kind || ' ' || workload || ' was created',
    input_id, line
  FROM pod_now
  UNION ALL
  SELECT container.started_us, 'high', 'container-restarted', 'info',
    pod_now.namespace, 'Pod', pod_now.name,
    'container ' || container.name || ' started again ('
      || container.restart_count || ' restarts)',
    pod_now.input_id, container.started_line
  FROM container JOIN pod_now USING (object_id)
  WHERE container.restart_count > 0
  UNION ALL
  SELECT object.created_us, 'high', 'request-created', 'info',
    object.namespace, 'CertificateRequest', object.name,
    'CertificateRequest of ' || coalesce(certificate, '-'), object.input_id,
    object.line
  FROM certificate_request
  JOIN current_object USING (object_id)
  JOIN object ON object.id = object_id
  UNION ALL
  SELECT issued_us, 'medium', 'restart-missing', 'high', namespace,
    workload_kind, workload,
    'container ' || container || ' of ' || coalesce(pod, workload)
      || ' still runs with the ' || certificate || ' certificate from before',
    input_id, line
  FROM restart WHERE verdict = 'missing'
)
WHERE at_us IS NOT NULL;

-- What events are called in the timeline.
DROP TABLE IF EXISTS moment_form;
CREATE TABLE moment_form (
  form_id   INTEGER PRIMARY KEY,
  kind      TEXT NOT NULL,
  severity  TEXT NOT NULL
) STRICT;

INSERT INTO moment_form
SELECT
  id,
  CASE kind
    WHEN 'trigger' THEN 'issue-triggered'
    WHEN 'failed' THEN 'issue-failed'
    WHEN 'secret-update' THEN 'secret-written'
    WHEN 'start' THEN 'controller-started'
    WHEN 'stop' THEN 'controller-stopped'
    ELSE kind END,
  CASE WHEN kind IN ('failed', 'request-failed', 'request-denied')
      OR severity IN ('error', 'fatal') THEN 'medium' ELSE 'info' END
FROM event_form;

-- Of each row the one id that says where its words are.  In order of time, then
-- of kind, whose place among all kinds stands for it.
DROP TABLE IF EXISTS temp.kind_place;
CREATE TEMP TABLE kind_place (
  kind   TEXT    NOT NULL PRIMARY KEY,
  place  INTEGER NOT NULL
) WITHOUT ROWID;

INSERT INTO kind_place
SELECT kind, row_number() OVER (ORDER BY kind)
FROM (
  SELECT kind FROM moment_form
  UNION SELECT kind FROM other_moment
  UNION SELECT 'ca-renewed' UNION SELECT 'issued'
);

DROP TABLE IF EXISTS temp.form_place;
CREATE TEMP TABLE form_place (form_id INTEGER PRIMARY KEY, place INTEGER);

INSERT INTO form_place
SELECT form_id, place FROM moment_form JOIN kind_place USING (kind);

DROP TABLE IF EXISTS moment;
CREATE TABLE moment (
  id             INTEGER PRIMARY KEY,
  at_us          INTEGER NOT NULL,
  kind_place     INTEGER NOT NULL,
  event_id       INTEGER,  -- of a renewal: whose line it has
  renewal_place  INTEGER,
  other_id       INTEGER,
  input_id       INTEGER,  -- of a renewal that no event tells of
  line           INTEGER,
  namespace      TEXT
) STRICT;

INSERT INTO moment
SELECT NULL, *
FROM (
  SELECT at_us, place, event.id, NULL, NULL, NULL, NULL,
    coalesce(own.namespace, subject.namespace, subject_namespace,
      object.namespace)
  FROM event
  JOIN form_place USING (form_id)
  LEFT JOIN certificate_name AS own ON own.id = event.certificate_id
  LEFT JOIN log_subject AS subject ON subject.id = event.subject_id
  LEFT JOIN kube_event ON kube_event.object_id = event.object_id
  LEFT JOIN object ON object.id = event.object_id
  WHERE at_us IS NOT NULL
  UNION ALL
  SELECT issued_us, kind_place.place, last_event_id, renewal.place, NULL,
    (SELECT input_id FROM input_order
      WHERE input_order.place = told_at >> 32 ORDER BY input_id LIMIT 1),
    nullif(told_at & 0xffffffff, 0), renewal.namespace
  FROM renewal
  JOIN kind_place
    ON kind_place.kind = CASE WHEN is_ca AND renewal.kind <> 'first'
      THEN 'ca-renewed' ELSE 'issued' END
  LEFT JOIN last_proof ON last_proof.place = renewal.place
  WHERE issued_us IS NOT NULL
  UNION ALL
  SELECT at_us, place, NULL, NULL, id, NULL, NULL, namespace
  FROM other_moment JOIN kind_place USING (kind)
)
ORDER BY 2, 3;

DROP TABLE temp.last_proof;
DROP TABLE temp.form_place;
DROP TABLE temp.kind_place;

-- All that is known of a row of the timeline.  A view of joins on the right of
-- a LEFT JOIN would be computed as a whole, so event_row is not used.
DROP VIEW IF EXISTS moment_row;
CREATE VIEW moment_row AS
SELECT
  moment.id, moment.at_us,
  CASE WHEN renewal_place IS NOT NULL THEN renewal.confidence
    WHEN object.form <> 'object' THEN (
      SELECT CASE WHEN unit_us <= 60000000 THEN 'medium' ELSE 'low' END
      FROM printed_time WHERE printed_time.object_id = event.object_id
      ORDER BY what LIMIT 1)
    WHEN full_us IS NOT NULL OR event.object_id IS NOT NULL THEN 'high'
    WHEN event_id IS NOT NULL THEN nullif(log_year.confidence, 'none')
    ELSE other.at_confidence END AS at_confidence,
  CASE WHEN renewal_place IS NOT NULL
      THEN CASE WHEN is_ca AND renewal.kind <> 'first' THEN 'ca-renewed'
        ELSE 'issued' END
    WHEN event_id IS NOT NULL THEN form.kind
    ELSE other.kind END AS kind,
  CASE WHEN renewal_place IS NOT NULL THEN 'info'
    WHEN event_id IS NOT NULL THEN form.severity
    ELSE other.severity END AS severity,
  moment.namespace,
  CASE WHEN renewal_place IS NOT NULL THEN 'Certificate'
    WHEN event_id IS NOT NULL
      THEN coalesce(subject.object_kind, subject_kind)
    ELSE other.object_kind END AS object_kind,
  CASE WHEN renewal_place IS NOT NULL THEN renewal.certificate
    WHEN event_id IS NOT NULL THEN coalesce(subject.object, kube_event.subject)
    ELSE other.object END AS object,
  CASE
    WHEN renewal_place IS NOT NULL
      THEN renewal.kind || ' issuance'
        || coalesce(', reason ' || renewal.reason, '')
        || CASE WHEN attempts > 1 THEN ', attempt ' || attempts ELSE '' END
        || CASE key_changed WHEN 1 THEN ', new key' WHEN 0 THEN ', same key'
          ELSE '' END
        || coalesce(', valid until '
          || strftime('%Y-%m-%dT%H:%M:%S', not_after_us / 1000000, 'unixepoch')
          || CASE WHEN not_after_us % 1000000 = 0 THEN ''
            ELSE rtrim(printf('.%06d', not_after_us % 1000000), '0') END
          || 'Z', '')
        || ' [' || renewal.id || ']'
    WHEN event_id IS NOT NULL
      THEN coalesce(record.message, substr(raw, message_at, message_length),
          kube_event.message, '')
        || CASE WHEN coalesce(repeats, n) > 1
          THEN ' (' || coalesce(repeats, n) || ' times)' ELSE '' END
    ELSE other.text END AS text,
  coalesce(moment.input_id, segment.input_id, object.input_id, other.input_id)
    AS input_id,
  coalesce(moment.line, record.line, object.line, other.line) AS line
FROM moment
LEFT JOIN event ON event.id = event_id
LEFT JOIN moment_form AS form ON form.form_id = event.form_id
LEFT JOIN log_line AS record ON record.id = event.record_id
LEFT JOIN log_segment AS segment ON segment.id = event.segment_id
LEFT JOIN log_year ON log_year.segment_id = event.segment_id
LEFT JOIN log_subject AS subject ON subject.id = record.subject_id
LEFT JOIN kube_event ON kube_event.object_id = event.object_id
LEFT JOIN object ON object.id = event.object_id
LEFT JOIN renewal ON renewal.place = renewal_place
LEFT JOIN other_moment AS other ON other.id = other_id;

-- Rows of one time and kind are put in the order of their words.
DROP TABLE IF EXISTS temp.moment_tie;
CREATE TEMP TABLE moment_tie (id INTEGER PRIMARY KEY);

INSERT OR IGNORE INTO moment_tie
SELECT moment.id + side
FROM moment
CROSS JOIN moment AS next
  ON next.id = moment.id + 1 AND next.at_us = moment.at_us
  AND next.kind_place = moment.kind_place
CROSS JOIN (SELECT 0 AS side UNION ALL SELECT 1);

DROP TABLE IF EXISTS temp.moved_moment;
CREATE TEMP TABLE moved_moment AS
SELECT
  min(id) OVER tie + row_number() OVER (
    tie ORDER BY namespace, object_kind, object, text, path, told_line, id
    ) - 1 AS id,
  at_us, kind_place, event_id, renewal_place, other_id, input_id, line,
  namespace
FROM (
  SELECT
    moment.*, object_kind, object, text, path,
    told.line AS told_line
  FROM moment_tie
  JOIN moment USING (id)
  JOIN moment_row AS told USING (id)
  LEFT JOIN input ON input.id = told.input_id
)
WINDOW tie AS (PARTITION BY at_us, kind_place);

INSERT OR REPLACE INTO moment
SELECT * FROM moved_moment;

DROP TABLE temp.moment_tie;
DROP TABLE temp.moved_moment;
DROP TABLE temp.input_order;

CREATE INDEX moment_namespace ON moment (namespace);
