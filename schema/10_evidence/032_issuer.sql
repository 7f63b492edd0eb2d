-- An Issuer or ClusterIssuer (object.kind tells which).
CREATE TABLE issuer (
  object_id  INTEGER PRIMARY KEY REFERENCES object (id) ON DELETE CASCADE,
  type       TEXT NOT NULL CHECK (type IN ('ca', 'selfSigned', 'acme', 'vault',
               'venafi', 'other')),
  ca_secret  TEXT            -- spec.ca.secretName
) STRICT;
