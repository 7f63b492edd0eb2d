-- Which containers use the Secret of a renewal, and whether they have taken it.
--
-- A Pod that is there is judged by itself; where no Pod of a workload is in the
-- bundle, its template stands for them.
DROP TABLE IF EXISTS pod_now;
CREATE TABLE pod_now AS
SELECT
  pod.object_id, current_object.namespace, current_object.name, phase,
  pod.reason, object.created_us, object.deleted_us, object.input_id, object.line,
  -- A ReplicaSet stands for its Deployment, a Job for its CronJob.
  coalesce(upper.kind, owner.owner_kind,
    CASE WHEN object.owner_kind = 'ReplicaSet' AND object.owner_name LIKE '%_-%'
      THEN 'Deployment' END,
    object.owner_kind, 'Pod') AS workload_kind,
  coalesce(upper.name, owner.owner_name,
    CASE WHEN object.owner_kind = 'ReplicaSet' AND object.owner_name LIKE '%_-%'
      THEN rtrim(rtrim(object.owner_name,
        'abcdefghijklmnopqrstuvwxyz0123456789'), '-') END,
    object.owner_name, current_object.name) AS workload
FROM pod
JOIN current_object USING (object_id)
JOIN object ON object.id = pod.object_id
LEFT JOIN current_object AS owner_object
  ON owner_object.kind = object.owner_kind
  AND owner_object.namespace = current_object.namespace
  AND owner_object.name = object.owner_name
LEFT JOIN object AS owner
  ON owner.id = owner_object.object_id AND owner.owner_kind IS NOT NULL
LEFT JOIN current_object AS upper
  ON upper.kind = owner.owner_kind
  AND upper.namespace = current_object.namespace
  AND upper.name = owner.owner_name
WHERE pod.object_id NOT IN (SELECT object_id FROM gone_pod);

CREATE INDEX pod_now_name ON pod_now (namespace, name);
CREATE INDEX pod_now_workload ON pod_now (namespace, workload_kind, workload);

DROP TABLE IF EXISTS product_here;
CREATE TABLE product_here AS
SELECT DISTINCT namespace, product
FROM (
  SELECT known.namespace, sign.product, sign.sign
  FROM certificate_name AS known
  CROSS JOIN product_sign AS sign ON known.name GLOB sign.certificate
  WHERE is_known = 1
  GROUP BY known.namespace, sign.product, sign.sign
  HAVING count(DISTINCT sign.certificate) = (
    SELECT count(*) FROM product_sign AS part
    WHERE part.product = sign.product AND part.sign = sign.sign)
);

DROP TABLE IF EXISTS consumer;
CREATE TABLE consumer AS
SELECT
  ref.rowid AS ref_id, ref.object_id, pod_now.namespace, pod_now.name AS pod,
  ref.container, workload_kind, workload, ref.secret, ref.uses, ref.optional,
  ref.line AS ref_line, phase, pod_now.reason AS pod_reason, pod_now.created_us,
  deleted_us, input_id, pod_now.line, container.type AS container_type,
  container.image, container.state, container.state_reason,
  container.started_us, container.finished_us, container.restart_count,
  container.started_line, 1 AS is_pod, NULL AS replicas
FROM secret_ref AS ref
JOIN pod_now USING (object_id)
LEFT JOIN container
  ON container.object_id = ref.object_id AND container.name = ref.container
UNION ALL
SELECT
  ref.rowid, ref.object_id, current_object.namespace, NULL, ref.container,
  current_object.kind, current_object.name, ref.secret, ref.uses, ref.optional,
  ref.line, NULL, NULL, object.created_us, object.deleted_us, object.input_id,
  object.line, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0,
  workload.replicas
