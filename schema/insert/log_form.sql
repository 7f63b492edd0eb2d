INSERT INTO log_form (
  pattern, kind, severity, condition, old_status, status, reason, version
) VALUES (
  :pattern, :kind, :severity, :condition, :old_status, :status, :reason,
  :version
);
