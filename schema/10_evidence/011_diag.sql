-- What was wrong with an input, and what was done about it.
CREATE TABLE diag (
  id        INTEGER PRIMARY KEY,
  input_id  INTEGER NOT NULL REFERENCES input (id) ON DELETE CASCADE,
  line      INTEGER,
  text      TEXT    NOT NULL
) STRICT;
