UPDATE log_line
SET
  repeats = :repeats, last_line = :last_line, last_stamp_us = :last_stamp_us,
  last_roll = :last_roll, last_full_us = :last_full_us
WHERE id = :id;
