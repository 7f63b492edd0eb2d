-- A log record that a pattern of schema/patterns knows.  Records that repeat
-- without change (resyncs) are one row that counts them.
CREATE TABLE log_record (
  id                INTEGER PRIMARY KEY,
  input_id          INTEGER NOT NULL REFERENCES input (id) ON DELETE CASCADE,
  segment_id        INTEGER NOT NULL REFERENCES log_segment (id) ON DELETE CASCADE,
  line              INTEGER NOT NULL,
  severity          TEXT,
  stamp_us          INTEGER,  -- see log_segment
  roll              INTEGER NOT NULL,
  full_us           INTEGER,  -- the record's own full time, where it has one
  pattern           TEXT    NOT NULL,
  kind              TEXT    NOT NULL,
  namespace         TEXT,
  object_kind       TEXT,
  object            TEXT,
  related_kind      TEXT,
  related_namespace TEXT,
  related           TEXT,
  condition         TEXT,
  old_status        TEXT,
  status            TEXT,
  reason            TEXT,
  detail            TEXT,
  error             TEXT,
  version           TEXT,
  due_in_us         INTEGER,
  planned_us        INTEGER,
  uptime_us         INTEGER,
  message           TEXT    NOT NULL,
  repeats           INTEGER NOT NULL DEFAULT 1,
  last_line         INTEGER,  -- of the last repetition
  last_stamp_us     INTEGER,
  last_roll         INTEGER,
  last_full_us      INTEGER,
  raw               TEXT    NOT NULL  -- the line, cut at 500 bytes
) STRICT;
