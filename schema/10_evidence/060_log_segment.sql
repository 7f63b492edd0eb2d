-- A run of log lines whose times are in order: klog prints no year, so the
-- year is found for a segment at a time.  A step back of a day or more that is
-- not a New Year begins a new segment.
--
-- stamp_us is the time that a klog header prints, as microseconds since the
-- beginning of a leap year (so that 29 February has a place); roll counts the
-- New Years passed since the beginning of the segment.
CREATE TABLE log_segment (
  id          INTEGER PRIMARY KEY,
  input_id    INTEGER NOT NULL REFERENCES input (id) ON DELETE CASCADE,
  first_line  INTEGER NOT NULL,
  last_line   INTEGER NOT NULL,
  records     INTEGER NOT NULL,
  first_stamp_us INTEGER,   -- NULL if no line has a klog header
  first_roll  INTEGER,
  last_stamp_us INTEGER,    -- the newest, not the last in the file
  last_roll   INTEGER,
  first_at_us INTEGER,      -- full times of lines that carry one
  last_at_us  INTEGER,
  silences    INTEGER NOT NULL DEFAULT 0,  -- pauses of twelve hours or more
  feb_29_roll INTEGER       -- roll of a line of 29 February
) STRICT;
