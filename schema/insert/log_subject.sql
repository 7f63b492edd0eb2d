INSERT INTO log_subject (
  namespace, object_kind, object, related_kind, related_namespace, related
) VALUES (
  :namespace, :object_kind, :object, :related_kind, :related_namespace, :related
);
