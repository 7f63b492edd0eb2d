-- Every certificate that anything names, by a number: all that follows compares
-- numbers.  is_known: its namespace was told together with it; the others are
-- guessed from the name of a Secret or of a request.  is_told: only lines and
-- Events name it, so that there may be others of that name of which none
-- happened to speak.
--
-- stem is how the names of its requests begin: cut at 52 characters.
DROP TABLE IF EXISTS certificate_name;
CREATE TABLE certificate_name (
  id         INTEGER PRIMARY KEY,
  namespace  TEXT    NOT NULL,
  name       TEXT    NOT NULL,
  stem       TEXT    NOT NULL,
  is_known   INTEGER NOT NULL,
  is_told    INTEGER NOT NULL,
  UNIQUE (namespace, name)
) STRICT;

INSERT INTO certificate_name (namespace, name, stem, is_known, is_told)
SELECT namespace, name, rtrim(substr(name, 1, 52), '-.'), 1, min(is_told)
FROM (
  SELECT namespace, name, 0 AS is_told FROM certificate_now
  UNION
  SELECT namespace, object, 1 FROM log_subject
  WHERE object_kind = 'Certificate'
  UNION
  SELECT coalesce(subject_namespace, object.namespace), subject, 1
  FROM kube_event
  JOIN current_object USING (object_id)
  JOIN object ON object.id = object_id
  WHERE subject_kind = 'Certificate'
  UNION
  SELECT namespace, certificate, 0
  FROM certificate_request JOIN object ON object.id = object_id
)
WHERE namespace IS NOT NULL AND name IS NOT NULL
GROUP BY namespace, name
ORDER BY namespace, name;

CREATE INDEX certificate_name_bare ON certificate_name (name);
CREATE INDEX certificate_name_stem ON certificate_name (stem, namespace);

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
  -- The Certificate of that name there has another Secret.
  AND NOT EXISTS (
    SELECT 1 FROM certificate_now AS now
    WHERE now.namespace = secret_now.namespace
      AND now.name = secret_now.certificate
      AND now.secret <> secret_now.name)
  AND NOT EXISTS (
    SELECT 1
    FROM x509
    JOIN x509 AS same
      ON same.subject = x509.subject
      AND same.role = 'tls.crt' AND same.position = 0
      AND same.object_id <> x509.object_id
    JOIN current_object AS holder
      ON holder.object_id = same.object_id AND holder.kind = 'Secret'
    JOIN certificate_now AS now
      ON now.namespace = holder.namespace AND now.secret = holder.name
    WHERE x509.object_id = secret_now.object_id AND x509.role = 'tls.crt'
      AND x509.position = 0 AND holder.namespace <> secret_now.namespace
      -- What it is a copy of may have been renewed since: the name is left.
      AND (same.sha256 = x509.sha256 OR (
        now.name = secret_now.certificate AND EXISTS (
          SELECT 1 FROM certificate_now AS beside
          WHERE beside.namespace = secret_now.namespace))));

INSERT OR IGNORE INTO secret_certificate
SELECT related_namespace, related, object, 0 FROM log_subject
WHERE object_kind = 'Certificate' AND related_kind = 'Secret'
  AND related_namespace IS NOT NULL AND related IS NOT NULL
  AND object IS NOT NULL
ORDER BY object;

-- Secrets that lines of the old releases name without their certificate.
DROP TABLE IF EXISTS temp.secret_subject;
CREATE TEMP TABLE secret_subject (
  id         INTEGER PRIMARY KEY,
  namespace  TEXT NOT NULL,
  secret     TEXT NOT NULL
);

INSERT INTO secret_subject
SELECT id, namespace, object FROM log_subject
WHERE object_kind = 'Secret' AND namespace IS NOT NULL AND object IS NOT NULL;

INSERT OR IGNORE INTO secret_subject
SELECT id, related_namespace, related FROM log_subject
WHERE related_kind = 'Secret' AND object_kind IS NOT 'Certificate'
  AND related_namespace IS NOT NULL AND related IS NOT NULL;

INSERT OR IGNORE INTO secret_certificate
SELECT namespace, secret, secret, 1
FROM log_line
JOIN secret_subject ON secret_subject.id = subject_id
WHERE EXISTS (SELECT 1 FROM secret_subject)
  AND form_id IN (SELECT id FROM log_form WHERE kind IN ('issued', 'scheduled'));

