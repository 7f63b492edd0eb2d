INSERT INTO certificate_request (
  object_id, certificate, revision, is_ca, issuer_kind, issuer, issuer_group,
  duration_s, failure_us
) VALUES (
  :object_id, :certificate, :revision, :is_ca, :issuer_kind, :issuer,
  :issuer_group, :duration_s, :failure_us
);
