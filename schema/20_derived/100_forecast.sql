-- What comes next for each certificate, judged at capture time.
--
-- The renewal time is the status's own, else it follows from the rule of the
-- release: renewBefore before the end if that is shorter than the lifetime,
-- else a third of the lifetime; thirty days up to v0.15.
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
    coalesce(
      CASE WHEN end_us IS not_after_us THEN renewal_us END,
      end_us - CASE
        WHEN renew_before_s * 1000000 < end_us - start_us
          THEN renew_before_s * 1000000
        WHEN renew_before_pct BETWEEN 1 AND 99
          THEN (end_us - start_us) / 100 * renew_before_pct
        WHEN is_old_era AND renew_before_s IS NULL
          AND 720 * 3600000000 < end_us - start_us THEN 720 * 3600000000
        ELSE (end_us - start_us) / 3 END) AS due_us,
    CASE
      WHEN end_us IS not_after_us AND renewal_us IS NOT NULL
        THEN 'status.renewalTime'
      WHEN end_us IS NULL THEN NULL
      WHEN renew_before_s * 1000000 < end_us - start_us THEN 'renewBefore'
      WHEN renew_before_pct BETWEEN 1 AND 99 THEN 'renewBeforePercentage'
      WHEN is_old_era AND renew_before_s IS NULL
        AND 720 * 3600000000 < end_us - start_us THEN '30 days'
      ELSE 'lifetime/3' END AS renewal_rule,
    last_outcome
  FROM certificate_now
  JOIN capture
  LEFT JOIN (
    SELECT namespace, certificate, max(generation.not_after_us) AS end_us,
      max(start_us) AS start_us
    FROM generation GROUP BY namespace, certificate
  ) AS newest
    ON newest.namespace = certificate_now.namespace
    AND newest.certificate = certificate_now.name
  LEFT JOIN (
    SELECT namespace, certificate, outcome AS last_outcome
    FROM renewal AS own
    WHERE run = (SELECT max(run) FROM renewal AS other
      WHERE other.namespace = own.namespace
        AND other.certificate = own.certificate)
  ) AS last
    ON last.namespace = certificate_now.namespace
    AND last.certificate = certificate_now.name
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
