-- A cert-manager CertificateRequest: one attempt to get a certificate.
CREATE TABLE certificate_request (
  object_id      INTEGER PRIMARY KEY REFERENCES object (id) ON DELETE CASCADE,
  certificate    TEXT,     -- annotation certificate-name, else the owner
  revision       INTEGER,  -- annotation certificate-revision
  is_ca          INTEGER,
  issuer_kind    TEXT,
  issuer         TEXT,
  issuer_group   TEXT,
  duration_s     INTEGER,
  failure_us     INTEGER   -- status.failureTime
) STRICT;
