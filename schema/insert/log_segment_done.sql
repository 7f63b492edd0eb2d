UPDATE log_segment
SET
  last_line = :last_line, records = :records,
  first_stamp_us = :first_stamp_us, first_roll = :first_roll,
  last_stamp_us = :last_stamp_us, last_roll = :last_roll,
  first_at_us = :first_at_us, last_at_us = :last_at_us,
  silences = :silences, feb_29_roll = :feb_29_roll
WHERE id = :id;
