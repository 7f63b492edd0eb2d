-- Every certificate that anything names with its namespace.
DROP TABLE IF EXISTS known_certificate;
CREATE TABLE known_certificate (
  namespace  TEXT NOT NULL,
  name       TEXT NOT NULL,
  PRIMARY KEY (namespace, name)
) STRICT, WITHOUT ROWID;

INSERT OR IGNORE INTO known_certificate
SELECT namespace, name FROM certificate_now WHERE namespace IS NOT NULL;

INSERT OR IGNORE INTO known_certificate
SELECT namespace, object FROM event
WHERE object_kind = 'Certificate' AND namespace IS NOT NULL
  AND object IS NOT NULL;

INSERT OR IGNORE INTO known_certificate
SELECT namespace, certificate
FROM certificate_request JOIN object ON object.id = object_id
WHERE namespace IS NOT NULL AND certificate IS NOT NULL;

CREATE INDEX known_certificate_name ON known_certificate (name);
CREATE INDEX known_certificate_stem
ON known_certificate (rtrim(substr(name, 1, 52), '-.'));

-- The certificate that a Secret belongs to: what Certificates say, and the
-- Secret where two of them share it, then what the Secret says alone, unless it
-- is a copy of another that has its certificate.  A Secret that neither knows
-- stands for the certificate of its own name, which is how most are named.
DROP TABLE IF EXISTS secret_certificate;
CREATE TABLE secret_certificate (
  namespace    TEXT    NOT NULL,
  secret       TEXT    NOT NULL,
  certificate  TEXT    NOT NULL,
  is_guess     INTEGER NOT NULL,
  PRIMARY KEY (namespace, secret)
) STRICT, WITHOUT ROWID;

INSERT INTO secret_certificate
SELECT now.namespace, now.secret,
  coalesce(min(CASE WHEN secret_now.certificate = now.name THEN now.name END),
    min(now.name)), 0
FROM certificate_now AS now
LEFT JOIN secret_now
  ON secret_now.namespace = now.namespace AND secret_now.name = now.secret
WHERE now.namespace IS NOT NULL AND now.secret IS NOT NULL
GROUP BY now.namespace, now.secret;

INSERT OR IGNORE INTO secret_certificate
SELECT namespace, name, certificate, 0 FROM secret_now
WHERE namespace IS NOT NULL AND certificate IS NOT NULL
  AND NOT EXISTS (
    SELECT 1
    FROM x509
    JOIN x509 AS same
      ON same.subject = x509.subject AND same.sha256 = x509.sha256
      AND same.role = 'tls.crt' AND same.position = 0
      AND same.object_id <> x509.object_id
    JOIN current_object AS holder
      ON holder.object_id = same.object_id AND holder.kind = 'Secret'
    JOIN certificate_now AS now
      ON now.namespace = holder.namespace AND now.secret = holder.name
    WHERE x509.object_id = secret_now.object_id AND x509.role = 'tls.crt'
      AND x509.position = 0 AND holder.namespace <> secret_now.namespace);

INSERT OR IGNORE INTO secret_certificate
SELECT related_namespace, related, object, 0 FROM event
WHERE object_kind = 'Certificate' AND related_kind = 'Secret'
  AND related_namespace IS NOT NULL AND related IS NOT NULL
  AND object IS NOT NULL
ORDER BY object;

INSERT OR IGNORE INTO secret_certificate
SELECT DISTINCT namespace, object, object, 1 FROM event
WHERE object_kind = 'Secret' AND kind IN ('issued', 'scheduled')
  AND namespace IS NOT NULL AND object IS NOT NULL;

INSERT OR IGNORE INTO secret_certificate
SELECT DISTINCT related_namespace, related, related, 1 FROM event
WHERE related_kind = 'Secret' AND kind IN ('issued', 'scheduled')
  AND object_kind IS NOT 'Certificate'
  AND related_namespace IS NOT NULL AND related IS NOT NULL;

