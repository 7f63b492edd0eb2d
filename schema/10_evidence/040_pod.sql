-- A Pod.
CREATE TABLE pod (
  object_id   INTEGER PRIMARY KEY REFERENCES object (id) ON DELETE CASCADE,
  phase       TEXT,
  reason      TEXT,     -- status.reason, such as 'Evicted'
  node        TEXT,
  started_us  INTEGER,  -- status.startTime
  -- Where only a table tells of the Pod, and so of no container:
  restarts    INTEGER,  -- of all containers
  size        INTEGER   -- how many containers
) STRICT;
