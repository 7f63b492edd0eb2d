-- One way in which one container of a Pod or Pod template takes a Secret.
CREATE TABLE secret_ref (
  object_id  INTEGER NOT NULL REFERENCES object (id) ON DELETE CASCADE,
  line       INTEGER NOT NULL,  -- of the reference
  container  TEXT    NOT NULL,
  secret     TEXT    NOT NULL,
  uses       TEXT    NOT NULL CHECK (uses IN ('env', 'envFrom', 'subPath',
               'init', 'volume', 'projected', 'csi')),
  optional   INTEGER NOT NULL DEFAULT 0,
  keys       TEXT    -- names of the keys taken, sorted, with commas; NULL: all
) STRICT;
