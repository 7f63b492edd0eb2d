-- Messages that no pattern knows, by shape (names and digits blanked).
CREATE TABLE log_shape (
  input_id    INTEGER NOT NULL REFERENCES input (id) ON DELETE CASCADE,
  shape       TEXT    NOT NULL,
  n           INTEGER NOT NULL,
  first_line  INTEGER NOT NULL
) STRICT;