FROM secret_ref AS ref
JOIN workload USING (object_id)
JOIN current_object USING (object_id)
JOIN object ON object.id = workload.object_id
WHERE current_object.kind NOT IN ('Job', 'CronJob')
  -- A ReplicaSet of a Deployment is told by the Deployment.
  AND (current_object.kind <> 'ReplicaSet' OR object.owner_kind IS NULL)
  AND NOT EXISTS (
    SELECT 1 FROM pod_now
    WHERE pod_now.namespace = current_object.namespace
      AND pod_now.workload_kind = current_object.kind
      AND pod_now.workload = current_object.name);

CREATE INDEX consumer_secret ON consumer (namespace, secret);

-- since_us: when what runs now began to use the Secret.  The files of a volume
-- lag behind the Secret by up to two minutes, which matters to a container
-- restarted in an old Pod; copies made by an init container last as long as the
-- Pod.
DROP TABLE IF EXISTS temp.judged_restart;
CREATE TEMP TABLE judged_restart AS
SELECT
  *,
  since_us > high_us + margin_us + 5000000 AS is_after,
  since_us < low_us - 5000000 AS is_before,
  -- Where the renewal itself is the newest thing in the bundle, or newer, the
  -- capture came later by an unknown time.
  now_us BETWEEN issued_us + 5000001 AND high_us + 119999999 AS is_early
FROM (
  SELECT
    renewal.id AS renewal_id, renewal.namespace, renewal.secret,
    renewal.certificate, issued_us, low_us,
    high_us, renewal.old_not_after_us,
    -- Several Certificates may have had one Secret.
    is_newest AND NOT EXISTS (
      SELECT 1 FROM renewal AS later
      WHERE later.namespace = renewal.namespace
        AND later.secret = renewal.secret AND later.outcome = 'issued'
        AND later.issued_us > renewal.issued_us) AS is_newest,
    renewal.kind = 'first' AND NOT EXISTS (
      SELECT 1 FROM renewal AS earlier
      WHERE earlier.namespace = renewal.namespace
        AND earlier.secret = renewal.secret AND earlier.outcome = 'issued'
        AND earlier.issued_us < renewal.issued_us) AS is_first, renewal.confidence
      AS renewal_confidence, key_changed,
    consumer.ref_id, consumer.object_id, pod, container, workload_kind,
    workload, uses, phase, pod_reason, created_us, deleted_us, state,
    state_reason, is_pod, replicas, consumer.input_id, consumer.line, ref_line,
    started_line, restart_count, image, container_type,
    CASE
      WHEN uses = 'init' AND state IS NOT 'waiting'
        THEN coalesce(started_us,
          CASE WHEN phase IS NOT 'Pending' THEN created_us END)
      WHEN state = 'running' THEN started_us
      -- Without a status: no container is older than its Pod.
      WHEN state IS NULL AND is_pod = 1 AND phase IS NOT 'Pending'
        AND created_us > high_us + 5000000 THEN created_us
    END AS since_us,
    CASE
      WHEN uses IN ('env', 'envFrom', 'init') THEN 0
      WHEN created_us > high_us THEN 0
      ELSE 120000000 END AS margin_us,
    now_us,
    -- The log goes on after the dump, which still shows an older certificate.
    renewal.generation_id IS NULL AND EXISTS (
      SELECT 1 FROM generation
      WHERE generation.certificate_id = renewal.certificate_id
        AND (by_status OR by_secret) AND generation.start_us < renewal.low_us)
      AND coalesce((SELECT at_us FROM input_now
        WHERE input_now.input_id = consumer.input_id), 0)
        <= renewal.high_us AS is_later_than_dump,
    (SELECT rule FROM product_rule AS rule
      JOIN product_here AS here
        ON here.product = rule.product
        AND here.namespace = renewal.namespace
      WHERE renewal.certificate GLOB rule.certificate
        AND coalesce(consumer.pod, consumer.workload) GLOB rule.pod
      ORDER BY rule.product, place LIMIT 1) AS product_rule
  FROM consumer
  CROSS JOIN renewal
    ON renewal.namespace = consumer.namespace
    AND renewal.secret = consumer.secret
  JOIN capture
  WHERE renewal.outcome = 'issued'
);

