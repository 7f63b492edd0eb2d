INSERT INTO secret (
  object_id, type, immutable, certificate, issuer_kind, issuer, issuer_group,
  keys, has_key, tls_crt
) VALUES (
  :object_id, :type, coalesce(:immutable, 0), :certificate, :issuer_kind,
  :issuer, :issuer_group, :keys, coalesce(:has_key, 0), :tls_crt
);
