-- Restarts with what a reader wants beside the verdict: when the old certificate
-- ends, what made the container start again, and why the verdict is what it is.
DROP VIEW IF EXISTS restart_row;
CREATE VIEW restart_row AS
SELECT
  restart.rowid AS row_id, restart.*,
  CASE WHEN verdict IN ('missing', 'restart-or-reload', 'reload-expected',
    'too-early', 'pending', 'unknown') THEN old_not_after_us END AS deadline_us,
  CASE WHEN verdict IN ('done', 'too-early') THEN CASE
    WHEN EXISTS (
      SELECT 1 FROM annotation
      WHERE annotation.object_id = restart.object_id
        AND key = 'kubectl.kubernetes.io/restartedAt'
        AND unixepoch(value) * 1000000 BETWEEN low_us - 60000000 AND since_us)
      THEN 'kubectl rollout restart'
    WHEN created_us > low_us AND (is_coarse = 0 OR restart_count = 0)
      THEN 'pod created'
    WHEN restart_count > 0 THEN 'container restarted'
    END END AS cause,
  CASE
    WHEN verdict IN ('superseded', 'not-affected') THEN 'high'
    WHEN verdict = 'unknown' THEN 'low'
    WHEN verdict = 'restart-or-reload' THEN 'low'
    WHEN verdict IN ('reload-expected', 'automatic', 'too-early') THEN 'medium'
    WHEN is_coarse AND renewal_confidence = 'high' THEN 'medium'
    ELSE renewal_confidence END AS confidence,
  CASE rule
    WHEN 'superseded' THEN 'a later renewal of this Secret decides'
    WHEN 'first-issuance' THEN 'the first certificate; there was none before'
    WHEN 'completed' THEN 'the Pod has ended: ' || phase
      || coalesce(', ' || pod_reason, '')
    WHEN 'terminating' THEN 'the Pod is being deleted'
    WHEN 'scaled-to-zero' THEN 'the workload is scaled to zero'
    WHEN 'no-pod' THEN 'no Pod of this workload is in the bundle'
    WHEN 'not-running' THEN 'the container is '
      || coalesce(state, 'not yet started') || coalesce(': ' || state_reason, '')
    WHEN 'no-start-time' THEN 'the bundle does not say when the container '
      || 'started'
    WHEN 'no-renewal-time' THEN 'the bundle does not say when the Secret was '
      || 'written'
    WHEN 'coarse-age' THEN 'only an age tells when the container started, and '
      || 'that is too coarse'
    WHEN 'older-dump' THEN 'the dump is from before the renewal, which only '
      || 'the log tells of'
    WHEN 'started-after' THEN 'it started after the new Secret was in place'
    WHEN 'started-within' THEN 'it started while the old Secret may still have '
      || 'been served'
    WHEN 'grace-period' THEN 'the bundle was captured within two minutes of '
      || 'the renewal'
    WHEN 'fixed-copy' THEN CASE uses
      WHEN 'env' THEN 'environment variables do not change while it runs'
      WHEN 'envFrom' THEN 'environment variables do not change while it runs'
      WHEN 'subPath' THEN 'a subPath mount does not change while it runs'
      ELSE 'an init container copied the Secret when the Pod began' END
    WHEN 'files-in-place' THEN 'the files changed in place; nothing tells '
      || 'whether the process read them again'
    ELSE (SELECT means || ' (' || source || ')' FROM product_rule AS told
      WHERE told.rule = restart.rule LIMIT 1)
  END AS reason
FROM restart;
