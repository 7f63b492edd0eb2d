-- Deployment, StatefulSet, DaemonSet, ReplicaSet, Job, CronJob: what runs Pods.
-- Its containers and secret_refs are those of its Pod template.
CREATE TABLE workload (
  object_id      INTEGER PRIMARY KEY REFERENCES object (id) ON DELETE CASCADE,
  replicas       INTEGER,  -- spec.replicas
  ready          INTEGER,  -- status.readyReplicas or numberReady
  strategy       TEXT,     -- 'RollingUpdate', 'Recreate', 'OnDelete'
  revision       TEXT,     -- annotation deployment.kubernetes.io/revision
  completed_us   INTEGER   -- Job: status.completionTime
) STRICT;
