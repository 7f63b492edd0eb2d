-- A Secret: what it is and which keys it has, never their values.
CREATE TABLE secret (
  object_id    INTEGER PRIMARY KEY REFERENCES object (id) ON DELETE CASCADE,
  type         TEXT,
  immutable    INTEGER NOT NULL DEFAULT 0,
  certificate  TEXT,     -- annotation certificate-name, any API group
  issuer_kind  TEXT,     -- annotations issuer-kind, issuer-name, issuer-group
  issuer       TEXT,
  issuer_group TEXT,
  keys         TEXT,     -- names of the data keys, sorted, with commas
  has_key      INTEGER NOT NULL DEFAULT 0,  -- a private key lies in the dump
  tls_crt      TEXT      -- 'certificate', 'empty', 'hidden', 'bad', or NULL
) STRICT;
