-- The same bytes under the same name, read before.
SELECT id FROM input
WHERE path = :path AND sha256 IS :sha256 AND bytes IS :bytes AND id <> :id;
