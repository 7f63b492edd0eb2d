-- What a person should act on.  One finding is one thing to do: a CA and what
-- is below it, a workload and one Secret.
--
-- sort_us orders findings of one severity: what breaks first comes first.
DROP TABLE IF EXISTS staged_finding;
CREATE TABLE staged_finding (
  code         TEXT    NOT NULL,
  severity     TEXT    NOT NULL,
  namespace    TEXT,
  object_kind  TEXT,
  object       TEXT,
  part         TEXT    NOT NULL DEFAULT '',  -- tells findings of one object apart
  title        TEXT    NOT NULL,
  detail       TEXT,
  since_us     INTEGER,
  deadline_us  INTEGER,
  remedy       TEXT,
  confidence   TEXT    NOT NULL
) STRICT;

-- A CA whose renewal did not reach everything below it.
INSERT INTO staged_finding
SELECT
  'ca-not-cascaded',
  CASE worst WHEN 5 THEN 'critical' WHEN 4 THEN 'high'
    WHEN 3 THEN CASE WHEN ca_key_changed IS 0 THEN 'medium' ELSE 'high' END
    ELSE 'medium' END,
  ca_namespace, 'Certificate', ca_certificate, ca_renewal_id,
  'CA ' || ca_namespace || '/' || ca_certificate
    || CASE WHEN worst = 5 OR ca_key_changed IS 1 THEN ' has a new key since '
      ELSE ' was renewed at ' END
    || rfc3339(ca_renewed_us / 1000000 * 1000000) || ', '
    || stale || ' of ' || total || CASE total WHEN 1 THEN ' certificate'
      ELSE ' certificates' END || ' below it still '
    || CASE stale WHEN 1 THEN 'comes' ELSE 'come' END || ' from the old one',
  names, ca_renewed_us, breaks_us, remedy, confidence
FROM (
  SELECT
    ca_namespace, ca_certificate, ca_renewal_id, ca_renewed_us, ca_key_changed,
    max(CASE state WHEN 'stale-key' THEN 5 WHEN 'stale-ski' THEN 4
      WHEN 'stale' THEN 3 WHEN 'stale-copy' THEN 2 ELSE 0 END) AS worst,
    count(CASE WHEN state LIKE 'stale%' THEN 1 END) AS stale,
    count(*) AS total, min(breaks_us) AS breaks_us,
    (SELECT group_concat(line, char(10)) FROM (
      SELECT namespace || '/' || certificate || '  ' || state || '  ' ||
        CASE state
          WHEN 'stale-key' THEN 'breaks as soon as a peer loads the new CA'
          WHEN 'stale-ski' THEN 'some peers refuse it once they load the new CA'
          ELSE coalesce('good until ' || rfc3339(breaks_us), 'until the old CA ends')
        END AS line
      FROM cascade AS leaf
      WHERE leaf.ca_renewal_id = cascade.ca_renewal_id AND state LIKE 'stale%'
      ORDER BY depth, namespace, certificate LIMIT 8))
      || CASE WHEN count(CASE WHEN state LIKE 'stale%' THEN 1 END) > 8
        THEN char(10) || 'and '
          || (count(CASE WHEN state LIKE 'stale%' THEN 1 END) - 8) || ' more'
        ELSE '' END AS names,
    CASE WHEN max(state LIKE 'stale%' AND (
      namespace GLOB '*[^a-z0-9.-]*' OR namespace GLOB '-*'
      OR certificate GLOB '*[^a-z0-9.-]*' OR certificate GLOB '-*'
      OR secret GLOB '*[^a-z0-9.-]*' OR secret GLOB '-*')) THEN NULL
    -- What signs others must be there before these are issued anew.
    ELSE (SELECT group_concat(lines, char(10) || 'sleep 60' || char(10)) FROM (
      SELECT group_concat(line, char(10)) AS lines FROM (
        -- cmctl knows releases from 0.16 on; the older ones, which write no
        -- notBefore, issue anew when the Secret is gone.
        SELECT depth, CASE WHEN is_before_cmctl
            THEN 'kubectl -n ' || namespace || ' delete secret '
              || group_concat(secret, ' ')
            ELSE 'cmctl renew -n ' || namespace || ' '
              || group_concat(certificate, ' ') END AS line
        FROM (
          SELECT depth, leaf.namespace, certificate, now.secret,
            now.not_before_us IS NULL AND now.not_after_us IS NOT NULL
              AND now.secret IS NOT NULL AS is_before_cmctl
          FROM cascade AS leaf
          LEFT JOIN certificate_now AS now
            ON now.namespace = leaf.namespace AND now.name = leaf.certificate
          WHERE leaf.ca_renewal_id = cascade.ca_renewal_id
            AND state LIKE 'stale%'
          ORDER BY depth, leaf.namespace, certificate)
        GROUP BY depth, namespace, is_before_cmctl
        ORDER BY depth, namespace, is_before_cmctl)
      GROUP BY depth ORDER BY depth)) END AS remedy,
    CASE min(CASE confidence WHEN 'high' THEN 3 WHEN 'medium' THEN 2 ELSE 1 END)
      WHEN 3 THEN 'high' WHEN 2 THEN 'medium' ELSE 'low' END AS confidence
  FROM (
    SELECT cascade.*, now.secret
    FROM cascade
    LEFT JOIN certificate_now AS now
      ON now.namespace = cascade.namespace AND now.name = cascade.certificate
  ) AS cascade
  WHERE state <> 'superseded'
  GROUP BY ca_renewal_id
)
WHERE stale > 0;

