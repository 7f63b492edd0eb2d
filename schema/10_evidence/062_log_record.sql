-- What log records have in common, so that each says it once only: the form of
-- a message, and the objects that it speaks of.  A log file has its own rows;
-- two files may say the same.
CREATE TABLE log_form (
  id          INTEGER PRIMARY KEY,
  pattern     TEXT    NOT NULL,
  kind        TEXT    NOT NULL,
  severity    TEXT,
  condition   TEXT,
  old_status  TEXT,
  status      TEXT,
  reason      TEXT,
  version     TEXT,
  first_segment_id  INTEGER,  -- of the first such record, and the next
  source_line       TEXT      -- of the program: 'acme.go:233'
) STRICT;

CREATE TABLE log_subject (
  id                INTEGER PRIMARY KEY,
  namespace         TEXT,
  object_kind       TEXT,
  object            TEXT,
  related_kind      TEXT,
  related_namespace TEXT,
  related           TEXT
) STRICT;

-- A log record that a pattern of schema/patterns knows.  Records that repeat
-- without change (resyncs) are one row that counts them.  There are millions:
-- no foreign keys are checked.
CREATE TABLE log_line (
  id             INTEGER PRIMARY KEY,
  segment_id     INTEGER NOT NULL,  -- of log_segment, which names the input
  form_id        INTEGER NOT NULL,  -- of log_form
  subject_id     INTEGER NOT NULL,  -- of log_subject
  line           INTEGER NOT NULL,
  roll           INTEGER NOT NULL,
  stamp_us       INTEGER,  -- see log_segment
  full_us        INTEGER,  -- the record's own full time, where it has one
  due_in_us      INTEGER,
  planned_us     INTEGER,
  repeats        INTEGER NOT NULL DEFAULT 1,
  last_line      INTEGER,  -- of the last repetition
  last_roll      INTEGER,
  last_stamp_us  INTEGER,
  last_full_us   INTEGER,
  error          TEXT,
  -- Message and detail stand in raw, as a rule: from which character, and how
  -- many.
  message        TEXT,
  detail         TEXT,
  detail_at      INTEGER,
  detail_length  INTEGER,
  message_at     INTEGER,
  message_length INTEGER,
  raw            TEXT    NOT NULL  -- the line, cut at 500 bytes
) STRICT;

-- All that is known of a record.
CREATE VIEW log_record AS
SELECT
  log_line.id, log_segment.input_id, segment_id, line, severity, stamp_us, roll,
  full_us, pattern, kind, namespace, object_kind, object, related_kind,
  related_namespace, related, condition, old_status, status, reason,
  coalesce(detail, substr(raw, detail_at, detail_length)) AS detail, error,
  version, due_in_us, planned_us,
  coalesce(message, substr(raw, message_at, message_length)) AS message,
  repeats, log_line.last_line, log_line.last_stamp_us, log_line.last_roll,
  last_full_us, raw
FROM log_line
JOIN log_segment ON log_segment.id = segment_id
JOIN log_form ON log_form.id = form_id
JOIN log_subject ON log_subject.id = subject_id;
