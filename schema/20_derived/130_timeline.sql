-- Everything that happened, in order.
DROP TABLE IF EXISTS last_proof;
CREATE TABLE last_proof (
  subject_id  TEXT PRIMARY KEY,
  input_id    INTEGER,
  line        INTEGER
) STRICT, WITHOUT ROWID;

INSERT INTO last_proof
SELECT subject_id, input_id, line
FROM (
  SELECT
    subject_id, input_id, line,
    -- By path: the ids tell the order in which inputs were added.
    row_number() OVER (
      PARTITION BY subject_id
      ORDER BY at_us DESC NULLS LAST, path, line
    ) AS place
  FROM proof LEFT JOIN input ON input.id = input_id
  WHERE subject_kind = 'renewal'
)
WHERE place = 1;

DROP TABLE IF EXISTS moment;
CREATE TABLE moment (
  id             INTEGER PRIMARY KEY,
  at_us          INTEGER,
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

INSERT INTO moment
SELECT
  row_number() OVER (ORDER BY at_us, told.kind, namespace, object_kind, object,
    text, path, line),
  at_us, at_confidence, told.kind, severity, namespace, object_kind, object,
  text, input_id, line
FROM (
  SELECT at_us, at_confidence,
    CASE event.kind
      WHEN 'trigger' THEN 'issue-triggered'
      WHEN 'failed' THEN 'issue-failed'
      WHEN 'secret-update' THEN 'secret-written'
      WHEN 'start' THEN 'controller-started'
      WHEN 'stop' THEN 'controller-stopped'
      ELSE event.kind END AS kind,
    CASE WHEN event.kind IN ('failed', 'request-failed', 'request-denied')
        OR severity IN ('error', 'fatal') THEN 'medium' ELSE 'info' END
      AS severity,
    coalesce(own.namespace, event.namespace) AS namespace, object_kind, object,
    message || CASE WHEN repeats > 1 THEN ' (' || repeats || ' times)'
      ELSE '' END AS text,
    input_id, line
  FROM event LEFT JOIN event_certificate AS own ON own.event_id = event.id
  WHERE at_us IS NOT NULL
  UNION ALL
  SELECT issued_us, confidence,
    CASE WHEN is_ca AND kind <> 'first' THEN 'ca-renewed' ELSE 'issued' END,
    'info', namespace, 'Certificate', certificate,
    kind || ' issuance' || coalesce(', reason ' || reason, '')
      || CASE WHEN attempts > 1 THEN ', attempt ' || attempts ELSE '' END
      || CASE key_changed WHEN 1 THEN ', new key' WHEN 0 THEN ', same key'
        ELSE '' END
      || coalesce(', valid until ' || rfc3339(not_after_us), '')
      || ' [' || id || ']',
    proof.input_id, proof.line
  FROM renewal
  LEFT JOIN last_proof AS proof ON proof.subject_id = renewal.id
  WHERE issued_us IS NOT NULL
  UNION ALL
  SELECT due_us, 'medium', 'renewal-due', 'info', namespace, 'Certificate', name,
    'was due for renewal by ' || renewal_rule, input_id, line
  FROM plan WHERE due_us <= now_us
  UNION ALL
  SELECT end_us, 'high', 'cert-expired', 'critical', namespace, 'Certificate',
    name, 'the certificate ended', input_id, coalesce(not_after_line, line)
  FROM plan WHERE end_us <= now_us
  UNION ALL
  SELECT created_us, created_confidence, 'pod-started', 'info', namespace, 'Pod', name,
    'the Pod of ' || workload_kind || ' ' || workload || ' was created',
    input_id, line
  FROM pod_now WHERE created_us IS NOT NULL
  UNION ALL
  SELECT container.started_us, 'high', 'container-restarted', 'info',
    pod_now.namespace, 'Pod', pod_now.name,
    'container ' || container.name || ' started again ('
      || container.restart_count || ' restarts)',
    pod_now.input_id, container.started_line
  FROM container JOIN pod_now USING (object_id)
  WHERE container.restart_count > 0 AND container.started_us IS NOT NULL
  UNION ALL
  SELECT object.created_us, 'high', 'request-created', 'info',
    object.namespace, 'CertificateRequest', object.name,
    'CertificateRequest of ' || coalesce(certificate, '-'), object.input_id,
    object.line
  FROM certificate_request
  JOIN current_object USING (object_id)
  JOIN object ON object.id = object_id
  WHERE object.created_us IS NOT NULL
  UNION ALL
  SELECT issued_us, 'medium', 'restart-missing', 'high', namespace,
    workload_kind, workload,
    'container ' || container || ' of ' || coalesce(pod, workload)
      || ' still runs with the ' || certificate || ' certificate from before',
    input_id, line
  FROM restart WHERE verdict = 'missing'
) AS told
LEFT JOIN input ON input.id = input_id
WHERE at_us IS NOT NULL;

CREATE INDEX moment_namespace ON moment (namespace, at_us);
CREATE INDEX moment_object ON moment (object_kind, object);