-- Workloads that still run with an old Secret, or may do so: one restart mends
-- all Secrets of a workload, so they are one finding; a workload that must
-- restart anyway needs no second one.
DROP TABLE IF EXISTS restart_group;
CREATE TABLE restart_group AS
SELECT
  namespace, workload_kind, workload,
  CASE min(CASE verdict WHEN 'missing' THEN 0 WHEN 'too-early' THEN 1
    ELSE 2 END)
    WHEN 0 THEN 'missing' WHEN 1 THEN 'too-early'
    ELSE 'restart-or-reload' END AS verdict
FROM restart
WHERE verdict IN ('missing', 'too-early', 'restart-or-reload')
GROUP BY namespace, workload_kind, workload;

DROP TABLE IF EXISTS restart_member;
CREATE TABLE restart_member AS
SELECT restart.*
FROM restart
CROSS JOIN restart_group USING (namespace, workload_kind, workload, verdict);

CREATE INDEX restart_member_workload
ON restart_member (namespace, workload, workload_kind);

INSERT INTO staged_finding
SELECT
  CASE verdict WHEN 'missing' THEN 'restart-missing'
    WHEN 'too-early' THEN 'restart-too-early'
    ELSE 'restart-or-reload' END,
  CASE
    WHEN verdict = 'missing' AND deadline_us <= now_us THEN 'critical'
    WHEN verdict = 'missing' AND has_lost_ca THEN 'critical'
    WHEN verdict = 'missing' THEN 'high'
    WHEN verdict = 'too-early' THEN 'medium'
    WHEN deadline_us <= now_us + 7 * 86400000000 THEN 'medium'
    ELSE 'low' END,
  namespace, workload_kind, workload, '',
  lower(workload_kind) || ' ' || namespace || '/' || workload || ': '
    || CASE WHEN workload_kind = 'Pod' THEN ''
      ELSE pods || ' of ' || of_all || CASE of_all WHEN 1 THEN ' pod '
        ELSE ' pods ' END END
    || CASE verdict
      WHEN 'missing' THEN CASE WHEN workload_kind = 'Pod' OR pods = 1
        THEN 'still runs' ELSE 'still run' END || ' with the '
      WHEN 'too-early' THEN 'may have started with the '
      ELSE 'may still serve the ' END
    || certificates
    || CASE ncertificates WHEN 1 THEN ' certificate' ELSE ' certificates' END
    || ' from before ' || rfc3339(issued_us / 1000000 * 1000000),
  names || CASE WHEN has_lost_ca THEN char(10) || 'the CA has a new key since: '
    || 'whoever has loaded it refuses the old certificate' ELSE '' END,
  issued_us, deadline_us,
  CASE
    WHEN is_unsafe THEN NULL
    WHEN workload_kind IN ('Deployment', 'StatefulSet', 'DaemonSet')
        AND pods = of_all
      THEN 'kubectl -n ' || namespace || ' rollout restart '
        || lower(workload_kind) || '/' || workload
    WHEN workload_kind = 'Pod' THEN NULL
    ELSE 'kubectl -n ' || namespace || ' delete pod ' || pod_names
      || CASE WHEN pods > 1 THEN '   # one after the other' ELSE '' END END,
  confidence
