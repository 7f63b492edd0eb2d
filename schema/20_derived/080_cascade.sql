-- How each certificate stands to the newest generation of the CA that signs
-- it, and from that what each CA renewal did to everything below it.
--
-- newest_generation is what is in force; its X.509 certificate, where the
-- bundle shows it, is what signatures are checked with.
DROP TABLE IF EXISTS newest;
CREATE TABLE newest AS
SELECT
  renewal.namespace, renewal.certificate, renewal.id AS renewal_id, issued_us,
  coalesce(renewal.not_before_us, low_us) AS start_us, renewal.not_after_us,
  old_not_after_us, generation.x509_id, kind
FROM renewal
LEFT JOIN generation ON generation.generation_id = renewal.generation_id
WHERE is_newest;

CREATE INDEX newest_name ON newest (namespace, certificate);

-- Signatures are checked once for each pair of certificate and CA.
DROP TABLE IF EXISTS edge;
CREATE TABLE edge AS
SELECT
  signs.*,
  leaf.issued_us, leaf.start_us, leaf.renewal_id, leaf.not_after_us,
  ca.issued_us AS ca_issued_us, ca.renewal_id AS ca_renewal_id,
  leaf_x509.id AS x509_id, leaf_x509.serial, ca_x509.serial AS ca_serial,
  CASE WHEN leaf_x509.id IS NOT NULL AND ca_x509.id IS NOT NULL
    THEN x509_signed_by(leaf_x509.der, ca_x509.der) END AS is_signed,
  leaf_x509.aki IS NOT NULL AND ca_x509.ski IS NOT NULL
    AND leaf_x509.aki <> ca_x509.ski AS has_other_ski,
  leaf.start_us >= ca.start_us AS is_younger,
  leaf.start_us < ca.start_us - 3600000000 AS is_much_older,
  EXISTS (
    SELECT 1 FROM current_object AS holder
    JOIN x509 AS copy ON copy.object_id = holder.object_id
    WHERE holder.kind = 'Secret' AND holder.namespace = signs.namespace
      AND holder.name = signs.secret AND copy.role = 'ca.crt'
      AND copy.subject = ca_x509.subject AND copy.sha256 <> ca_x509.sha256
      AND NOT EXISTS (SELECT 1 FROM x509 AS fresh
        WHERE fresh.object_id = holder.object_id AND fresh.role = 'ca.crt'
          AND fresh.sha256 = ca_x509.sha256)
  ) AS has_old_copy
FROM signs
LEFT JOIN newest AS leaf
  ON leaf.namespace = signs.namespace AND leaf.certificate = signs.certificate
LEFT JOIN newest AS ca
  ON ca.namespace = signs.ca_namespace
  AND ca.certificate = signs.ca_certificate
LEFT JOIN x509 AS leaf_x509 ON leaf_x509.id = leaf.x509_id
LEFT JOIN x509 AS ca_x509 ON ca_x509.id = ca.x509_id;

DROP TABLE IF EXISTS edge_state;
CREATE TABLE edge_state AS
SELECT
  *,
  CASE state
    WHEN 'stale-key' THEN 5 WHEN 'stale-ski' THEN 4 WHEN 'stale' THEN 3
    WHEN 'stale-copy' THEN 2 WHEN 'unknown' THEN 1 ELSE 0 END AS badness
FROM (
  SELECT
    *,
    CASE
      WHEN is_signed = 0 THEN 'stale-key'
      WHEN is_signed = 1 AND has_other_ski THEN 'stale-ski'
      WHEN is_signed = 1 AND (has_old_copy OR NOT is_younger) THEN 'stale-copy'
      WHEN is_signed = 1 THEN 'reissued'
      WHEN is_younger IS NULL THEN 'unknown'
      WHEN is_younger THEN 'reissued'
      ELSE 'stale' END AS state,
    CASE WHEN is_signed IS NOT NULL THEN 'high'
      WHEN is_younger IS NULL THEN 'low' ELSE 'medium' END AS confidence
  FROM edge
);

CREATE INDEX edge_state_ca ON edge_state (ca_namespace, ca_certificate);

-- What a leaf serves may hold an intermediate that an older key of the CA above
-- it signed, though the intermediate's own key was kept.
DROP TABLE IF EXISTS old_chain;
CREATE TABLE old_chain AS
SELECT DISTINCT
  ca.namespace AS ca_namespace, ca.certificate AS ca_certificate,
  holder.namespace, holder.name AS secret
FROM newest AS ca
JOIN x509 AS ca_x509 ON ca_x509.id = ca.x509_id
JOIN x509 AS link
  ON link.issuer = ca_x509.subject AND link.role = 'tls.crt'
  AND link.position > 0 AND link.is_ca = 1 AND link.subject <> link.issuer
JOIN current_object AS holder
  ON holder.object_id = link.object_id AND holder.kind = 'Secret'
WHERE (ca.namespace, ca.certificate) IN (
    SELECT ca_namespace, ca_certificate FROM signs)
  AND x509_signed_by(link.der, ca_x509.der) = 0;

CREATE INDEX old_chain_ca
ON old_chain (ca_namespace, ca_certificate, namespace, secret);