DROP TABLE temp.secret_subject;

INSERT OR IGNORE INTO certificate_name (namespace, name, stem, is_known,
  is_told)
SELECT namespace, certificate, rtrim(substr(certificate, 1, 52), '-.'), 0, 1
FROM secret_certificate;

CREATE INDEX secret_certificate_name
ON secret_certificate (namespace, certificate);

-- What a log record or an Event speaks of.  Events have the id of their object,
-- below zero.
DROP TABLE IF EXISTS temp.subject;
CREATE TEMP TABLE subject (
  id           INTEGER PRIMARY KEY,
  object_kind  TEXT NOT NULL,
  namespace    TEXT,
  object       TEXT NOT NULL
);

INSERT INTO subject
SELECT id, object_kind, namespace, object FROM log_subject
WHERE object_kind IN ('Certificate', 'CertificateRequest', 'Secret')
  AND object IS NOT NULL
UNION ALL
SELECT -object_id, subject_kind, coalesce(subject_namespace, object.namespace),
  subject
FROM kube_event
JOIN current_object USING (object_id)
JOIN object ON object.id = object_id
WHERE subject_kind IN ('Certificate', 'CertificateRequest', 'Secret')
  AND subject IS NOT NULL;

-- The certificate that a CertificateRequest belongs to: what its object says,
-- then its name, which is the certificate's stem with a dash and a last part
-- that has no dash.  Long names may be the same that far.  request_certificate
-- has what objects say, and what the name alone tells where no Certificate of
-- that stem is known.
DROP TABLE IF EXISTS request_certificate;
CREATE TABLE request_certificate (
  request         TEXT    NOT NULL,
  namespace       TEXT    NOT NULL,
  certificate_id  INTEGER NOT NULL,
  is_guess        INTEGER NOT NULL,
  PRIMARY KEY (request, namespace)
) STRICT, WITHOUT ROWID;

INSERT OR IGNORE INTO request_certificate
SELECT object.name, object.namespace, known.id, 0
FROM certificate_request
JOIN object ON object.id = object_id
JOIN certificate_name AS known
  ON known.namespace = object.namespace AND known.name = certificate;

DROP TABLE IF EXISTS temp.request_name;
CREATE TEMP TABLE request_name (
  subject_id  INTEGER PRIMARY KEY,
  request     TEXT NOT NULL,
  namespace   TEXT,
  stem        TEXT NOT NULL
);

INSERT INTO request_name
SELECT id, object, namespace,
  rtrim(rtrim(object, 'abcdefghijklmnopqrstuvwxyz0123456789'), '-.')
FROM subject
WHERE object_kind = 'CertificateRequest';

DROP TABLE IF EXISTS temp.request_guess;
CREATE TEMP TABLE request_guess AS
SELECT DISTINCT request, namespace, stem
FROM request_name
WHERE namespace IS NOT NULL AND request LIKE '%_-%'
  AND NOT EXISTS (
    SELECT 1 FROM request_certificate AS own
    WHERE own.request = request_name.request
      AND own.namespace = request_name.namespace)
  AND NOT EXISTS (
    SELECT 1 FROM certificate_name AS known
    WHERE known.stem = request_name.stem
      AND known.namespace = request_name.namespace AND is_known = 1);

INSERT OR IGNORE INTO certificate_name (namespace, name, stem, is_known,
  is_told)
SELECT namespace, stem, rtrim(substr(stem, 1, 52), '-.'), 0, 1
FROM request_guess;

INSERT INTO request_certificate
SELECT request, guess.namespace, name.id, 1
FROM request_guess AS guess
JOIN certificate_name AS name
  ON name.namespace = guess.namespace AND name.name = guess.stem;

DROP TABLE temp.request_guess;

-- Which certificate a subject is.  NULL: condition lines up to v1.16 name the
-- object without its namespace, and several namespaces have that name; 025
-- decides for each event.  Where one namespace is known to have it, and that
-- from lines alone, it is a guess of its own kind (2): another line of the same
-- try may make it sure.
DROP TABLE IF EXISTS temp.subject_certificate;
CREATE TEMP TABLE subject_certificate (
  subject_id      INTEGER PRIMARY KEY,
  certificate_id  INTEGER,
  is_guess        INTEGER NOT NULL
);