FROM (
  SELECT
    namespace, workload_kind, workload, verdict, now_us,
    min(issued_us) AS issued_us,
    min(old_not_after_us) AS deadline_us,
    count(DISTINCT pod) AS pods,
    count(DISTINCT certificate) AS ncertificates,
    -- What runs was signed with a key that the CA has no more.
    max(EXISTS (
      SELECT 1 FROM cascade
      WHERE cascade.namespace = member.namespace
        AND cascade.certificate = member.certificate
        AND cascade.ca_key_changed = 1 AND cascade.state <> 'superseded'
        AND cascade.ca_renewed_us > member.since_us
        AND cascade.ca_renewed_us <= member.issued_us)) AS has_lost_ca,
    -- Names that Kubernetes does not allow have no place in a command.
    max(namespace GLOB '*[^a-z0-9.-]*' OR namespace GLOB '-*'
      OR workload GLOB '*[^a-z0-9.-]*' OR workload GLOB '-*'
      OR pod GLOB '*[^a-z0-9.-]*' OR pod GLOB '-*') AS is_unsafe,
    (SELECT count(*) FROM pod_now
      WHERE pod_now.namespace = member.namespace
        AND pod_now.workload_kind = member.workload_kind
        AND pod_now.workload = member.workload
        AND coalesce(phase, '') NOT IN ('Succeeded', 'Failed')
        AND is_deleted = 0) AS of_all,
    (SELECT group_concat(certificate, ', ') FROM (
      SELECT DISTINCT certificate FROM restart_member AS one
      WHERE one.namespace = member.namespace
        AND one.workload = member.workload
        AND one.workload_kind = member.workload_kind
      ORDER BY certificate)) AS certificates,
    (SELECT group_concat(pod, ' ') FROM (
      SELECT DISTINCT pod FROM restart_member AS one
      WHERE one.namespace = member.namespace
        AND one.workload = member.workload
        AND one.workload_kind = member.workload_kind
      ORDER BY pod)) AS pod_names,
    (SELECT group_concat(line, char(10)) FROM (
      SELECT pod || ' ' || container || ' runs since '
          || CASE WHEN is_coarse THEN 'about ' ELSE '' END || rfc3339(since_us)
        || ', ' || group_concat(uses || ' ' || secret, ', ') AS line
      FROM (
        SELECT * FROM restart_member AS one
        WHERE one.namespace = member.namespace
          AND one.workload = member.workload
          AND one.workload_kind = member.workload_kind
        ORDER BY pod, container, since_us, uses, secret)
      GROUP BY pod, container, since_us
      ORDER BY pod, container LIMIT 6))
      || CASE WHEN count(DISTINCT pod || '/' || container) > 6
        THEN char(10) || 'and ' || (count(DISTINCT pod || '/' || container) - 6)
          || ' more' ELSE '' END
      AS names,
    CASE WHEN verdict <> 'missing' THEN 'low'
      WHEN min(renewal_confidence = 'high' AND NOT is_coarse) THEN 'high'
      ELSE 'medium' END AS confidence
  FROM restart_member AS member
  GROUP BY namespace, workload_kind, workload
);

-- The signals of certificates whose last issuance has not ended well, and the
-- errors that tell of them.
DROP TABLE IF EXISTS temp.failing;
CREATE TEMP TABLE failing (
  certificate_id  INTEGER PRIMARY KEY,
  first_id        INTEGER NOT NULL,
  last_id         INTEGER NOT NULL
);

INSERT INTO failing
SELECT certificate_id, min(first_id), max(last_id)
FROM attempt
WHERE certificate_id IN (
  SELECT certificate_id FROM renewal WHERE outcome IN ('failed', 'pending'))
