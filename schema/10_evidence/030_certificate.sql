-- A cert-manager Certificate: what was asked for and what its status says.
CREATE TABLE certificate (
  object_id        INTEGER PRIMARY KEY REFERENCES object (id) ON DELETE CASCADE,
  secret           TEXT,     -- spec.secretName
  is_ca            INTEGER,  -- spec.isCA; NULL if not given
  common_name      TEXT,
  issuer_kind      TEXT,     -- spec.issuerRef.kind; NULL if not given
  issuer           TEXT,
  issuer_group     TEXT,
  duration_s       INTEGER,  -- spec.duration
  renew_before_s   INTEGER,  -- spec.renewBefore
  renew_before_pct INTEGER,  -- spec.renewBeforePercentage
  key_rotation     TEXT,     -- spec.privateKey.rotationPolicy
  not_before_us    INTEGER,  -- status.notBefore
  not_before_line  INTEGER,
  not_after_us     INTEGER,  -- status.notAfter
  not_after_line   INTEGER,
  renewal_us       INTEGER,  -- status.renewalTime
  revision         INTEGER,  -- status.revision
  last_failure_us  INTEGER,  -- status.lastFailureTime
  last_failure_line INTEGER,
  failed_attempts  INTEGER,  -- status.failedIssuanceAttempts
  next_key_secret  TEXT      -- status.nextPrivateKeySecretName
) STRICT;
