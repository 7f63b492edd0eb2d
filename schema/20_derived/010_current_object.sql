-- The newest version of each object.  In one cluster the resourceVersion
-- orders the versions of one uid; the creation time orders objects of one name.
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
        input.path, line, object.id
    ) AS place
  FROM object JOIN input ON input.id = object.input_id
)
WHERE place = 1;

CREATE INDEX current_object_name ON current_object (kind, namespace, name);
