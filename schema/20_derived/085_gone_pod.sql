-- Pods that an older dump of the cluster has and a newer one has not.
--
-- Two inputs that have the same Certificate belong to two dumps: what their
-- paths have in common ends where the dumps part.  A few pairs show that.
DROP TABLE IF EXISTS dump_pair;
CREATE TABLE dump_pair AS
WITH RECURSIVE
  pair (one, other) AS (
    SELECT input.path, twin_input.path
    FROM object
    JOIN object AS twin
      ON twin.kind = object.kind AND twin.namespace = object.namespace
      AND twin.name = object.name AND twin.input_id <> object.input_id
    JOIN input ON input.id = object.input_id
    JOIN input AS twin_input ON twin_input.id = twin.input_id
    WHERE object.kind = 'Certificate'
    GROUP BY 1, 2
    ORDER BY 1, 2
    LIMIT 200
  ),
  -- at: the part that both have, up to a separator.
  common (one, other, at, length) AS (
    SELECT one, other, 0, 1 FROM pair
    UNION ALL
    SELECT one, other,
      CASE WHEN substr(one, length, 1) IN ('/', '!') THEN length ELSE at END,
      length + 1
    FROM common
    WHERE substr(one, 1, length) = substr(other, 1, length)
      AND length <= length(one)
  ),
  parting (one, other, at) AS (
    SELECT one, other, max(at) FROM common GROUP BY one, other
  )
SELECT DISTINCT
  substr(one, 1, at) || substr(substr(one, at + 1), 1,
    min(instr(substr(one, at + 1) || '/', '/'),
      instr(substr(one, at + 1) || '!', '!')) - 1) AS root,
  substr(other, 1, at) || substr(substr(other, at + 1), 1,
    min(instr(substr(other, at + 1) || '/', '/'),
      instr(substr(other, at + 1) || '!', '!')) - 1) AS other_root
FROM parting;

DROP TABLE IF EXISTS dump_input;
CREATE TABLE dump_input AS
SELECT
  root, input.id AS input_id,
  max(input_now.at_us) OVER (PARTITION BY root) AS at_us
FROM (SELECT DISTINCT root FROM dump_pair)
JOIN input
  ON substr(input.path, 1, length(root)) = root
  AND substr(input.path, length(root) + 1, 1) IN ('', '/', '!')
LEFT JOIN input_now ON input_now.input_id = input.id;

CREATE INDEX dump_input_root ON dump_input (root);

-- A dump an hour newer that has Pods of the namespace, but not this one.
DROP TABLE IF EXISTS gone_pod;
CREATE TABLE gone_pod AS
SELECT DISTINCT object.id AS object_id
FROM dump_input AS here
JOIN object ON object.input_id = here.input_id AND object.kind = 'Pod'
JOIN current_object ON current_object.object_id = object.id
JOIN dump_pair ON dump_pair.root = here.root
WHERE EXISTS (
    SELECT 1
    FROM dump_input AS there
    JOIN object AS other ON other.input_id = there.input_id
    WHERE there.root = other_root AND there.at_us > here.at_us + 3600000000
      AND other.kind = 'Pod' AND other.namespace IS object.namespace)
  AND NOT EXISTS (
    SELECT 1
    FROM object AS same
    JOIN dump_input AS there ON there.input_id = same.input_id
    WHERE same.kind = 'Pod' AND same.namespace IS object.namespace
      AND same.name = object.name AND there.root = other_root);

CREATE INDEX gone_pod_object ON gone_pod (object_id);
