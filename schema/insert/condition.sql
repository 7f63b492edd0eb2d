INSERT INTO condition (
  object_id, line, type, status, reason, message, at_us
) VALUES (
  :object_id, :line, :type, :status, :reason, :message, :at_us
);