DROP TABLE IF EXISTS below;
CREATE TABLE below AS
WITH RECURSIVE way (ca_namespace, ca_certificate, depth, via_namespace,
  via_certificate, issuer_kind, issuer, namespace, certificate, badness,
  confidence_rank, edge_id) AS (
  SELECT
    ca_namespace, ca_certificate, 1, ca_namespace, ca_certificate, issuer_kind,
    issuer, namespace, certificate, badness,
    CASE confidence WHEN 'high' THEN 3 WHEN 'medium' THEN 2 ELSE 1 END,
    edge_state.rowid
  FROM edge_state
  UNION
  SELECT
    way.ca_namespace, way.ca_certificate, depth + 1, edge_state.ca_namespace,
    edge_state.ca_certificate, edge_state.issuer_kind, edge_state.issuer,
    edge_state.namespace, edge_state.certificate,
    max(way.badness, edge_state.badness),
    min(confidence_rank, CASE confidence
      WHEN 'high' THEN 3 WHEN 'medium' THEN 2 ELSE 1 END),
    edge_state.rowid
  FROM way
  JOIN edge_state
    ON edge_state.ca_namespace = way.namespace
    AND edge_state.ca_certificate = way.certificate
  WHERE depth < 16
)
SELECT
  way.ca_namespace, way.ca_certificate, depth, via_namespace, via_certificate,
  way.issuer_kind, way.issuer, way.namespace, way.certificate,
  CASE WHEN old_chain.secret IS NOT NULL THEN 5
    ELSE way.badness END AS badness,
  confidence_rank, edge_id,
  old_chain.secret IS NOT NULL AND way.badness < 5 AS has_old_chain,
  edge_state.state AS own_state, edge_state.badness AS own_badness,
  edge_state.is_much_older, edge_state.issued_us, edge_state.not_after_us, edge_state.renewal_id,
  edge_state.serial, edge_state.ca_serial, edge_state.has_old_copy,
  edge_state.is_ca
FROM way
JOIN edge_state ON edge_state.rowid = edge_id
LEFT JOIN old_chain
  ON depth > 1 AND old_chain.ca_namespace = way.ca_namespace
  AND old_chain.ca_certificate = way.ca_certificate
  AND old_chain.namespace = way.namespace
  AND old_chain.secret = edge_state.secret;

CREATE INDEX below_ca ON below (ca_namespace, ca_certificate);

-- A CA's first certificate has nothing below it that could be older.  Where
-- something is, the CA had one before and was made anew.
DROP TABLE IF EXISTS cascade;
CREATE TABLE cascade AS
SELECT
  ca_namespace, ca_certificate, ca_renewal_id, ca_renewed_us, ca_key_changed,
  issuer_kind, issuer, depth, namespace, certificate, state,
  CASE WHEN state = 'reissued' THEN issued_us END AS reissued_us,
  CASE WHEN state = 'reissued' THEN
    (issued_us - ca_renewed_us) / 1000000 END AS lag_seconds,
  CASE WHEN state LIKE 'stale%' THEN coalesce(
    min(ca_old_not_after_us, not_after_us), ca_old_not_after_us, not_after_us)
    END AS breaks_us,
  CASE WHEN state = 'superseded' THEN 'high' ELSE confidence END AS confidence,
  CASE
    WHEN state = 'superseded' THEN 'a later renewal of this CA decides'
    WHEN has_old_chain THEN 'the certificate of '
      || via_namespace || '/' || via_certificate
      || ' that it brings along is signed with an older key of the CA'
    WHEN badness > own_badness THEN via_namespace || '/' || via_certificate
      || ', which signs it, does not come from the new CA itself'
    WHEN state = 'stale-key' THEN 'its signature does not verify with the key '
      || 'of the CA''s certificate with serial ' || ca_serial
    WHEN state = 'stale-ski' THEN 'the key is the same, but its authority key '
      || 'identifier is not the CA''s subject key identifier'
    WHEN state = 'stale-copy' AND has_old_copy THEN 'the key is the same, but '
      || 'the ca.crt in its Secret is an older certificate of the CA'
    WHEN state = 'stale-copy' THEN 'the key is the same, but it was issued '
      || 'before the CA''s certificate, so its copy of that is the old one'
    WHEN state = 'stale' THEN 'issued before the CA was renewed; its key '
      || 'and the CA''s are not both in the bundle'
    WHEN state = 'unknown' THEN 'no date of this certificate is in the bundle'
    WHEN serial IS NULL OR ca_serial IS NULL
      THEN 'issued after the CA was renewed, by the dates'
    ELSE 'signed with the CA''s present key, after its renewal'
  END AS reason,
  renewal_id, via_namespace, via_certificate, is_ca
FROM (
  SELECT
    below.*,
    renewal.id AS ca_renewal_id, renewal.issued_us AS ca_renewed_us,
    renewal.key_changed AS ca_key_changed,
    renewal.old_not_after_us AS ca_old_not_after_us,
    CASE WHEN NOT renewal.is_newest THEN 'superseded'
      ELSE CASE below.badness
        WHEN 5 THEN 'stale-key' WHEN 4 THEN 'stale-ski' WHEN 3 THEN 'stale'
        WHEN 2 THEN 'stale-copy' WHEN 1 THEN 'unknown' ELSE 'reissued' END
      END AS state,
    CASE confidence_rank WHEN 3 THEN 'high' WHEN 2 THEN 'medium'
      ELSE 'low' END AS confidence,
    row_number() OVER (
      PARTITION BY renewal.id, below.namespace, below.certificate
      ORDER BY depth, below.badness DESC, issuer_kind, issuer
    ) AS place
  FROM below
  CROSS JOIN renewal
    ON renewal.namespace = below.ca_namespace
    AND renewal.certificate = below.ca_certificate
  WHERE renewal.outcome = 'issued'
    AND (renewal.kind <> 'first' OR (is_newest AND EXISTS (
      SELECT 1 FROM below AS older
      WHERE older.ca_namespace = renewal.namespace
        AND older.ca_certificate = renewal.certificate AND older.depth = 1
        AND (older.own_state = 'stale-key'
          OR (older.own_state = 'stale' AND older.is_much_older)))))
)
WHERE place = 1;

CREATE INDEX cascade_ca ON cascade (ca_renewal_id);
CREATE INDEX cascade_leaf ON cascade (namespace, certificate);
