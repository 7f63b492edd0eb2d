INSERT INTO annotation (
  object_id, line, place, key, value
) VALUES (
  :object_id, :line, :place, :key, :value
);
