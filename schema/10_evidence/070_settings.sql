-- What the reader of the bundle said: one row.
CREATE TABLE settings (
  id         INTEGER PRIMARY KEY CHECK (id = 1),
  as_of_us   INTEGER,  -- "now", where the reader sets it
  year       INTEGER   -- of log lines, where nothing else tells it
) STRICT;

INSERT INTO settings (id) VALUES (1);