-- The certificate that a CertificateRequest belongs to: what its object says,
-- then its name, which is the certificate's, cut at 52 characters, with a dash
-- and a last part that has no dash.  Long names may be the same that far.
DROP TABLE IF EXISTS request_name;
CREATE TABLE request_name AS
SELECT DISTINCT
  namespace, object AS request,
  rtrim(rtrim(object, 'abcdefghijklmnopqrstuvwxyz0123456789'), '-.') AS stem
FROM event
WHERE object_kind = 'CertificateRequest' AND object LIKE '%_-%';

DROP TABLE IF EXISTS request_certificate;
CREATE TABLE request_certificate AS
SELECT
  object.namespace, object.name AS request, certificate, 0 AS is_guess
FROM certificate_request
JOIN object ON object.id = object_id
WHERE certificate IS NOT NULL AND object.namespace IS NOT NULL
GROUP BY 1, 2;

CREATE INDEX request_certificate_name
ON request_certificate (request, namespace);

INSERT INTO request_certificate
SELECT DISTINCT known.namespace, request, known.name, 0
FROM request_name
JOIN known_certificate AS known
  ON rtrim(substr(known.name, 1, 52), '-.') = stem
  AND (request_name.namespace IS NULL
    OR request_name.namespace = known.namespace)
WHERE NOT EXISTS (
  SELECT 1 FROM request_certificate AS own
  WHERE own.request = request_name.request
    AND own.namespace = known.namespace);

-- No Certificate is known: the name alone tells it.
INSERT INTO request_certificate
SELECT namespace, request, stem, 1
FROM request_name
WHERE namespace IS NOT NULL
  AND NOT EXISTS (
    SELECT 1 FROM request_certificate AS own
    WHERE own.request = request_name.request
      AND own.namespace = request_name.namespace);

-- Which certificate an event is about.  Condition lines up to v1.16 name the
-- object without its namespace: where several namespaces have that name, the
-- nearest line within two seconds that has a namespace decides; if there is
-- none, the event belongs to no certificate (is_ambiguous).
DROP TABLE IF EXISTS event_candidate;
CREATE TABLE event_candidate AS
SELECT event.id AS event_id, at_us, known.namespace, known.name AS certificate,
  0 AS is_guess
FROM event
JOIN known_certificate AS known
  ON known.name = event.object
  AND (event.namespace IS NULL OR event.namespace = known.namespace)
WHERE object_kind = 'Certificate'
UNION ALL
SELECT event.id, at_us, known.namespace, known.certificate, is_guess
FROM event
JOIN request_certificate AS known
  ON known.request = event.object
  AND (event.namespace IS NULL OR event.namespace = known.namespace)
WHERE object_kind = 'CertificateRequest'
UNION ALL
SELECT event.id, at_us, known.namespace, known.certificate, is_guess
FROM event
JOIN secret_certificate AS known
  ON known.namespace = event.namespace AND known.secret = event.object
WHERE object_kind = 'Secret';

DROP TABLE IF EXISTS event_certificate;
CREATE TABLE event_certificate (
  event_id     INTEGER PRIMARY KEY,
  namespace    TEXT    NOT NULL,
  certificate  TEXT    NOT NULL,
  is_guess     INTEGER NOT NULL
) STRICT;

INSERT INTO event_certificate
SELECT event_id, min(namespace), min(certificate), max(is_guess)
FROM event_candidate
GROUP BY event_id
HAVING count(*) = 1;

CREATE INDEX event_certificate_name
ON event_certificate (namespace, certificate);

INSERT INTO event_certificate
SELECT event_id, namespace, certificate, 1
FROM (
  SELECT
    candidate.event_id, candidate.namespace, candidate.certificate,
    row_number() OVER (
      PARTITION BY candidate.event_id
      ORDER BY abs(near.at_us - candidate.at_us), near.id
    ) AS place
  FROM event_candidate AS candidate
  JOIN event_certificate AS sure
    ON sure.namespace = candidate.namespace
    AND sure.certificate = candidate.certificate
  JOIN event AS near
    ON near.id = sure.event_id
    AND near.at_us BETWEEN candidate.at_us - 2000000
      AND candidate.at_us + 2000000
  WHERE candidate.event_id NOT IN (SELECT event_id FROM event_certificate)
)
WHERE place = 1;

DROP TABLE event_candidate;
DROP TABLE request_name;
