-- What the path of an input says by one of schema/layouts, or, for a log inside
-- a larger file (kubectl cluster-info dump), what the line before it says.
-- Filled by analyzer/store/put_place.c.
CREATE TABLE input_place (
  input_id   INTEGER NOT NULL REFERENCES input (id) ON DELETE CASCADE,
  line       INTEGER,  -- before a log inside the input; NULL: all of it
  layout     TEXT    NOT NULL,
  namespace  TEXT,
  pod        TEXT,
  container  TEXT,
  log        TEXT CHECK (log IN ('current', 'previous', 'rotated')),
  restarts   INTEGER,  -- of the container, before this log
  stamp      TEXT,     -- when it was rotated: 20310507-060012, the node's zone
  api_group  TEXT,     -- of the objects that do not say it; '' is core
  kind       TEXT
) STRICT;
