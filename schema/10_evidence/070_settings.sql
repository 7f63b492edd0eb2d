-- What the reader of the bundle said, and what the database was made by: one
-- row.
CREATE TABLE settings (
  id         INTEGER PRIMARY KEY CHECK (id = 1),
  as_of_us   INTEGER,  -- "now", where the reader sets it
  year       INTEGER,  -- of log lines, where nothing else tells it
  tables     INTEGER,  -- a hash of the text of 10_evidence
  rules      INTEGER   -- of 20_derived and 30_public, as last run
) STRICT;

INSERT INTO settings (id) VALUES (1);
