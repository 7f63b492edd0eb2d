INSERT INTO workload (
  object_id, replicas, ready, strategy, revision, completed_us
) VALUES (
  :object_id, :replicas, :ready, :strategy, :revision, :completed_us
);
