-- A generation: one X.509 certificate that a Certificate has had, known from
-- its status, its Secret, a CertificateRequest, or, for a CA, from the copy in
-- the ca.crt of what it signed.
DROP TABLE IF EXISTS generation_source;
CREATE TABLE generation_source (
  namespace      TEXT    NOT NULL,
  certificate    TEXT    NOT NULL,
  source         TEXT    NOT NULL,  -- status, secret, request, copy
  not_before_us  INTEGER,
  not_after_us   INTEGER NOT NULL,
  serial         TEXT,
  key_sha256     TEXT,
  sha256         TEXT,
  x509_id        INTEGER,
  revision       INTEGER,
  input_id       INTEGER NOT NULL,
  line           INTEGER NOT NULL,
  excerpt        TEXT    NOT NULL
) STRICT;

INSERT INTO generation_source
SELECT
  object.namespace, object.name, 'status', not_before_us, not_after_us, NULL,
  NULL, NULL, NULL, revision, object.input_id,
  coalesce(not_before_line, not_after_line, object.line),
  CASE WHEN not_before_us IS NULL
    THEN 'status.notAfter: ' || strftime('%Y-%m-%dT%H:%M:%SZ', not_after_us / 1000000, 'unixepoch')
    ELSE 'status.notBefore: ' || strftime('%Y-%m-%dT%H:%M:%SZ', not_before_us / 1000000, 'unixepoch') END
FROM certificate JOIN object ON object.id = object_id
WHERE not_after_us IS NOT NULL AND object.namespace IS NOT NULL;

-- cert-manager's temporary certificates are not generations.  Where several
-- Certificates share a Secret, it says itself whose it was at its time.
INSERT INTO generation_source
SELECT
  object.namespace,
  coalesce((SELECT now.name FROM certificate_now AS now
    WHERE now.namespace = object.namespace AND now.secret = object.name
      AND now.name = secret.certificate), owner.certificate),
  'secret', not_before_us, not_after_us, serial, key_sha256, x509.sha256,
  x509.id, NULL, object.input_id, x509.line,
  'tls.crt: serial ' || serial || ', not before ' || strftime('%Y-%m-%dT%H:%M:%SZ', not_before_us / 1000000, 'unixepoch')
FROM x509
JOIN object ON object.id = x509.object_id
JOIN secret USING (object_id)
JOIN secret_certificate AS owner
  ON owner.namespace = object.namespace AND owner.secret = object.name
WHERE role = 'tls.crt' AND owner.is_guess = 0
  AND x509.issuer NOT LIKE '%cert-manager.local%'
  -- The certificate itself comes first (RFC 8446, 4.4.2), but what people put
  -- together may be turned round: it is the one that signs no other there.
  AND position = coalesce((
    SELECT min(leaf.position) FROM x509 AS leaf
    WHERE leaf.object_id = x509.object_id AND leaf.role = 'tls.crt'
      AND NOT EXISTS (
        SELECT 1 FROM x509 AS signed
        WHERE signed.object_id = leaf.object_id AND signed.role = 'tls.crt'
          AND signed.issuer = leaf.subject AND signed.subject <> leaf.subject)
  ), 0);

INSERT INTO generation_source
SELECT
  object.namespace, request.certificate, 'request', not_before_us,
  not_after_us, serial, key_sha256, x509.sha256, x509.id, revision,
  object.input_id, x509.line,
  'status.certificate: serial ' || serial || ', not before '
    || strftime('%Y-%m-%dT%H:%M:%SZ', not_before_us / 1000000, 'unixepoch')
FROM x509
JOIN object ON object.id = x509.object_id
JOIN certificate_request AS request USING (object_id)
WHERE role = 'status.certificate' AND position = 0
  AND request.certificate IS NOT NULL AND object.namespace IS NOT NULL
  AND x509.issuer NOT LIKE '%cert-manager.local%';

-- Older generations of a CA live on in what it signed.  The subject is
-- compared because the copy of a chain is that of its root.
INSERT INTO generation_source
SELECT
  signs.ca_namespace, signs.ca_certificate, 'copy', copy.not_before_us,
  copy.not_after_us, copy.serial, copy.key_sha256, copy.sha256, copy.id, NULL,
  object.input_id, copy.line,
  copy.role || ' of ' || object.namespace || '/' || object.name || ': serial '
    || copy.serial || ', not before ' || strftime('%Y-%m-%dT%H:%M:%SZ', copy.not_before_us / 1000000, 'unixepoch')
FROM signs
JOIN x509 AS own
  ON own.role = 'tls.crt' AND own.position = 0
JOIN current_object AS ca_secret
  ON ca_secret.object_id = own.object_id AND ca_secret.kind = 'Secret'
  AND ca_secret.namespace = signs.ca_namespace
  AND ca_secret.name = signs.ca_secret
