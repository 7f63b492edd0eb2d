INSERT INTO x509 (
  object_id, line, role, position, serial, subject, issuer, not_before_us,
  not_after_us, is_ca, ski, aki, key_sha256, sha256, der
) VALUES (
  :object_id, :line, :role, :position, :serial, :subject, :issuer,
  :not_before_us, :not_after_us, :is_ca, :ski, :aki, :key_sha256, :sha256,
  :der
);
