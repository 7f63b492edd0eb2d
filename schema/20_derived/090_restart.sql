-- Which containers use the Secret of a renewal, and whether they have taken it.
--
-- A Pod that is there is judged by itself; where no Pod of a workload is in the
-- bundle, its template stands for them.
--
-- A row of a table tells neither what runs the Pod nor its containers: those
-- are of the workload from whose name the Pod's follows, as far as one is known.
DROP TABLE IF EXISTS table_pod;
CREATE TABLE table_pod AS
SELECT object_id, kind AS workload_kind, workload, template_id
FROM (
  SELECT
    part.object_id, owner.kind, owner.name AS workload,
    owner.object_id AS template_id,
    row_number() OVER (
      PARTITION BY part.object_id ORDER BY owner.kind, owner.object_id
    ) AS place
  FROM (
    SELECT
      object_id, namespace, name,
      substr(name, length(rtrim(name, letters)) + 1) AS last,
      rtrim(rtrim(name, letters), '-') AS stem,
      rtrim(rtrim(rtrim(rtrim(name, letters), '-'), letters), '-')
        AS stem_of_stem
    FROM (
      SELECT pod.object_id, object.namespace, object.name,
        'abcdefghijklmnopqrstuvwxyz0123456789' AS letters
      FROM object CROSS JOIN pod ON pod.object_id = object.id
      WHERE object.form = 'table'
    )
  ) AS part
  JOIN current_object AS owner
    ON owner.namespace = part.namespace
    AND ((owner.kind = 'Deployment' AND owner.name = stem_of_stem
        AND length(last) = 5)
      OR (owner.kind = 'DaemonSet' AND owner.name = stem
        AND length(last) = 5)
      OR (owner.kind = 'StatefulSet' AND owner.name = stem
        AND last NOT GLOB '*[^0-9]*'))
)
WHERE place = 1;

CREATE UNIQUE INDEX table_pod_object ON table_pod (object_id);

DROP TABLE IF EXISTS pod_now;
CREATE TABLE pod_now AS
SELECT
  pod.object_id, current_object.namespace, current_object.name, phase,
  pod.reason, object.form,
  coalesce(object.created_us, CASE WHEN object.form = 'describe'
    THEN pod.started_us END, printed.at_us) AS created_us,
  coalesce(object.created_us, CASE WHEN object.form = 'describe'
    THEN pod.started_us END, printed.low_us) AS created_low_us,
  CASE WHEN object.created_us IS NOT NULL THEN 'high'
    WHEN object.form = 'describe' THEN 'medium' ELSE 'low' END
    AS created_confidence,
  object.deleted_us IS NOT NULL OR coalesce(pod.reason = 'Terminating', 0)
    AS is_deleted,
  object.input_id, object.line,
  -- A ReplicaSet stands for its Deployment, a Job for its CronJob.
  coalesce(upper.kind, owner.owner_kind, guess.workload_kind,
    CASE WHEN object.owner_kind = 'ReplicaSet' AND object.owner_name LIKE '%_-%'
      THEN 'Deployment' END,
    object.owner_kind, 'Pod') AS workload_kind,
  coalesce(upper.name, owner.owner_name, guess.workload,
    CASE WHEN object.owner_kind = 'ReplicaSet' AND object.owner_name LIKE '%_-%'
      THEN rtrim(rtrim(object.owner_name,
        'abcdefghijklmnopqrstuvwxyz0123456789'), '-') END,
    object.owner_name, current_object.name) AS workload
FROM pod
JOIN current_object USING (object_id)
JOIN object ON object.id = pod.object_id
LEFT JOIN table_pod AS guess ON guess.object_id = pod.object_id
LEFT JOIN printed_time AS printed
  ON printed.object_id = pod.object_id AND printed.what = 'created'
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

-- started_low_us and started_high_us: between them a start lies that is known
-- by an age.  The container of a row that counts no restart began soon after its
-- Pod; the last restart is the container's own where it is the only one.
DROP TABLE IF EXISTS consumer;
CREATE TABLE consumer AS
SELECT
  ref.rowid AS ref_id, ref.object_id, pod_now.namespace, pod_now.name AS pod,
  ref.container, workload_kind, workload, ref.secret, ref.uses, ref.optional,
  ref.line AS ref_line, pod_now.input_id AS ref_input_id, phase,
  pod_now.reason AS pod_reason, pod_now.created_us, pod_now.created_low_us,
  is_deleted, input_id, pod_now.line, container.type AS container_type,
  container.image, container.state, container.state_reason,
  container.started_us, container.finished_us, container.restart_count,
  container.started_line, 1 AS is_pod, NULL AS replicas, 0 AS is_coarse,
  NULL AS started_low_us, NULL AS started_high_us, NULL AS unit_us
