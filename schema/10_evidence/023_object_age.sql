-- Moments that are known by their age alone: what a table or a describe prints
-- instead of a time.  The true age is at least age_us and less than
-- age_us + unit_us.
CREATE TABLE object_age (
  object_id  INTEGER NOT NULL REFERENCES object (id) ON DELETE CASCADE,
  line       INTEGER NOT NULL,
  what       TEXT    NOT NULL CHECK (what IN ('created', 'deleted', 'first',
                       'last', 'restarted')),
  age_us     INTEGER NOT NULL,
  unit_us    INTEGER NOT NULL
) STRICT;
