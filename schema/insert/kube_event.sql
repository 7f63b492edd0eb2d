INSERT INTO kube_event (
  object_id, subject_kind, subject_namespace, subject, subject_uid, type,
  reason, message, component, first_us, last_us, n
) VALUES (
  :object_id, :subject_kind, :subject_namespace, :subject, :subject_uid,
  :type, :reason, :message, :component, :first_us, :last_us, coalesce(:n, 1)
);
