-- Kubernetes kinds that certtrail does not look into: how many objects of
-- each, and where the first one stands.
CREATE TABLE unknown_kind (
  id         INTEGER PRIMARY KEY,
  input_id   INTEGER NOT NULL REFERENCES input (id) ON DELETE CASCADE,
  line       INTEGER NOT NULL,
  api_group  TEXT    NOT NULL,  -- '' is the core group, or none was given
  kind       TEXT    NOT NULL,  -- '' where the object does not say
  n          INTEGER NOT NULL
) STRICT;