INSERT INTO subject_certificate
SELECT subject.id, known.id, 0
FROM subject
JOIN certificate_name AS known
  ON known.namespace = subject.namespace AND known.name = object
WHERE object_kind = 'Certificate' AND is_known = 1
UNION ALL
SELECT subject.id, name.id, is_guess
FROM subject
JOIN secret_certificate AS own
  ON own.namespace = subject.namespace AND own.secret = object
JOIN certificate_name AS name
  ON name.namespace = own.namespace AND name.name = own.certificate
WHERE object_kind = 'Secret';

INSERT INTO subject_certificate
SELECT
  subject_id,
  CASE WHEN count(certificate_id) = 1 THEN certificate_id END, max(is_guess)
FROM (
  SELECT subject_id, own.certificate_id, is_guess
  FROM request_name AS name
  JOIN request_certificate AS own
    ON own.request = name.request AND own.namespace = name.namespace
  UNION ALL
  SELECT subject_id, known.id, 0
  FROM request_name AS name
  JOIN certificate_name AS known
    ON known.stem = name.stem AND known.namespace = name.namespace
  WHERE is_known = 1 AND request LIKE '%_-%'
    AND NOT EXISTS (
      SELECT 1 FROM request_certificate AS own
      WHERE own.request = name.request AND own.namespace = name.namespace)
)
GROUP BY subject_id;

-- Without a namespace two candidates are as good as ten thousand.
INSERT INTO subject_certificate
SELECT id, CASE WHEN second IS NULL THEN first END,
  CASE WHEN second IS NULL AND (
      SELECT is_told FROM certificate_name WHERE id = first)
    THEN 2 ELSE 0 END
FROM (
  SELECT
    subject.id,
    (SELECT known.id FROM certificate_name AS known
      WHERE known.name = object AND is_known = 1 LIMIT 1) AS first,
    (SELECT known.id FROM certificate_name AS known
      WHERE known.name = object AND is_known = 1 LIMIT 1 OFFSET 1) AS second
  FROM subject
  WHERE object_kind = 'Certificate' AND namespace IS NULL
)
WHERE first IS NOT NULL;

DROP TABLE IF EXISTS temp.stem_certificate;
CREATE TEMP TABLE stem_certificate (
  stem            TEXT    NOT NULL PRIMARY KEY,
  certificate_id  INTEGER NOT NULL,  -- one of them
  n               INTEGER NOT NULL
) WITHOUT ROWID;

INSERT INTO stem_certificate
SELECT stem, min(id), count(*) FROM certificate_name WHERE is_known = 1
GROUP BY stem;

INSERT INTO subject_certificate
SELECT subject_id, CASE WHEN n = 1 THEN certificate_id END,
  CASE WHEN n = 1 AND (
      SELECT is_told FROM certificate_name WHERE id = certificate_id)
    THEN 2 ELSE 0 END
FROM request_name AS name JOIN stem_certificate AS known USING (stem)
WHERE namespace IS NULL AND request LIKE '%_-%'
  AND NOT EXISTS (SELECT 1 FROM request_certificate AS own
    WHERE own.request = name.request);

INSERT INTO subject_certificate
SELECT
  subject_id,
  CASE WHEN count(DISTINCT namespace) = 1
    AND max(knowns) = 0 THEN certificate_id END,
  max(is_guess)
FROM (
  SELECT
    subject_id, own.namespace, own.certificate_id, is_guess,
    EXISTS (
      SELECT 1 FROM certificate_name AS known
      WHERE known.stem = name.stem AND is_known = 1
        AND name.request LIKE '%_-%'
        AND NOT EXISTS (
          SELECT 1 FROM request_certificate AS other
          WHERE other.request = name.request
            AND other.namespace = known.namespace)) AS knowns
  FROM request_name AS name
  JOIN request_certificate AS own ON own.request = name.request
  WHERE name.namespace IS NULL
)
GROUP BY subject_id;

DROP TABLE temp.stem_certificate;
DROP TABLE temp.request_name;
