INSERT INTO log_form (
  pattern, kind, severity, condition, old_status, status, reason, version,
  first_segment_id, source_line
) VALUES (
  :pattern, :kind, :severity, :condition, :old_status, :status, :reason,
  :version, :first_segment_id, :source_line
);
