-- Which issuer signs a certificate, and of what type it is.
DROP TABLE IF EXISTS issuer_of;
CREATE TABLE issuer_of AS
SELECT
  (SELECT id FROM certificate_name
    WHERE certificate_name.namespace = certificate_now.namespace
      AND certificate_name.name = certificate_now.name) AS certificate_id,
  certificate_now.namespace, certificate_now.name AS certificate,
  certificate_now.issuer_kind, certificate_now.issuer,
  issuer_now.object_id AS issuer_object_id, issuer_now.type,
  issuer_now.ca_secret
FROM certificate_now
LEFT JOIN issuer_now
  ON issuer_now.kind = certificate_now.issuer_kind
  AND issuer_now.name = certificate_now.issuer
  AND (issuer_now.kind = 'ClusterIssuer'
    OR issuer_now.namespace IS certificate_now.namespace)
  AND coalesce(certificate_now.issuer_group, '')
    IN ('', 'cert-manager.io', 'certmanager.k8s.io')
WHERE certificate_now.namespace IS NOT NULL;

CREATE INDEX issuer_of_certificate ON issuer_of (certificate_id);
CREATE INDEX issuer_of_issuer ON issuer_of (issuer_object_id);

-- A ClusterIssuer reads its Secret from the cluster resource namespace: the
-- one that holds cert-manager, which is nearly always called so.  Where no such
-- Secret or Certificate is there but in one other namespace only, it is that.
DROP TABLE IF EXISTS issuer_secret;
CREATE TABLE issuer_secret AS
SELECT
  object_id AS issuer_object_id, kind AS issuer_kind, name AS issuer,
  namespace AS issuer_namespace, ca_secret,
  CASE WHEN kind = 'Issuer' THEN namespace ELSE coalesce(
    (SELECT 'cert-manager'
      WHERE EXISTS (SELECT 1 FROM certificate_now AS ca
        WHERE ca.namespace = 'cert-manager' AND ca.secret = ca_secret)
      OR EXISTS (SELECT 1 FROM secret_now
        WHERE secret_now.namespace = 'cert-manager'
          AND secret_now.name = ca_secret)),
    (SELECT min(namespace) FROM certificate_now AS ca
      WHERE ca.secret = ca_secret AND ca.is_ca = 1
      HAVING count(DISTINCT namespace) = 1),
    'cert-manager') END AS namespace
FROM issuer_now
WHERE type = 'ca' AND ca_secret IS NOT NULL;

CREATE INDEX issuer_secret_id ON issuer_secret (issuer_object_id);
CREATE INDEX issuer_secret_name ON issuer_secret (namespace, ca_secret);

-- A CA certificate and the certificates that its issuers sign.
DROP TABLE IF EXISTS signs;
CREATE TABLE signs AS
SELECT DISTINCT
  ca.namespace AS ca_namespace, ca.name AS ca_certificate,
  ca.secret AS ca_secret, ca.object_id AS ca_object_id,
  issuer_secret.issuer_kind, issuer_secret.issuer, issuer_secret.issuer_object_id,
  leaf.namespace, leaf.name AS certificate, leaf.secret, leaf.is_ca,
  leaf.object_id
FROM issuer_secret
JOIN certificate_now AS ca
  ON ca.namespace = issuer_secret.namespace
  AND ca.secret = issuer_secret.ca_secret
JOIN issuer_of USING (issuer_object_id)
JOIN certificate_now AS leaf
  ON leaf.namespace = issuer_of.namespace AND leaf.name = issuer_of.certificate
WHERE ca.object_id <> leaf.object_id;

CREATE INDEX signs_ca ON signs (ca_namespace, ca_certificate);
CREATE INDEX signs_leaf ON signs (namespace, certificate);
