-- Every moment at which, by an object's word, something had happened.
DROP TABLE IF EXISTS object_time;
CREATE TABLE object_time (
  object_id  INTEGER NOT NULL,
  at_us      INTEGER NOT NULL,
  what       TEXT    NOT NULL
) STRICT;

INSERT INTO object_time
SELECT object_id, at_us, what
FROM (
  SELECT id AS object_id, created_us AS at_us, 'created' AS what FROM object
  UNION ALL
  SELECT object_id, at_us, 'condition' FROM condition
  UNION ALL
  SELECT object_id, not_before_us, 'status.notBefore' FROM certificate
  UNION ALL
  SELECT object_id, last_failure_us, 'status.lastFailureTime' FROM certificate
  UNION ALL
  SELECT object_id, failure_us, 'status.failureTime' FROM certificate_request
  UNION ALL
  SELECT object_id, not_before_us, 'x509'
  FROM x509 WHERE role IN ('tls.crt', 'status.certificate') AND position = 0
  UNION ALL
  SELECT object_id, started_us, 'started' FROM pod
  UNION ALL
  SELECT object_id, started_us, 'started' FROM container
  UNION ALL
  SELECT object_id, finished_us, 'finished' FROM container
  UNION ALL
  SELECT object_id, last_finished_us, 'finished' FROM container
  UNION ALL
  SELECT object_id, completed_us, 'finished' FROM workload
  UNION ALL
  SELECT object_id, first_us, 'event' FROM kube_event
  UNION ALL
  SELECT object_id, last_us, 'event' FROM kube_event
  UNION ALL
  -- An object whose creation is known was so old when its table was printed.
  SELECT object_age.object_id, told.created_us + age_us, 'age'
  FROM object_age
  CROSS JOIN object ON object.id = object_age.object_id
  CROSS JOIN object AS told
    ON told.kind = object.kind AND told.namespace IS object.namespace
    AND told.name = object.name AND told.created_us IS NOT NULL
  WHERE object_age.what = 'created'
    AND (NOT EXISTS (SELECT 1 FROM dump_input) OR EXISTS (
      SELECT 1
      FROM dump_input AS one JOIN dump_input AS other USING (root)
      WHERE one.input_id = object.input_id
        AND other.input_id = told.input_id AND one.is_inner
        AND other.is_inner))
)
WHERE at_us IS NOT NULL AND at_us BETWEEN
  unixepoch('2014-01-01') * 1000000 AND unixepoch('2120-01-01') * 1000000;

-- The newest of them.  Certificate dates are left out: an issuer chooses them.
DROP TABLE IF EXISTS object_now;
CREATE TABLE object_now AS
SELECT max(at_us) AS at_us FROM object_time WHERE what <> 'x509';

-- The same for each input.
DROP TABLE IF EXISTS input_now;
CREATE TABLE input_now AS
SELECT input_id, max(at_us) AS at_us
FROM object_time JOIN object ON object.id = object_id
WHERE what <> 'x509'
GROUP BY input_id;

CREATE UNIQUE INDEX input_now_id ON input_now (input_id);
