-- The newest version of each object.  In one cluster the resourceVersion
-- orders the versions of one uid; the creation time orders objects of one name.
-- What was printed for people lacks both, or has less beside them: it counts
-- where there is nothing fuller.
DROP TABLE IF EXISTS current_object;
CREATE TABLE current_object (
  object_id  INTEGER PRIMARY KEY,
  kind       TEXT NOT NULL,
  namespace  TEXT,
  name       TEXT NOT NULL
) STRICT;

INSERT INTO current_object
SELECT id, kind, namespace, name
FROM (
  SELECT
    object.id, object.kind, namespace, name,
    row_number() OVER (
      PARTITION BY object.kind, coalesce(namespace, ''), name
      ORDER BY
        created_us DESC NULLS LAST, resource_version DESC NULLS LAST,
        CASE form WHEN 'object' THEN 0 WHEN 'describe' THEN 1 ELSE 2 END,
        coalesce((
          SELECT max(at_us) FROM condition
          WHERE condition.object_id = object.id
        ), 0) DESC,
        coalesce((
          SELECT not_after_us FROM certificate
          WHERE certificate.object_id = object.id
        ), (
          SELECT max(not_after_us) FROM x509
          WHERE x509.object_id = object.id AND role = 'tls.crt' AND position = 0
        ), 0) DESC,
        coalesce((
          SELECT max(started_us) FROM container
          WHERE container.object_id = object.id AND form <> 'object'
        ), 0) DESC,
        input.path, line, object.id
    ) AS place
  FROM object JOIN input ON input.id = object.input_id
)
WHERE place = 1;

-- A table without namespaces shows what something else shows with them.
DELETE FROM current_object
WHERE namespace IS NULL AND kind <> 'ClusterIssuer'
  AND object_id IN (SELECT id FROM object WHERE form <> 'object')
  AND (kind, name) IN (
    SELECT kind, name FROM object WHERE namespace IS NOT NULL);

-- An Event that was printed has a name of its own; it is the same as one that
-- says the same.
DELETE FROM current_object
WHERE object_id IN (
  SELECT object.id
  FROM object
  CROSS JOIN kube_event AS printed ON printed.object_id = object.id
  CROSS JOIN kube_event AS whole
    ON whole.subject = printed.subject
    AND whole.subject_namespace = printed.subject_namespace
  JOIN object AS told ON told.id = whole.object_id AND told.form = 'object'
  WHERE object.form <> 'object' AND object.kind = 'Event'
    AND whole.subject_kind IS printed.subject_kind
    AND whole.reason IS printed.reason AND whole.message IS printed.message);

DELETE FROM current_object
WHERE namespace IS NULL AND kind = 'Event'
  AND object_id IN (SELECT id FROM object WHERE form <> 'object')
  AND EXISTS (
    SELECT 1 FROM kube_event AS printed
    WHERE printed.object_id = current_object.object_id
      AND (subject_kind, subject, reason, message) IN (
        SELECT subject_kind, subject, reason, message
        FROM kube_event JOIN object ON object.id = object_id
        WHERE form = 'object'));

CREATE INDEX current_object_name ON current_object (kind, namespace, name);