-- In the order of restarts (the public view).
DROP TABLE IF EXISTS restart;
CREATE TABLE restart AS
SELECT
  *,
  CASE WHEN verdict = 'done' THEN (since_us - issued_us) / 1000000 END
    AS lag_seconds
FROM (
  SELECT
    *,
    row_number() OVER (
      PARTITION BY renewal_id, coalesce(pod, ''), workload_kind, workload,
        container
      ORDER BY
        CASE verdict
          WHEN 'missing' THEN 0 WHEN 'too-early' THEN 1
          WHEN 'restart-or-reload' THEN 2 WHEN 'reload-expected' THEN 3
          WHEN 'unknown' THEN 4 WHEN 'pending' THEN 5
          WHEN 'automatic' THEN 6 ELSE 7 END,
        CASE uses
          WHEN 'env' THEN 0 WHEN 'envFrom' THEN 1 WHEN 'subPath' THEN 2
          WHEN 'init' THEN 3 ELSE 4 END,
        ref_id
    ) AS place
  FROM (
    SELECT
      *,
      CASE rule
        WHEN 'superseded' THEN 'superseded'
        WHEN 'first-issuance' THEN 'not-affected'
        WHEN 'completed' THEN 'not-affected'
        WHEN 'terminating' THEN 'not-affected'
        WHEN 'scaled-to-zero' THEN 'not-affected'
        WHEN 'no-pod' THEN 'unknown'
        WHEN 'not-running' THEN 'unknown'
        WHEN 'no-start-time' THEN 'unknown'
        WHEN 'no-renewal-time' THEN 'unknown'
        WHEN 'older-dump' THEN 'unknown'
        WHEN 'started-after' THEN 'done'
        WHEN 'started-within' THEN 'too-early'
        WHEN 'grace-period' THEN 'pending'
        WHEN 'fixed-copy' THEN 'missing'
        WHEN 'files-in-place' THEN 'restart-or-reload'
        ELSE CASE (SELECT takes FROM product_rule AS told
            WHERE told.rule = judged.rule LIMIT 1)
          WHEN 'restart' THEN 'missing'
          WHEN 'reload' THEN 'reload-expected'
          WHEN 'automatic' THEN 'automatic' END
      END AS verdict
    FROM (
      SELECT
        *,
        CASE
          WHEN NOT is_newest THEN 'superseded'
          WHEN phase IN ('Succeeded', 'Failed') THEN 'completed'
          WHEN is_pod = 0 AND replicas = 0 THEN 'scaled-to-zero'
          WHEN is_first THEN 'first-issuance'
          WHEN is_pod = 0 THEN 'no-pod'
          WHEN deleted_us IS NOT NULL THEN 'terminating'
          WHEN low_us IS NULL THEN 'no-renewal-time'
          WHEN state = 'waiting' THEN 'not-running'
          WHEN uses <> 'init' AND state = 'terminated' THEN 'not-running'
          WHEN phase = 'Pending' AND since_us IS NULL THEN 'not-running'
          WHEN since_us IS NULL THEN 'no-start-time'
          WHEN is_after THEN 'started-after'
          WHEN NOT is_before THEN 'started-within'
          WHEN is_later_than_dump THEN 'older-dump'
          WHEN is_early THEN 'grace-period'
          WHEN uses IN ('env', 'envFrom', 'subPath', 'init') THEN 'fixed-copy'
          WHEN product_rule IS NOT NULL THEN product_rule
          ELSE 'files-in-place'
        END AS rule
      FROM judged_restart
    ) AS judged
  )
)
WHERE place = 1
ORDER BY issued_us, namespace, certificate, renewal_id, workload_kind, workload,
  pod, container, uses;

CREATE INDEX restart_namespace ON restart (namespace);
DROP TABLE temp.judged_restart;
