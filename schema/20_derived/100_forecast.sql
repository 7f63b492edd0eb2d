-- What comes next for each certificate, judged at capture time.  The renewal
-- time is the status's own, else it follows from the rule (064).
DROP TABLE IF EXISTS plan;
CREATE TABLE plan AS
SELECT
  *,
  CASE
    WHEN end_us <= now_us THEN 'expired'
    WHEN last_outcome = 'failed' THEN 'failing'
    -- An hour is more than any issuer needs that answers at all.
    WHEN due_us < now_us - 3600000000 THEN 'overdue'
    WHEN due_us <= now_us THEN 'due'
    WHEN end_us IS NULL AND due_us IS NULL THEN NULL
    ELSE 'ok' END AS state
FROM (
  SELECT
    certificate_now.*,
    now_us, end_us, start_us,
    coalesce(CASE WHEN end_us IS not_after_us THEN renewal_us END, due_us)
      AS due_us,
    CASE WHEN end_us IS not_after_us AND renewal_us IS NOT NULL
      THEN 'status.renewalTime' ELSE rule END AS renewal_rule,
    (SELECT outcome FROM renewal
      WHERE renewal.namespace = certificate_now.namespace
        AND renewal.certificate = certificate_now.name
      ORDER BY run DESC LIMIT 1) AS last_outcome
  FROM certificate_now
  JOIN capture
  LEFT JOIN certificate_name
    ON certificate_name.namespace = certificate_now.namespace
    AND certificate_name.name = certificate_now.name
  LEFT JOIN lifetime
    ON lifetime.certificate_id = certificate_name.id
    AND lifetime.is_newest = 1
);

CREATE UNIQUE INDEX plan_name ON plan (namespace, name);

DROP TABLE IF EXISTS prospect;
CREATE TABLE prospect AS
SELECT
  namespace, name AS certificate, secret, is_ca, due_us, end_us, state,
  (SELECT count(DISTINCT coalesce(pod, workload)) FROM consumer
    WHERE consumer.namespace = plan.namespace
      AND consumer.secret = plan.secret
      AND coalesce(phase, '') NOT IN ('Succeeded', 'Failed')
      AND (is_pod = 1 OR coalesce(replicas, 1) > 0)
  ) AS restarts_needed,
  (SELECT count(DISTINCT namespace || '/' || certificate) FROM below
    WHERE below.ca_namespace = plan.namespace
      AND below.ca_certificate = plan.name
  ) AS reissues_needed
FROM plan;