GROUP BY certificate_id;

DROP TABLE IF EXISTS temp.last_error;
CREATE TEMP TABLE last_error (
  certificate_id  INTEGER NOT NULL,
  told_us         INTEGER NOT NULL,
  event_id        INTEGER NOT NULL,
  at_us           INTEGER NOT NULL,
  PRIMARY KEY (certificate_id, told_us, event_id)
) WITHOUT ROWID;

INSERT INTO last_error
SELECT certificate_id, coalesce(last_at_us, at_us), id, at_us
FROM event
WHERE EXISTS (SELECT 1 FROM failing)
  AND certificate_id IN (SELECT certificate_id FROM failing)
  AND form_id IN (SELECT id FROM event_form WHERE severity = 'error')
  AND at_us IS NOT NULL;

-- Certificates that are past their end, fail, or were not renewed in time.
INSERT INTO staged_finding
SELECT
  CASE state WHEN 'expired' THEN 'certificate-expired'
    WHEN 'failing' THEN 'renewal-failing' ELSE 'renewal-overdue' END,
  CASE
    WHEN state = 'expired' THEN 'critical'
    WHEN end_us <= now_us + 7 * 86400000000 THEN 'critical'
    ELSE 'high' END,
  plan.namespace, 'Certificate', name, '',
  CASE state
    WHEN 'expired' THEN 'certificate ' || plan.namespace || '/' || name
      || ' ended at ' || rfc3339(end_us)
      || CASE WHEN failures > 0 THEN ', after ' || failures
        || CASE failures WHEN 1 THEN ' failed attempt' ELSE ' failed attempts'
          END ELSE '' END
    WHEN 'failing' THEN 'certificate ' || plan.namespace || '/' || name || ': '
      || coalesce(failures, 1) || CASE coalesce(failures, 1)
        WHEN 1 THEN ' failed attempt' ELSE ' failed attempts' END
      || ' to issue it, none has succeeded since'
    ELSE 'certificate ' || plan.namespace || '/' || name
      || ' was to be renewed at ' || rfc3339(due_us) || ' and was not' END,
  coalesce(nullif(concat_detail, ''), 'it ends at ' || rfc3339(end_us)),
  CASE state WHEN 'expired' THEN end_us ELSE coalesce(triggered_us, due_us) END,
  end_us,
  'kubectl -n ' || plan.namespace || ' describe certificate ' || name, 'high'
FROM plan
LEFT JOIN (
  SELECT namespace, certificate, triggered_us,
    CASE outcome WHEN 'failed' THEN attempts END AS failures,
    CASE outcome WHEN 'failed' THEN
      (SELECT coalesce(signal.detail, signal.excerpt)
        FROM failing
        CROSS JOIN signal_row AS signal
          ON signal.id BETWEEN failing.first_id AND failing.last_id
        WHERE failing.certificate_id = renewal.certificate_id AND step = 5
        ORDER BY at_us DESC, detail IS NULL, id DESC LIMIT 1)
    ELSE 'an issuance began at ' || rfc3339(triggered_us / 1000000 * 1000000)
      || ' and no end of it is seen' || coalesce(
        (SELECT '; the last error: ' || message || coalesce(': ' || error, '')
          FROM last_error
          CROSS JOIN event_row AS event ON event.id = event_id
          WHERE last_error.certificate_id = renewal.certificate_id
            AND last_error.at_us >= triggered_us
          ORDER BY last_error.told_us DESC, event_id DESC LIMIT 1),
        '') END AS concat_detail
  FROM renewal WHERE outcome IN ('failed', 'pending')
) AS failed
  ON failed.namespace = plan.namespace AND failed.certificate = plan.name
WHERE state IN ('expired', 'failing', 'overdue');

DROP TABLE temp.failing;
DROP TABLE temp.last_error;

-- Issuances that nobody dumped as a Certificate but that the log shows failing.
INSERT INTO staged_finding
SELECT
  'renewal-failing', 'high', namespace, 'Certificate', certificate, '',
  'certificate ' || namespace || '/' || certificate || ': ' || attempts
    || CASE attempts WHEN 1 THEN ' failed attempt' ELSE ' failed attempts' END
    || ' to issue it, none has succeeded since',
  NULL, triggered_us, NULL,
  'kubectl -n ' || namespace || ' describe certificate ' || certificate,
  confidence
