INSERT INTO container (
  object_id, line, name, type, image, state, state_reason, started_us,
  started_line, finished_us, restart_count, last_started_us, last_finished_us,
  last_reason
) VALUES (
  :object_id, :line, :name, :type, :image, :state, :state_reason, :started_us,
  :started_line, :finished_us, :restart_count, :last_started_us,
  :last_finished_us, :last_reason
);
