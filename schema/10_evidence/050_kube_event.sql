-- A Kubernetes Event, of either API.
CREATE TABLE kube_event (
  object_id         INTEGER PRIMARY KEY REFERENCES object (id) ON DELETE CASCADE,
  subject_kind      TEXT,     -- involvedObject or regarding
  subject_namespace TEXT,
  subject           TEXT,
  subject_uid       TEXT,
  type              TEXT,     -- 'Normal' or 'Warning'
  reason            TEXT,
  message           TEXT,     -- message or note
  component         TEXT,     -- source.component or reportingController
  first_us          INTEGER,
  last_us           INTEGER,
  n                 INTEGER NOT NULL DEFAULT 1
) STRICT;
