-- Pods that an older dump of the cluster has and a newer one has not.
DROP TABLE IF EXISTS dump_now;
CREATE TABLE dump_now AS
SELECT root, max(at_us) AS at_us
FROM dump_input JOIN input_now USING (input_id)
GROUP BY root;

CREATE UNIQUE INDEX dump_now_root ON dump_now (root);

-- A dump an hour newer that has Pods of the namespace, but not this one.
DROP TABLE IF EXISTS gone_pod;
CREATE TABLE gone_pod AS
SELECT DISTINCT object.id AS object_id
FROM dump_input AS here
JOIN object ON object.input_id = here.input_id AND object.kind = 'Pod'
JOIN current_object ON current_object.object_id = object.id
JOIN dump_pair ON dump_pair.root = here.root
JOIN dump_now AS here_now ON here_now.root = here.root
JOIN dump_now AS there_now
  ON there_now.root = other_root
  AND there_now.at_us > here_now.at_us + 3600000000
WHERE EXISTS (
    SELECT 1
    FROM dump_input AS there
    JOIN object AS other ON other.input_id = there.input_id
    WHERE there.root = other_root
      AND other.kind = 'Pod' AND other.namespace IS object.namespace)
  AND NOT EXISTS (
    SELECT 1
    FROM object AS same
    JOIN dump_input AS there ON there.input_id = same.input_id
    WHERE same.kind = 'Pod' AND same.namespace IS object.namespace
      AND same.name = object.name AND there.root = other_root);

CREATE INDEX gone_pod_object ON gone_pod (object_id);
