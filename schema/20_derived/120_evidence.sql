-- What each claim rests on: the line of the log or of the dump.  What a renewal
-- rests on beside that, its signals, is found through its things (evidence).
DROP TABLE IF EXISTS proof;
CREATE TABLE proof (
  subject_kind  TEXT    NOT NULL,
  subject_id    TEXT    NOT NULL,
  witness       TEXT,
  at_us         INTEGER,
  input_id      INTEGER,
  line          INTEGER,
  excerpt       TEXT,
  signal_id     INTEGER   -- whose line it is
) STRICT;

INSERT INTO proof
SELECT DISTINCT 'renewal', renewal.id,
  CASE source.source WHEN 'copy' THEN 'x509' ELSE source.source END,
  source.not_before_us, source.input_id, source.line, source.excerpt, NULL
FROM renewal
CROSS JOIN generation USING (generation_id)
JOIN generation_source AS source
  ON source.namespace = generation.namespace
  AND source.certificate = generation.certificate
  AND source.not_after_us = generation.not_after_us
  AND coalesce(source.not_before_us, generation.start_us)
    = generation.start_us
-- Of the copies of a CA that its leaves hold, one is enough: the first by path,
-- whatever order the inputs were added in.
WHERE renewal.generation_id IS NOT NULL
  AND (source.source <> 'copy' OR source.rowid = (
  SELECT copy.rowid FROM generation_source AS copy
  LEFT JOIN input ON input.id = copy.input_id
  WHERE copy.namespace = source.namespace
    AND copy.certificate = source.certificate
    AND copy.not_after_us = source.not_after_us AND copy.source = 'copy'
  ORDER BY path, copy.line, copy.rowid LIMIT 1));

CREATE INDEX proof_subject ON proof (subject_id, subject_kind);

-- The signals of a renewal's attempts.
DROP VIEW IF EXISTS renewal_signal;
CREATE VIEW renewal_signal AS
SELECT
  renewal.id AS renewal_id, renewal.place, signal.id AS signal_id,
  signal.event_id, signal.at_us
FROM renewal
CROSS JOIN thing ON thing.id BETWEEN renewal.first_id AND renewal.last_id
CROSS JOIN attempt USING (attempt_id)
CROSS JOIN signal ON signal.id BETWEEN attempt.first_id AND attempt.last_id;

-- A restart: the reference to the Secret, and the start.
DROP VIEW IF EXISTS restart_proof;
CREATE VIEW restart_proof AS
SELECT
  restart.renewal_id || ' ' || restart.namespace || '/'
    || coalesce(pod, workload) || '/' || container AS subject_id,
  restart.renewal_id, restart.namespace, workload_kind, workload, pod,
  NULL AS at_us, ref_input_id AS input_id, ref_line AS line,
  container || ' takes ' || secret || ' as ' || uses AS excerpt
FROM restart
UNION ALL
SELECT
  restart.renewal_id || ' ' || restart.namespace || '/'
    || coalesce(pod, workload) || '/' || container,
  restart.renewal_id, restart.namespace, workload_kind, workload, pod,
  since_us, restart.input_id, coalesce(started_line, restart.line),
  container || ' runs since '
    || CASE WHEN is_coarse THEN 'about ' ELSE '' END
    || strftime('%Y-%m-%dT%H:%M:%S', since_us / 1000000, 'unixepoch')
    || CASE WHEN since_us % 1000000 = 0 THEN ''
      ELSE rtrim(printf('.%06d', since_us % 1000000), '0') END || 'Z'
FROM restart WHERE since_us IS NOT NULL;

-- A finding rests on what its rows rest on.
DROP TABLE IF EXISTS finding_subject;
CREATE TABLE finding_subject (
  finding_id    TEXT NOT NULL,
  subject_kind  TEXT NOT NULL,
  subject_id    TEXT NOT NULL,
  PRIMARY KEY (finding_id, subject_kind, subject_id)
) STRICT, WITHOUT ROWID;

INSERT OR IGNORE INTO finding_subject
SELECT finding.id, 'renewal', cascade.ca_renewal_id
FROM finding JOIN cascade ON cascade.ca_renewal_id = finding.part
WHERE finding.code = 'ca-not-cascaded';

INSERT OR IGNORE INTO finding_subject
SELECT finding.id, 'renewal', cascade.renewal_id
FROM finding JOIN cascade ON cascade.ca_renewal_id = finding.part
WHERE finding.code = 'ca-not-cascaded' AND cascade.state LIKE 'stale%'
  AND cascade.renewal_id IS NOT NULL;

INSERT OR IGNORE INTO finding_subject
SELECT finding.id, 'renewal', member.renewal_id
FROM finding
JOIN restart_member AS member
  ON member.namespace = finding.namespace AND member.workload = finding.object
  AND member.workload_kind = finding.object_kind
WHERE finding.code LIKE 'restart%';

INSERT OR IGNORE INTO finding_subject
SELECT finding.id, 'renewal', renewal.id
FROM finding
JOIN renewal
  ON renewal.namespace = finding.namespace
  AND renewal.certificate = finding.object
WHERE finding.object_kind = 'Certificate'
  AND finding.code <> 'ca-not-cascaded'
  AND (finding.part = renewal.id
    OR (finding.part = '' AND renewal.outcome <> 'issued'));

INSERT INTO proof
SELECT DISTINCT 'finding', finding_id, witness, at_us, input_id, line, excerpt,
  NULL
FROM finding_subject CROSS JOIN proof USING (subject_kind, subject_id);

INSERT INTO proof
SELECT DISTINCT 'finding', finding_id, NULL, NULL, NULL, NULL, NULL, signal_id
FROM finding_subject
CROSS JOIN renewal_signal ON renewal_id = subject_id
WHERE subject_kind = 'renewal';

INSERT INTO proof
SELECT DISTINCT 'finding', finding.id, 'pod', NULL, ref_input_id, ref_line,
  container || ' takes ' || secret || ' as ' || uses, NULL
FROM finding
JOIN restart_member AS member
  ON member.namespace = finding.namespace AND member.workload = finding.object
  AND member.workload_kind = finding.object_kind
WHERE finding.code LIKE 'restart%'
UNION ALL
SELECT DISTINCT 'finding', finding.id, 'pod', member.since_us, input_id,
  coalesce(started_line, line),
  container || ' runs since ' || CASE WHEN is_coarse THEN 'about ' ELSE '' END
    || rfc3339(member.since_us), NULL
FROM finding
JOIN restart_member AS member
  ON member.namespace = finding.namespace AND member.workload = finding.object
  AND member.workload_kind = finding.object_kind
WHERE finding.code LIKE 'restart%' AND member.since_us IS NOT NULL;

INSERT INTO proof
SELECT 'finding', finding.id, 'status', not_after_us, plan.input_id,
  coalesce(not_after_line, plan.line),
  'status.notAfter: ' || rfc3339(not_after_us), NULL
FROM finding
JOIN plan ON plan.namespace = finding.namespace AND plan.name = finding.object
WHERE finding.object_kind = 'Certificate' AND not_after_us IS NOT NULL
  AND finding.code <> 'ca-not-cascaded';

INSERT INTO proof
SELECT 'finding', finding.id, 'secret', NULL, input_id, line,
  'Secret ' || secret_now.namespace || '/' || secret_now.name
    || ' holds a private key', NULL
FROM secret_now CROSS JOIN finding
WHERE has_key = 1 AND finding.code = 'private-key-in-bundle';