FROM secret_ref AS ref
JOIN pod_now USING (object_id)
LEFT JOIN container
  ON container.object_id = ref.object_id AND container.name = ref.container
UNION ALL
SELECT
  ref.rowid, pod_now.object_id, pod_now.namespace, pod_now.name, ref.container,
  pod_now.workload_kind, pod_now.workload, ref.secret, ref.uses, ref.optional,
  ref.line, template.input_id, pod_now.phase, pod_now.reason, pod_now.created_us,
  pod_now.created_low_us, is_deleted, pod_now.input_id, pod_now.line,
  container.type, container.image,
  CASE WHEN pod_now.phase = 'Running' THEN 'running'
    WHEN pod_now.phase IS NULL AND pod_now.reason IS NOT NULL
      AND is_deleted = 0 THEN 'waiting' END,
  CASE WHEN pod_now.phase IS NULL THEN pod_now.reason END,
  CASE WHEN pod.restarts = 0 THEN created.at_us
    WHEN pod.size = 1 THEN coalesce(restarted.at_us, created.at_us)
    ELSE created.at_us END,
  NULL, pod.restarts, created.line, 1, NULL, 1,
  CASE WHEN pod.restarts > 0 AND pod.size = 1
    THEN coalesce(restarted.low_us, created.low_us) ELSE created.low_us END,
  CASE WHEN pod.restarts = 0 THEN created.high_us + 600000000
    WHEN pod.size = 1 THEN restarted.high_us END,
  CASE WHEN pod.restarts > 0 AND pod.size = 1
    THEN coalesce(restarted.unit_us, created.unit_us)
    ELSE created.unit_us END
FROM table_pod
JOIN pod_now USING (object_id)
JOIN pod USING (object_id)
JOIN object AS template ON template.id = template_id
JOIN secret_ref AS ref ON ref.object_id = template_id
LEFT JOIN container
  ON container.object_id = template_id AND container.name = ref.container
LEFT JOIN printed_time AS created
  ON created.object_id = pod_now.object_id AND created.what = 'created'
LEFT JOIN printed_time AS restarted
  ON restarted.object_id = pod_now.object_id AND restarted.what = 'restarted'
UNION ALL
SELECT
  ref.rowid, ref.object_id, current_object.namespace, NULL, ref.container,
  current_object.kind, current_object.name, ref.secret, ref.uses, ref.optional,
  ref.line, object.input_id, NULL, NULL, object.created_us, object.created_us,
  object.deleted_us IS NOT NULL, object.input_id, object.line, NULL, NULL, NULL,
  NULL, NULL, NULL, NULL, NULL, 0, workload.replicas, 0, NULL, NULL, NULL
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
  coalesce(since_low_us, since_us) > high_us + margin_us + 5000000
    AS is_after,
  CASE WHEN is_coarse
    THEN coalesce(since_high_us < low_us - 5000000 - unit_us, 0)
    ELSE since_us < low_us - 5000000 END AS is_before,
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
    workload, uses, phase, pod_reason, created_us, is_deleted, state,
    state_reason, is_pod, replicas, consumer.input_id, consumer.line, ref_line,
    ref_input_id, is_coarse, unit_us,
    CASE WHEN uses = 'init' AND is_coarse THEN created_low_us
      ELSE started_low_us END AS since_low_us,
    CASE WHEN uses = 'init' AND is_coarse THEN created_us + unit_us
      ELSE started_high_us END AS since_high_us,
    started_line, restart_count, image, container_type,
    CASE
      WHEN uses = 'init' AND state IS NOT 'waiting'
        THEN coalesce(started_us,
          CASE WHEN phase IS NOT 'Pending' THEN created_us END)
      WHEN state = 'running' THEN started_us
      -- Without a status: no container is older than its Pod.
      WHEN state IS NULL AND is_pod = 1 AND phase IS NOT 'Pending'
        AND created_low_us > high_us + 5000000 THEN created_us
    END AS since_us,
    CASE
      WHEN uses IN ('env', 'envFrom', 'init') THEN 0
      WHEN created_low_us > high_us THEN 0
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
        WHEN 'coarse-age' THEN 'unknown'
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
          WHEN is_deleted THEN 'terminating'
          WHEN low_us IS NULL THEN 'no-renewal-time'
          WHEN state = 'waiting' THEN 'not-running'
          WHEN uses <> 'init' AND state = 'terminated' THEN 'not-running'
          WHEN phase = 'Pending' AND since_us IS NULL THEN 'not-running'
          WHEN since_us IS NULL THEN 'no-start-time'
          WHEN is_after THEN 'started-after'
          WHEN is_coarse AND NOT is_before THEN 'coarse-age'
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