JOIN object
  ON object.kind = 'Secret' AND object.namespace = signs.namespace
  AND object.name = signs.secret
JOIN x509 AS copy
  ON copy.object_id = object.id AND copy.role = 'ca.crt'
  AND copy.subject = own.subject AND copy.issuer = own.issuer;

CREATE INDEX generation_source_name
ON generation_source (namespace, certificate, not_after_us);

-- Where the status gives no notBefore and no certificate shows it, it follows
-- from the duration that was asked for: 90 days if nothing was.
DROP TABLE IF EXISTS generation;
CREATE TABLE generation AS
SELECT
  CAST(row_number() OVER (
    ORDER BY source.namespace, source.certificate, source.not_after_us,
      min(source.not_before_us)
  ) AS INTEGER) AS generation_id,
  name.id AS certificate_id, source.namespace, source.certificate,
  coalesce(min(source.not_before_us), source.not_after_us
    - coalesce(max(now.duration_s), 90 * 86400) * 1000000) AS start_us,
  min(source.not_before_us) AS not_before_us, source.not_after_us,
  min(serial) AS serial, min(key_sha256) AS key_sha256, min(sha256) AS sha256,
  min(x509_id) AS x509_id, max(source.revision) AS revision,
  max(source = 'status') AS by_status, max(source = 'secret') AS by_secret,
  max(source = 'request') AS by_request, max(source = 'copy') AS by_copy,
  max(issuer_of.type IS 'acme') AS is_acme,
  max(issuer_of.type IS NULL) AS is_unknown_issuer
FROM generation_source AS source
JOIN certificate_name AS name
  ON name.namespace = source.namespace AND name.name = source.certificate
LEFT JOIN certificate_now AS now
  ON now.namespace = source.namespace AND now.name = source.certificate
LEFT JOIN issuer_of
  ON issuer_of.certificate_id = name.id
GROUP BY source.namespace, source.certificate, source.not_after_us,
  coalesce(source.not_before_us, (
    SELECT min(other.not_before_us) FROM generation_source AS other
    WHERE other.namespace = source.namespace
      AND other.certificate = source.certificate
      AND other.not_after_us = source.not_after_us), 0);

CREATE UNIQUE INDEX generation_id ON generation (generation_id);
CREATE INDEX generation_certificate
ON generation (certificate_id, start_us);

-- Which attempt brought which generation: the one that was under way, or had
-- just ended, when the certificate begins to be valid.  ACME issuers date it
-- back by an hour.  A generation whose beginning is only reckoned may be off by
-- a day.
DROP TABLE IF EXISTS generation_attempt;
CREATE TABLE generation_attempt AS
SELECT generation_id, attempt_id
FROM (
  SELECT
    *,
    row_number() OVER (
      PARTITION BY generation_id ORDER BY distance_us, attempt_id
    ) AS attempt_place,
    row_number() OVER (
      PARTITION BY attempt_id ORDER BY distance_us, generation_id DESC
    ) AS generation_place
  FROM (
    SELECT
      generation_id, attempt_id,
      min(
        abs(coalesce(done_us, answer_us, begin_us) - start_us),
        CASE WHEN generation.is_acme OR is_unknown_issuer
          THEN abs(coalesce(done_us, answer_us, begin_us)
            - start_us - 3600000000)
          ELSE 1 << 62 END
      ) AS distance_us,
      -- An end that was seen lies next to the beginning of validity.
      CASE
        WHEN not_before_us IS NULL THEN 86400000000
        WHEN done_us IS NOT NULL
          OR (answer_us IS NOT NULL AND NOT generation.is_acme
            AND NOT is_unknown_issuer) THEN 600000000
        WHEN answer_us IS NOT NULL AND NOT generation.is_acme
          THEN 75 * 60000000
        ELSE 2 * 86400000000 END AS limit_us
    FROM generation
    JOIN attempt
      ON attempt.certificate_id = generation.certificate_id
    WHERE (failed_us IS NULL OR done_us > failed_us)
      AND begin_us <= start_us + CASE
        WHEN not_before_us IS NULL THEN 86400000000
        WHEN generation.is_acme OR is_unknown_issuer THEN 3600000000 + 300000000
        ELSE 300000000 END
        + CASE WHEN done_us IS NULL THEN 0 ELSE 60000000 END
      AND coalesce(done_us, (
        SELECT min(next.begin_us) FROM attempt AS next
        WHERE next.certificate_id = attempt.certificate_id
          AND next.begin_us > attempt.begin_us
      ), 1 << 62) >= start_us - CASE
        WHEN not_before_us IS NULL THEN 86400000000 ELSE 120000000 END
  )
)
WHERE attempt_place = 1 AND generation_place = 1
  AND distance_us <= limit_us;

CREATE INDEX generation_attempt_attempt ON generation_attempt (attempt_id);
CREATE INDEX generation_attempt_generation
ON generation_attempt (generation_id);