FROM renewal
WHERE outcome = 'failed' AND NOT EXISTS (
  SELECT 1 FROM plan
  WHERE plan.namespace = renewal.namespace AND plan.name = renewal.certificate);

-- An issuance that hangs.
INSERT INTO staged_finding
SELECT
  'issuance-pending', 'medium', namespace, 'Certificate', certificate, '',
  'certificate ' || namespace || '/' || certificate
    || ': an issuance began at ' || rfc3339(triggered_us / 1000000 * 1000000)
    || ' and no end of it is seen',
  NULL, triggered_us, NULL,
  'kubectl -n ' || namespace || ' describe certificate ' || certificate,
  confidence
FROM renewal CROSS JOIN capture
WHERE outcome = 'pending' AND triggered_us < now_us - 3600000000
  AND NOT EXISTS (
    SELECT 1 FROM plan
    WHERE plan.namespace = renewal.namespace
      AND plan.name = renewal.certificate
      AND state IN ('expired', 'failing', 'overdue'));

-- Renewals that came late.
INSERT INTO staged_finding
SELECT
  'renewed-late', 'low', namespace, 'Certificate', certificate, id,
  'certificate ' || namespace || '/' || certificate || ' was renewed '
    || CASE WHEN late_seconds >= 2 * 86400
      THEN (late_seconds / 86400) || ' days'
      ELSE (late_seconds / 3600) || ' hours' END || ' late, at '
    || rfc3339(issued_us / 1000000 * 1000000)
    || CASE WHEN attempts > 2 THEN ', after ' || (attempts - 1)
        || ' failed attempts'
      WHEN attempts = 2 THEN ', after 1 failed attempt' ELSE '' END,
  NULL, due_us, NULL, NULL, confidence
FROM renewal
WHERE outcome = 'issued' AND late_seconds > 6 * 3600;

-- What the reader should know of the bundle itself: a key counts also where
-- another copy of its Secret has none.
INSERT INTO staged_finding
SELECT
  'private-key-in-bundle', 'medium', NULL, NULL, NULL, '',
  'the bundle holds ' || count(*) || CASE count(*) WHEN 1 THEN ' private key'
    ELSE ' private keys' END || '; none was stored here',
  group_concat(line, char(10)), NULL, NULL, NULL, 'high'
FROM (
  SELECT namespace || '/' || name || '  ' || path || ':' || line AS line
  FROM (
    SELECT
      namespace, name, path, object.line,
      row_number() OVER (PARTITION BY namespace, name
        ORDER BY path, object.line, object.id) AS place
    FROM secret
    JOIN object ON object.id = object_id
    JOIN input ON input.id = input_id
    WHERE has_key = 1)
  WHERE place = 1
  ORDER BY 1)
HAVING count(*) > 0;

DROP TABLE IF EXISTS finding;
CREATE TABLE finding AS
SELECT
  'f-' || short_id(code, coalesce(namespace, ''), coalesce(object_kind, ''),
    coalesce(object, ''), part) AS id,
  *,
  row_number() OVER (
    ORDER BY
      CASE severity WHEN 'critical' THEN 0 WHEN 'high' THEN 1
        WHEN 'medium' THEN 2 WHEN 'low' THEN 3 ELSE 4 END,
      CASE code WHEN 'certificate-expired' THEN 0 WHEN 'ca-not-cascaded' THEN 1
        ELSE 2 END,
      deadline_us NULLS LAST, since_us NULLS LAST, namespace, object, code, part
  ) AS place
FROM staged_finding;

CREATE INDEX finding_id ON finding (id);
DROP TABLE staged_finding;

-- The same for the commands that name one object.
UPDATE finding
SET remedy = NULL
WHERE namespace GLOB '*[^a-z0-9.-]*' OR namespace GLOB '-*'
  OR object GLOB '*[^a-z0-9.-]*' OR object GLOB '-*';
