-- An X.509 certificate found in an object.  Public parts only.
CREATE TABLE x509 (
  id             INTEGER PRIMARY KEY,
  object_id      INTEGER NOT NULL REFERENCES object (id) ON DELETE CASCADE,
  line           INTEGER NOT NULL,
  role           TEXT    NOT NULL CHECK (role IN ('tls.crt', 'ca.crt',
                   'status.certificate', 'status.ca')),
  position       INTEGER NOT NULL,  -- 0 is the first in its PEM text
  serial         TEXT    NOT NULL,  -- lower-case hex, no leading zeros
  subject        TEXT    NOT NULL,  -- RFC 2253
  issuer         TEXT    NOT NULL,
  not_before_us  INTEGER NOT NULL,
  not_after_us   INTEGER NOT NULL,
  is_ca          INTEGER NOT NULL,  -- basicConstraints CA:TRUE
  ski            TEXT,              -- subject key identifier, hex
  aki            TEXT,              -- authority key identifier, hex
  key_sha256     TEXT    NOT NULL,  -- of the SubjectPublicKeyInfo, hex
  sha256         TEXT    NOT NULL,  -- of the whole certificate, hex
  der            BLOB    NOT NULL
) STRICT;
