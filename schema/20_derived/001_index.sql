-- Indices of the evidence, made after the load, which is faster.
CREATE INDEX IF NOT EXISTS diag_input ON diag (input_id);
CREATE INDEX IF NOT EXISTS condition_object ON condition (object_id);
CREATE INDEX IF NOT EXISTS container_object ON container (object_id);
CREATE INDEX IF NOT EXISTS secret_ref_object ON secret_ref (object_id);
CREATE INDEX IF NOT EXISTS secret_ref_secret ON secret_ref (secret);
CREATE INDEX IF NOT EXISTS x509_object ON x509 (object_id);
CREATE INDEX IF NOT EXISTS x509_subject ON x509 (subject);
CREATE INDEX IF NOT EXISTS annotation_object ON annotation (object_id);
CREATE INDEX IF NOT EXISTS kube_event_subject
ON kube_event (subject_namespace, subject);
CREATE INDEX IF NOT EXISTS object_age_object ON object_age (object_id);
CREATE INDEX IF NOT EXISTS log_segment_input ON log_segment (input_id);
CREATE INDEX IF NOT EXISTS object_name ON object (kind, namespace, name);
CREATE INDEX IF NOT EXISTS object_input ON object (input_id, kind);
CREATE INDEX IF NOT EXISTS input_place_input ON input_place (input_id, line);
