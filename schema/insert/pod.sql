INSERT INTO pod (
  object_id, phase, reason, node, started_us
) VALUES (
  :object_id, :phase, :reason, :node, :started_us
);
