INSERT INTO object_age (
  object_id, line, what, age_us, unit_us
) VALUES (
  :object_id, :line, :what, :age_us, :unit_us
);
