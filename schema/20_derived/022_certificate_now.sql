-- The newest version of each Certificate, Issuer and Secret, ready for joins.
--
-- An issuerRef without a kind means an Issuer.
DROP TABLE IF EXISTS certificate_now;
CREATE TABLE certificate_now AS
SELECT
  certificate.object_id, current_object.namespace, current_object.name,
  secret, coalesce(is_ca, 0) AS is_ca,
  coalesce(issuer_kind, 'Issuer') AS issuer_kind, issuer, issuer_group,
  duration_s, renew_before_s, renew_before_pct, key_rotation, not_before_us,
  not_after_us, renewal_us, revision, last_failure_us, failed_attempts,
  not_before_line, not_after_line, last_failure_line,
  object.api_group, object.api_version, object.created_us, object.input_id,
  object.line,
  ready.status AS ready, issuing.status AS issuing,
  issuing.reason AS issuing_reason, issuing.message AS issuing_message,
  issuing.at_us AS issuing_us, issuing.line AS issuing_line,
  -- Releases before 0.16 write no notBefore into the status; those up to 1.2
  -- still renew thirty days before the end unless told otherwise.
  (not_before_us IS NULL AND not_after_us IS NOT NULL) OR (
    renew_before_s IS NULL AND renewal_us IS NOT NULL
    AND not_after_us - renewal_us = 720 * 3600000000
    AND (not_after_us - not_before_us) / 3 <> 720 * 3600000000) AS is_old_era
FROM certificate
JOIN current_object USING (object_id)
JOIN object ON object.id = certificate.object_id
LEFT JOIN condition AS ready
  ON ready.object_id = certificate.object_id AND ready.type = 'Ready'
LEFT JOIN condition AS issuing
  ON issuing.object_id = certificate.object_id AND issuing.type = 'Issuing'
GROUP BY certificate.object_id;

CREATE UNIQUE INDEX certificate_now_name ON certificate_now (namespace, name);
CREATE INDEX certificate_now_secret ON certificate_now (namespace, secret);
CREATE INDEX certificate_now_ca ON certificate_now (secret) WHERE is_ca = 1;

DROP TABLE IF EXISTS issuer_now;
CREATE TABLE issuer_now AS
SELECT
  issuer.object_id, current_object.kind, current_object.namespace,
  current_object.name, type, ca_secret, object.input_id, object.line
FROM issuer
JOIN current_object USING (object_id)
JOIN object ON object.id = object_id;

CREATE INDEX issuer_now_name ON issuer_now (kind, name, namespace);

DROP TABLE IF EXISTS secret_now;
CREATE TABLE secret_now AS
SELECT
  secret.object_id, current_object.namespace, current_object.name, type,
  immutable, certificate, keys, has_key, tls_crt, object.created_us,
  object.input_id, object.line
FROM secret
JOIN current_object USING (object_id)
JOIN object ON object.id = object_id;

CREATE INDEX secret_now_name ON secret_now (namespace, name);
