INSERT INTO pod (
  object_id, phase, reason, node, started_us, restarts, size
) VALUES (
  :object_id, :phase, :reason, :node, :started_us, :restarts, :size
);
