INSERT INTO log_record (
  input_id, segment_id, line, severity, stamp_us, roll, full_us, pattern, kind,
  namespace, object_kind, object, related_kind, related_namespace, related,
  condition, old_status, status, reason, detail, error, version, due_in_us,
  planned_us, uptime_us, message, raw
) VALUES (
  :input_id, :segment_id, :line, :severity, :stamp_us, :roll, :full_us,
  :pattern, :kind, :namespace, :object_kind, :object, :related_kind,
  :related_namespace, :related, :condition, :old_status, :status, :reason,
  :detail, :error, :version, :due_in_us, :planned_us, :uptime_us, :message, :raw
);
