-- Several dumps of one cluster, told apart.
--
-- Two inputs that have the same Certificate in the same form belong to two
-- dumps: what their paths have in common ends where the dumps part.  A few pairs
-- show that.  What was printed for people may show the same in several ways:
-- there the files have to have the same name, too.
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
    WHERE object.kind = 'Certificate' AND twin.form = object.form
      AND (object.form = 'object'
        OR substr(input.path, length(rtrim(input.path,
            replace(replace(input.path, '/', ''), '!', ''))) + 1)
          = substr(twin_input.path, length(rtrim(twin_input.path,
            replace(replace(twin_input.path, '/', ''), '!', ''))) + 1))
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

-- An input lies in the innermost dump around it.
DROP TABLE IF EXISTS dump_input;
CREATE TABLE dump_input AS
SELECT
  root, input.id AS input_id,
  length(root) = max(length(root)) OVER (PARTITION BY input.id) AS is_inner
FROM (SELECT DISTINCT root FROM dump_pair)
JOIN input
  ON substr(input.path, 1, length(root)) = root
  AND substr(input.path, length(root) + 1, 1) IN ('', '/', '!');

CREATE INDEX dump_input_root ON dump_input (root);
CREATE INDEX dump_input_input ON dump_input (input_id);
