INSERT INTO log_line (
  segment_id, form_id, subject_id, line, roll, stamp_us, full_us, due_in_us,
  planned_us, error, message, message_at, message_length, detail, detail_at,
  detail_length, raw
) VALUES (
  :segment_id, :form_id, :subject_id, :line, :roll, :stamp_us, :full_us,
  :due_in_us, :planned_us, :error, :message, :message_at, :message_length,
  :detail, :detail_at, :detail_length, :raw
);
